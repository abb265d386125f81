#include "Office.h"

#include <catch2/catch.hpp>

using namespace esek;
using namespace esek::test;
using storage::Replica;

TEST_CASE("a new replica holds its school and is found again") {
    Office o;
    CHECK(o.replica->school()->name == Office::school().name);
    CHECK_FALSE(o.replica->school()->id.isNil());
    CHECK(o.replica->school()->version == 1);
    CHECK(problems(*o.replica).empty());
    o.reopen();
    CHECK(o.replica->school()->headteacher == "Grażyna Śliwińska");
    CHECK(Replica::create(o.folder(), Office::school(), o.clock, o.rng).error().code ==
          ErrorCode::replicaExists);
    CHECK(Replica::open(o.dir / "nothing", o.clock, o.rng).error().code == ErrorCode::noReplica);
    CHECK_FALSE(std::filesystem::exists(o.folder() / "replica.sqlite.new"));
}

TEST_CASE("students come back as they were put") {
    Office o;
    domain::Student s = o.student("Brzęczyszczykiewicz-Żółć", "Grzegorz Jan Łukasz", "1A", "12/2026");
    s.birthDate = Date(std::chrono::year(2011), std::chrono::month(3), std::chrono::day(5));
    s.pesel = domain::makePesel(*s.birthDate, 4711);
    s.cardType = "MEiN-I/3-N";
    domain::Student foreign = o.student("Шевченко", "Olha", "2B", "");
    foreign.document = domain::IdentityDocument{"paszport", "FE123456"};
    foreign.needsNoCard = true;
    foreign.photoExceptions = {{domain::PhotoExceptionKind::headwear, "chusta, względy \"religijne\""},
                               {domain::PhotoExceptionKind::glasses, "wada wzroku"}};
    const auto done = o.replica->commit(std::vector{o.put(s), o.put(foreign)}).value();
    CHECK(done.versions == std::vector<std::int64_t>{1, 1});
    s.version = 1;
    foreign.version = 1;
    CHECK(o.replica->students().get(s.id)->student == s);
    CHECK(o.replica->students().get(foreign.id)->student == foreign);

    storage::StudentFilter byReason;
    byReason.text = "chusta";
    CHECK(o.replica->students().list(byReason)->empty());

    CHECK(*o.replica->students().find("12/2026") == s);
    CHECK(*o.replica->students().find(" " + s.pesel->text() + " ") == s);
    CHECK(*o.replica->students().find(foreign.id.toString()) == foreign);
    CHECK(o.replica->students().find("99").error().code == ErrorCode::unknownStudent);
    CHECK(o.replica->students().find("").error().code == ErrorCode::unknownStudent);
    CHECK(o.replica->students().get(o.newId<domain::StudentId>()).error().code == ErrorCode::unknownStudent);

    // A register number that is another pupil's PESEL.
    domain::Student twin = o.student("Inny", "Adam", "1A", s.pesel->text());
    o.commit(o.put(twin));
    CHECK(o.replica->students().find(s.pesel->text()).error().code == ErrorCode::ambiguousStudent);
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("search needs no diacritics and finds the beginning of every word") {
    Office o;
    o.commit(o.put(o.student("Żółć", "Łucja", "1A", "123/26")));
    o.commit(o.put(o.student("Nowak-Kowalska", "Anna Maria", "1A", "124/26")));
    const auto found = [&](std::string text) {
        storage::StudentFilter f;
        f.text = std::move(text);
        std::string names;
        for (const auto& row : *o.replica->students().list(f))
            names += row.student.surname + ";";
        return names;
    };
    CHECK(found("zolc") == "Żółć;");
    CHECK(found("ŻÓŁĆ") == "Żółć;");
    CHECK(found("luc") == "Żółć;");
    CHECK(found("kow mar") == "Nowak-Kowalska;");
    CHECK(found("nowak-kow") == "Nowak-Kowalska;");
    CHECK(found("124/2") == "Nowak-Kowalska;");
    CHECK(found("12") == "Nowak-Kowalska;Żółć;");
    CHECK(found("olc").empty());
    // The class beside a name, as people type it.
    CHECK(found("1a") == "Nowak-Kowalska;Żółć;");
    CHECK(found("luc 1a") == "Żółć;");
    CHECK(found("2b luc").empty());
    CHECK(found("\" OR words:*").empty());
    CHECK(found(" - ") == "Nowak-Kowalska;Żółć;");

    auto renamed = o.replica->students().find("123/26").value();
    renamed.surname = "Gżegżółka";
    o.commit(o.put(renamed));
    CHECK(found("zolc").empty());
    CHECK(found("gzegz") == "Gżegżółka;");
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("lists are in Polish order, classes by their number") {
    Office o;
    const std::pair<const char*, const char*> names[] = {
        {"Zając", "10A"}, {"Łoś", "2B"},        {"Lis", "2B"},   {"Ćma", "2B"},
        {"Czyż", "2B"},   {"Nowak-Zych", "2B"}, {"Nowak", "2B"}, {"Żuk", "1C"}};
    for (const auto& [surname, unit] : names)
        o.commit(o.put(o.student(surname, "Jan", unit, "")));
    std::string order;
    for (const auto& row : *o.replica->photos().list())
        order += row.classUnit + " " + row.surname + ";";
    CHECK(order == "1C Żuk;2B Czyż;2B Ćma;2B Lis;2B Łoś;2B Nowak;2B Nowak-Zych;10A Zając;");
    std::string units;
    for (const auto& row : *o.replica->students().classes())
        units += row.classUnit + "=" + std::to_string(row.students) + ";";
    CHECK(units == "1C=1;2B=6;10A=1;");
}

TEST_CASE("a refused mutation says which, and the others are not done either") {
    Office o;
    auto a = o.student("Adamska", "Ewa", "1A", "1");
    auto b = o.student("Babicki", "Jan", "1A", "1");
    const auto refused = o.replica->commit(std::vector{o.put(a), o.put(b)});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::registerNumberTaken);
    CHECK(refused.error().value("index") == "1");
    CHECK(refused.error().value("number") == "1");
    CHECK(o.replica->students().list()->empty());
    CHECK(o.replica->history().outboxPending().value() == 1); // the school

    o.commit(o.put(a));
    auto stale = o.put(a);
    stale.expected = 7;
    CHECK(o.replica->commit(stale).error().code == ErrorCode::versionChanged);
    auto again = o.put(a);
    again.expected = 0;
    CHECK(o.replica->commit(again).error().code == ErrorCode::studentExists);
    CHECK(
        o.replica->commit(o.photoChange(o.newId<domain::StudentId>(), domain::AcceptPhoto{})).error().code ==
        ErrorCode::unknownStudent);
    CHECK(o.replica->commit(o.photoChange(a.id, domain::AcceptPhoto{})).error().code ==
          ErrorCode::wrongStatus);
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("two pupils may exchange their register numbers in one commit") {
    Office o;
    auto a = o.student("Adamska", "Ewa", "1A", "1");
    auto b = o.student("Babicki", "Jan", "1A", "2");
    (void)o.replica->commit(std::vector{o.put(a), o.put(b)}).value();
    std::swap(a.registerNumber, b.registerNumber);
    (void)o.replica->commit(std::vector{o.put(a), o.put(b)}).value();
    CHECK(o.replica->students().find("2")->surname == "Adamska");
    CHECK(o.replica->students().find("1")->surname == "Babicki");
    CHECK(problems(*o.replica).empty());
}

TEST_CASE("PESEL belongs to one pupil") {
    Office o;
    auto a = o.student("Adamska", "Ewa", "1A", "1");
    a.pesel =
        domain::makePesel(Date(std::chrono::year(2010), std::chrono::month(1), std::chrono::day(2)), 12);
    auto b = o.student("Babicki", "Jan", "1A", "2");
    b.pesel = a.pesel;
    o.commit(o.put(a));
    CHECK(o.replica->commit(o.put(b)).error().code == ErrorCode::peselTaken);
}

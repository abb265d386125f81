#include "FakeSchool.h"

#include "OlderProgram.h"

#include "base/Format.h"
#include "base/Text.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>

namespace esek::test {

using namespace domain;

School schoolOfOffices() {
    School s;
    s.name = "Szkoła Podstawowa nr 1";
    s.address = {"ul. Długa 1", "00-001", "Warszawa"};
    s.headteacher = "Anna Żółć";
    return s;
}

namespace {
constexpr sync::ProtocolRange kBefore{1, sync::kProtocols.highest - 1};
} // namespace

FakeSchool::FakeSchool(std::uint64_t seed, int offices, Ages ages)
    : rng(seed), dice(seed), m_dataDir(m_dir / "server-0"), m_ages(ages) {
    startServer();
    m_schoolId = m_central->schools().add(schoolOfOffices()).value();
    constexpr std::chrono::hours kYear{24 * 365};
    const std::chrono::hours wrong[] = {std::chrono::hours(0), kYear, -kYear};
    for (int i = 0; i < offices; ++i)
        m_offices.push_back(std::make_unique<FakeOffice>(*this, format("office-{}", i), wrong[i % 3],
                                                         ages.firstOffice && i == 0));
}

void FakeSchool::startServer() {
    std::filesystem::create_directories(m_dataDir);
    m_store = std::make_unique<server::Store>(server::sqliteTarget(m_dataDir / "server.sqlite", false));
    m_blobs = std::make_unique<server::FolderBlobs>(m_dataDir / "schools");
    m_central = std::make_unique<server::Central>(*m_store, *m_blobs, clock, rng);
    m_api = std::make_unique<server::Api>(*m_central, m_ages.server ? kBefore : sync::kProtocols);
    m_central->care().sweep();
}

void FakeSchool::bringServerUpToDate() {
    m_ages.server = false;
    restartServer();
}

void FakeSchool::restartServer() {
    m_api.reset();
    m_central.reset();
    m_blobs.reset();
    m_store.reset();
    startServer();
}

void FakeSchool::backupServer() {
    const auto file = m_dir / format("backup-{}", m_generation++);
    m_central->care().backup(file).value();
    m_backup = file;
}

void FakeSchool::restoreServer() {
    if (!m_backup)
        return;
    m_api.reset();
    m_central.reset();
    m_blobs.reset();
    m_store.reset();
    std::error_code ec;
    std::filesystem::remove_all(m_dataDir, ec);
    m_dataDir = m_dir / format("server-{}", ++m_generation);
    {
        std::filesystem::create_directories(m_dataDir);
        server::Store store(server::sqliteTarget(m_dataDir / "server.sqlite", false));
        server::FolderBlobs blobs(m_dataDir / "schools");
        server::restore(*m_backup, store, blobs, clock, rng).value();
    }
    ++restores;
    // What the server has forgotten is asked again; what was found to be the same as another's is not: that
    // other one comes back.
    std::erase_if(verdicts, [](const auto& v) { return v.second != Verdict::same; });
    startServer();
}

server::Response FakeSchool::serve(server::Request request, bool fromOlder) {
    clock.advance(std::chrono::milliseconds(10));
    if (fromOlder)
        request = older::shown(std::move(request));
    if (m_ages.server)
        request = older::unknown(std::move(request));
    server::Response answer = m_api->handle(request);
    note(request, answer);
    return fromOlder ? older::hidden(request.target, std::move(answer)) : answer;
}

void FakeSchool::note(const server::Request& request, const server::Response& answer) {
    INFO(request.method << " " << request.target << ": " << answer.status << " " << answer.body);
    REQUIRE(answer.status != 500);
    if (request.target != "/v1/push" || answer.status != 200)
        return;
    for (const auto& v : sync::pushAnswerFromJson(parseJson(answer.body).value()).value().verdicts)
        if (v.error && v.error->code == ErrorCode::serverProtocol)
            ++waited;
        else if (!verdicts.contains(v.id) || verdicts.at(v.id) != Verdict::same)
            verdicts[v.id] = v.verdict;
}

void FakeSchool::sequence() {
    faults = Faults::many();
    const std::size_t steps = 4 + below(dice, 8);
    for (std::size_t i = 0; i < steps; ++i) {
        FakeOffice& o = *m_offices[below(dice, m_offices.size())];
        clock.advance(std::chrono::seconds(below(dice, 600)));
        const std::size_t what = below(dice, 100);
        if (what < 70)
            o.act();
        else if (what < 94)
            static_cast<void>(o.sync());
        else if (what < 97)
            o.restart();
        else
            restartServer();
    }
    if (chance(dice, 0.02))
        backupServer();
    if (chance(dice, 0.01))
        restoreServer();
}

void FakeSchool::settle() {
    faults = Faults::none();
    constexpr int kRounds = 8;
    for (int round = 0; round < kRounds; ++round) {
        bool quiet = true;
        for (auto& o : m_offices) {
            const auto report = o->sync({.removal = round > kRounds / 2});
            INFO(o->name() << ": " << (report ? "" : report.error().message));
            // A restored server lacks records until the others have sent theirs again.
            if (!report && report.error().code == ErrorCode::removalNeedsConsent && restores > 0 &&
                round <= kRounds / 2) {
                quiet = false;
                continue;
            }
            REQUIRE(report.ok());
            quiet = quiet && report->pushed == 0 && report->pulled == 0;
        }
        if (quiet)
            return;
        if (round > kRounds / 2)
            ++consents;
    }
    FAIL("the offices do not come to rest");
}

namespace {

/// Everything that people see, in an order of its own. An older program shows no cards.
std::string picture(FakeOffice& o, bool withCards) {
    std::string all = toJson(o.replica().school().value()).dump() + "\n";
    std::map<std::string, std::string> pupils;
    storage::StudentFilter everybody;
    everybody.includeLeft = true;
    for (const auto& row : o.replica().students().list(everybody).value()) {
        std::string& line = pupils[row.student.id.toString()];
        line = toJson(row.student).dump() + "\n";
        const PhotoFile file = o.replica().photos().file(row.student.id).value();
        line += format("{} {} ", file.version, file.lastChange ? file.lastChange->toString() : "-") +
                toJson(file.state).dump() + "\n";
    }
    for (const auto& [id, line] : pupils)
        all += line;
    std::set<std::string> rest;
    if (withCards) {
        for (const auto& card : o.replica().cards().list().value())
            rest.insert(toJson(card).dump());
        for (const auto& batch : o.replica().cards().batches().value())
            rest.insert(toJson(batch).dump());
    }
    for (const auto& row : o.replica().history().messages({{}, 1000000}).value())
        rest.insert(toJson(row.message).dump());
    for (const std::string& line : rest)
        all += line + "\n";
    return all;
}

/// The first line that differs, from both.
std::string difference(const std::string& a, const std::string& b) {
    std::istringstream left(a), right(b);
    for (;;) {
        std::string l, r;
        const bool more = static_cast<bool>(std::getline(left, l));
        if (static_cast<bool>(std::getline(right, r)) != more || l != r)
            return l + "\n" + r;
        if (!more)
            return {};
    }
}

/// Two offices without a network may each give a pupil a card; somebody was told of the two then. `numbers`
/// as verify writes them: "1/2026, 21/2026".
bool toldOfTwoCards(const std::vector<std::unique_ptr<FakeOffice>>& offices, const std::string& numbers) {
    const auto cards = [](const std::string& list) {
        std::set<std::string> out;
        for (const std::string& number : split(list, ','))
            out.insert(std::string(trim(number)));
        return out;
    };
    const auto wanted = cards(numbers);
    for (const auto& o : offices)
        for (const auto& row : o->store().conflicts(true).value()) {
            if (row.error.code != ErrorCode::secondValidCard)
                continue;
            auto told = cards(row.error.value("other"));
            told.insert(row.error.value("number"));
            if (wanted.contains(row.error.value("number")) &&
                std::includes(told.begin(), told.end(), wanted.begin(), wanted.end()))
                return true;
        }
    return false;
}

std::set<BlobId> openConflictBlobs(FakeOffice& o) {
    std::set<BlobId> blobs;
    for (const auto& row : o.store().conflicts().value())
        if (const auto* change = std::get_if<PhotoChange>(&row.mine.change))
            if (const auto* submit = std::get_if<SubmitPhoto>(change))
                blobs.insert(submit->photo.blob);
    return blobs;
}

} // namespace

void FakeSchool::check() {
    const std::string token = [&] {
        return sync::FileTokenStore(m_offices.front()->folder()).load().value().value();
    }();
    const auto ask = [&](const std::string& target) {
        server::Request r{
            "GET", target, {{"X-Esek-Protocol", "1"}, {"Authorization", "Bearer " + token}}, {}, "-"};
        const auto answer = m_api->handle(r);
        REQUIRE(answer.status == 200);
        return parseJson(answer.body).value();
    };
    // The server's order holds every mutation once.
    std::set<std::string> applied;
    std::int64_t expectedSeq = 0;
    for (std::int64_t since = 0;;) {
        const Json page = ask(format("/v1/changes?since={}&limit=500", since));
        for (const Json& change : page["changes"]) {
            CHECK(change["seq"].get<std::int64_t>() == ++expectedSeq);
            if (!change["mutation"].is_null()) {
                INFO(change["mutation"].dump());
                CHECK(applied.insert(change["mutation"]["id"].get<std::string>()).second);
            }
            since = change["seq"].get<std::int64_t>();
        }
        if (!page["more"].get<bool>())
            break;
    }
    const auto report = m_central->care().verify().value();
    for (const auto& problem : report.problems)
        FAIL_CHECK("server: " << problem.area << ": " << problem.detail);

    // The same digest, the same picture, and the same bytes everywhere.
    const Json serverDigest = ask("/v1/digest")["digests"];
    std::set<BlobId> held;
    std::string cursor;
    do {
        const Json page = ask("/v1/snapshot?limit=500" + (cursor.empty() ? "" : "&after=" + cursor));
        for (const Json& row : page["rows"])
            if (row["entity"] == "photo_file")
                for (const auto& blob : photoFileRowFromJson(row["row"]).value().held)
                    held.insert(blob.id);
        cursor = page.contains("next") ? page["next"].get<std::string>() : "";
    } while (!cursor.empty());
    if (consents > 0)
        return; // a person agreed that an office keeps what the server does not have
    const std::string withCards = picture(*m_offices.back(), true);
    const std::string withoutCards = picture(*m_offices.back(), false);
    for (auto& o : m_offices) {
        INFO(o->name());
        for (const auto& [entity, digest] : o->store().digest().value()) {
            INFO(entity);
            const Json there = serverDigest.value(older::realName(entity), Json{{"count", 0}});
            if (o->isOlder() && older::isNewest(entity))
                continue; // it has them under a name that it does not know
            CHECK(there["count"].get<std::int64_t>() == digest.count);
            if (digest.count > 0)
                CHECK(there["sha256"].get<std::string>() == digest.sha256);
        }
        CHECK(difference(picture(*o, !o->isOlder()), o->isOlder() ? withoutCards : withCards) == "");
        const auto verified = o->replica().care().verify().value();
        for (const auto& problem : verified.problems)
            if (problem.area != "second_valid_card" || !toldOfTwoCards(m_offices, problem.detail))
                FAIL_CHECK(problem.area << ": " << problem.detail);
        CHECK(verified.outboxPending == 0);
        // Bytes that were erased are nowhere; bytes that are held are here.
        std::set<BlobId> here;
        o->replica().blobs().forEach([&](const BlobId& id) { here.insert(id); });
        for (const BlobId& id : held) {
            INFO(id.toString());
            CHECK(here.contains(id));
        }
        const auto shown = openConflictBlobs(*o);
        for (const BlobId& id : here) {
            INFO(id.toString());
            CHECK((held.contains(id) || shown.contains(id) || o->refusedBytes().contains(id)));
        }

        // Every decision that was reported as done: applied once, the same as another's, or shown to a
        // person.
        std::set<MutationId> shownConflicts;
        for (const auto& row : o->store().conflicts(true).value())
            shownConflicts.insert(row.mine.id);
        for (const MutationId& id : o->done()) {
            const bool same = verdicts.contains(id) && verdicts.at(id) == Verdict::same;
            INFO(id.toString());
            CHECK((applied.contains(id.toString()) || shownConflicts.contains(id) || same));
        }
    }
}

} // namespace esek::test

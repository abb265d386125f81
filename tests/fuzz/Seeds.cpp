// Writes the inputs that the fuzzers begin with into DIR/TARGET/, made by the helpers of the tests.
//   fuzz_seeds DIR
#include "unit/roster/Support.h"

#include "imaging/Encode.h"
#include "storage/Replica.h"
#include "support/Pictures.h"
#include "sync/protocol/Pack.h"
#include "sync/protocol/Wire.h"
#include "unit/imaging/JpegFile.h"
#include "unit/imaging/RasterFiles.h"

#include <cstdio>

using namespace esek;
using namespace esek::test;

namespace {

class Seeds {
  public:
    explicit Seeds(std::filesystem::path dir) : m_dir(std::move(dir)) {}
    void add(const std::string& target, std::string_view bytes) const {
        platform::writeFileAtomically(next(target), bytes).value();
    }
    void add(const std::string& target, const Bytes& bytes) const {
        add(target, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    }
    std::filesystem::path next(const std::string& target) const {
        std::filesystem::create_directories(m_dir / target);
        return m_dir / target / ("seed-" + std::to_string(m_count++));
    }

  private:
    std::filesystem::path m_dir;
    mutable int m_count = 0;
};

void http(const Seeds& seeds) {
    const std::string host = "Host: szkola.example\r\n";
    seeds.add("http", "GET /v1/changes?since=0&wait=25 HTTP/1.1\r\n" + host + "\r\n");
    seeds.add("http", "POST /v1/push HTTP/1.1\r\n" + host +
                          "Authorization: Bearer abc\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\n");
    seeds.add("http", "POST /v1/push HTTP/1.1\r\n" + host +
                          "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n"
                          "5;name=\"v\"\r\nhello\r\n0\r\nX-End: 1\r\n\r\n");
    seeds.add("http",
              "PATCH /v1/uploads/1 HTTP/1.0\r\nConnection: keep-alive, close\r\nContent-Length: 0\r\n\r\n");
}

domain::Mutation mutation(domain::Change change) {
    domain::Mutation m;
    m.id = *domain::MutationId::parse("018f3a2b-7c1d-7e2f-8a3b-4c5d6e7f8091");
    m.at = *timestampFromIso("2026-11-27T09:40:38.000Z");
    m.by = {domain::Role::clerk, "Anna Nowak", "PC-1"};
    m.entityId = *Uuid::parse("018f3a2b-7c1d-7e2f-8a3b-4c5d6e7f8092");
    m.change = std::move(change);
    return m;
}

void push(const Seeds& seeds) {
    domain::Student student;
    student.id = *domain::StudentId::parse("018f3a2b-7c1d-7e2f-8a3b-4c5d6e7f8092");
    student.surname = "Żółć";
    student.givenNames = "Łucja";
    student.birthDate = dateFromIso("2015-03-04");
    student.registerNumber = "12/2024";
    domain::StudentCard card;
    card.id = *domain::CardId::parse("018f3a2b-7c1d-7e2f-8a3b-4c5d6e7f8093");
    card.student = student.id;
    card.number = "1/2026";
    card.cardType = "MEiN-I/1";
    card.issuedOn = *dateFromIso("2026-11-27");
    const std::vector<domain::Change> changes{
        domain::PutStudent{student},
        domain::PutSchool{},
        domain::PutBatch{},
        domain::CardChange{domain::IssueCard{card}},
        domain::CardChange{
            domain::MarkCard{domain::CardState::spoiled, "zacięcie", domain::CardState::printed}},
        domain::PhotoChange{domain::SubmitPhoto{}},
        domain::PhotoChange{domain::RejectPhoto{{domain::RejectionReason::other}, "nieostre"}},
        domain::PhotoChange{domain::ApproveDeletion{"na prośbę"}},
        domain::PhotoChange{domain::SetCrop{}},
    };
    for (const domain::Change& change : changes)
        seeds.add("push", sync::toJson(sync::PushRequest{{{mutation(change), Json()}}}).dump());
    seeds.add("push",
              sync::toJson(sync::PushRequest{{{mutation(changes.front()), domain::toJson(student)}}}).dump());
}

void pack(const Seeds& seeds) {
    std::string bytes;
    for (const std::optional<std::int64_t> size :
         {std::optional<std::int64_t>(3), std::optional<std::int64_t>()}) {
        const auto header = sync::packHeader(size);
        bytes.append(header.begin(), header.end());
        bytes.append(static_cast<std::size_t>(size.value_or(0)), 'x');
    }
    seeds.add("pack", bytes);
}

void lists(const Seeds& seeds) {
    const std::string rows =
        "Nazwisko;Imię;PESEL;Data urodzenia;Klasa;Numer w księdze\r\n"
        "Żółć;Łucja;44051401458;1944-05-14;1A;12\r\n\"Nowak \"\"Kos\"\"\";Jan;;01.02.2015;;13\r\n";
    seeds.add("csv", rows);
    seeds.add("csv", "sep=,\nsurname,given names,class\nKowalska,Ewa,2B\n");
    seeds.add("csv", "\xef\xbb\xbfKlasa 1A\n\nLp.\tNazwisko i imię\n1\tKos Anna\n");
    seeds.add("csv", std::string_view("N\0a\0z\0w\0i\0s\0k\0o\0;\0I\0m\0i\0\x19\x01\n\0", 30));
    const std::string relation =
        R"(<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/)"
        R"(package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.)"
        R"(openxmlformats.org/officeDocument/2006/relationships/)";
    const std::string cell = R"(<c t="inlineStr"><is><t>)";
    writeZip(
        seeds.next("xlsx"),
        {{"[Content_Types].xml", "<Types/>"},
         {"_rels/.rels", relation + R"(officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
         {"xl/_rels/workbook.xml.rels",
          relation + R"(worksheet" Target="worksheets/sheet1.xml"/></Relationships>)"},
         {"xl/workbook.xml",
          R"(<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/)"
          R"(relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
         {"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>" + cell + "Nazwisko</t></is></c>" + cell +
                                          "Imię</t></is></c></row><row>" + cell + "Kos</t></is></c>" + cell +
                                          "Anna</t></is></c></row></sheetData></worksheet>"}});
    writeZip(seeds.next("xlsx"),
             {{"manifest.csv", "propertyName,value\noneroster.version,1.1\nfile.users,bulk\n"},
              {"users.csv", "sourcedId,enabledUser,role,givenName,familyName\n1,true,student,Anna,Kos\n"}});
    writeZip(seeds.next("zip"), {{"1A/Kos Anna.jpg", "jpeg"},
                                 {"\x4c\xf3"
                                  "d\x7a.png",
                                  std::string(5000, 'x')}});
    writeZip(seeds.next("zip"), {{"../outside.jpg", "jpeg"}, {"/etc/x.jpg", "x"}}, true);
}

void pictures(const Seeds& seeds) {
    const imaging::Image image = paintedPicture(24, 32);
    JpegFile jpeg;
    seeds.add("picture", jpeg.write(image));
    jpeg.progressive = true;
    jpeg.dpi = 300;
    jpeg.restartRows = 1;
    jpeg.segments = {{1, exifSegment(6, 300, true)}, {2, iccSegment(srgbProfile())}};
    seeds.add("picture", jpeg.write(image));
    jpeg = {};
    jpeg.colours = JpegFile::Colours::ycck;
    jpeg.segments = {{1, exifSegment(3, 72, false, true)}};
    seeds.add("picture", jpeg.write(image));
    seeds.add("picture", PngFile::rgb(image));
    seeds.add("picture", PngFile::rgb(image, true));
    TiffFile tiff;
    tiff.width = image.width;
    tiff.height = image.height;
    tiff.dpi = 300;
    seeds.add("picture", tiff.write({image.rgb}));
    tiff.compression = 8;
    tiff.bigEndian = true;
    seeds.add("picture", tiff.write({deflated(image.rgb)}));
    tiff.compression = 5;
    tiff.orientation = 8;
    seeds.add("picture", tiff.write({lzw(image.rgb)}));
}

void numbers(const Seeds& seeds) {
    for (const char* pattern : {"{n}/{year}", "{n:5}", "SP1-{register}", "{schoolyear}/{class}_{n:3}"})
        seeds.add("number", std::string_view(pattern));
}

void backups(const Seeds& seeds) {
    const TempDir dir;
    const SystemClock clock;
    SystemRng rng;
    domain::School school;
    school.id = {Uuid::v7(clock, rng)};
    school.name = "SP 1";
    auto replica = storage::Replica::create(dir / "szkola", school, clock, rng).value();
    replica->care().backup(dir / "kopia").value();
    std::filesystem::create_directories(seeds.next("backup").parent_path());
    std::filesystem::copy_file(dir / "kopia", seeds.next("backup"));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: fuzz_seeds DIR\n");
        return 2;
    }
    const Seeds seeds(argv[1]);
    http(seeds);
    push(seeds);
    pack(seeds);
    lists(seeds);
    pictures(seeds);
    numbers(seeds);
    backups(seeds);
    return 0;
}

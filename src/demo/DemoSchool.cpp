#include "demo/DemoSchool.h"

#include "base/Format.h"
#include "base/Json.h"
#include "base/Text.h"
#include "base/platform/Files.h"
#include "demo/DemoPhotos.h"
#include "demo/DemoPupils.h"
#include "domain/School.h"

namespace esek::demo {

namespace fs = std::filesystem;

namespace {

domain::School demoSchool() {
    domain::School school;
    // 120 characters: long names of schools are the rule, and cards have room for four short lines.
    school.name = "Zespół Szkół Ogólnokształcących i Technicznych nr 7 z Oddziałami Integracyjnymi im. Marii "
                  "Dąbrowskiej w Żółtych Źródłach";
    school.address = {"ul. Błękitnych Źródeł 12/14", "00-907", "Żółte Źródła"};
    school.rspo = "999907";
    school.headteacher = "Małgorzata Żelisławska-Świętochowska";
    school.numberPattern = "{n}/{year}";
    school.nextNumber = 1;
    school.defaultCardType = "MEiN-I/1";
    return school;
}

Json schoolJson(const domain::School& s) {
    return {{"name", s.name},
            {"address",
             {{"street", s.address.street}, {"postcode", s.address.postcode}, {"city", s.address.city}}},
            {"rspo", s.rspo},
            {"headteacher", s.headteacher},
            {"numberPattern", s.numberPattern},
            {"nextNumber", s.nextNumber},
            {"cardType", s.defaultCardType}};
}

std::string studentsCsv(const std::vector<DemoPupil>& pupils) {
    std::string out = "Nr w księdze;Nazwisko;Imię;Drugie imię;PESEL;Data urodzenia;Oddział;Rodzaj dokumentu;"
                      "Numer dokumentu\r\n";
    for (const DemoPupil& pupil : pupils) {
        const domain::Student& s = pupil.student;
        const auto space = s.givenNames.find(' ');
        const std::string first = s.givenNames.substr(0, space);
        const std::string further = space == std::string::npos ? "" : s.givenNames.substr(space + 1);
        out += join({s.registerNumber, s.surname, first, further, s.pesel ? s.pesel->text() : "",
                     toPolish(*s.birthDate), s.classUnit, s.document ? s.document->kind : "",
                     s.document ? s.document->number : ""},
                    ";") +
               "\r\n";
    }
    return out;
}

std::string_view name(Part part) {
    switch (part) {
    case Part::accepted:
        return "accepted";
    case Part::rejected:
        return "rejected";
    case Part::changeRequest:
        return "changeRequest";
    case Part::changeTaken:
        return "changeTaken";
    case Part::deletionRequest:
        return "deletionRequest";
    case Part::pending:
        break;
    }
    return "pending";
}

std::string familyMember(const DemoPupil& pupil) {
    return (pupil.female ? "Barbara " : "Andrzej ") + pupil.student.surname;
}

/// Commands of one pupil, in order.
std::vector<std::vector<std::string>> steps(const DemoPupil& pupil) {
    const std::string& number = pupil.student.registerNumber;
    const std::vector<std::string> accept{"photo", "accept", number};
    const std::vector<std::string> send{"photo", "submit", number, "photos-new/" + number + ".jpg",
                                        "--as",  "parent", "--by", familyMember(pupil)};
    switch (pupil.part) {
    case Part::accepted:
        return {accept};
    case Part::rejected:
        return {{"photo", "reject", number, "--reason", pupil.rejection}};
    case Part::changeRequest:
        return {accept, send};
    case Part::changeTaken:
        return {accept, send, {"photo", "replace", number}};
    case Part::deletionRequest:
        return {accept, {"photo", "request-deletion", number}};
    case Part::pending:
        break;
    }
    return {};
}

void writeText(const fs::path& file, const std::string& text) {
    platform::writeFileAtomically(file, std::string_view(text)).value();
}

} // namespace

Result<void> writeDemoSchool(const fs::path& dir, const DemoOptions& options, Progress* progress) {
    return guarded([&] {
        platform::ensureFolder(dir / "photos").value();
        platform::ensureFolder(dir / "photos-new").value();
        const auto pupils = demoPupils(options.seed);
        writeText(dir / "school.json", dumpJson(schoolJson(demoSchool()), 2) + "\n");
        writeText(dir / "students.csv", studentsCsv(pupils));

        PhotoMaker maker(options);
        Json list = Json::array();
        std::string commands;
        std::size_t done = 0;
        for (const DemoPupil& pupil : pupils) {
            if (progress && progress->cancelled())
                throw Exception(ErrorCode::cancelled, "demo school stopped");
            const PhotoSet set = maker.make(pupil);
            if (!set.fileName.empty())
                platform::writeFileAtomically(dir / "photos" / platform::pathFromUtf8(set.fileName),
                                              set.photo)
                    .value();
            if (!set.newer.empty())
                platform::writeFileAtomically(dir / "photos-new" / (pupil.student.registerNumber + ".jpg"),
                                              set.newer)
                    .value();
            Json entry{{"student", pupil.student.registerNumber}, {"class", pupil.student.classUnit}};
            if (!set.fileName.empty())
                entry["photo"] = "photos/" + set.fileName;
            entry["spoiled"] = name(pupil.spoil);
            entry["part"] = name(pupil.part);
            if (!set.newer.empty()) {
                entry["newer"] = "photos-new/" + pupil.student.registerNumber + ".jpg";
                entry["by"] = familyMember(pupil);
            }
            if (!pupil.rejection.empty())
                entry["reason"] = pupil.rejection;
            list.push_back(std::move(entry));
            for (const auto& step : steps(pupil))
                commands += join(step, "\t") + "\n";
            if (progress)
                progress->report(++done, pupils.size());
        }
        for (const PhotoSet& stray : maker.strays())
            platform::writeFileAtomically(dir / "photos" / platform::pathFromUtf8(stray.fileName),
                                          stray.photo)
                .value();
        writeText(dir / "demo.json", dumpJson(Json{{"pupils", list}}, 2) + "\n");
        writeText(dir / "steps.tsv", commands);
    });
}

} // namespace esek::demo

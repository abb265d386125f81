#include "app/YearChange.h"

#include "base/RngBuffer.h"
#include "base/platform/Files.h"
#include "domain/Card.h"

#include <algorithm>

namespace esek::app {

using namespace domain;

namespace {

constexpr std::uint64_t kRecordLimit = 16 << 20; // bytes

/// From June on people work for the year that begins in September.
std::string yearToBegin(Date today) {
    return schoolYear(today.month() >= std::chrono::June && today.month() < std::chrono::September
                          ? today.year() / std::chrono::September / 1
                          : today);
}

std::vector<Student> pupils(Office& office) {
    std::vector<Student> list;
    for (storage::StudentRow& row : office.replica().students().list().value())
        list.push_back(std::move(row.student));
    return list;
}

Json toJson(const ImportMade& made) {
    Json list = Json::array();
    for (const ImportMade::Changed& change : made.changed)
        list.push_back({{"id", change.before.id.toString()},
                        {"class", change.before.classUnit},
                        {"left", change.before.left},
                        {"version", change.after.version}});
    return {{"from", made.promotion->from}, {"to", made.promotion->to}, {"pupils", std::move(list)}};
}

/// The pupils as they are now, with the classes of before: what else was changed is seen by its version.
ImportMade fromJson(const Json& json, Office& office) {
    ImportMade made;
    made.promotion = {json.at("from").get<std::string>(), json.at("to").get<std::string>()};
    for (const Json& pupil : json.at("pupils")) {
        const auto id = StudentId::parse(pupil.at("id").get<std::string>());
        if (!id)
            throw Exception(ErrorCode::jsonInvalid, "id of a pupil");
        ImportMade::Changed change;
        change.after = office.replica().students().get(*id).value().student;
        change.before = change.after;
        change.after.version = pupil.at("version").get<std::int64_t>();
        change.before.classUnit = pupil.at("class").get<std::string>();
        change.before.left = pupil.at("left").get<bool>();
        made.changed.push_back(std::move(change));
    }
    return made;
}

} // namespace

std::filesystem::path YearChange::recordFile() const {
    return m_office.dir() / "year-change.json";
}

Result<YearChange::Preview> YearChange::preview() {
    return guarded([&] {
        Preview preview;
        preview.year = yearToBegin(m_office.clock().today());
        preview.reached = classesOf(m_office.replica().school().value());
        std::vector<std::string> units;
        const auto classes = m_office.replica().students().classes().value();
        for (const storage::ClassRow& row : classes)
            units.push_back(row.classUnit);
        const auto steps = suggestedSteps(units);
        for (std::size_t i = 0; i < classes.size(); ++i)
            preview.lines.push_back({steps[i], classes[i].students});
        return preview;
    });
}

Result<ImportMade> YearChange::make(const std::string& year, const std::vector<ClassStep>& steps) {
    return guarded([&] {
        const School school = m_office.replica().school().value();
        const auto before = pupils(m_office);
        ImportMade made;
        made.promotion = {classesOf(school), year};
        RngBuffer ids(m_office.rng());
        std::vector<Mutation> mutations;
        for (auto& [id, change] : promotion(school, before, steps, year).value()) {
            std::int64_t version = school.version;
            if (const auto* put = std::get_if<PutStudent>(&change)) {
                const auto was = std::ranges::find(before, put->student.id, &Student::id);
                version = was->version;
                made.changed.push_back({*was, put->student});
                ++made.changed.back().after.version;
            }
            mutations.push_back(m_office.mutation(id, std::move(change), m_office.clerk(), version, ids));
        }
        // First the file: without it a change could not be taken back, and one that was not made changes
        // nothing when it is.
        platform::writeFileAtomically(recordFile(), dumpJson(toJson(made))).value();
        m_office.replica().commit(mutations).value();
        return made;
    });
}

Result<ImportUndo::Outcome> YearChange::takeBack() {
    return guarded([&] {
        const auto bytes = platform::readFile(recordFile(), kRecordLimit);
        if (!bytes && bytes.error().code == ErrorCode::fileNotFound)
            throw Exception(ErrorCode::nothingToUndo, "no change of the school year");
        const auto& text = bytes.value();
        const Json json = parseJson({reinterpret_cast<const char*>(text.data()), text.size()}).value();
        ImportMade made;
        try {
            made = fromJson(json, m_office);
        } catch (const Json::exception& e) {
            throw Exception(ErrorCode::jsonInvalid, e.what());
        }
        if (classesOf(m_office.replica().school().value()) != made.promotion->to)
            throw Exception(ErrorCode::nothingToUndo, "taken back already");
        auto outcome = ImportUndo(m_office).takeBack(made).value();
        platform::removeFile(recordFile()).value();
        return outcome;
    });
}

} // namespace esek::app

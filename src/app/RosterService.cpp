#include "app/RosterService.h"

#include "app/CardLetters.h"
#include "app/GuardianImport.h"
#include "app/ImportColumns.h"
#include "app/Parallel.h"
#include "app/PhotoIntake.h"
#include "app/PresentCards.h"
#include "base/RngBuffer.h"
#include "base/Text.h"
#include "roster/LetterRule.h"
#include "roster/ParseRows.h"

#include <algorithm>
#include <iterator>

namespace esek::app {

using namespace domain;

namespace {

constexpr std::size_t kChunk = 16;

struct Candidate {
    RosterService::PhotoImport::Item item;
    Result<std::vector<std::uint8_t>> bytes;
    Result<Photo> photo;
    bool same;
    bool healed; ///< the same photo, whose file had been lost or damaged
};

/// The same complaint as in the pupil's form, for a whole list.
std::string lettersMissing(std::string_view text) {
    return join(lettersMissingOnCard(text), " ");
}

void examine(Office& office, Candidate& c, PhotoChannel channel) {
    if (!c.bytes) {
        c.photo = c.bytes.error();
        return;
    }
    const auto file = office.replica().photos().file(c.item.student);
    if (!file) {
        c.photo = file.error();
        return;
    }
    const BlobId id = BlobId::of(*c.bytes);
    const auto held = file->photos();
    c.same = std::any_of(held.begin(), held.end(), [&](const Photo* p) { return p->blob == id; });
    if (c.same) {
        const auto healed = healPhoto(office, id, *c.bytes);
        if (!healed) {
            c.same = false;
            c.photo = healed.error();
        } else {
            c.healed = *healed;
        }
    } else {
        c.photo = takeIn(office, *c.bytes, c.item.name,
                         {channel, office.clerk(), c.item.name, office.clock().now()});
    }
}

} // namespace

Result<RosterService::StudentList> RosterService::readStudents(const std::filesystem::path& file,
                                                               const std::string& preset,
                                                               const roster::ReadOptions& options) {
    return guarded([&] {
        StudentList list;
        list.table = roster::readTable(file, options).value();
        list.mapping = roster::suggestMapping(list.table, preset).value();
        if (preset == "auto")
            if (auto kept = ImportColumns(m_office.dir()).find(list.table)) {
                list.mapping = std::move(*kept);
                list.remembered = true;
            }
        return list;
    });
}

Result<void> RosterService::rememberColumns(const roster::Table& table, const roster::Mapping& mapping) {
    return ImportColumns(m_office.dir()).keep(table, mapping);
}

Result<roster::ImportPlan> RosterService::planStudents(const std::filesystem::path& file,
                                                       const std::string& preset) {
    const auto list = readStudents(file, preset);
    return list ? planStudents(list->table, list->mapping) : Result<roster::ImportPlan>(list.error());
}

Result<roster::ImportPlan> RosterService::planStudents(const roster::Table& table,
                                                       const roster::Mapping& mapping,
                                                       const std::set<StudentId>& takenBack) {
    if (const auto checked = roster::checkMapping(table, mapping); !checked)
        return checked.error();
    storage::StudentFilter everyone;
    everyone.includeLeft = true;
    auto rows = m_office.replica().students().list(everyone);
    if (!rows)
        return rows.error();
    std::vector<Student> existing;
    existing.reserve(rows->size());
    for (storage::StudentRow& row : *rows)
        existing.push_back(std::move(row.student));
    for (Student& student : existing)
        student.left = student.left && !takenBack.contains(student.id);
    const auto school = m_office.replica().school();
    if (!school)
        return school.error();
    roster::ParseResult parsed = roster::parseRows(table, mapping, m_office.clock().today());
    // A list tells that a pupil has a disability, not which of the two "-N" cards the school issues.
    if (school->defaultCardType == "MEiN-I/2") {
        for (roster::ParsedRow& row : parsed.good) {
            if (row.student.cardType == "MEiN-I/3-N")
                row.student.cardType = "MEiN-I/4-N";
        }
    }
    roster::refuseMissingLetters(parsed, lettersMissing);
    return guarded([&] {
        roster::ImportPlan plan = roster::plan(parsed, existing);
        ImportUndo::bringBack(plan, existing, takenBack);
        PresentCards(m_office).check(plan);
        GuardianImport(m_office).check(plan);
        return plan;
    });
}

Result<ImportMade> RosterService::importStudents(const roster::ImportPlan& plan) {
    ImportMade made;
    RngBuffer ids(m_office.rng());
    std::vector<Mutation> mutations;
    mutations.reserve(plan.add.size() + plan.update.size());
    std::map<std::size_t, Student> added; // by row
    // Changes first: an addition may take a register number that one of them has just freed.
    for (const roster::Change& change : plan.update) {
        made.changed.push_back({change.before, change.after});
        ++made.changed.back().after.version;
        mutations.push_back(m_office.mutation(change.after.id.uuid, PutStudent{change.after},
                                              m_office.clerk(), change.before.version, ids));
    }
    for (const roster::Addition& addition : plan.add) {
        Student student = addition.student;
        student.id = {Uuid::v7(m_office.clock(), ids)};
        const Uuid id = student.id.uuid;
        if (!plan.presentCards.empty() || !plan.guardians.empty())
            added.emplace(addition.row, student);
        made.added.push_back(student);
        made.added.back().version = 1;
        // Version 0 says that there is none yet, which also spares storage the look.
        mutations.push_back(m_office.mutation(id, PutStudent{std::move(student)}, m_office.clerk(), 0, ids));
    }
    auto cards = guarded([&] { return PresentCards(m_office).mutations(plan, added); });
    if (!cards)
        return cards.error();
    std::move(cards->begin(), cards->end(), std::back_inserter(mutations));
    auto guardians = guarded([&] { return GuardianImport(m_office).mutations(plan, added); });
    if (!guardians)
        return guardians.error();
    for (Mutation& m : *guardians) {
        if (m.expected == 0)
            made.guardians.push_back(std::get<PutGuardian>(m.change).guardian);
        mutations.push_back(std::move(m));
    }
    if (mutations.empty())
        return made;
    if (auto done = m_office.replica().commit(mutations); !done)
        return done.error();
    return made;
}

Result<RosterService::PhotoImport> RosterService::importPhotos(const std::filesystem::path& folderOrZip,
                                                               bool accept, const PhotoChoices& choices,
                                                               Progress* progress) {
    auto files = PhotoFiles::open(folderOrZip);
    return files ? importPhotos(**files, accept, choices, progress) : Result<PhotoImport>(files.error());
}

Result<RosterService::PhotoImport> RosterService::importPhotos(PhotoFiles& source, bool accept,
                                                               const PhotoChoices& choices,
                                                               Progress* progress) {
    auto rows = m_office.replica().students().list();
    if (!rows)
        return rows.error();
    std::vector<Student> students;
    for (storage::StudentRow& row : *rows)
        students.push_back(std::move(row.student));

    PhotoImport result;
    for (const auto& out : source.leftOut())
        result.refused.push_back({out.name, out.error, {}});
    std::vector<PhotoImport::Item> items;
    const std::vector<std::string>& names = source.names();
    for (PhotoFile& file : judgeFiles(roster::matchPhotos(names, students), choices)) {
        if (file.state == FileState::matched || file.state == FileState::assigned)
            items.push_back({file.name, *file.student, {}});
        else if (file.state != FileState::leftOut)
            result.unmatched.push_back(std::move(file));
    }
    // A name that was typed wrongly must be told, not forgotten.
    for (const auto& [name, student] : choices.assigned) {
        if (!std::binary_search(names.begin(), names.end(), name))
            items.push_back({name, student, {}});
    }

    // Checking a photo (decoding it, looking for the face) is the slow part and goes on all cores; what is
    // written follows in the order of the files, each photo in a transaction of its own.
    for (std::size_t from = 0; from < items.size(); from += kChunk) {
        if (progress) {
            if (progress->cancelled())
                break;
            progress->report(from, items.size());
        }
        std::vector<Candidate> chunk;
        for (std::size_t i = from; i < std::min(items.size(), from + kChunk); ++i)
            chunk.push_back({items[i], source.read(items[i].name), Error{}, false, false});
        parallelFor(chunk.size(), nullptr,
                    [&](std::size_t i) { examine(m_office, chunk[i], source.channel()); });
        for (Candidate& c : chunk) {
            if (c.same) {
                (c.healed ? result.healed : result.same).push_back(c.item);
                continue;
            }
            if (!c.photo) {
                result.refused.push_back({c.item.name, c.photo.error(), c.item.student});
                continue;
            }
            const Mutation submit = m_office.mutation(
                c.item.student.uuid, Change(PhotoChange(SubmitPhoto{std::move(*c.photo), accept})));
            c.item.decision = submit.id;
            const auto committed = m_office.replica().commit(submit);
            if (committed)
                result.imported.push_back(c.item);
            else if (category(committed.error().code) == ErrorCategory::rule)
                result.refused.push_back({c.item.name, committed.error(), c.item.student});
            else
                return committed.error();
        }
    }
    if (progress)
        progress->report(items.size(), items.size());
    return result;
}

} // namespace esek::app

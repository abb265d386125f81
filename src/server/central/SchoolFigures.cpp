#include "server/central/SchoolFigures.h"

#include "domain/Entities.h"
#include "server/store/Readable.h"

#include <algorithm>

namespace esek::server {

using domain::PhotoStatus;

namespace {

constexpr std::int64_t kPage = 500; // rows

/// Calls f with each record of a kind that can be read: one that is spoiled must not hide all schools.
template <class T, class F>
void eachRecord(Tx& tx, const std::string& school, Kind kind, Result<T> (*read)(const Json&), F&& f) {
    std::string after;
    for (;;) {
        const auto rows = tx.records(school, kind, after, kPage);
        for (const RecordRow& row : rows)
            if (const auto record = readable(row, read))
                f(*record);
        if (std::ssize(rows) < kPage)
            return;
        after = rows.back().id;
    }
}

bool waits(PhotoStatus s) {
    return s == PhotoStatus::pending || s == PhotoStatus::changeRequested ||
           s == PhotoStatus::deletionRequested;
}

std::optional<std::chrono::seconds> medianOf(std::vector<std::chrono::seconds> values) {
    if (values.empty())
        return std::nullopt;
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

std::vector<SchoolFigures> FiguresOfSchools::all() {
    const std::lock_guard lock(m_mutex);
    std::vector<SchoolFigures> out;
    for (const SchoolRow& school : m_store.read([](Tx& tx) { return tx.schools(); })) {
        // Nothing half counted stays when the database breaks off.
        Known next = m_known[school.id];
        m_store.read([&](Tx& tx) {
            next = m_known[school.id];
            const std::int64_t head = tx.head(school.id);
            if (head < next.head) // the order of a restored server
                next = {};
            if (head != next.head || head == 0) {
                follow(tx, school.id, head, next);
                count(tx, school.id, next);
            }
            next.figures.school = school.id;
            next.figures.name = school.name;
            SchoolFigures figures = next.figures;
            addPeople(tx, next, figures);
            next.figures = std::move(figures);
        });
        out.push_back(next.figures);
        m_known[school.id] = std::move(next);
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return std::tie(a.name, a.school) < std::tie(b.name, b.school);
    });
    return out;
}

void FiguresOfSchools::count(Tx& tx, const std::string& school, Known& known) {
    known.students.clear();
    known.figures = {};
    SchoolFigures& f = known.figures;
    eachRecord(tx, school, Kind::student, &domain::studentFromJson, [&](const domain::Student& student) {
        if (!student.left)
            known.students.insert(student.id.toString());
    });
    f.pupils = static_cast<int>(known.students.size());
    eachRecord(tx, school, Kind::photoFile, &domain::photoFileRowFromJson,
               [&](const domain::PhotoFileRow& row) {
                   if (!known.students.contains(row.file.student.toString()))
                       return;
                   f.withPhoto += row.file.photos().empty() ? 0 : 1;
                   f.accepted += row.file.accepted() ? 1 : 0;
                   if (waits(row.file.status()))
                       f.oldestWaiting = std::min(f.oldestWaiting.value_or(row.since), row.since);
               });
    std::set<std::string> printed;
    eachRecord(tx, school, Kind::card, &domain::cardFromJson, [&](const domain::StudentCard& card) {
        const bool exists =
            card.state == domain::CardState::printed || card.state == domain::CardState::handedOver;
        if (exists && known.students.contains(card.student.toString()))
            printed.insert(card.student.toString());
    });
    f.printed = static_cast<int>(printed.size());
}

void FiguresOfSchools::follow(Tx& tx, const std::string& school, std::int64_t head, Known& known) {
    while (known.head < head) {
        const auto changes = tx.changes(school, known.head, head, kPage);
        for (const ChangeRow& change : changes)
            note(change, known);
        known.head = changes.empty() ? head : changes.back().seq;
    }
}

void FiguresOfSchools::note(const ChangeRow& change, Known& known) {
    if (change.kind != Kind::photoFile || change.mutation.empty())
        return;
    const auto mutation = readable({.id = {}, .body = change.mutation}, &domain::mutationFromJson);
    const auto row = readable({.id = {}, .body = change.body}, &domain::photoFileRowFromJson);
    const auto at = timestampFromIso(change.at);
    if (!mutation || !row || !at)
        return;
    const domain::Mutation& m = *mutation;
    const PhotoStatus after = row->file.status();
    const auto* photo = std::get_if<domain::PhotoChange>(&m.change);
    if (!photo)
        return;
    const bool asks = std::holds_alternative<domain::SubmitPhoto>(*photo) ||
                      std::holds_alternative<domain::RequestDeletion>(*photo);
    if (asks && domain::isFamily(m.by.role) && waits(after)) {
        known.asked[change.id] = *at;
        return;
    }
    const auto open = known.asked.find(change.id);
    if (waits(after) || open == known.asked.end())
        return;
    if (!std::holds_alternative<domain::WithdrawRequest>(*photo))
        known.decisions.emplace_back(*at,
                                     std::chrono::duration_cast<std::chrono::seconds>(*at - open->second));
    known.asked.erase(open);
}

void FiguresOfSchools::addPeople(Tx& tx, const Known& known, SchoolFigures& f) const {
    std::set<std::string> withLogin;
    for (const LoginRow& login : tx.logins(f.school))
        if (login.endedAt.empty() && known.students.contains(login.student))
            withLogin.insert(login.student);
    f.withLogin = static_cast<int>(withLogin.size());
    f.version.clear();
    f.lastContact.reset();
    for (const ContactRow& contact : tx.contacts(f.school)) {
        const auto at = timestampFromIso(contact.at);
        if (!at || (f.lastContact && *at < *f.lastContact))
            continue;
        f.lastContact = at;
        f.version = contact.version;
    }
    std::vector<std::chrono::seconds> recent;
    const Timestamp since = m_clock.now() - kDecisionsOf;
    for (const auto& [at, after] : known.decisions)
        if (at >= since)
            recent.push_back(after);
    f.medianDecision = medianOf(std::move(recent));
}

} // namespace esek::server

#include "base/Format.h"
#include "base/Translate.h"
#include "reports/CountColumn.h"
#include "reports/Reports.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace esek::reports {

using namespace domain;

namespace {

std::vector<Column> pupilColumns() {
    return {{.key = "class", .title = tr("Class")},
            {.key = "surname", .title = tr("Surname")},
            {.key = "givenNames", .title = tr("Given names")},
            {.key = "registerNumber", .title = tr("Register no.")}};
}

Row pupilCells(const PupilLine& p) {
    return {p.classUnit, p.surname, p.givenNames, p.registerNumber};
}

bool hasAccepted(PhotoStatus status) {
    return status == PhotoStatus::accepted || status == PhotoStatus::changeRequested ||
           status == PhotoStatus::deletionRequested;
}

bool waitsForOffice(PhotoStatus status) {
    return status == PhotoStatus::pending || status == PhotoStatus::changeRequested ||
           status == PhotoStatus::deletionRequested;
}

std::int64_t daysBetween(Date from, Date to) {
    return (std::chrono::sys_days(to) - std::chrono::sys_days(from)).count();
}

/// Whole percents; a hundred only when it is all of them.
std::int64_t share(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0 : part * 100 / whole;
}

struct ClassLess {
    bool operator()(const std::string& a, const std::string& b) const { return classLess(a, b); }
};

} // namespace

Table missingPhotos(const std::vector<PupilLine>& pupils) {
    Table table;
    table.columns = pupilColumns();
    table.columns.push_back(
        {.key = "status",
         .title = tr("Photo"),
         .definition = tr("The status of the photo as the view Photos shows it. A photo that waits or was "
                          "rejected is not an accepted one.")});
    table.columns.push_back({.key = "since",
                             .title = tr("Since"),
                             .type = ColumnType::date,
                             .definition = tr("The day on which this status came to be; empty when no photo "
                                              "was ever sent.")});
    table.columns.push_back({.key = "remark", .title = tr("Remark")});
    std::size_t noCard = 0;
    for (const PupilLine& p : pupils) {
        if (hasAccepted(p.status))
            continue;
        Row row = pupilCells(p);
        row.emplace_back(officeLabel(p.status));
        row.push_back(p.status == PhotoStatus::none ? Cell(std::string()) : dayCell(p.since));
        row.emplace_back(p.needsNoCard ? tr("needs no card") : std::string());
        noCard += p.needsNoCard ? 1 : 0;
        table.rows.push_back(std::move(row));
    }
    table.note = format(runtime(tr("Pupils without an accepted photo: {}, of them needing no card: {}.")),
                        table.rows.size(), noCard);
    table.numbered = true;
    return table;
}

Table pendingPhotos(const std::vector<PupilLine>& pupils, Date today, int days) {
    Table table;
    table.columns = pupilColumns();
    table.columns.push_back(
        {.key = "status",
         .title = tr("Waits for"),
         .definition = tr("A sent photo, a newer photo beside an accepted one, or a request "
                          "to delete the photo.")});
    table.columns.push_back(
        {.key = "since", .title = tr("Sent on"), .type = ColumnType::date, .definition = {}});
    table.columns.push_back(
        {.key = "days",
         .title = tr("Waits"),
         .type = ColumnType::number,
         .unit = tr("days"),
         .definition = tr("Whole days from the day on which it was sent to today. A request "
                          "to delete is to be answered within one month (RODO, art. 12 "
                          "ust. 3).")});
    for (const PupilLine& p : pupils) {
        if (!waitsForOffice(p.status) || !p.since)
            continue;
        const std::int64_t waits = daysBetween(*p.since, today);
        if (waits <= days)
            continue;
        Row row = pupilCells(p);
        row.emplace_back(officeLabel(p.status));
        row.emplace_back(*p.since);
        row.emplace_back(waits);
        table.rows.push_back(std::move(row));
    }
    sortRows(table.rows, table.column("days"), false);
    table.note = format(runtime(trn("Waiting for more than {} day: {}.", "Waiting for more than {} days: {}.",
                                    static_cast<std::size_t>(days))),
                        days, table.rows.size());
    table.numbered = true;
    return table;
}

Table photoProgress(const std::vector<PupilLine>& pupils) {
    Table table;
    const auto count = [&](const char* key, const std::string& title, const std::string& definition) {
        table.columns.push_back(countColumn(key, title, definition));
    };
    table.columns.push_back({.key = "class", .title = tr("Class")});
    count(
        "pupils", tr("Pupils"),
        tr("Pupils of the class as the view Photos counts them: without those who left, but for a request to "
           "delete that is still open."));
    for (const PhotoStatus status : allPhotoStatuses())
        count(std::string(toString(status)).c_str(), officeLabel(status),
              format(runtime(tr("Pupils whose photo has the status “{}”.")), officeLabel(status)));
    table.columns.push_back(
        {.key = "share",
         .title = tr("With an accepted photo"),
         .type = ColumnType::number,
         .unit = "%",
         .definition = tr("The share of pupils with an accepted photo, also while a change or "
                          "deletion of it is asked for; rounded down.")});
    struct Counts {
        std::int64_t pupils = 0, accepted = 0;
        std::map<PhotoStatus, std::int64_t> byStatus;
    };
    std::map<std::string, Counts, ClassLess> classes;
    for (const PupilLine& p : pupils) {
        Counts& c = classes[p.classUnit];
        ++c.pupils;
        ++c.byStatus[p.status];
        c.accepted += hasAccepted(p.status) ? 1 : 0;
    }
    std::int64_t accepted = 0;
    for (auto& [name, c] : classes) {
        Row row{name, c.pupils};
        for (const PhotoStatus status : allPhotoStatuses())
            row.emplace_back(c.byStatus[status]);
        row.emplace_back(share(c.accepted, c.pupils));
        accepted += c.accepted;
        table.rows.push_back(std::move(row));
    }
    addTotals(table, tr("Together"));
    table.totals.back() = share(accepted, static_cast<std::int64_t>(pupils.size()));
    return table;
}

Table rejections(const std::vector<RejectionLine>& lines) {
    Table table;
    table.columns = {
        {.key = "reason", .title = tr("Reason")},
        {.key = "rejections",
         .title = tr("Rejections"),
         .type = ColumnType::number,
         .definition =
             tr("Decisions that named this reason. A decision with several reasons stands at each of "
                "them; decisions that were taken back are not counted.")},
        {.key = "pupils",
         .title = tr("Pupils"),
         .type = ColumnType::number,
         .definition = tr("Different pupils whose photo was rejected for this reason.")},
        {.key = "share",
         .title = tr("Of all rejections"),
         .type = ColumnType::number,
         .unit = "%",
         .definition =
             tr("The share of decisions that named this reason; rounded down. The shares add up to more "
                "than 100 when decisions had several reasons.")}};
    std::map<RejectionReason, std::pair<std::int64_t, std::set<StudentId>>> byReason;
    std::set<StudentId> pupils;
    for (const RejectionLine& line : lines) {
        pupils.insert(line.student);
        for (const RejectionReason reason : std::set(line.reasons.begin(), line.reasons.end())) {
            ++byReason[reason].first;
            byReason[reason].second.insert(line.student);
        }
    }
    const auto all = static_cast<std::int64_t>(lines.size());
    for (const RejectionReason reason : allRejectionReasons())
        if (const auto at = byReason.find(reason); at != byReason.end())
            table.rows.push_back({label(reason), at->second.first,
                                  static_cast<std::int64_t>(at->second.second.size()),
                                  share(at->second.first, all)});
    sortRows(table.rows, 1, false);
    table.totals = {tr("Together"), all, static_cast<std::int64_t>(pupils.size()), std::string()};
    table.note = tr("Together counts each decision and each pupil once.");
    return table;
}

Table whoHasAccess(const std::vector<AccessLine>& lines) {
    Table table;
    table.columns = {
        {.key = "kind", .title = tr("Access")},
        {.key = "name",
         .title = tr("Who"),
         .definition = tr("The computer's name, or the pupil whose login it is.")},
        {.key = "class", .title = tr("Class")},
        {.key = "role", .title = tr("Role")},
        {.key = "since", .title = tr("Since"), .type = ColumnType::date},
        {.key = "used",
         .title = tr("Last used"),
         .type = ColumnType::date,
         .definition = tr("Empty when it was never used. The server notes it every ten minutes at most.")}};
    for (const AccessLine& l : lines)
        table.rows.push_back({l.kind, l.name, l.classUnit, l.role, dayCell(l.since), dayCell(l.used)});
    table.note = tr("As the server knows it now. Computers and logins that were revoked are not listed.");
    table.numbered = true;
    return table;
}

} // namespace esek::reports

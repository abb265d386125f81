#include "app/ReportService.h"

#include "app/BlankService.h"
#include "app/Journal.h"
#include "app/PortalService.h"
#include "app/SchoolYearArchive.h"
#include "app/StudentList.h"
#include "app/ValidityService.h"
#include "base/Format.h"
#include "base/OutputFile.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "base/platform/LocalTime.h"
#include "domain/RoleLabel.h"
#include "reports/CardYearReports.h"
#include "reports/Reports.h"
#include "reports/TableFiles.h"
#include "storage/ReportQueries.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace esek::app {

using namespace domain;

namespace {

constexpr int kDefaultDays = 7;

Date localDay(Timestamp at) {
    return platform::toLocal(at).date;
}

/// What a report is made of.
struct Source {
    Office& office;
    const ReportQuery& query;
    sync::TokenStore* tokens = nullptr;

    bool inPeriod(Date day) const {
        return (!query.from || *query.from <= day) && (!query.to || day <= *query.to);
    }
    bool inClass(const std::string& classUnit) const {
        return query.classUnit.empty() || query.classUnit == classUnit;
    }

    std::vector<reports::PupilLine> pupils() const {
        storage::PhotoFilter filter;
        filter.classUnit = query.classUnit;
        std::unordered_map<Uuid, bool> needsNoCard;
        for (const auto& row : office.replica().students().list().value())
            if (row.student.needsNoCard)
                needsNoCard[row.student.id.uuid] = true;
        std::vector<reports::PupilLine> lines;
        for (const storage::PhotoRow& row : office.replica().photos().list(filter).value()) {
            reports::PupilLine line{row.surname,
                                    row.givenNames,
                                    row.classUnit,
                                    row.registerNumber,
                                    row.status,
                                    {},
                                    needsNoCard.contains(row.student.uuid)};
            if (row.since != Timestamp{})
                line.since = localDay(row.since);
            lines.push_back(std::move(line));
        }
        return lines;
    }

    std::vector<reports::CardLine> allCards() const {
        storage::StudentFilter everyone;
        everyone.includeLeft = true;
        std::unordered_map<Uuid, std::string> registerNumbers;
        for (auto& row : office.replica().students().list(everyone).value())
            registerNumbers[row.student.id.uuid] = std::move(row.student.registerNumber);
        std::vector<reports::CardLine> lines;
        for (StudentCard& card : office.replica().cards().list().value()) {
            std::string number = registerNumbers[card.student.uuid];
            lines.push_back({std::move(card), std::move(number), {}, {}});
        }
        std::vector<reports::CardMark> marks;
        for (const storage::CardMarkRow& row : storage::cardMarks(office.replica()).value())
            marks.push_back({row.card, row.state, row.takesBack, localDay(row.at)});
        reports::addDays(lines, marks);
        return lines;
    }
    bool asked(const reports::CardLine& line) const {
        return inClass(line.card.classUnit) && inPeriod(line.card.issuedOn);
    }
    std::vector<reports::CardLine> cards() const {
        std::vector<reports::CardLine> lines = allCards();
        std::erase_if(lines, [&](const reports::CardLine& line) { return !asked(line); });
        return lines;
    }

    /// Those that nobody has signed for. Only they are read: in a register of years they are few.
    std::vector<reports::CardLine> waitingCards() const {
        std::vector<reports::CardLine> lines;
        storage::CardFilter filter;
        filter.classUnit = query.classUnit;
        for (const CardState state : {CardState::issued, CardState::printed}) {
            filter.state = state;
            for (StudentCard& card : office.replica().cards().list(filter).value())
                if (inPeriod(card.issuedOn))
                    lines.push_back({std::move(card), {}, {}, {}});
        }
        return lines;
    }

    /// Of the audit: a day more on either side, because the days of the office are not those of UTC.
    storage::AuditSearch audit() const {
        storage::AuditSearch filter;
        if (query.from)
            filter.from = Timestamp(std::chrono::sys_days(*query.from) - std::chrono::days(1));
        if (query.to)
            filter.before = Timestamp(std::chrono::sys_days(*query.to) + std::chrono::days(2));
        return filter;
    }

    std::vector<reports::RejectionLine> rejections() const {
        storage::AuditSearch filter = audit();
        filter.kinds = {"reject", "keep", "undo"};
        filter.before.reset(); // a decision may be taken back later
        std::unordered_map<Uuid, std::string> classes;
        if (!query.classUnit.empty()) {
            storage::StudentFilter everyone;
            everyone.includeLeft = true;
            for (const auto& row : office.replica().students().list(everyone).value())
                classes[row.student.id.uuid] = row.student.classUnit;
        }
        const auto entries = storage::searchAudit(office.replica(), filter).value();
        std::set<MutationId> takenBack;
        for (const auto& entry : entries)
            if (const auto* change = std::get_if<PhotoChange>(&entry.mutation.change))
                if (const auto* undo = std::get_if<UndoDecision>(change))
                    takenBack.insert(undo->undoes);
        std::vector<reports::RejectionLine> lines;
        for (const auto& entry : entries) {
            const Mutation& m = entry.mutation;
            const auto* change = std::get_if<PhotoChange>(&m.change);
            if (!change || takenBack.contains(m.id) || !inPeriod(localDay(m.at)))
                continue;
            if (!query.classUnit.empty() && classes[m.entityId] != query.classUnit)
                continue;
            if (const auto* reject = std::get_if<RejectPhoto>(change))
                lines.push_back({{m.entityId}, reject->reasons});
            else if (const auto* keep = std::get_if<KeepCurrent>(change); keep && !keep->reasons.empty())
                lines.push_back({{m.entityId}, keep->reasons});
        }
        return lines;
    }

    std::vector<reports::ChangeLine> changes() const {
        const auto words = split(squeeze(fold(query.person)), ' ');
        std::vector<reports::ChangeLine> lines;
        const auto entries = storage::searchAudit(office.replica(), audit()).value();
        for (JournalRow& row : journal(office, entries).value()) {
            const platform::LocalTime at = platform::toLocal(row.at);
            const std::string who = fold(row.who);
            const bool person = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                return who.find(word) != std::string::npos;
            });
            if (person && inPeriod(at.date))
                lines.push_back({at.date, format("{:02}:{:02}:{:02}", at.hour, at.minute, at.second),
                                 std::move(row.who), std::move(row.workstation), std::move(row.about),
                                 std::move(row.what)});
        }
        return lines;
    }
};

struct Entry {
    const char* name;
    const char* title;
    const char* sentence;
    bool byClass, byPeriod, byDays, byPerson;
    bool thisYear; ///< without a period: the school year that runs
    ReportTable (*make)(const Source&);
    bool bySchoolYear = false;
};

ReportTable duplicatesOf(const Source& source) {
    const auto all = source.allCards();
    std::vector<const reports::CardLine*> chosen;
    for (const reports::CardLine& line : all)
        if (source.asked(line))
            chosen.push_back(&line);
    return reports::duplicates(all, chosen, source.office.replica().cardYear().requests().value());
}

ReportTable unmarkedCards(const Source& source) {
    ValidityService service(source.office);
    const std::string year = service.currentYear();
    std::vector<reports::UnmarkedLine> lines;
    for (const ValidityService::Row& row : service.list(year, source.query.classUnit).value())
        if (!row.mark)
            lines.push_back({row.name, row.classUnit, row.card.number, row.lastUntil, row.places, row.inUse});
    return reports::validity(lines, year);
}

ReportTable pupilsOfYear(const Source& source) {
    std::vector<reports::YearLine> lines;
    for (const YearPupil& pupil : SchoolYearArchive(source.office).pupils(source.query.schoolYear).value()) {
        reports::YearLine line{pupil.classUnit, pupil.name, pupil.registerNumber, {}, {}, pupil.left};
        std::vector<std::string> cards, marks;
        for (const StudentCard& card : pupil.cards)
            cards.push_back(format("{} ({})", card.number, toPolish(card.issuedOn)));
        for (const ValidityMark& mark : pupil.marks)
            marks.push_back(toPolish(mark.validUntil));
        line.cards = join(cards, ", ");
        line.marks = join(marks, ", ");
        lines.push_back(std::move(line));
    }
    return reports::schoolYear(lines, source.query.schoolYear);
}

/// With the cards of the chosen class only, so that the counts are those of the class.
ReportTable batchesOf(const Source& source) {
    struct Counted {
        std::set<std::string> classes;
        reports::BatchLine line;
    };
    std::unordered_map<Uuid, Counted> counted;
    for (const StudentCard& card : source.office.replica().cards().list().value()) {
        if (!source.inClass(card.classUnit))
            continue;
        Counted& c = counted[card.batch.uuid];
        if (!card.classUnit.empty())
            c.classes.insert(card.classUnit);
        ++(card.state == CardState::issued       ? c.line.toPrint
           : card.state == CardState::printed    ? c.line.printed
           : card.state == CardState::handedOver ? c.line.handedOver
           : card.state == CardState::spoiled    ? c.line.spoiled
                                                 : c.line.ended);
    }
    std::vector<reports::BatchLine> lines;
    for (CardBatch& batch : source.office.replica().cards().batches().value()) {
        const auto found = counted.find(batch.id.uuid);
        if (found == counted.end() || !source.inPeriod(batch.issuedOn))
            continue;
        reports::BatchLine& line = found->second.line;
        std::vector<std::string> classes(found->second.classes.begin(), found->second.classes.end());
        std::sort(classes.begin(), classes.end(), classLess);
        line.classes = join(classes, ", ");
        line.batch = std::move(batch);
        lines.push_back(std::move(line));
    }
    return reports::batches(lines);
}

ReportTable accesses(const Source& source) {
    if (!source.tokens)
        throw Exception(ErrorCode::notEnrolled, "no token");
    PortalService portal(source.office, *source.tokens);
    const auto day = [](std::optional<Timestamp> at) {
        return at ? std::optional(localDay(*at)) : std::nullopt;
    };
    std::vector<reports::AccessLine> lines;
    for (const sync::ListedDevice& device : portal.devices().value())
        if (!device.ended)
            lines.push_back({tr("computer of the office"),
                             device.name,
                             {},
                             label(device.role),
                             localDay(device.since),
                             day(device.used)});
    storage::StudentFilter everyone;
    everyone.includeLeft = true;
    std::unordered_map<Uuid, Student> students;
    for (auto& row : source.office.replica().students().list(everyone).value())
        students[row.student.id.uuid] = std::move(row.student);
    std::unordered_map<Uuid, std::string> guardians;
    for (const auto& [student, of] : source.office.replica().guardians().all().value())
        for (const Guardian& g : of)
            guardians[g.id.uuid] = g.name;
    std::vector<reports::AccessLine> families;
    for (const sync::ListedLogin& login : portal.list().value()) {
        if (login.ended)
            continue;
        const auto pupil = students.find(login.student.uuid);
        const auto person = guardians.find(login.guardian.uuid);
        // This computer may not have got the pupil yet: then the login is named by its number.
        std::string who = pupil == students.end() ? login.number : pupil->second.listName();
        if (person != guardians.end())
            who += " – " + person->second;
        families.push_back({tr("login of a family"), std::move(who),
                            pupil == students.end() ? std::string() : pupil->second.classUnit,
                            label(login.role), localDay(login.issued), day(login.used)});
    }
    std::stable_sort(families.begin(), families.end(), [](const auto& a, const auto& b) {
        return a.classUnit != b.classUnit ? classLess(a.classUnit, b.classUnit)
                                          : polishSortKey(a.name) < polishSortKey(b.name);
    });
    lines.insert(lines.end(), families.begin(), families.end());
    return reports::whoHasAccess(lines);
}

ReportTable blanksLedger(const Source& source) {
    std::vector<reports::StockLine> lines;
    for (const BlankService::Stock& s : BlankService(source.office).stock().value())
        lines.push_back({s.delivery.range(), s.delivery.cardType, s.delivery.document, s.delivery.deliveredOn,
                         s.delivery.count(), s.used, s.spoiled, s.returned, s.destroyed, s.inStock, s.next});
    return reports::blanks(lines);
}

// In the order in which people see them.
constexpr Entry kEntries[] = {
    {"photo-progress", ESEK_N_("Photos by class"), ESEK_N_("How far each class is with its photos."), true,
     false, false, false, false, [](const Source& s) { return reports::photoProgress(s.pupils()); }},
    {"missing-photos", ESEK_N_("Pupils without an accepted photo"),
     ESEK_N_("Who still has no accepted photo."), true, false, false, false, false,
     [](const Source& s) { return reports::missingPhotos(s.pupils()); }},
    {"pending-photos", ESEK_N_("Photos and requests that wait for the office"),
     ESEK_N_("What families sent and the office has not decided for a while."), true, false, true, false,
     false,
     [](const Source& s) {
         return reports::pendingPhotos(s.pupils(), s.office.clock().today(),
                                       s.query.days.value_or(kDefaultDays));
     }},
    {"rejections", ESEK_N_("Rejected photos by reason"), ESEK_N_("Why photos were rejected, and how often."),
     true, true, false, false, true, [](const Source& s) { return reports::rejections(s.rejections()); }},
    {"card-register", ESEK_N_("Register of issued cards and duplicates"),
     ESEK_N_("The register of issued cards and duplicates, as the law asks for it."), true, true, false,
     false, false, [](const Source& s) { return reports::cardRegister(s.cards()); }},
    {"batches", ESEK_N_("Batches of cards"),
     ESEK_N_("What was issued together, and how many cards of it are printed and handed over."), true, true,
     false, false, false, batchesOf},
    {"handover", ESEK_N_("List of identity cards handed over"),
     ESEK_N_("A list for each class, on which people sign for the cards that wait for them."), true, true,
     false, false, false, [](const Source& s) { return reports::handover(s.waitingCards()); }},
    {"duplicates", ESEK_N_("Duplicates of cards"),
     ESEK_N_("Which cards were replaced by a duplicate, why, and what was paid."), true, true, false, false,
     false, duplicatesOf},
    {"validity", ESEK_N_("Cards without this year's validity mark"),
     ESEK_N_("Which cards still need the hologram of the school year."), true, false, false, false, false,
     unmarkedCards},
    {"school-year", ESEK_N_("Pupils and cards of a school year"),
     ESEK_N_("Who was in which class in an earlier school year, with the cards and marks of it."), false,
     false, false, false, false, pupilsOfYear, true},
    {"blanks", ESEK_N_("Ledger of blanks"),
     ESEK_N_("What came of each delivery of blanks, and how many are in stock."), false, false, false, false,
     false, blanksLedger},
    {"decisions", ESEK_N_("Decisions and changes"), ESEK_N_("Who decided and changed what, day by day."),
     false, true, false, true, true, [](const Source& s) { return reports::decisions(s.changes()); }},
    {"who-has-access", ESEK_N_("Who has access"),
     ESEK_N_("Which computers and which families can enter through the server. Asks the server."), false,
     false, false, false, false, accesses},
};

const Entry& entryOf(const std::string& name) {
    for (const Entry& entry : kEntries)
        if (name == entry.name)
            return entry;
    throw Exception(Error{
        ErrorCode::wrongUsage,
        "no such report",
        {{"reason", format(runtime(tr("there is no report “{}”; “report --list” names them all")), name)}}});
}

/// A choice that a report does not have is an error: its numbers would be those of the whole school.
void checkChoices(const Entry& entry, const ReportQuery& query) {
    const auto refuse = [&](const std::string& reason) {
        throw Exception(Error{ErrorCode::wrongUsage, "not for this report", {{"reason", reason}}});
    };
    if (!query.classUnit.empty() && !entry.byClass)
        refuse(format(runtime(tr("the report {} has no choice of a class")), entry.name));
    if ((query.from || query.to) && !entry.byPeriod)
        refuse(format(runtime(tr("the report {} shows today's state and has no period")), entry.name));
    if (query.days && !entry.byDays)
        refuse(format(runtime(tr("the report {} does not count days")), entry.name));
    if (!query.person.empty() && !entry.byPerson)
        refuse(format(runtime(tr("the report {} has no choice of a person")), entry.name));
    if (!query.schoolYear.empty() && !entry.bySchoolYear)
        refuse(format(runtime(tr("the report {} has no choice of a school year")), entry.name));
    if (query.from && query.to && *query.to < *query.from)
        refuse(tr("the period ends before it begins"));
}

Date startOfSchoolYear(Date day) {
    const auto year = day.month() >= std::chrono::September ? day.year() : day.year() - std::chrono::years(1);
    return year / std::chrono::September / 1;
}

std::string subtitleOf(const ReportQuery& query) {
    std::vector<std::string> parts;
    if (!query.classUnit.empty())
        parts.push_back(format(runtime(tr("class {}")), query.classUnit));
    if (query.from)
        parts.push_back(format(runtime(tr("from {}")), toPolish(*query.from)));
    if (query.to)
        parts.push_back(format(runtime(tr("to {}")), toPolish(*query.to)));
    if (!query.schoolYear.empty())
        parts.push_back(format(runtime(tr("school year {}")), query.schoolYear));
    if (!query.person.empty())
        parts.push_back(query.person);
    return join(parts, ", ");
}

} // namespace

std::vector<ReportKind> reportKinds() {
    std::vector<ReportKind> kinds;
    for (const Entry& e : kEntries)
        kinds.push_back({e.name, tr(e.title), tr(e.sentence), e.byClass, e.byPeriod, e.byDays, e.byPerson,
                         e.bySchoolYear});
    return kinds;
}

std::optional<ReportFormat> reportFormatOf(const std::filesystem::path& file) {
    const std::string ending = toLower(platform::toUtf8(file.extension()));
    if (ending == ".pdf")
        return ReportFormat::pdf;
    if (ending == ".xlsx")
        return ReportFormat::xlsx;
    if (ending == ".csv")
        return ReportFormat::csv;
    if (ending == ".json")
        return ReportFormat::json;
    return std::nullopt;
}

Result<ReportTable> ReportService::make(const ReportQuery& asked) {
    return guarded([&] {
        const Entry& entry = entryOf(asked.name);
        checkChoices(entry, asked);
        ReportQuery query = asked;
        if (entry.thisYear && !query.from && !query.to) {
            query.to = m_office.clock().today();
            query.from = startOfSchoolYear(*query.to);
        }
        if (entry.bySchoolYear && query.schoolYear.empty()) {
            const auto known = schoolYears().value();
            query.schoolYear = known[known.size() > 1 ? 1 : 0];
        }
        if (!query.classUnit.empty()) {
            const auto known = classes().value();
            if (std::find(known.begin(), known.end(), query.classUnit) == known.end())
                throw Exception(
                    Error{ErrorCode::valueInvalid,
                          "no such class",
                          {{"field", tr("class")},
                           {"reason", format(runtime(tr("there is no class {}; the classes are: {}")),
                                             query.classUnit, join(known, ", "))}}});
        }
        ReportTable table = entry.make({m_office, query, m_tokens});
        table.name = entry.name;
        table.title = tr(entry.title);
        table.subtitle = subtitleOf(query);
        return table;
    });
}

Result<void> ReportService::save(const ReportTable& table, ReportFormat as,
                                 const std::filesystem::path& out) {
    return guarded([&] {
        switch (as) {
        case ReportFormat::pdf:
            reports::writePdf(outputFile(out, m_office.dir()).value(), table,
                              {m_office.replica().school().value().name, m_office.clock().today()})
                .value();
            return;
        case ReportFormat::xlsx: {
            const auto file = outputFile(out, m_office.dir()).value();
            saveForPerson(m_office, out, reports::toXlsx(table, file.parent_path()).value()).value();
            return;
        }
        case ReportFormat::csv:
            saveForPerson(m_office, out, reports::toCsv(table)).value();
            return;
        case ReportFormat::json:
            saveForPerson(m_office, out, json(table) + "\n").value();
            return;
        }
    });
}

Result<std::vector<std::string>> ReportService::classes() {
    return guarded([&] {
        const auto less = [](const std::string& a, const std::string& b) { return classLess(a, b); };
        std::set<std::string, decltype(less)> names(less);
        for (const auto& row : m_office.replica().students().classes().value())
            names.insert(row.classUnit);
        for (const std::string& name : storage::cardClasses(m_office.replica()).value())
            names.insert(name);
        names.erase("");
        return std::vector<std::string>(names.begin(), names.end());
    });
}

Result<std::vector<std::string>> ReportService::schoolYears() {
    return SchoolYearArchive(m_office).years();
}

std::string ReportService::json(const ReportTable& table) {
    return dumpJson(reports::toJson(table), 2);
}

std::string ReportService::tabs(const ReportTable& table) {
    return reports::toTabs(table);
}

std::string ReportService::shown(const reports::Cell& cell) {
    return spreadsheet::shown(cell);
}

void ReportService::sort(ReportTable& table, std::size_t column, bool ascending) {
    reports::sortRows(table.rows, column, ascending);
}

} // namespace esek::app

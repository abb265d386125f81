#include "app/SchoolComparison.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <limits>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace esek::app {

using namespace domain;

namespace {

using Part = SchoolComparison::Part;

/// Where a change is counted: every change in one or two parts.
std::vector<Part SchoolComparison::*> partsOf(const Mutation& m) {
    switch (m.entity()) {
    case Entity::student:
        return {&SchoolComparison::pupils};
    case Entity::card:
        return {&SchoolComparison::cards};
    case Entity::photoFile:
        break;
    default:
        return {&SchoolComparison::others};
    }
    const auto& change = std::get<PhotoChange>(m.change);
    const bool sent =
        std::holds_alternative<SubmitPhoto>(change) || std::holds_alternative<WithdrawRequest>(change) ||
        std::holds_alternative<RequestDeletion>(change) || std::holds_alternative<SetCrop>(change);
    return sent ? std::vector<Part SchoolComparison::*>{&SchoolComparison::photos}
                : std::vector<Part SchoolComparison::*>{&SchoolComparison::photos,
                                                        &SchoolComparison::decisions};
}

struct Side {
    std::vector<storage::AuditRow> entries;
    std::unordered_set<Uuid> ids;

    explicit Side(Office& office) {
        storage::AuditFilter all;
        all.limit = std::numeric_limits<int>::max();
        entries = office.replica().history().audit(all).value();
        for (const storage::AuditRow& entry : entries)
            ids.insert(entry.mutation.id.uuid);
    }
};

std::size_t pupilCount(Office& office) {
    storage::StudentFilter everyone;
    everyone.includeLeft = true;
    return office.replica().students().list(everyone).value().size();
}

std::size_t photoCount(Office& office) {
    std::size_t count = 0;
    for (const auto& [status, pupils] : office.replica().photos().counts().value().byStatus)
        if (status != PhotoStatus::none)
            count += static_cast<std::size_t>(pupils);
    return count;
}

/// Counts the entries of one side; which of them the other does not know.
void count(SchoolComparison& result, const Side& side, const Side& other, std::size_t Part::*all,
           std::size_t Part::*only, std::optional<Timestamp> Part::*newest,
           std::unordered_map<const Part*, std::set<Uuid>>& differing) {
    for (const storage::AuditRow& entry : side.entries)
        for (const auto member : partsOf(entry.mutation)) {
            Part& part = result.*member;
            if (member == &SchoolComparison::decisions || member == &SchoolComparison::others)
                ++(part.*all);
            part.*newest = std::max((part.*newest).value_or(entry.mutation.at), entry.mutation.at);
            if (other.ids.contains(entry.mutation.id.uuid))
                continue;
            ++(part.*only);
            differing[&part].insert(member == &SchoolComparison::decisions ? entry.mutation.id.uuid
                                                                           : entry.mutation.entityId);
        }
}

constexpr Part SchoolComparison::*kParts[] = {&SchoolComparison::pupils, &SchoolComparison::photos,
                                              &SchoolComparison::cards, &SchoolComparison::decisions,
                                              &SchoolComparison::others};

std::string when(const std::optional<Timestamp>& at) {
    return at ? toPolishLocal(*at) : tr("none");
}

std::string line(const std::string& what, const Part& part) {
    return format(runtime(tr("{}: {} now, {} in the backup, different: {}. Last change: {} now, {} in the "
                             "backup.")),
                  what, part.here, part.there, part.differ, when(part.newestHere), when(part.newestThere));
}

} // namespace

std::size_t SchoolComparison::onlyHere() const {
    // A decision is a change of a photo, too.
    return pupils.onlyHere + photos.onlyHere + cards.onlyHere + others.onlyHere;
}

std::size_t SchoolComparison::onlyThere() const {
    return pupils.onlyThere + photos.onlyThere + cards.onlyThere + others.onlyThere;
}

Result<SchoolComparison> compareSchools(Office& here, Office& there) {
    return guarded([&] {
        SchoolComparison result;
        result.sameSchool = here.replica().school().value().id == there.replica().school().value().id;
        result.pupils.here = pupilCount(here);
        result.pupils.there = pupilCount(there);
        result.photos.here = photoCount(here);
        result.photos.there = photoCount(there);
        result.cards.here = here.replica().cards().list().value().size();
        result.cards.there = there.replica().cards().list().value().size();
        const Side ours(here), theirs(there);
        std::unordered_map<const Part*, std::set<Uuid>> differing;
        count(result, ours, theirs, &Part::here, &Part::onlyHere, &Part::newestHere, differing);
        count(result, theirs, ours, &Part::there, &Part::onlyThere, &Part::newestThere, differing);
        for (const auto member : kParts)
            (result.*member).differ = differing[&(result.*member)].size();
        return result;
    });
}

Result<SchoolComparison> compareWithFolder(Office& here, const std::filesystem::path& there) {
    return guarded([&] {
        const auto other = Office::open(there, here.clock(), here.rng()).value();
        return compareSchools(here, *other).value();
    });
}

std::string comparisonText(const SchoolComparison& c) {
    if (!c.sameSchool)
        return tr("The backup is of another school than the one that is open.");
    std::vector<std::string> lines{line(tr("Pupils"), c.pupils), line(tr("Photos"), c.photos),
                                   line(tr("Cards"), c.cards), line(tr("Decisions"), c.decisions),
                                   line(tr("Other changes"), c.others)};
    lines.emplace_back();
    lines.push_back(
        c.onlyHere() == 0
            ? tr("The backup has everything that the open school has.")
            : format(runtime(trn("The backup lacks {} change that the open school has.",
                                 "The backup lacks {} changes that the open school has.", c.onlyHere())),
                     c.onlyHere()));
    if (c.onlyThere() > 0)
        lines.push_back(
            format(runtime(trn("The open school lacks {} change that the backup has.",
                               "The open school lacks {} changes that the backup has.", c.onlyThere())),
                   c.onlyThere()));
    return join(lines, "\n");
}

} // namespace esek::app

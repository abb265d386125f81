#include "app/RetentionService.h"

#include "app/CardRules.h"
#include "app/SchoolService.h"
#include "base/Format.h"
#include "base/Translate.h"

#include <limits>

namespace esek::app {

using namespace domain;

namespace {

/// When the pupil left, as the history tells: the first of the latest entries that all say so. Nothing when
/// the history does not reach back to a time before, or knows nothing of the pupil.
std::optional<Timestamp> leftSince(Office& office, const StudentId& student) {
    storage::AuditFilter filter;
    filter.entityId = student.uuid;
    filter.limit = std::numeric_limits<int>::max();
    std::optional<Timestamp> since;
    for (const auto& entry : office.replica().history().audit(filter).value()) { // newest first
        const auto* put = std::get_if<PutStudent>(&entry.mutation.change);
        if (!put)
            continue;
        if (!put->student.left)
            break;
        since = entry.mutation.at;
    }
    return since;
}

bool over(Timestamp since, int days, Timestamp now) {
    return days > 0 && now - since > std::chrono::days(days);
}

/// What the rules say of one photo file today.
std::optional<RetentionService::Item> judge(Office& office, const Student& student, const PhotoFile& file,
                                            const RetentionRules& rules) {
    using Rule = RetentionService::Rule;
    RetentionService::Item item{student.id, labelOf(student), Rule::rejectedPhoto, {}, 0, file.version};
    const Timestamp now = office.clock().now();
    if (const auto* rejected = std::get_if<RejectedPhoto>(&file.state);
        rejected && over(rejected->rejection.at, rules.rejectedPhotos, now)) {
        item.since = rejected->rejection.at;
        item.days = rules.rejectedPhotos;
        return item;
    }
    if (!student.left || rules.photosOfLeavers == 0 ||
        (file.status() != PhotoStatus::rejected && file.status() != PhotoStatus::accepted))
        return std::nullopt;
    const auto left = leftSince(office, student.id);
    if (!left || !over(*left, rules.photosOfLeavers, now))
        return std::nullopt;
    item.rule = Rule::photoOfLeaver;
    item.since = *left;
    item.days = rules.photosOfLeavers;
    return item;
}

} // namespace

std::string ruleText(const RetentionService::Item& item) {
    return format(runtime(item.rule == RetentionService::Rule::rejectedPhoto
                              ? tr("Time of keeping rejected photos, days: {}.")
                              : tr("Time of keeping photos of pupils who left, days: {}.")),
                  item.days);
}

RetentionRules RetentionService::rules() {
    return retentionOf(m_office.replica().school().value());
}

Result<void> RetentionService::setRules(const RetentionRules& rules) {
    return guarded([&] {
        School school = m_office.replica().school().value();
        setRetention(school, rules).value();
        SchoolService(m_office).save(school).value();
    });
}

Result<std::vector<RetentionService::Item>> RetentionService::preview() {
    return guarded([&] {
        std::vector<Item> items;
        const RetentionRules rules = this->rules();
        if (rules == RetentionRules{})
            return items;
        storage::StudentFilter everyone;
        everyone.includeLeft = true;
        for (const auto& row : m_office.replica().students().list(everyone).value()) {
            const auto file = m_office.replica().photos().file(row.student.id).value();
            if (auto item = judge(m_office, row.student, file, rules))
                items.push_back(std::move(*item));
        }
        return items;
    });
}

Result<RetentionService::Erased> RetentionService::erase(const std::vector<Item>& items) {
    return guarded([&] {
        Erased erased;
        for (const Item& item : items) {
            const auto done = m_office.replica().commit(
                m_office.mutation(item.student.uuid, PhotoChange(ApproveDeletion{ruleText(item)}),
                                  m_office.clerk(), item.version));
            if (done)
                erased.done.push_back(item);
            else if (category(done.error().code) == ErrorCategory::rule)
                erased.refused.emplace_back(item, done.error());
            else
                throw Exception(done.error());
        }
        // Pictures made from bytes that are gone go too, as after an approved deletion.
        if (!erased.done.empty())
            m_office.sweepCaches();
        return erased;
    });
}

} // namespace esek::app

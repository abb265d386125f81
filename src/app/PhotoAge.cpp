#include "app/PhotoAge.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/LocalTime.h"

#include <algorithm>

namespace esek::app {

using namespace domain;

namespace {

constexpr int kMonthsOfYear = 12;

} // namespace

bool sentBefore(Date sent, int years, Date today) {
    Date limit = today - std::chrono::years(years);
    if (!limit.ok()) // the 29th of February
        limit = limit.year() / limit.month() / std::chrono::last;
    return std::chrono::sys_days(sent) < std::chrono::sys_days(limit);
}

int monthsBetween(Date from, Date to) {
    const int months = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * kMonthsOfYear +
                       static_cast<int>(static_cast<unsigned>(to.month())) -
                       static_cast<int>(static_cast<unsigned>(from.month()));
    const std::chrono::year_month_day_last end(to.year(), std::chrono::month_day_last(to.month()));
    const bool full = to.day() >= from.day() || to.day() == end.day();
    return std::max(0, full ? months : months - 1);
}

std::string ageText(int months) {
    const int years = months / kMonthsOfYear;
    const int rest = months % kMonthsOfYear;
    const std::string restText =
        format(runtime(trn("{} month", "{} months", static_cast<std::size_t>(rest))), rest);
    if (years == 0)
        return restText;
    const std::string yearText =
        format(runtime(trn("{} year", "{} years", static_cast<std::size_t>(years))), years);
    return rest == 0 ? yearText : yearText + ", " + restText;
}

Result<std::vector<PhotoAge::Item>> PhotoAge::list(const Wanted& wanted) {
    return guarded([&] {
        const Date today = m_office.clock().today();
        storage::PhotoFilter filter;
        filter.classUnit = wanted.classUnit;
        std::vector<Item> items;
        for (const storage::PhotoRow& row : m_office.replica().photos().list(filter).value()) {
            if (row.status != PhotoStatus::accepted && row.status != PhotoStatus::changeRequested &&
                row.status != PhotoStatus::deletionRequested)
                continue;
            const PhotoFile file = m_office.replica().photos().file(row.student).value();
            const Photo* photo = file.accepted();
            if (!photo) // decided between the two reads
                continue;
            Item item;
            item.student = row.student;
            item.registerNumber = row.registerNumber;
            item.name = row.surname + " " + row.givenNames;
            item.classUnit = row.classUnit;
            item.sent = platform::toLocal(photo->source.sentAt).date;
            if (wanted.olderThanYears > 0 && !sentBefore(item.sent, wanted.olderThanYears, today))
                continue;
            item.months = monthsBetween(item.sent, today);
            item.status = file.status();
            item.version = file.version;
            item.blob = photo->blob;
            item.crop = photo->crop;
            items.push_back(std::move(item));
        }
        // The repository gives classes and names in Polish order; inside a class the oldest goes first.
        for (auto from = items.begin(); from != items.end();) {
            const auto end = std::find_if(from, items.end(),
                                          [&](const Item& i) { return i.classUnit != from->classUnit; });
            std::stable_sort(from, end, [](const Item& a, const Item& b) {
                return std::chrono::sys_days(a.sent) < std::chrono::sys_days(b.sent);
            });
            from = end;
        }
        return items;
    });
}

Result<ReviewService::Bulk> PhotoAge::askForNew(const std::vector<Item>& items, const std::string& note) {
    std::vector<ReviewService::ListedPhoto> photos;
    for (const Item& item : items)
        photos.push_back({item.student, item.version});
    return ReviewService(m_office).rejectAll(photos, {RejectionReason::outdated}, note);
}

std::vector<ClassAge> byClass(const std::vector<PhotoAge::Item>& items) {
    std::vector<ClassAge> classes;
    for (const PhotoAge::Item& item : items) {
        if (classes.empty() || classes.back().classUnit != item.classUnit)
            classes.push_back({item.classUnit});
        ++classes.back().photos;
        classes.back().oldestMonths = std::max(classes.back().oldestMonths, item.months);
    }
    return classes;
}

} // namespace esek::app

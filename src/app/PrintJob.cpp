#include "app/PrintJob.h"

#include "app/TypedList.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace esek::app {

namespace {

constexpr std::array<std::string_view, 4> kStates{"waiting", "sending", "sent", "printed"};

std::string_view toString(PrintJob::CardState state) {
    return kStates.at(static_cast<std::size_t>(state));
}

PrintJob::CardState stateFrom(const std::string& text) {
    const auto found = std::find(kStates.begin(), kStates.end(), text);
    if (found == kStates.end())
        throw Exception(ErrorCode::jsonInvalid, "state of a card");
    return static_cast<PrintJob::CardState>(found - kStates.begin());
}

} // namespace

std::size_t PrintJob::printed() const {
    return static_cast<std::size_t>(std::count_if(
        cards.begin(), cards.end(), [](const Card& card) { return card.state == CardState::printed; }));
}

std::size_t PrintJob::lastPrinted() const {
    for (std::size_t i = cards.size(); i > 0; --i)
        if (cards[i - 1].state == CardState::printed)
            return i;
    return 0;
}

Json toJson(const PrintJob& job) {
    Json cards = Json::array();
    for (const PrintJob::Card& card : job.cards)
        cards.push_back({{"id", card.id.toString()},
                         {"number", card.number},
                         {"state", toString(card.state)},
                         {"document", card.document},
                         {"blank", card.blank}});
    return {{"queue", job.queue},
            {"template", job.templateName},
            {"offsetX", job.offset.right},
            {"offsetY", job.offset.down},
            {"scaleX", job.offset.across},
            {"scaleY", job.offset.tall},
            {"dpi", job.dpi},
            {"ended", job.ended},
            {"cards", std::move(cards)}};
}

Result<PrintJob> printJobFromJson(const Json& json) {
    const auto read = [&] {
        PrintJob job;
        job.queue = json.at("queue").get<std::string>();
        job.templateName = json.at("template").get<std::string>();
        job.offset.right = json.at("offsetX").get<double>();
        job.offset.down = json.at("offsetY").get<double>();
        job.offset.across = json.value("scaleX", 1.0); // a print of an earlier program knows none
        job.offset.tall = json.value("scaleY", 1.0);
        job.dpi = json.at("dpi").get<int>();
        job.ended = json.at("ended").get<bool>();
        for (const Json& card : json.at("cards")) {
            const auto id = domain::CardId::parse(card.at("id").get<std::string>());
            if (!id)
                throw Exception(ErrorCode::jsonInvalid, "id of a card");
            job.cards.push_back({*id, card.at("number").get<std::string>(),
                                 stateFrom(card.at("state").get<std::string>()),
                                 card.at("document").get<int>(), card.value("blank", std::string())});
        }
        return job;
    };
    return guarded(read, [](const std::exception& e) { return Error{ErrorCode::jsonInvalid, e.what(), {}}; });
}

Result<std::vector<std::size_t>> positionsFromText(std::string_view text, const PrintJob& job) {
    return guarded([&] {
        const std::size_t count = job.cards.size();
        const auto refuse = [&] {
            throw Exception(
                Error{ErrorCode::wrongUsage,
                      "positions",
                      {{"reason",
                        fmt::format(fmt::runtime(tr("“{}” does not name cards of this print; write their "
                                                    "numbers, or their places from 1 to {}, such as 17 i 23 "
                                                    "or 5-8")),
                                    text, count)}}});
        };
        const auto placeOf = [&](std::string_view number) -> std::size_t {
            for (std::size_t i = 0; i < count; ++i)
                if (job.cards[i].number == number)
                    return i + 1;
            return 0;
        };
        const std::string plain = squeeze(text);
        if (const std::size_t place = placeOf(plain)) // a number may have spaces
            return std::vector{place};
        std::set<std::size_t> places;
        for (const std::string& part : split(join(typedList(plain), " "), ' ')) {
            if (const std::size_t place = placeOf(part)) {
                places.insert(place);
                continue;
            }
            std::size_t first = 0;
            const char* const end = part.data() + part.size();
            auto read = std::from_chars(part.data(), end, first);
            std::size_t last = first;
            if (read.ec == std::errc() && read.ptr != end && *read.ptr == '-')
                read = std::from_chars(read.ptr + 1, end, last);
            if (read.ec != std::errc() || read.ptr != end || first < 1 || last < first || last > count)
                refuse();
            for (std::size_t place = first; place <= last; ++place)
                places.insert(place);
        }
        if (places.empty())
            refuse();
        return std::vector<std::size_t>(places.begin(), places.end());
    });
}

} // namespace esek::app

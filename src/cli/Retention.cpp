#include "app/RetentionService.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "cli/Backup.h"

namespace esek::cli {

namespace {

using app::RetentionService;

Json toJson(const RetentionService::Item& item) {
    return {{"student", item.student.toString()},
            {"label", item.label},
            {"rule", item.rule == RetentionService::Rule::rejectedPhoto ? "rejectedPhoto" : "photoOfLeaver"},
            {"since", toIso(item.since)},
            {"days", item.days}};
}

void print(Context& context, const std::vector<RetentionService::Item>& items) {
    Json list = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const auto& item : items) {
        list.push_back(toJson(item));
        cells.push_back({item.label, app::ruleText(item), toPolishLocal(item.since)});
    }
    if (context.json)
        context.print(list);
    else if (items.empty())
        context.line(tr("There is no photo whose time of keeping is over."));
    else
        context.line(table({tr("pupil"), tr("rule"), tr("since")}, cells));
}

void showRules(Context& context) {
    const auto rules = RetentionService(context.office()).rules();
    if (context.json)
        return context.print(
            {{"rejectedPhotoDays", rules.rejectedPhotos}, {"leaverPhotoDays", rules.photosOfLeavers}});
    const auto days = [](int n) { return n == 0 ? tr("no rule") : std::to_string(n); };
    context.line(
        table({tr("rule"), tr("days")}, {{tr("rejected photos"), days(rules.rejectedPhotos)},
                                         {tr("photos of pupils who left"), days(rules.photosOfLeavers)}}));
}

void apply(Context& context, bool yes) {
    RetentionService service(context.office());
    const auto items = service.preview().value();
    if (items.empty()) // nothing is left to be said yes to, so a script that asks every night is done
        return print(context, items);
    if (!yes) {
        print(context, items);
        context.message(tr("Nothing was erased. To erase these photos, repeat the command with --yes."));
        context.exitCode = exitCode(ErrorCode::checkFailed);
        return;
    }
    const auto erased = service.erase(items).value();
    print(context, erased.done);
    for (const auto& [item, error] : erased.refused) {
        context.message(item.label + ":");
        context.message(error);
    }
    context.message(format(runtime(tr("Erased photos: {}.")), erased.done.size()));
    if (!erased.refused.empty())
        context.exitCode = exitCode(ErrorCode::checkFailed);
}

} // namespace

void addRetention(CLI::App& app, Context& context) {
    CLI::App* retention = app.add_subcommand("retention", tr("how long photos are kept"));
    retention->fallthrough();
    retention->require_subcommand(1);
    const auto verb = [&](const char* name, const std::string& help) {
        CLI::App* made = retention->add_subcommand(name, help);
        made->fallthrough();
        return made;
    };
    CLI::App* rules = verb("rules", tr("shows or sets the days of keeping; 0: no rule"));
    auto rejected = std::make_shared<std::optional<int>>();
    auto leavers = std::make_shared<std::optional<int>>();
    rules->add_option("--rejected-photos", *rejected, tr("days from the rejection"));
    rules->add_option("--photos-of-leavers", *leavers, tr("days from the day on which the pupil left"));
    rules->callback([&context, rejected, leavers] {
        RetentionService service(context.office());
        auto now = service.rules();
        if (*rejected || *leavers) {
            now.rejectedPhotos = rejected->value_or(now.rejectedPhotos);
            now.photosOfLeavers = leavers->value_or(now.photosOfLeavers);
            service.setRules(now).value();
        }
        showRules(context);
    });
    verb("preview", tr("the photos whose time of keeping is over; erases nothing"))->callback([&context] {
        print(context, RetentionService(context.office()).preview().value());
    });
    auto yes = std::make_shared<bool>(false);
    CLI::App* erase = verb("apply", tr("erases these photos for good"));
    erase->add_flag("--yes", *yes, tr("somebody has looked at the preview"));
    erase->callback([&context, yes] { apply(context, *yes); });
}

} // namespace esek::cli

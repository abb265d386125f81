#include "app/PhotoAge.h"
#include "app/CardRules.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "cli/Context.h"

#include <algorithm>

namespace esek::cli {

namespace {

using app::PhotoAge;

constexpr int kMostYears = 50;

struct Args {
    PhotoAge::Wanted wanted;
    std::string note;
    bool dryRun = false;
};

Json toJson(const PhotoAge::Item& item) {
    return {{"student", item.student.toString()},
            {"registerNumber", item.registerNumber},
            {"name", item.name},
            {"class", item.classUnit},
            {"sent", toIso(item.sent)},
            {"months", item.months},
            {"status", domain::toString(item.status)}};
}

void print(Context& context, const std::vector<PhotoAge::Item>& items) {
    if (context.json) {
        Json list = Json::array();
        for (const auto& item : items)
            list.push_back(toJson(item));
        return context.print(list);
    }
    std::vector<std::vector<std::string>> cells;
    for (const auto& item : items)
        cells.push_back({item.classUnit, item.name, item.registerNumber, toPolish(item.sent),
                         app::ageText(item.months), domain::officeLabel(item.status)});
    context.line(
        table({tr("class"), tr("pupil"), tr("register no."), tr("sent on"), tr("age"), tr("photo")}, cells));
    for (const app::ClassAge& one : app::byClass(items))
        context.message(format(runtime(tr("{}: accepted photos: {}, the oldest: {}")),
                               one.classUnit.empty() ? tr("without a class") : one.classUnit, one.photos,
                               app::ageText(one.oldestMonths)));
}

void list(Context& context, const Args& args) {
    const auto items = PhotoAge(context.office()).list(args.wanted).value();
    if (items.empty() && !context.json)
        return context.message(tr("There is no such accepted photo."));
    print(context, items);
}

void askForNew(Context& context, const Args& args) {
    PhotoAge service(context.office());
    auto items = service.list(args.wanted).value();
    // Whoever has sent a new photo or asks for a deletion needs an answer, and no further request.
    const auto open = std::erase_if(
        items, [](const PhotoAge::Item& item) { return item.status != domain::PhotoStatus::accepted; });
    if (open > 0)
        context.message(format(
            runtime(tr("Photos about which a family already waits for a decision are left out: {}.")), open));
    if (args.dryRun || items.empty()) {
        print(context, items);
        return context.message(items.empty() ? tr("There is no photo to be asked for anew.")
                                             : tr("Nothing was changed. Without --dry-run the acceptance of "
                                                  "these photos is withdrawn and the families are asked."));
    }
    const auto asked = service.askForNew(items, args.note).value();
    std::erase_if(items, [&](const PhotoAge::Item& item) { return asked.refused.contains(item.student); });
    print(context, items);
    for (const auto& [student, error] : asked.refused) {
        context.message(app::labelOf(context.office().replica().students().get(student).value().student) +
                        ":");
        context.message(error);
    }
    context.message(
        format(runtime(tr("New photos are asked for: {}. Each “photo undo” takes one of them back, "
                          "the last one first, while it has not left the office.")),
               items.size()));
    if (!asked.refused.empty())
        context.exitCode = exitCode(ErrorCode::checkFailed);
}

} // namespace

void addPhotoAge(CLI::App& photo, Context& context) {
    const auto verb = [&](const char* name, const std::string& help, const std::shared_ptr<Args>& args) {
        CLI::App* made = photo.add_subcommand(name, help);
        made->fallthrough();
        made->add_option("--class", args->wanted.classUnit, tr("of this class only"));
        return made;
    };
    const auto years = [](CLI::App* to, const std::shared_ptr<Args>& args) {
        return to
            ->add_option("--older-than", args->wanted.olderThanYears,
                         tr("only those that were sent more than so many years ago"))
            ->check(CLI::Range(1, kMostYears));
    };
    auto listed = std::make_shared<Args>();
    CLI::App* age = verb("age", tr("accepted photos by class, with the time since they were sent"), listed);
    years(age, listed);
    age->callback([&context, listed] { list(context, *listed); });

    auto asked = std::make_shared<Args>();
    CLI::App* ask = verb("ask-new",
                         tr("withdraw the acceptance of old photos as out of date, and ask the families for "
                            "new ones; nothing is erased"),
                         asked);
    years(ask, asked)->required();
    ask->add_option("--note", asked->note, tr("a note for the family"));
    ask->add_flag("--dry-run", asked->dryRun, tr("only say what would happen"));
    ask->callback([&context, asked] { askForNew(context, *asked); });
}

} // namespace esek::cli

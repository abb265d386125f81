#include "app/CardPrinter.h"
#include "app/PrintOffset.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Stop.h"
#include "cli/Cards.h"
#include "cli/Context.h"

#include <thread>

namespace esek::cli {

namespace {

using app::CardPrinter;
using app::PrintJob;

/// Prints until the end, or until somebody stops this program: then what lies in the queue is taken back and
/// the record says how far the print came.
template <class F>
CardPrinter::Outcome stoppable(F&& print) {
    platform::catchStopRequests();
    app::PrintControl control;
    const std::jthread watcher([&control](const std::stop_token& over) {
        while (!over.stop_requested() && !platform::stopRequested())
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (platform::stopRequested())
            control.stop();
    });
    return print(control).value();
}

void tell(Context& context, const CardPrinter::Outcome& outcome) {
    Json refused = context.refusals(outcome.refused);
    if (context.json)
        context.print({{"printed", outcome.printed},
                       {"left", outcome.left},
                       {"refused", std::move(refused)},
                       {"stopped", outcome.stopped ? Json(*outcome.stopped) : Json()}});
    else
        context.message(fmt::format(fmt::runtime(tr("cards printed: {}, still to print: {}, left out: {}")),
                                    outcome.printed, outcome.left, outcome.refused.size()));
    if (outcome.stopped) {
        context.message(*outcome.stopped);
        context.message(tr("Look which card was the last good one; “cards print-resume --last-good NUMBER” "
                           "goes on behind it, “cards print-cancel” leaves the rest unprinted."));
        context.exitCode = exitCode(ErrorCode::checkFailed);
    } else if (outcome.printed == 0) {
        context.exitCode = exitCode(ErrorCode::nothingToDo);
    }
}

struct LastGood {
    std::string number, blank;
    bool none = false;
};

constexpr const char* kNextBlank =
    ESEK_N_("number of the blank that lies in the printer now; those before it are booked as spoiled");

void addLastGood(CLI::App* verb, LastGood& args) {
    auto* number =
        verb->add_option("--last-good", args.number,
                         tr("number of the last card that came out well, or its place in the print"));
    verb->add_flag("--none-good", args.none, tr("no card came out well"))->excludes(number);
    verb->add_option("--next-blank", args.blank, tr(kNextBlank));
}

/// Its place in the print; what a person has to say cannot be guessed.
std::size_t placeOf(Context& context, CardPrinter& printer, const LastGood& args) {
    const auto job = printer.job().value();
    if (!job || job->ended)
        throw Exception(Error{ErrorCode::checkFailed,
                              "no print",
                              {{"about", "printing"}, {"reason", tr("no print of cards is unfinished")}}});
    if (args.none)
        return 0;
    if (args.number.empty()) {
        const std::size_t taken = job->lastPrinted();
        context.message(taken == 0
                            ? tr("The printer has taken no card.")
                            : fmt::format(fmt::runtime(tr("The printer has taken the cards up to {}.")),
                                          job->cards[taken - 1].number));
        throw Exception(
            Error{ErrorCode::wrongUsage,
                  "last good",
                  {{"reason", tr("say which card was the last good one: --last-good or --none-good")}}});
    }
    const auto places = app::positionsFromText(args.number, *job).value();
    if (places.size() != 1)
        throw Exception(
            Error{ErrorCode::wrongUsage, "last good", {{"reason", tr("--last-good names one card")}}});
    return places.front();
}

void addPrint(CLI::App& cards, Context& context) {
    struct Args {
        std::string batch, queue, order = "class", templ, offset, blank;
        std::vector<std::string> cards;
        int dpi = 0;
        bool all = false;
    };
    auto args = std::make_shared<Args>();
    CLI::App* verb = cards.add_subcommand(
        "print",
        tr("cards of a batch on a card printer: those not printed yet or spoiled, when none are named"));
    verb->fallthrough();
    verb->add_option("BATCH", args->batch, tr("number or id of the batch"))->required();
    verb->add_option("--queue", args->queue, tr("print queue, as “cards queues” lists them"))->required();
    auto* named =
        verb->add_option("--card", args->cards, tr("this card only, by its number; may be repeated"));
    verb->add_flag("--all", args->all, tr("also the cards that were printed already"))->excludes(named);
    verb->add_option("--order", args->order, tr("class: by class and surname; register; issue"))
        ->check(CLI::IsMember({"class", "register", "issue"}));
    verb->add_option("--template", args->templ, tr("template; by the type of card when not given"));
    verb->add_option("--offset", args->offset,
                     tr("correction for the printer in mm, right and down: 0,5;1,0 or 0.5,1.0"));
    verb->add_option("--dpi", args->dpi, tr("resolution of the photo; that of the printer when not given"))
        ->check(CLI::Range(300, 1200));
    verb->add_option("--first-blank", args->blank,
                     tr("number of the first blank in the printer, as “AB 0001”; each card books its blank"));
    verb->callback([&context, args] {
        CardPrinter::Options options;
        options.queue = args->queue;
        options.firstBlank = args->blank;
        options.order = args->order == "class"      ? CardPrinter::Order::byClass
                        : args->order == "register" ? CardPrinter::Order::byRegisterNumber
                                                    : CardPrinter::Order::issue;
        options.templateName = args->templ;
        options.dpi = args->dpi;
        if (!args->offset.empty()) {
            options.offset = app::printOffsetFromText(args->offset).value();
        }
        const auto ids = chosenCards(context, args->batch, args->cards, args->all);
        CardPrinter printer(context.office());
        tell(context, stoppable([&](const app::PrintControl& control) {
                 return printer.print(ids, options, control);
             }));
    });
}

void addAfterwards(CLI::App& cards, Context& context) {
    auto resumed = std::make_shared<LastGood>();
    CLI::App* resume = cards.add_subcommand("print-resume", tr("go on with a print that has stopped"));
    resume->fallthrough();
    addLastGood(resume, *resumed);
    resume->callback([&context, resumed] {
        CardPrinter printer(context.office());
        const std::size_t place = placeOf(context, printer, *resumed);
        tell(context, stoppable([&](const app::PrintControl& control) {
                 return printer.goOn(place, control, resumed->blank);
             }));
    });

    auto cancelled = std::make_shared<LastGood>();
    CLI::App* cancel = cards.add_subcommand("print-cancel",
                                            tr("give up a print that has stopped; the rest stays unprinted"));
    cancel->fallthrough();
    addLastGood(cancel, *cancelled);
    cancel->callback([&context, cancelled] {
        CardPrinter printer(context.office());
        printer.giveUp(placeOf(context, printer, *cancelled), cancelled->blank).value();
        context.message(tr("The print was given up. The rest of its cards is still to be printed."));
    });

    auto which = std::make_shared<std::vector<std::string>>();
    auto reason = std::make_shared<std::string>();
    CLI::App* spoiled = cards.add_subcommand(
        "print-spoiled", tr("mark cards of the last print as spoiled and print them again"));
    spoiled->fallthrough();
    spoiled->add_option("CARDS", *which, tr("their numbers or places in the print: 17 i 23"))->required();
    spoiled->add_option("--reason", *reason, tr("why"))->required();
    auto blank = std::make_shared<std::string>();
    spoiled->add_option("--next-blank", *blank, tr("number of the blank that lies in the printer now"));
    spoiled->callback([&context, which, reason, blank] {
        CardPrinter printer(context.office());
        const auto job = printer.job().value();
        if (!job)
            throw Exception(Error{
                ErrorCode::checkFailed,
                "no print",
                {{"about", "printing"}, {"reason", tr("nothing was printed straight on a printer here")}}});
        const auto places = app::positionsFromText(join(*which, " "), *job).value();
        tell(context, stoppable([&](const app::PrintControl& control) {
                 return printer.reprint(places, *reason, control, *blank);
             }));
    });
}

void addLooks(CLI::App& cards, Context& context) {
    CLI::App* status = cards.add_subcommand("print-status", tr("how far the last print came"));
    status->fallthrough();
    status->callback([&context] {
        CardPrinter printer(context.office());
        const auto job = printer.job().value();
        if (context.json)
            return context.print(job ? app::toJson(*job) : Json());
        if (!job)
            return context.line(tr("Nothing was printed straight on a printer here."));
        context.line(fmt::format(fmt::runtime(tr("queue {}: {} of {} cards printed, {}")), job->queue,
                                 job->printed(), job->cards.size(),
                                 job->ended ? tr("finished") : tr("stopped before the end")));
    });

    CLI::App* queues = cards.add_subcommand("queues", tr("print queues of this computer"));
    queues->fallthrough();
    queues->callback([&context] {
        Json out = Json::array();
        std::vector<std::vector<std::string>> cells;
        for (const auto& q : CardPrinter(context.office()).queues().value()) {
            out.push_back({{"name", q.name},
                           {"description", q.description},
                           {"width", q.pageWidthMm},
                           {"height", q.pageHeightMm},
                           {"dpi", q.dpi},
                           {"paused", q.paused},
                           {"trouble", q.trouble},
                           {"default", q.isDefault}});
            cells.push_back({q.name, fmt::format("{} × {} mm", q.pageWidthMm, q.pageHeightMm),
                             std::to_string(q.dpi), q.description});
        }
        if (context.json)
            context.print(out);
        else
            context.line(table({tr("queue"), tr("page"), tr("dpi"), tr("description")}, cells));
    });
}

} // namespace

void addCardsPrint(CLI::App& cards, Context& context) {
    addPrint(cards, context);
    addAfterwards(cards, context);
    addLooks(cards, context);
}

} // namespace esek::cli

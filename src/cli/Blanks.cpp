#include "app/BlankService.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "cli/CardYear.h"

namespace esek::cli {

namespace {

using app::BlankService;

struct ReceiveArgs {
    BlankService::Delivery delivery;
    std::string date;
};

void receive(Context& context, ReceiveArgs& args) {
    if (!args.date.empty()) {
        args.delivery.on = dateFromText(args.date);
        if (!args.delivery.on)
            throw Exception(
                Error{ErrorCode::wrongUsage, "--date", {{"reason", tr("the date is not a calendar date")}}});
    }
    const auto delivery = BlankService(context.office()).receive(args.delivery).value();
    if (context.json)
        context.print(domain::toJson(delivery));
    else
        context.message(format(runtime(tr("Blanks received: {}, {}.")), delivery.count(), delivery.range()));
}

void list(Context& context) {
    Json out = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const BlankService::Stock& s : BlankService(context.office()).stock().value()) {
        out.push_back({{"id", s.delivery.id.toString()},
                       {"range", s.delivery.range()},
                       {"cardType", s.delivery.cardType},
                       {"deliveredOn", toIso(s.delivery.deliveredOn)},
                       {"document", s.delivery.document},
                       {"received", s.delivery.count()},
                       {"used", s.used},
                       {"spoiled", s.spoiled},
                       {"returned", s.returned},
                       {"destroyed", s.destroyed},
                       {"inStock", s.inStock},
                       {"next", s.next}});
        cells.push_back({s.delivery.range(), s.delivery.cardType, toPolish(s.delivery.deliveredOn),
                         std::to_string(s.delivery.count()), std::to_string(s.used),
                         std::to_string(s.spoiled), std::to_string(s.returned), std::to_string(s.destroyed),
                         std::to_string(s.inStock), s.next});
    }
    if (context.json)
        context.print(out);
    else
        context.line(table({tr("blanks"), tr("type"), tr("received on"), tr("received"), tr("used"),
                            tr("spoiled ones"), tr("sent back ones"), tr("destroyed ones"), tr("stock"),
                            tr("next blank")},
                           cells));
}

void tell(Context& context, const BlankService::Outcome& out) {
    Json made = Json::array();
    for (const auto& entry : out.made)
        made.push_back({{"blank", entry.was.text()},
                        {"was", domain::toString(entry.was.state)},
                        {"is", domain::toString(entry.is)}});
    if (context.json)
        context.print({{"booked", std::move(made)}, {"already", out.already}});
    else if (out.already > 0)
        context.message(format(runtime(tr("blanks booked: {}, cards with a blank before: {}")),
                               out.made.size(), out.already));
    else
        context.message(format(runtime(tr("blanks booked: {}")), out.made.size()));
}

struct UseArgs {
    std::string batch, first;
    std::vector<std::string> cards;
};

void use(Context& context, const UseArgs& args) {
    storage::CardFilter filter;
    filter.batch = context.office().replica().cards().findBatch(args.batch).value().id;
    std::vector<domain::CardId> ids;
    for (const auto& card : context.office().replica().cards().list(filter).value())
        if (card.valid() && args.cards.empty())
            ids.push_back(card.id);
    for (const std::string& number : args.cards)
        ids.push_back(context.office().replica().cards().find(number).value().id);
    tell(context, BlankService(context.office()).use(ids, args.first).value());
}

void addBooking(CLI::App& blanks, Context& context, const char* name, domain::BlankState state,
                const std::string& about) {
    auto numbers = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    CLI::App* verb = blanks.add_subcommand(name, about);
    verb->fallthrough();
    verb->add_option("NUMBERS", *numbers, tr("numbers of the blanks: “AB 0017, 0020-0023 i 0031”"))
        ->required();
    verb->add_option("--reason", *reason, tr("why"))->required();
    verb->callback([&context, numbers, reason, state] {
        tell(context, BlankService(context.office()).book(*numbers, state, *reason).value());
    });
}

void addDestroy(CLI::App& blanks, Context& context) {
    auto numbers = std::make_shared<std::string>();
    auto protocol = std::make_shared<std::string>();
    auto out = std::make_shared<std::string>();
    CLI::App* verb =
        blanks.add_subcommand("destroy", tr("blanks that were destroyed, with the protocol as PDF"));
    verb->fallthrough();
    verb->add_option("NUMBERS", *numbers, tr("numbers of the blanks; all spoiled ones when not given"));
    verb->add_option("--protocol", *protocol, tr("number of the protocol"))->required();
    verb->add_option("--out", *out, tr("file to write"));
    verb->callback([&context, numbers, protocol, out] {
        const auto file = out->empty() ? std::nullopt : std::optional(context.output(*out));
        tell(context, BlankService(context.office()).destroy(*numbers, *protocol, file).value());
    });
}

} // namespace

void addBlanks(CLI::App& app, Context& context) {
    CLI::App* blanks = app.add_subcommand("blanks", tr("blanks of cards, under strict account"));
    blanks->require_subcommand(1);
    blanks->fallthrough();

    auto args = std::make_shared<ReceiveArgs>();
    CLI::App* came = blanks->add_subcommand("receive", tr("a delivery of blanks"));
    came->fallthrough();
    came->add_option("--first", args->delivery.first, tr("number of the first blank, as “AB 0001”"))
        ->required();
    came->add_option("--last", args->delivery.last, tr("number of the last blank"))->required();
    came->add_option("--type", args->delivery.cardType,
                     tr("card type; the school's usual one when not given"));
    came->add_option("--date", args->date, tr("day of the delivery; today when not given"));
    came->add_option("--document", args->delivery.document, tr("number of the supplier's document"));
    came->callback([&context, args] { receive(context, *args); });

    CLI::App* all = blanks->add_subcommand("list", tr("deliveries and what is in stock"));
    all->fallthrough();
    all->callback([&context] { list(context); });

    auto used = std::make_shared<UseArgs>();
    CLI::App* use_ = blanks->add_subcommand("use", tr("which blanks the cards of a batch are printed on"));
    use_->fallthrough();
    use_->add_option("BATCH", used->batch, tr("number or id of the batch"))->required();
    use_->add_option("--first", used->first, tr("number of the blank for the first card"))->required();
    use_->add_option("--card", used->cards, tr("this card only, by its number; may be repeated"));
    use_->callback([&context, used] { use(context, *used); });

    addBooking(*blanks, context, "spoil", domain::BlankState::spoiled,
               tr("blanks that were spoiled; the cards on them are to be printed again"));
    addBooking(*blanks, context, "return", domain::BlankState::returned,
               tr("blanks that go back to the supplier"));
    addDestroy(*blanks, context);

    auto numbers = std::make_shared<std::string>();
    CLI::App* back = blanks->add_subcommand("undo", tr("take back the last entry of these blanks"));
    back->fallthrough();
    back->add_option("NUMBERS", *numbers, tr("numbers of the blanks: “AB 0017, 0020-0023 i 0031”"))
        ->required();
    back->callback(
        [&context, numbers] { tell(context, BlankService(context.office()).takeBack(*numbers).value()); });

    auto first = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    CLI::App* off = blanks->add_subcommand("void", tr("take back a delivery that was entered wrongly"));
    off->fallthrough();
    off->add_option("BLANK", *first, tr("number of any blank of the delivery"))->required();
    off->add_option("--reason", *reason, tr("why"))->required();
    off->callback([&context, first, reason] {
        const auto number = domain::blankNumberFromText(*first).value();
        BlankService service(context.office());
        for (const BlankService::Stock& s : service.stock().value())
            if (s.delivery.holds(number.series.empty() ? s.delivery.series : number.series, number.number)) {
                service.takeDeliveryBack(s.delivery.id, *reason).value();
                context.message(format(runtime(tr("The delivery {} was taken back.")), s.delivery.range()));
                return;
            }
        throw Exception(Error{ErrorCode::unknownDelivery, "no delivery", {{"blank", *first}}});
    });
}

} // namespace esek::cli

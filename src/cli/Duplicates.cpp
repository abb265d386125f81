#include "app/DuplicateService.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "cli/CardYear.h"
#include "cli/Issuing.h"

namespace esek::cli {

namespace {

using app::DuplicateService;

struct Args {
    std::string who, reason, note, payment;
    DateArgs date;
    bool requestOnly = false;
};

Json toJson(const DuplicateService::Row& row) {
    Json j = domain::toJson(row.request);
    j["number"] = row.old.number;
    j["surname"] = row.old.contents.surname;
    j["givenNames"] = row.old.contents.givenNames;
    j["newNumber"] = row.newNumber;
    return j;
}

std::string stateOf(const DuplicateService::Row& row) {
    if (!row.request.withdrawn.empty())
        return tr("withdrawn") + ": " + row.request.withdrawn;
    return row.newNumber.empty() ? tr("the new card is still to be issued") : row.newNumber;
}

std::string paymentOf(const domain::DuplicateRequest& r) {
    if (r.fee == 0)
        return tr("free of charge");
    return r.owed() ? tr("not paid yet") : r.payment;
}

void duplicate(Context& context, const Args& args) {
    DuplicateService service(context.office());
    const domain::StudentId pupil = context.student(args.who).id;
    DuplicateService::Ask ask = DuplicateService::ask(args.reason);
    if (!args.note.empty())
        ask.note = ask.note.empty() ? args.note : ask.note + ": " + args.note;
    ask.payment = args.payment;
    const int fee = service.fee(ask.reason).value();
    if (fee == 0 && !args.payment.empty())
        throw Exception(Error{ErrorCode::wrongUsage,
                              "--payment",
                              {{"reason", tr("for this reason the card is free of charge")}}});
    if (args.requestOnly) {
        const domain::StudentCard old = service.cardToReplace(pupil).value();
        service.enter(old.id, ask).value();
        if (context.json)
            context.print({{"card", old.number}, {"fee", fee}});
        else
            context.message(
                format(runtime(tr("The request is in the register. Fee: {}.")), domain::moneyText(fee)));
        return;
    }
    const auto issued = service.issue(pupil, issueDate(context, args.date), ask).value();
    printIssued(context, issued);
    if (!issued.cards.empty() && fee > 0 && args.payment.empty())
        context.message(format(runtime(tr("Fee: {}. Note the proof of payment with “cards pay”.")),
                               domain::moneyText(fee)));
}

void list(Context& context) {
    Json out = Json::array();
    std::vector<std::vector<std::string>> cells;
    for (const DuplicateService::Row& row : DuplicateService(context.office()).list().value()) {
        out.push_back(toJson(row));
        cells.push_back({row.old.number, row.old.contents.surname, row.old.contents.givenNames,
                         DuplicateService::reasonText(row.request), toPolish(row.request.askedOn),
                         domain::moneyText(row.request.fee), paymentOf(row.request), stateOf(row)});
    }
    if (context.json)
        context.print(out);
    else
        context.line(table({tr("old card"), tr("surname"), tr("given names"), tr("reason"), tr("asked for"),
                            tr("fee"), tr("proof of payment"), tr("new card")},
                           cells));
}

} // namespace

void addDuplicates(CLI::App& cards, Context& context) {
    std::string codes;
    for (const domain::DuplicateReason reason : domain::allDuplicateReasons())
        codes += (codes.empty() ? "" : ", ") + std::string(domain::toString(reason));
    auto args = std::make_shared<Args>();
    CLI::App* verb = cards.add_subcommand("duplicate", tr("a duplicate; the present card becomes invalid"));
    verb->fallthrough();
    verb->add_option("STUDENT", args->who)->required();
    verb->add_option("--reason", args->reason,
                     format(runtime(tr("why, as in the request: {}, or in words")), codes))
        ->required();
    verb->add_option("--note", args->note, tr("what else the request says"));
    verb->add_option("--payment", args->payment, tr("proof of payment"));
    verb->add_flag("--request-only", args->requestOnly, tr("enter the request, issue the card later"));
    addDate(verb, args->date);
    verb->callback([&context, args] { duplicate(context, *args); });

    CLI::App* all = cards.add_subcommand("duplicates", tr("requests for duplicates, the newest first"));
    all->fallthrough();
    all->callback([&context] { list(context); });

    const auto onCard = [&](const char* name, const std::string& about, const char* option,
                            const std::string& what, auto run) {
        auto card = std::make_shared<std::string>();
        auto text = std::make_shared<std::string>();
        CLI::App* v = cards.add_subcommand(name, about);
        v->fallthrough();
        v->add_option("CARD", *card, tr("number or id of the old card"))->required();
        v->add_option(option, *text, what)->required();
        v->callback([&context, card, text, run] {
            const domain::CardId id = context.office().replica().cards().find(*card).value().id;
            run(DuplicateService(context.office()), id, *text);
        });
    };
    onCard("pay", tr("note the proof of payment for a duplicate"), "--payment", tr("proof of payment"),
           [](DuplicateService service, const domain::CardId& id, const std::string& text) {
               service.notePayment(id, text).value();
           });
    onCard("withdraw", tr("nothing came of a request for a duplicate"), "--reason", tr("why"),
           [](DuplicateService service, const domain::CardId& id, const std::string& text) {
               service.withdraw(id, text).value();
           });
}

} // namespace esek::cli

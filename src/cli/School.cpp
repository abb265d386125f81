#include "app/CardYearSettings.h"
#include "app/SchoolService.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"
#include "domain/CleanChange.h"

#include <set>

namespace esek::cli {

namespace {

/// A value of the wrong kind is told by its name and its file, so that it can be found.
Error inFile(const Error& error, const std::string& file) {
    const std::string field = error.value("field");
    if (error.code != ErrorCode::jsonInvalid || field.empty())
        return error;
    return Error{ErrorCode::valueInvalid,
                 error.message,
                 {{"field", field},
                  {"reason", fmt::format(fmt::runtime(tr("it is of the wrong kind in the file {}")), file)}}};
}

/// "MEiN-I/1: 30.09; MEiN-I/2: 28.02, 30.09": the school's own type, and those for which days are set.
std::string endsOfAllTypes(const domain::School& school) {
    std::set<std::string> types{school.defaultCardType};
    for (const auto& end : school.validityEnds)
        types.insert(end.cardType);
    std::vector<std::string> parts;
    for (const std::string& type : types)
        parts.push_back(type + ": " + app::validityEndsText(school, type));
    return join(parts, "; ");
}

void show(Context& context, const domain::School& school) {
    if (context.json) {
        context.print(domain::toJson(school));
        return;
    }
    const domain::Address& a = school.address;
    context.line(
        table({tr("school"), school.name}, {{tr("address"), a.street + ", " + a.postcode + " " + a.city},
                                            {tr("headteacher"), school.headteacher},
                                            {"RSPO", school.rspo},
                                            {tr("numbering pattern"), school.numberPattern},
                                            {tr("next number"), std::to_string(school.nextNumber)},
                                            {tr("type of card"), school.defaultCardType},
                                            {tr("fee of a duplicate"), app::feesText(school)},
                                            {tr("marks hold until"), endsOfAllTypes(school)}}));
}

void save(Context& context, const domain::School& school) {
    app::SchoolService(context.office()).save(school).value();
    show(context, context.office().replica().school().value());
}

void addFee(CLI::App& school, Context& context) {
    struct Args {
        std::string amount, from;
        bool remove = false;
    };
    auto args = std::make_shared<Args>();
    CLI::App* verb = school.add_subcommand("fee", tr("what a duplicate costs from a day on"));
    verb->fallthrough();
    auto* amount = verb->add_option("AMOUNT", args->amount, tr("in zł, as “9” or “9,50”"));
    verb->add_option("--from", args->from, tr("the day from which it holds"))->required();
    verb->add_flag("--remove", args->remove, tr("take out what was set for this day"))->excludes(amount);
    verb->callback([&context, args] {
        const auto from = dateFromText(args->from);
        if (!from)
            throw Exception(
                Error{ErrorCode::wrongUsage, "--from", {{"reason", tr("the date is not a calendar date")}}});
        if (args->amount.empty() && !args->remove)
            throw Exception(
                Error{ErrorCode::wrongUsage, "fee", {{"reason", tr("give the amount, or --remove")}}});
        domain::School next = context.office().replica().school().value();
        if (!args->remove)
            app::setFee(next, *from, app::groszeFromText(args->amount).value());
        else if (!app::removeFee(next, *from))
            throw Exception(ErrorCode::nothingToDo, "no fee from that day");
        save(context, next);
    });
}

void addValidity(CLI::App& school, Context& context) {
    struct Args {
        std::string type;
        std::vector<std::string> days;
    };
    auto args = std::make_shared<Args>();
    CLI::App* verb = school.add_subcommand(
        "validity", tr("until when validity marks on cards of a type hold; the usual day without DAYS"));
    verb->fallthrough();
    verb->add_option("TYPE", args->type, tr("type of card, as MEiN-I/1"))->required();
    verb->add_option("DAYS", args->days, tr("days of the year: 30.09, or 28.02 i 30.09"));
    verb->callback([&context, args] {
        domain::School next = context.office().replica().school().value();
        app::setValidityEnds(next, args->type,
                             app::validityEndsFromText(args->type, join(args->days, " ")).value());
        save(context, next);
    });
}

} // namespace

domain::School schoolFromFile(const std::string& file, const domain::School* present) {
    const auto path = platform::pathFromUtf8(file);
    Json json = readJsonFile(path).value();
    if (present && json.is_object()) {
        Json merged = domain::toJson(*present);
        merged.merge_patch(json);
        json = std::move(merged);
    }
    auto school = domain::schoolFromJson(json);
    if (!school)
        throw Exception(inFile(school.error(), platform::toUtf8(path.filename())));
    if (present) {
        school->id = present->id;
        school->version = present->version;
    }
    domain::cleanTexts(*school);
    return std::move(school).value();
}

void addSchool(CLI::App& app, Context& context) {
    CLI::App* school = app.add_subcommand("school", tr("the school's data"));
    school->require_subcommand(1);
    school->fallthrough();

    CLI::App* shown = school->add_subcommand("show", tr("what is printed on new cards, and their numbering"));
    shown->fallthrough();
    shown->callback([&context] { show(context, context.office().replica().school().value()); });

    auto file = std::make_shared<std::string>();
    CLI::App* set =
        school->add_subcommand("set", tr("correct the data: values that the file does not name stay"));
    set->fallthrough();
    set->add_option("FILE", *file, tr("description of the school (JSON), as for init"))->required();
    set->callback([&context, file] {
        const domain::School present = context.office().replica().school().value();
        const domain::School next = schoolFromFile(*file, &present);
        save(context, next);
    });
    addFee(*school, context);
    addValidity(*school, context);
}

} // namespace esek::cli

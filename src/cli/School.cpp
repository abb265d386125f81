#include "app/SchoolService.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"
#include "domain/CleanChange.h"

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
                                            {tr("type of card"), school.defaultCardType}}));
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
        app::SchoolService(context.office()).save(next).value();
        show(context, context.office().replica().school().value());
    });
}

} // namespace esek::cli

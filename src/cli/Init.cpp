#include "app/CardLetters.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"
#include "demo/DemoSchool.h"

namespace esek::cli {

void addInit(CLI::App& app, Context& context) {
    auto file = std::make_shared<std::string>();
    CLI::App* verb = app.add_subcommand("init", tr("make a new school in the data folder"));
    verb->add_option("--school", *file, tr("description of the school (JSON)"))->required();
    verb->callback([&context, file] {
        const domain::School school = schoolFromFile(*file);
        app::checkLetters(school).value();
        app::Office::create(context.folder(), school, context.clock(), context.rng()).value();
        if (context.json)
            context.print(domain::toJson(context.office().replica().school().value()));
        else
            context.message(tr("The school is ready."));
    });
}

void addDemo(CLI::App& app, Context& context) {
    auto folder = std::make_shared<std::string>();
    auto portraits = std::make_shared<std::string>();
    CLI::App* verb =
        app.add_subcommand("demo", tr("write a demo school: school.json, students.csv, photos/"));
    verb->add_option("DIR", *folder, tr("folder to write to"))->required();
    verb->add_option("--portraits", *portraits, tr("folder of portraits to use instead of painted ones"));
    verb->callback([&context, folder, portraits] {
        demo::DemoOptions options;
        if (!portraits->empty())
            options.portraitDir = platform::pathFromUtf8(*portraits);
        demo::writeDemoSchool(platform::pathFromUtf8(*folder), options).value();
        context.message(tr("The demo school is written."));
    });
}

} // namespace esek::cli

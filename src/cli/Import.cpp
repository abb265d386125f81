#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"

namespace esek::cli {

namespace {

Json issuesToJson(const std::vector<roster::Issue>& issues) {
    Json list = Json::array();
    for (const roster::Issue& i : issues)
        list.push_back({{"line", i.line}, {"column", i.column}, {"kind", i.kind}, {"text", i.text()}});
    return list;
}

void importStudents(Context& context, const std::string& file, const std::string& preset, bool dryRun) {
    app::RosterService roster(context.office());
    const roster::ImportPlan plan = roster.planStudents(platform::pathFromUtf8(file), preset).value();
    if (!dryRun)
        roster.importStudents(plan).value();
    // Rows that were refused do not make the import fail, but a list without one good row does.
    const bool nothing = plan.add.empty() && plan.update.empty() && plan.unchanged.empty();
    context.exitCode = nothing ? 1 : 0;
    if (context.json) {
        context.print({{"dryRun", dryRun},
                       {"added", plan.add.size()},
                       {"changed", plan.update.size()},
                       {"unchanged", plan.unchanged.size()},
                       {"refused", plan.refusedRows},
                       {"refusals", issuesToJson(plan.refused)},
                       {"flags", issuesToJson(plan.flags)}});
        return;
    }
    for (const roster::Issue& i : plan.refused)
        context.message(tr("Refused: ") + i.text());
    for (const roster::Issue& i : plan.flags)
        context.message(tr("To check: ") + i.text());
    context.line(fmt::format(fmt::runtime(tr("added {}, changed {}, unchanged {}, refused {}")),
                             plan.add.size(), plan.update.size(), plan.unchanged.size(), plan.refusedRows));
    if (dryRun)
        context.message(tr("This was a trial: nothing was saved."));
}

std::string whyNotImported(app::FileState state) {
    switch (state) {
    case app::FileState::twoFiles:
        return tr("another file is for the same pupil; leave out all but one with --skip FILE");
    case app::FileState::unsure:
        return tr("it is not certain whose it is; assign it by hand with --assign FILE=PUPIL");
    default:
        return tr("no pupil matches; assign it by hand");
    }
}

void importPhotos(Context& context, const std::string& path, bool accept,
                  const std::vector<std::string>& assignments, const std::vector<std::string>& skipped) {
    app::PhotoChoices choices;
    choices.leftOut.insert(skipped.begin(), skipped.end());
    for (const std::string& a : assignments) {
        const auto at = a.rfind('=');
        if (at == std::string::npos)
            throw Exception(
                Error{ErrorCode::wrongUsage, "--assign", {{"reason", tr("--assign wants FILE=PUPIL")}}});
        choices.assigned[a.substr(0, at)] = context.student(a.substr(at + 1)).id;
    }
    app::RosterService roster(context.office());
    const auto result = roster.importPhotos(platform::pathFromUtf8(path), accept, choices).value();
    const bool nothing = result.imported.empty() && result.same.empty();
    context.exitCode = nothing ? 1 : 0;
    Json refused = Json::array();
    for (const auto& p : result.refused) {
        refused.push_back({{"file", p.name},
                           {"student", p.student.toString()},
                           {"code", name(p.error.code)},
                           {"reason", describe(p.error)}});
        context.message(p.name + ": " + describe(p.error));
    }
    Json unmatched = Json::array();
    for (const auto& m : result.unmatched) {
        unmatched.push_back({{"file", m.name}, {"state", app::name(m.state)}});
        context.message(m.name + ": " + whyNotImported(m.state));
    }
    if (context.json) {
        Json imported = Json::array();
        for (const auto& i : result.imported)
            imported.push_back({{"file", i.name}, {"student", i.student.toString()}});
        context.print({{"imported", std::move(imported)},
                       {"same", result.same.size()},
                       {"refused", std::move(refused)},
                       {"unmatched", std::move(unmatched)}});
        return;
    }
    context.line(fmt::format(fmt::runtime(tr("imported {}, already there {}, refused {}, unmatched {}")),
                             result.imported.size(), result.same.size(), result.refused.size(),
                             result.unmatched.size()));
}

} // namespace

void addImport(CLI::App& app, Context& context) {
    CLI::App* import = app.add_subcommand("import", tr("class lists and photos"));
    import->require_subcommand(1);
    import->fallthrough();

    auto file = std::make_shared<std::string>();
    auto preset = std::make_shared<std::string>("auto");
    auto dryRun = std::make_shared<bool>(false);
    CLI::App* students = import->add_subcommand("students", tr("CSV, XLSX or OneRoster zip"));
    students->fallthrough();
    students->add_option("FILE", *file)->required();
    students->add_option("--preset", *preset, tr("kind of list"));
    students->add_flag("--dry-run", *dryRun, tr("only say what would happen"));
    students->callback(
        [&context, file, preset, dryRun] { importStudents(context, *file, *preset, *dryRun); });

    auto path = std::make_shared<std::string>();
    auto as = std::make_shared<std::string>("pending");
    auto assign = std::make_shared<std::vector<std::string>>();
    auto skip = std::make_shared<std::vector<std::string>>();
    CLI::App* photos = import->add_subcommand("photos", tr("a folder or a zip of photos"));
    photos->fallthrough();
    photos->add_option("PATH", *path)->required();
    photos->add_option("--as", *as, tr("pending: a clerk will look; accepted: ready for cards"))
        ->check(CLI::IsMember({"pending", "accepted"}));
    photos->add_option("--assign", *assign, tr("FILE=PUPIL, for files that no name matches"));
    photos->add_option("--skip", *skip, tr("FILE that is not to be imported; may be given again"));
    photos->callback([&context, path, as, assign, skip] {
        importPhotos(context, *path, *as == "accepted", *assign, *skip);
    });
}

} // namespace esek::cli

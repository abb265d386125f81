#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cli/Context.h"

namespace esek::cli {

namespace {

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
    const bool nothing = result.imported.empty() && result.same.empty() && result.healed.empty();
    context.exitCode = nothing ? 1 : 0;
    Json refused = Json::array();
    for (const auto& p : result.refused) {
        refused.push_back({{"file", p.name},
                           {"student", p.student.isNil() ? Json() : Json(p.student.toString())},
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
                       {"healed", result.healed.size()},
                       {"refused", std::move(refused)},
                       {"unmatched", std::move(unmatched)}});
        return;
    }
    if (!result.healed.empty())
        context.line(fmt::format(fmt::runtime(tr("missing files put back: {}")), result.healed.size()));
    context.line(fmt::format(fmt::runtime(tr("imported {}, already there {}, refused {}, unmatched {}")),
                             result.imported.size(), result.same.size(), result.refused.size(),
                             result.unmatched.size()));
}

} // namespace

void addImport(CLI::App& app, Context& context) {
    CLI::App* import = app.add_subcommand("import", tr("class lists and photos"));
    import->require_subcommand(1);
    import->fallthrough();

    addImportStudents(*import, context);
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

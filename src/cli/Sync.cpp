#include "app/SyncService.h"
#include "base/Format.h"
#include "base/Secret.h"
#include "base/Translate.h"
#include "cli/Context.h"

#include <condition_variable>
#include <mutex>

namespace esek::cli {

namespace {

/// The one-time code, which joins a computer and so is a secret until it was used.
std::string joinCode(const std::string& onCommandLine, const std::string& file) {
    const auto wrong = [](std::string reason) {
        return Exception(Error{ErrorCode::wrongUsage, "usage", {{"reason", std::move(reason)}}});
    };
    if (!onCommandLine.empty())
        throw wrong(tr("everybody on this computer can read the options of a program: give the code by "
                       "--code-file FILE, by --code-file - (standard input) or by ESEK_CODE"));
    std::string code =
        file.empty() ? secretFromEnvironment("ESEK_CODE") : readSecret("--code-file", file).value();
    if (code.empty())
        throw wrong(tr("give the one-time code by --code-file FILE, by --code-file - (standard input) or by "
                       "ESEK_CODE"));
    return code;
}

void enroll(Context& context, const app::SyncService::JoinRequest& request) {
    const auto folder = context.folder();
    if (storage::Replica::exists(folder)) {
        sync::FileTokenStore tokens(folder);
        app::SyncService::join(context.office(), request, tokens).value();
    } else {
        app::SyncService::joinNew(folder, request, context.clock(), context.rng()).value();
    }
    const auto state = storage::SyncStore(context.office().replica()).state().value().value();
    if (context.json)
        context.print({{"server", state.server},
                       {"device", state.device},
                       {"school", state.school.toString()},
                       {"role", domain::toString(state.role)}});
    else
        context.line(format(
            fmt::runtime(tr("This computer now works with the server {}. Fetch the data with “sync”.")),
            state.server));
}

Json toJson(const sync::CycleReport& r, const storage::SyncSummary& s) {
    return {{"pushed", r.pushed},           {"pulled", r.pulled},          {"photosUp", r.photosUp},
            {"photosDown", r.photosDown},   {"newConflicts", r.conflicts}, {"snapshot", r.snapshot},
            {"waiting", s.waiting},         {"conflicts", s.conflicts},    {"wantedPhotos", s.wantedBlobs},
            {"numbersLeft", s.numbersLeft}, {"heldPhotos", s.heldPhotos},  {"heldPupils", s.heldPupils},
            {"sentAgain", r.sentAgain}};
}

std::string toText(const sync::CycleReport& r, const storage::SyncSummary& s) {
    return format(
        fmt::runtime(tr("Sent: changes {}, photos {}. Received: changes {}, photos {}. Waiting here: {}, "
                        "conflicts: {}.")),
        r.pushed, r.photosUp, r.pulled, r.photosDown, s.waiting, s.conflicts);
}

void once(Context& context, app::SyncService::Options options, bool sendAgain) {
    sync::FileTokenStore tokens(context.folder());
    if (sendAgain)
        options.consent.sendAgain = context.office().clerk();
    const auto done = app::SyncService::once(context.office(), tokens, options);
    if (!done && done.error().code == ErrorCode::removalNeedsConsent)
        context.message(tr("Send them again with “sync --send-again”, or remove them here with “sync "
                           "--allow-removal”."));
    const sync::CycleReport& report = done.value();
    const auto summary = storage::SyncStore(context.office().replica()).summary().value();
    if (context.json)
        context.print(toJson(report, summary));
    else
        context.line(toText(report, summary));
    if (report.sentAgain > 0)
        context.message(format(fmt::runtime(tr("Records that the server had lost and that were sent to it "
                                               "again: {}.")),
                               report.sentAgain));
    if (const auto question = app::SyncService::heldBack(summary)) {
        context.message(*question);
        context.message(tr("Agree with “sync --allow-changes”."));
        context.exitCode = exitCode(question->code);
    }
    if (summary.conflicts > 0) {
        context.message(Error{ErrorCode::conflictWaiting, "conflicts wait", {}});
        context.exitCode = exitCode(ErrorCode::conflictWaiting);
    }
}

void watch(Context& context) {
    sync::FileTokenStore tokens(context.folder());
    app::SyncService::connection(context.office()).value(); // notEnrolled before anything starts
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Error> stopped;
    const auto loop = app::SyncService::start(
        context.office(), tokens,
        [&](const sync::LoopStatus& s) {
            const std::lock_guard lock(mutex);
            using State = sync::LoopStatus::State;
            if (s.state == State::online)
                context.line(format(fmt::runtime(tr("Up to date. Waiting here: {}, conflicts: {}.")),
                                    s.summary.waiting, s.summary.conflicts));
            if (const auto question = app::SyncService::heldBack(s.summary);
                s.state == State::online && question)
                context.message(*question);
            else if (s.state == State::offline)
                context.line(tr("Working without a network."));
            else if (s.state == State::attention) {
                stopped = s.error;
                changed.notify_all();
            }
        },
        std::chrono::seconds(0));
    // Until the process is ended, or a person must act.
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return stopped.has_value(); });
    throw Exception(*stopped);
}

void leave(Context& context) {
    app::SyncService::connection(context.office()).value();
    sync::FileTokenStore tokens(context.folder());
    app::SyncService::leave(context.office(), tokens).value();
    context.line(tr("This computer no longer works with the server. The data and what waits stay here."));
}

std::string_view kindText(storage::ConflictRow::Kind kind) {
    using Kind = storage::ConflictRow::Kind;
    return kind == Kind::conflict ? "conflict" : kind == Kind::rejected ? "rejected" : "notice";
}

void listConflicts(Context& context) {
    const auto texts = app::describeConflicts(context.office()).value();
    if (context.json) {
        Json out = Json::array();
        for (const auto& t : texts)
            out.push_back({{"number", t.number},
                           {"kind", kindText(t.kind)},
                           {"title", t.title},
                           {"reason", t.reason},
                           {"mine", t.mine},
                           {"theirs", t.theirs}});
        return context.print(out);
    }
    if (texts.empty())
        return context.line(tr("Nothing waits for a decision."));
    for (const auto& t : texts) {
        context.line(format("{}. {}", t.number, t.title));
        context.line("   " + t.reason);
        context.line("   " + tr("here") + ": " + t.mine);
        if (!t.theirs.empty())
            context.line("   " + tr("on the server") + ": " + t.theirs);
    }
}

} // namespace

void addSync(CLI::App& app, Context& context) {
    auto request = std::make_shared<app::SyncService::JoinRequest>();
    CLI::App* enrol = app.add_subcommand("enroll", tr("join a server with a one-time code"));
    enrol->fallthrough();
    enrol->add_option("--server", request->server, tr("address: https://host"))->required();
    struct Code {
        std::string onCommandLine, file;
    };
    auto code = std::make_shared<Code>();
    enrol->add_option(
        "--code-file", code->file,
        tr("file with the one-time code from the administrator of the server, which nobody else "
           "may read; “-” is standard input; also as ESEK_CODE"));
    enrol->add_option("--code", code->onCommandLine)->group(""); // refused, with the way that there is
    enrol->add_option("--ca", request->caFile, tr("certificate (PEM) of a server with one of its own"));
    enrol->add_option("--name", request->deviceName, tr("name of this computer for the administrator"));
    enrol->callback([&context, request, code] {
        request->code = joinCode(code->onCommandLine, code->file);
        enroll(context, *request);
    });

    struct SyncFlags {
        bool once = false, watch = false, leave = false, allPhotos = false;
        bool sendAgain = false;
        app::SyncService::Options options;
    };
    auto flags = std::make_shared<SyncFlags>();
    CLI::App* sync = app.add_subcommand("sync", tr("exchange changes and photos with the server"));
    sync->fallthrough();
    CLI::Option* one = sync->add_flag("--once", flags->once, tr("once (without any option, too)"));
    CLI::Option* watching = sync->add_flag("--watch", flags->watch, tr("go on until stopped"))->excludes(one);
    sync->add_flag("--all-photos", flags->allPhotos, tr("fetch every photo (this is so by default)"));
    CLI::Option* removal =
        sync->add_flag("--allow-removal", flags->options.consent.removal,
                       tr("agree that many records that the server does not know are removed here"));
    sync->add_flag("--send-again", flags->sendAgain,
                   tr("send the records that the server does not know to it again"))
        ->excludes(removal)
        ->excludes(watching);
    sync->add_flag("--allow-changes", flags->options.consent.changes,
                   tr("agree to the very many changes that the last synchronisation asked about"));
    sync->add_flag("--leave", flags->leave, tr("work without the server from now on"))
        ->excludes(one)
        ->excludes(watching);
    sync->callback([&context, flags] {
        if (flags->leave)
            return leave(context);
        if (flags->watch)
            return watch(context);
        once(context, flags->options, flags->sendAgain);
    });

    CLI::App* conflicts = app.add_subcommand("conflicts", tr("decisions that met others"));
    conflicts->fallthrough();
    conflicts->require_subcommand(1);
    CLI::App* list = conflicts->add_subcommand("list", tr("what waits for a person"));
    list->fallthrough();
    list->callback([&context] { listConflicts(context); });
    struct Resolve {
        std::int64_t number = 0;
        std::string take;
    };
    auto resolve = std::make_shared<Resolve>();
    CLI::App* resolving = conflicts->add_subcommand("resolve", tr("choose one of the two sides"));
    resolving->fallthrough();
    resolving->add_option("number", resolve->number, tr("number in the list"))->required();
    resolving
        ->add_option("--take", resolve->take, tr("mine: what was decided here; theirs: what the server has"))
        ->required()
        ->check(CLI::IsMember({"mine", "theirs"}));
    resolving->callback([&context, resolve] {
        app::SyncService::resolve(context.office(), resolve->number,
                                  resolve->take == "mine" ? storage::Resolution::mine
                                                          : storage::Resolution::theirs)
            .value();
        context.line(tr("The conflict is resolved."));
    });
}

} // namespace esek::cli

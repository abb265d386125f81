#include "app/SchoolBackup.h"

#include "base/CleanText.h"
#include "base/Format.h"
#include "base/OutputFile.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "sealing/SealedFile.h"
#include "storage/Restore.h"

namespace esek::app {

namespace fs = std::filesystem;

namespace {

/// The archive before it is encrypted: in the data folder, which holds the same data anyway, never on the
/// disk that the backup goes to.
constexpr const char* kDraft = "unfinished-backup.esek";
constexpr const char* kDraftLock = "unfinished-backup.lock";
constexpr const char* kState = "backup.json";
constexpr std::uint64_t kStateLimit = 4096; // bytes
constexpr int kMostDays = 366;

/// Of a school that can only be read the draft goes to the user's own folder.
fs::path draftFolder(const Office& office) {
    return platform::ensureFolder(office.dir()) ? office.dir() : platform::userDataDir() / "unfinished";
}

/// As the same keys give it on every computer.
std::string cleaned(const std::string& password) {
    return trim(normaliseText(password));
}

/// The draft goes when it is not needed any more, however that comes.
class Draft {
  public:
    explicit Draft(const fs::path& folder) : m_file(folder / kDraft) {
        platform::ensureFolder(folder).value();
        auto lock = platform::FileLock::acquire(folder / kDraftLock);
        if (!lock)
            throw lock.error().code == ErrorCode::instanceRunning
                ? Exception(ErrorCode::databaseBusy, "another backup is being made")
                : Exception(lock.error());
        m_lock = std::move(*lock);
        remove();
    }
    ~Draft() { remove(); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    const fs::path& file() const { return m_file; }

  private:
    void remove() {
        std::error_code ec;
        for (const char* ending : {"", ".snapshot", ".new"}) {
            fs::path part = m_file;
            fs::remove(part += ending, ec);
        }
    }
    fs::path m_file;
    std::unique_ptr<platform::FileLock> m_lock;
};

std::vector<Error> warningsOf(const std::vector<storage::MissingPhoto>& missing) {
    std::vector<Error> warnings;
    for (const storage::MissingPhoto& photo : missing) {
        std::string label = photo.surname + " " + photo.givenNames;
        if (!photo.classUnit.empty())
            label += ", " + photo.classUnit;
        warnings.push_back(
            Error{ErrorCode::photoFileMissing, "left out of the backup", {{"student", label}}});
    }
    return warnings;
}

Result<void> write(const fs::path& folder, const BackupState& state) {
    Json json{{"remindAfterDays", state.remindAfter}};
    if (state.last)
        json["last"] = toIso(*state.last);
    return platform::writeFileAtomically(folder / kState, dumpJson(json, 2));
}

BackupState read(const fs::path& folder) {
    BackupState state;
    const auto done = guarded([&] {
        const auto bytes = platform::readFile(folder / kState, kStateLimit).value();
        const Json json = parseJson(std::string(bytes.begin(), bytes.end())).value();
        if (const auto days = json.value("remindAfterDays", state.remindAfter);
            days >= 0 && days <= kMostDays)
            state.remindAfter = days;
        state.last = timestampFromIso(json.value("last", ""));
    });
    return done ? state : BackupState{};
}

/// A school that can only be read is saved all the same; then nobody is told when.
void noteBackup(const fs::path& folder, Timestamp at) {
    BackupState state = read(folder);
    state.last = at;
    static_cast<void>(write(folder, state).ok());
}

/// The ids of version 7 begin with the milliseconds of their time (RFC 9562, 5.7).
Timestamp madeAt(const Uuid& id) {
    std::int64_t milliseconds = 0;
    for (std::size_t i = 0; i < 6; ++i)
        milliseconds = milliseconds << 8 | id.bytes()[i];
    return Timestamp(std::chrono::milliseconds(milliseconds));
}

} // namespace

Result<void> checkBackupPassword(const std::string& password) {
    if (characterCount(cleaned(password)) >= static_cast<std::size_t>(kShortestBackupPassword))
        return {};
    return Error{ErrorCode::valueInvalid,
                 "too short",
                 {{"field", tr("password")},
                  {"reason", format(runtime(tr("it needs at least {} characters, for example four words")),
                                    kShortestBackupPassword)}}};
}

Result<std::vector<Error>> backUpSchool(Office& office, const fs::path& asked, const std::string& password,
                                        Progress* progress) {
    return guarded([&]() -> std::vector<Error> {
        if (password.empty()) {
            const auto missing = office.replica().care().backup(asked, progress).value();
            noteBackup(office.dir(), office.clock().now());
            return warningsOf(missing);
        }
        checkBackupPassword(password).value();
        const fs::path file = outputFile(asked, office.dir()).value();
        const Draft draft(draftFolder(office));
        const auto missing = office.replica().care().backup(draft.file(), progress).value();
        sealing::seal(draft.file(), file, cleaned(password), progress).value();
        noteBackup(office.dir(), office.clock().now());
        return warningsOf(missing);
    });
}

bool needsPassword(const fs::path& backup) {
    return sealing::isSealed(backup);
}

Result<void> restoreSchool(const fs::path& backup, const fs::path& folder, const std::string& password,
                           Progress* progress) {
    const auto done = guarded([&] {
        if (!needsPassword(backup))
            return storage::restore(backup, folder).value();
        if (storage::Replica::exists(folder)) // before the long work of the password
            throw Exception(Error{
                ErrorCode::replicaExists, "there is a replica", {{"folder", platform::toUtf8(folder)}}});
        if (password.empty())
            throw Exception(Error{ErrorCode::valueRequired,
                                  "the backup is encrypted",
                                  {{"field", tr("password of the backup")}}});
        const Draft draft(folder);
        sealing::unseal(backup, draft.file(), cleaned(password), progress).value();
        const auto restored = storage::restore(draft.file(), folder);
        if (!restored) { // the person knows the backup's name only
            Error error = restored.error();
            for (auto& [key, value] : error.context)
                if (key == "file")
                    value = platform::toUtf8(backup.filename());
            throw Exception(std::move(error));
        }
    });
    if (!done)
        return done;
    std::error_code ec;
    const auto written = fs::last_write_time(backup, ec);
    if (!ec)
        noteBackup(folder,
                   std::chrono::floor<std::chrono::milliseconds>(std::chrono::file_clock::to_sys(written)));
    return {};
}

void sweepBackups(const fs::path& dataFolder) {
    std::error_code ec;
    for (const fs::path& folder : {dataFolder, platform::userDataDir() / "unfinished"})
        if (fs::exists(folder / kDraft, ec) || fs::exists(folder / (std::string(kDraft) + ".snapshot"), ec))
            static_cast<void>(guarded([&] { Draft leftOver(folder); }).ok());
}

bool BackupState::due(Timestamp now, const domain::SchoolId& school) const {
    return remindAfter > 0 && now - last.value_or(madeAt(school.uuid)) > std::chrono::days(remindAfter);
}

BackupState backupState(const Office& office) {
    return read(office.dir());
}

Result<void> remindOfBackup(Office& office, int days) {
    if (days < 0 || days > kMostDays)
        return Error{ErrorCode::valueInvalid,
                     "days",
                     {{"field", tr("reminder")},
                      {"reason", format(runtime(tr("type a number of days from 0 to {}")), kMostDays)}}};
    BackupState state = read(office.dir());
    state.remindAfter = days;
    return write(office.dir(), state);
}

} // namespace esek::app

#include "storage/Replica.h"

#include "base/platform/Paths.h"
#include "storage/CardTable.h"
#include "storage/Migrator.h"
#include "storage/ReplicaCore.h"
#include "storage/SyncStore.h"

#include <fstream>

namespace esek::storage {

namespace fs = std::filesystem;

namespace {

Error folderError(ErrorCode code, const char* message, const fs::path& folder) {
    return Error{code, message, {{"folder", platform::toUtf8(folder)}}};
}

Error notOpened(const fs::path& file) {
    return Error{
        ErrorCode::databaseNotOpened, "no access to the database", {{"file", platform::toUtf8(file)}}};
}

/// A file that SQLite would take for an empty database, or that lost its end, is damaged. While a WAL is
/// there the length says nothing.
void checkFile(const fs::path& file) {
    const auto corrupt = [](const char* why) { throw Exception(ErrorCode::databaseCorrupt, why); };
    std::ifstream in(file, std::ios::binary);
    if (!in.is_open())
        throw Exception(notOpened(file));
    std::array<unsigned char, 100> header{};
    if (!in.read(reinterpret_cast<char*>(header.data()), static_cast<std::streamsize>(header.size())))
        corrupt("no database header");
    if (std::string_view(reinterpret_cast<const char*>(header.data()), 16) !=
        std::string_view("SQLite format 3\0", 16))
        corrupt("not a database");
    fs::path wal = file;
    wal += "-wal";
    std::error_code ec;
    if (fs::exists(wal, ec) && fs::file_size(wal, ec) > 0)
        return;
    const std::uint64_t rawPage = (std::uint64_t{header[16]} << 8) | header[17];
    const std::uint64_t pageSize = rawPage == 1 ? 65536 : rawPage;
    std::uint64_t pages = 0;
    for (std::size_t i = 28; i < 32; ++i)
        pages = (pages << 8) | header[i];
    const auto size = fs::file_size(file, ec);
    if (!ec && size < pages * pageSize)
        corrupt("the database file is shorter than it says");
}

/// What the server would never take must not be made at all: it would wait for ever.
void requireWriter(Connection& c) {
    Query q = c.prepared("SELECT role FROM sync_state");
    if (q.step() && readsOnly(domain::roleFromString(q.view(0)).value_or(domain::Role::clerk)))
        throw Exception(ErrorCode::roleNotAllowed, "this computer only reads");
}

} // namespace

Replica::Replica(std::unique_ptr<ReplicaCore> core)
    : m_core(std::move(core)), m_students(*m_core), m_photos(*m_core), m_cards(*m_core), m_cardYear(*m_core),
      m_guardians(*m_core), m_history(*m_core), m_care(*m_core) {}
Replica::~Replica() = default;

bool Replica::exists(const fs::path& folder) {
    std::error_code ec;
    return fs::exists(folder / kDatabaseName, ec);
}

Result<std::unique_ptr<Replica>> Replica::create(const fs::path& folder, const domain::School& school,
                                                 const Clock& clock, Rng& rng, ReplicaOptions options) {
    if (exists(folder))
        return folderError(ErrorCode::replicaExists, "there is a replica", folder);
    for (const fs::path& f : {folder, folder / "blobs"})
        if (auto made = platform::ensureFolder(f); !made)
            return made.error();

    // Built aside and put in place whole: a crash leaves no half replica.
    const fs::path draft = folder / "replica.sqlite.new";
    std::error_code ec;
    fs::remove(draft, ec);
    domain::Mutation m;
    m.id = domain::MutationId{Uuid::v7(clock, rng)};
    m.at = clock.now();
    m.by = {domain::Role::administrator, {}, platform::workstation()};
    m.expected = 0;
    domain::School first = school;
    if (first.id.isNil())
        first.id = domain::SchoolId{Uuid::v7(clock, rng)};
    first.version = 0;
    m.entityId = first.id.uuid;
    m.change = domain::PutSchool{first};

    const auto built = [&] {
        ReplicaCore core(folder, draft, clock, rng, options);
        core.pool.giveBack(
            std::make_unique<Connection>(draft, Connection::Mode::buildNew, options.busyTimeout));
        return core.use([&](Connection& c) {
            buildSchema(c);
            core.write(c, std::span(&m, 1));
        });
    };
    auto done = guarded(built, [&](const std::exception& e) {
        const auto* sql = dynamic_cast<const SQLite::Exception*>(&e);
        return sql ? toError(*sql).with("folder", platform::toUtf8(folder))
                   : Error{ErrorCode::internal, e.what(), {}};
    });
    if (done) {
        if (auto bytes = platform::readFile(draft); !bytes)
            done = bytes.error();
        else
            done = platform::writeFileAtomically(folder / kDatabaseName, *bytes);
    }
    fs::remove(draft, ec);
    if (!done)
        return done.error();
    return open(folder, clock, rng, options);
}

Result<std::unique_ptr<Replica>> Replica::open(const fs::path& folder, const Clock& clock, Rng& rng,
                                               ReplicaOptions options) {
    const fs::path file = folder / kDatabaseName;
    std::error_code ec;
    if (!fs::exists(file, ec)) // also when the folder may not be looked into
        return ec ? notOpened(file) : folderError(ErrorCode::noReplica, "no replica", folder);
    if (auto checked = guarded([&] { checkFile(file); }); !checked)
        return checked.error();
    const auto ready = [&](ReplicaCore& core) {
        return core.use([&](Connection& c) {
            migrate(c, core.copy ? nullptr : &file);
            if (!loadSchool(c))
                throw Exception(ErrorCode::databaseCorrupt, "no school in the database");
            if (!core.copy && c.integer("SELECT count(*) FROM blob WHERE state = 'erasing'") > 0)
                core.eraseMarkedBlobs(c);
        });
    };
    auto core = std::make_unique<ReplicaCore>(folder, file, clock, rng, options);
    auto done = ready(*core);
    if (!done && done.error().code == ErrorCode::folderNotWritable) {
        const Error notWritable = done.error();
        auto copy = guarded([&] { return std::make_unique<ReadCopy>(file); });
        if (!copy)
            return notWritable;
        log::warning("the folder can only be read; nothing can be changed");
        core = std::make_unique<ReplicaCore>(folder, std::move(copy).value(), clock, rng, options);
        done = ready(*core);
    }
    if (!done)
        return done.error();
    return std::unique_ptr<Replica>(new Replica(std::move(core)));
}

Result<std::unique_ptr<platform::FileLock>> Replica::lockForDesktop(const fs::path& folder) {
    return platform::FileLock::acquire(folder / "desktop.lock");
}

Result<Committed> Replica::commit(std::span<const domain::Mutation> mutations) {
    const std::lock_guard lock(m_core->writing);
    return m_core->use([&](Connection& c) {
        m_core->requireWritable();
        requireWriter(c);
        return m_core->write(c, mutations);
    });
}

Result<domain::School> Replica::school() {
    return m_core->use([](Connection& c) {
        const auto school = loadSchool(c);
        if (!school)
            throw Exception(ErrorCode::databaseCorrupt, "no school in the database");
        return *school;
    });
}

blob::FileBlobStore& Replica::blobs() {
    return m_core->blobs;
}

const fs::path& Replica::folder() const {
    return m_core->folder;
}

} // namespace esek::storage

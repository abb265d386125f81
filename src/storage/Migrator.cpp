#include "storage/Migrator.h"

#include "base/Format.h"
#include "base/Log.h"
#include "base/platform/Files.h"
#include "base/platform/Privacy.h"
#include "base/platform/PutInPlace.h"
#include "storage/Connection.h"
#include "storage/SchemaCheck.h"

namespace esek::storage {

namespace {

int userVersion(Connection& c) {
    return static_cast<int>(c.integer("PRAGMA user_version"));
}

void run(Connection& c, const Migration& m) {
    WriteTransaction transaction(c);
    if (userVersion(c) >= m.number)
        return; // another process was faster
    c.exec(m.sql);
    c.exec(format("PRAGMA user_version = {}", m.number));
    transaction.commit();
}

void copyAside(Connection& c, const std::filesystem::path& file, int version) {
    std::filesystem::path target = file;
    target += format(".before-{}", version);
    std::filesystem::path unfinished = target;
    unfinished += ".new";
    std::error_code ec;
    std::filesystem::remove(unfinished, ec);
    platform::createPrivateFile(unfinished).value();
    {
        const std::string name = platform::toUtf8(unfinished);
        Query q = c.query("VACUUM INTO ?");
        q.bind(name).run();
    }
    platform::putInPlace(unfinished, target).value(); // VACUUM INTO flushes nothing
}

} // namespace

void buildSchema(Connection& c) {
    c.exec(format("PRAGMA application_id = {}", kApplicationId));
    for (const Migration& m : allMigrations())
        run(c, m);
}

void migrate(Connection& c, const std::filesystem::path* copyBeside) {
    if (c.integer("PRAGMA application_id") != kApplicationId)
        throw Exception(ErrorCode::databaseCorrupt, "not a database of this program");
    const int version = userVersion(c);
    const int latest = allMigrations().back().number;
    if (version > latest)
        throw Exception(ErrorCode::schemaNewer, format("schema {}, known {}", version, latest));
    if (version < 1)
        throw Exception(ErrorCode::databaseCorrupt, "schema without a version");
    // Before the first statement that could run what somebody else has put into the schema.
    c.trustSchema(false);
    if (const std::string part = foreignPart(c, version); !part.empty())
        throw Exception(ErrorCode::databaseCorrupt, "a schema that is not ours: " + part);
    c.trustSchema(true);
    if (version == latest)
        return;
    log::info(format("replica schema {} is brought to {}", version, latest));
    if (copyBeside)
        copyAside(c, *copyBeside, version);
    for (const Migration& m : allMigrations())
        if (m.number > version)
            run(c, m);
}

} // namespace esek::storage

#include "server/store/Store.h"

#include "base/Error.h"
#include "base/Log.h"
#include "base/platform/Files.h"
#include "server/store/Schema.h"

namespace esek::server {

Store::Store(DatabaseTarget target, std::size_t connections)
    : m_target(std::move(target)), m_limit(connections) {
    auto db = take();
    migrate(*db, m_target);
    giveBack(std::move(db));
}

std::unique_ptr<Database> Store::take() {
    {
        std::unique_lock lock(m_mutex);
        m_free.wait(lock, [&] { return !m_idle.empty() || m_open < m_limit; });
        if (!m_idle.empty()) {
            auto db = std::move(m_idle.back());
            m_idle.pop_back();
            return db;
        }
        ++m_open;
    }
    try {
        return openDatabase(m_target);
    } catch (...) {
        giveBack(nullptr);
        throw;
    }
}

void Store::giveBack(std::unique_ptr<Database> db) {
    {
        const std::lock_guard lock(m_mutex);
        if (db && db->usable())
            m_idle.push_back(std::move(db));
        else
            --m_open;
    }
    m_free.notify_one();
}

void Store::begin(Database& db, Mode mode) const {
    const bool sqlite = m_target.dialect == Dialect::sqlite;
    if (mode == Mode::single)
        return;
    if (mode == Mode::read)
        return static_cast<void>(
            db.run(sqlite ? "BEGIN" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
    // A light commit is still before every later one: that one brings it to the disk.
    if (mode == Mode::light && sqlite && m_target.flushToDisk)
        db.run("PRAGMA synchronous = NORMAL");
    db.run(sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    if (mode == Mode::light && !sqlite)
        db.run("SET LOCAL synchronous_commit = off");
}

void Store::commit(Database& db, Mode mode) const {
    if (mode == Mode::single)
        return;
    db.run("COMMIT");
    if (mode == Mode::light && m_target.dialect == Dialect::sqlite && m_target.flushToDisk)
        db.run("PRAGMA synchronous = FULL");
}

void Store::transact(Mode mode, const std::function<void(Tx&)>& body) {
    // A connection may have died while it lay idle, and all others with it: the second try takes a new one.
    for (int attempt = 0;; ++attempt) {
        std::unique_ptr<Database> db;
        bool begun = false; // the body may have been run: only what reads may be repeated then
        try {
            db = take();
            begin(*db, mode);
            begun = true;
            Tx tx(*db, m_target.dialect);
            body(tx);
            commit(*db, mode);
            giveBack(std::move(db));
            return;
        } catch (const TryAgain&) {
            ++m_errors;
            if (db)
                giveBack(nullptr);
            if (attempt > 0)
                throw Exception(ErrorCode::serverBusy, "the database broke off a transaction twice");
        } catch (const Exception& e) {
            if (!db)
                throw;
            const bool usable = db->usable();
            if (usable) {
                if (mode != Mode::single)
                    rollback(*db);
                giveBack(mode == Mode::light ? nullptr : std::move(db)); // it may still be set to be light
                throw;
            }
            ++m_errors;
            giveBack(nullptr);
            if ((begun && (mode == Mode::write || mode == Mode::light)) || attempt > 0 ||
                e.error().code != ErrorCode::serverBusy) {
                log::error("database: " + e.error().message);
                throw;
            }
            dropIdle();
        } catch (...) {
            if (db) {
                if (mode != Mode::single)
                    rollback(*db);
                giveBack(mode == Mode::light ? nullptr : std::move(db));
            }
            throw;
        }
    }
}

void Store::rollback(Database& db) {
    try {
        db.run("ROLLBACK");
    } catch (...) { // not usable any more; giveBack() sees it
    }
}

void Store::dropIdle() {
    const std::lock_guard lock(m_mutex);
    m_open -= m_idle.size();
    m_idle.clear();
}

DatabaseTarget sqliteTarget(const std::filesystem::path& file, bool flushToDisk) {
    return {Dialect::sqlite, platform::toUtf8(file), flushToDisk};
}

} // namespace esek::server

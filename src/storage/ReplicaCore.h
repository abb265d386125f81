#pragma once
#include "base/Log.h"
#include "storage/ConnectionPool.h"
#include "storage/Errors.h"
#include "storage/ReadCopy.h"
#include "storage/Rebase.h"
#include "storage/Replica.h"

namespace esek::storage {

inline constexpr const char* kDatabaseName = "replica.sqlite";

/// What the parts of a replica share: the folder, the pool of connections and the order of locks. Only files
/// of this room include it. Thread-safe; the functions that give a Result pass no exception on.
struct ReplicaCore {
    ReplicaCore(std::filesystem::path folder_, const std::filesystem::path& database, const Clock& clock_,
                Rng& rng_, ReplicaOptions options)
        : folder(std::move(folder_)), clock(clock_), rng(rng_), blobs(folder / "blobs"),
          pool(database, options.busyTimeout) {}
    /// Of a folder that can only be read: lists, verify and backup work, nothing can be changed.
    ReplicaCore(std::filesystem::path folder_, std::unique_ptr<ReadCopy> copy_, const Clock& clock_,
                Rng& rng_, ReplicaOptions options)
        : folder(std::move(folder_)), clock(clock_), rng(rng_), blobs(folder / "blobs"),
          copy(std::move(copy_)), pool(copy->database(), options.busyTimeout) {}

    std::filesystem::path folder;
    const Clock& clock;
    Rng& rng;
    blob::FileBlobStore blobs;
    std::unique_ptr<ReadCopy> copy; ///< null in a folder that can be written to
    ConnectionPool pool;
    std::mutex writing; ///< threads of this process queue here; SQLite's own waiting is for other processes

    /// Runs `f(Connection&)` and turns what it throws into an Error.
    template <class F>
    auto use(F&& f) {
        return guarded([&] {
            std::unique_ptr<Connection> connection;
            try {
                connection = pool.take();
                if constexpr (std::is_void_v<std::invoke_result_t<F, Connection&>>) {
                    f(*connection);
                    pool.giveBack(std::move(connection));
                } else {
                    auto result = f(*connection);
                    pool.giveBack(std::move(connection));
                    return result;
                }
            } catch (const SQLite::Exception& e) {
                const Error error = toError(e, connection ? connection->systemError() : 0);
                log::error("database: " + error.message);
                throw Exception(error.with("folder", platform::toUtf8(folder)));
            } catch (const Exception&) {
                if (connection)
                    pool.giveBack(std::move(connection));
                throw;
            }
        });
    }

    /// Throws folderNotWritable when the folder can only be read.
    void requireWritable() const {
        if (copy)
            throw Exception(Error{ErrorCode::folderNotWritable,
                                  "the folder can only be read",
                                  {{"folder", platform::toUtf8(folder)}}});
    }

    /// Runs `f(Connection&)` as one write transaction. The one place for the order of locks: this process
    /// queues at `writing`, then SQLite lets other processes wait.
    template <class F>
    auto transact(F&& f) {
        const std::lock_guard lock(writing);
        return use([&](Connection& c) {
            requireWritable();
            WriteTransaction transaction(c);
            if constexpr (std::is_void_v<std::invoke_result_t<F, Connection&>>) {
                f(c);
                transaction.commit();
            } else {
                auto result = f(c);
                transaction.commit();
                return result;
            }
        });
    }

    /// Runs `f(Connection&, Rebase&)` as one write transaction and erases afterwards what an approved
    /// deletion left.
    template <class F>
    auto rebase(F&& f) {
        const std::lock_guard lock(writing);
        return use([&](Connection& c) {
            requireWritable();
            WriteTransaction transaction(c);
            Rebase rebase(c, clock, rng);
            const auto finish = [&] {
                transaction.commit();
                if (rebase.leavesBytesToErase())
                    eraseMarkedBlobs(c);
            };
            if constexpr (std::is_void_v<std::invoke_result_t<F, Connection&, Rebase&>>) {
                f(c, rebase);
                finish();
            } else {
                auto result = f(c, rebase);
                finish();
                return result;
            }
        });
    }

    Committed write(Connection&, std::span<const domain::Mutation>);
    /// Bytes that an approved deletion has left to erase; also those that a crash kept from being erased.
    void eraseMarkedBlobs(Connection&);
};

} // namespace esek::storage

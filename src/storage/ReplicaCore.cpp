#include "storage/ReplicaCore.h"

#include "storage/Committer.h"

namespace esek::storage {

Committed ReplicaCore::write(Connection& c, std::span<const domain::Mutation> mutations) {
    const auto attempt = [&](bool aside) {
        WriteTransaction transaction(c);
        Committer committer(c, blobs, clock, rng);
        if (aside)
            committer.setNumbersAside(mutations);
        committer.apply(mutations);
        transaction.commit();
        return std::pair(committer.takeResult(), committer.leavesBytesToErase());
    };
    const auto run = [&] {
        try {
            return attempt(false);
        } catch (const Exception& e) {
            const ErrorCode code = e.error().code;
            if (mutations.size() < 2 ||
                (code != ErrorCode::registerNumberTaken && code != ErrorCode::peselTaken))
                throw;
        }
        // Perhaps the pupils only exchange their numbers among themselves.
        return attempt(true);
    };
    auto [result, erasing] = run();
    if (erasing) {
        try {
            eraseMarkedBlobs(c);
        } catch (const std::exception& e) {
            // The decision is committed; the bytes go at the next sweep or open.
            log::error(std::string("erasing was put off: ") + e.what());
        }
    }
    return std::move(result);
}

void ReplicaCore::eraseMarkedBlobs(Connection& c) {
    // The write lock is held while files go, so that no photo file can take such bytes up again in between. A
    // crash leaves the row "erasing" and the next open ends the work.
    WriteTransaction transaction(c);
    std::vector<domain::BlobId> erasing;
    {
        Query q = c.prepared("SELECT id FROM blob WHERE state = 'erasing'");
        while (q.step())
            erasing.push_back(q.blobId(0));
    }
    for (const domain::BlobId& id : erasing) {
        if (const auto erased = blobs.erase(id); !erased) {
            log::error("a blob could not be erased: " + erased.error().message);
            continue;
        }
        c.prepared("DELETE FROM blob WHERE id = ?").bind(id).run();
    }
    transaction.commit();
}

} // namespace esek::storage

#pragma once
#include "blob/FileBlobStore.h"
#include "domain/Entities.h"
#include "storage/AuditLog.h"
#include "storage/Rows.h"

#include <span>

namespace esek::storage {

/// Mutations into rows, inside one write transaction: load, apply the domain's rules, write the row with all
/// that hangs on it (search, messages, bytes to erase), audit, outbox. Throws Exception with `index` in its
/// context.
class Committer {
  public:
    Committer(Connection&, const blob::FileBlobStore&, const Clock&, Rng&);

    void apply(std::span<const domain::Mutation>);
    /// As apply(), for pupils who exchange register numbers or PESELs among themselves.
    void setNumbersAside(std::span<const domain::Mutation>);

    Committed takeResult() { return std::move(m_result); }
    bool leavesBytesToErase() const { return m_erasing; }

  private:
    std::int64_t applyOne(const domain::Mutation&);
    /// Each kind of the registry has its own. Returns the record's version.
    template <class T>
    std::int64_t applyTo(const domain::Mutation&, const typename domain::EntityTraits<T>::Change&) = delete;
    /// Of the kinds with a table of bodies: the record after the change, written, with its audit entry.
    template <class T>
    T put(const domain::Mutation&, const std::optional<T>& current);
    void requireBlob(const domain::StudentId&, const domain::BlobId&);

    Connection& m_connection;
    const blob::FileBlobStore& m_blobs;
    const Clock& m_clock;
    Rng& m_rng;
    AuditLog m_audit;
    Committed m_result;
    bool m_erasing = false;
};

} // namespace esek::storage

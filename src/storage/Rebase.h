#pragma once
#include "storage/AuditLog.h"
#include "storage/ServerRows.h"

#include <map>
#include <set>
#include <string>

namespace esek::storage {

/// Puts records as the server has them into the tables, with the pending mutations over them. Inside one
/// write transaction; throws. What was done is one entry of the audit, so that verify can follow it.
class Rebase {
  public:
    Rebase(Connection&, const Clock&, Rng&);

    /// The server's record; written when finish() is called, and has to be there until then.
    void take(domain::Entity, const Uuid&, std::int64_t seq, const Json& record);
    /// The record is to be computed anew: what was pending on it has changed.
    void touch(domain::Entity, const Uuid&);
    /// Replaces the messages of this cause by those that the server sent.
    void takeMessages(const domain::MutationId& cause, const std::vector<domain::SystemMessage>&);

    void finish(std::string_view why);
    /// For the caller that has marked bytes for erasing itself.
    void noteBytesToErase() { m_erasing = true; }
    bool leavesBytesToErase() const { return m_erasing; }

  private:
    using Keys = std::set<Uuid>;
    const ServerRow* row(domain::Entity, const Uuid&);
    /// Writes these records of one kind. Each kind of the registry has its own.
    template <class T>
    void write(const Keys&) = delete;
    template <class T>
    void writeBodies(const Keys&);
    void writeStudent(const domain::Student&);
    /// Takes the numbers of this pupil away from whoever has them in the tables, and returns those.
    Keys freeNumbersFor(const domain::Student&);
    /// Pupils who gave up a number that the server gives to them. Its holder may have lost it since.
    Keys lackingNumbers();
    void dropTakenNumbers(domain::Student&);
    void writePhotoFile(const domain::StudentId&);
    /// Notes which bytes the pupil's photo file holds here and which are still to be fetched.
    void noteHeldBytes(const domain::StudentId&, const ServerRow*, const domain::PhotoFile&,
                       const std::vector<PendingMutation>&);
    std::vector<PendingMutation> pending(domain::Entity, const Uuid&);

    Connection& m_connection;
    const Clock& m_clock;
    Rng& m_rng;
    /// Records with mutations in the outbox; asked for once, as most writes need none of them.
    std::optional<std::set<std::pair<domain::Entity, Uuid>>> m_pending;
    bool m_erasing = false;
    std::map<domain::Entity, Keys> m_touched;
    std::map<domain::Entity, std::map<Uuid, std::optional<ServerRow>>>
        m_rows; ///< as far as they were asked for
    std::map<std::pair<domain::Entity, Uuid>, std::vector<std::string>>
        m_over; ///< ids that lie over a record
    std::vector<std::pair<domain::MutationId, std::vector<domain::SystemMessage>>> m_messages;
};

/// Photos of this pupil that stay here whatever the server holds: those of the file as it is shown, those
/// that have not left yet, and those that an open conflict shows.
std::vector<domain::BlobId> bytesOfOffice(Connection&, const domain::StudentId&,
                                          const domain::PhotoFile& shown,
                                          const std::vector<PendingMutation>&);

/// Of an entry that Rebase wrote: a record, the hash of the server's JSON (empty: the server has none), and
/// the pending mutations that were put over it.
struct RebasedRecord {
    domain::Entity entity{};
    Uuid id;
    std::string sha256;
    std::vector<domain::MutationId> over;
};
std::vector<RebasedRecord> rebasedRecords(std::string_view body);

} // namespace esek::storage

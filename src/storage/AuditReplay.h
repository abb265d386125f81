#pragma once
#include "domain/Apply.h"
#include "storage/Connection.h"
#include "storage/Rebase.h"

#include <functional>
#include <map>

namespace esek::storage {

/// The data as the audit tells them: every entry goes through the domain's rules again, from nothing or from
/// what the server sent last. What comes out must be what the tables hold.
class AuditReplay {
  public:
    using Report = std::function<void(std::string detail)>;

    /// Reads which records came from the server, and where.
    explicit AuditReplay(Connection&);

    /// Empty when the rules took the mutation, else why not. `before` is the entry's before_json. Entries
    /// that a later record of the server has replaced are passed over.
    std::string apply(std::int64_t seq, const domain::Mutation&, std::string_view before);
    /// An entry of Rebase: the records whose last word it is.
    std::string applySync(Connection&, std::int64_t seq, std::string_view body);
    /// Tells every difference between the tables and the replayed data.
    void compare(Connection&, const Report&) const;

  private:
    using Key = std::pair<std::string, Uuid>;
    static Key keyOf(const std::string& entity, const Uuid&);
    bool fromServer(const char* entity, const Uuid& id) const { return m_bases.contains(keyOf(entity, id)); }
    std::string takeBase(Connection&, const RebasedRecord&);
    void compareStudents(Connection&, const Report&) const;
    void comparePhotoFiles(Connection&, const Report&) const;
    void compareCards(Connection&, const Report&) const;
    void compareMessages(Connection&, const Report&) const;

    struct Base {
        std::int64_t seq = 0;
        bool withPending = false;
    };
    std::map<Key, Base> m_bases; ///< the last entry of Rebase on each record
    std::map<domain::StudentId, domain::Student> m_students;
    std::map<domain::StudentId, domain::PhotoFile> m_files;
    std::map<domain::CardId, domain::StudentCard> m_cards;
    std::map<domain::BatchId, domain::CardBatch> m_batches;
    std::map<domain::MutationId, std::vector<domain::SystemMessage>> m_messages;
    std::optional<domain::School> m_school;
};

} // namespace esek::storage

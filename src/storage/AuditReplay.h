#pragma once
#include "domain/Apply.h"
#include "storage/Connection.h"

#include <functional>
#include <map>

namespace esek::storage {

/// The data as the audit tells them: every entry goes through the domain's rules again, from nothing. What
/// comes out must be what the tables hold.
class AuditReplay {
  public:
    using Report = std::function<void(std::string detail)>;

    /// Empty when the rules took the mutation, else why not. `before` is the entry's before_json.
    std::string apply(const domain::Mutation&, std::string_view before);
    /// Tells every difference between the tables and the replayed data.
    void compare(Connection&, const Report&) const;

  private:
    void compareStudents(Connection&, const Report&) const;
    void comparePhotoFiles(Connection&, const Report&) const;
    void compareCards(Connection&, const Report&) const;
    void compareMessages(Connection&, const Report&) const;

    std::map<domain::StudentId, domain::Student> m_students;
    std::map<domain::StudentId, domain::PhotoFile> m_files;
    std::map<domain::CardId, domain::StudentCard> m_cards;
    std::map<domain::BatchId, domain::CardBatch> m_batches;
    std::map<domain::MutationId, std::vector<domain::SystemMessage>> m_messages;
    std::optional<domain::School> m_school;
};

} // namespace esek::storage

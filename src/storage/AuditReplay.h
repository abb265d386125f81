#pragma once
#include "domain/Apply.h"
#include "storage/Connection.h"
#include "storage/Rebase.h"

#include <functional>
#include <map>
#include <tuple>

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
    using Key = std::pair<domain::Entity, Uuid>;
    template <class T>
    using Records = std::map<typename domain::EntityTraits<T>::Id, T>;
    template <class... T>
    static std::tuple<Records<T>...> recordsOf(domain::TypeList<T...>);
    template <class T>
    Records<T>& records() {
        return std::get<Records<T>>(m_records);
    }
    template <class T>
    const Records<T>& records() const {
        return std::get<Records<T>>(m_records);
    }

    static Key keyOf(domain::Entity, const Uuid&);
    bool fromServer(domain::Entity kind, const Uuid& id) const { return m_bases.contains(keyOf(kind, id)); }
    /// The record becomes what the server sent with the pending mutations over it.
    std::string startFromServer(Connection&, const RebasedRecord&);
    template <class T>
    void start(const Uuid&, const ServerRow*, const std::vector<PendingMutation>& over);
    template <class T>
    std::string applyTo(const domain::Mutation&, std::string_view before);
    /// Each kind of the registry has its own.
    template <class T>
    void compareWith(Connection&, const Report&) const = delete;
    template <class T>
    void compareBodies(Connection&, const Report&) const;
    void compareMessages(Connection&, const Report&) const;

    struct Base {
        std::int64_t seq = 0;
        bool withPending = false;
    };
    std::map<Key, Base> m_bases; ///< the last entry of Rebase on each record
    decltype(recordsOf(domain::Entities{})) m_records;
    std::map<domain::StudentId, Timestamp> m_since; ///< when the photo file came to its present question
    std::map<domain::MutationId, std::vector<domain::SystemMessage>> m_messages;
};

} // namespace esek::storage

#pragma once
#include "base/Clock.h"
#include "server/central/Caller.h"
#include "server/store/Tx.h"
#include "sync/protocol/Wire.h"

#include <set>

namespace esek::server {

/// One push inside one transaction that holds the school's row. Throws Retry when a number was lent to one
/// mutation because a later one was to give it up, and did not: run it again with its `kept`.
class Push {
  public:
    struct Retry {
        std::set<std::size_t> kept; ///< items that do not give up their numbers
    };
    Push(Tx&, SchoolRow&, const Caller&, const Clock&, const std::vector<sync::PushItem>&,
         std::set<std::size_t> kept);

    sync::PushAnswer run();

    /// Files of uploads that an approved deletion broke off; they go after the commit.
    const std::vector<std::string>& brokenUploads() const { return m_brokenUploads; }
    bool erases() const { return m_erases; }

  private:
    struct Outcome {
        domain::Verdict verdict = domain::Verdict::rejected;
        std::optional<Error> error;
        bool changed = false; ///< a row was written; its number is the school's head
        bool final = true;    ///< the answer is kept for a repeated push
    };
    using Item = sync::PushItem;

    sync::PushVerdict one(std::size_t index);
    Outcome decide(std::size_t index, const domain::Mutation&, const Json& before);
    Outcome photo(const domain::Mutation&, const Json& before);
    Outcome student(std::size_t index, const domain::Mutation&, const domain::PutStudent&,
                    const Json& before);
    Outcome school(const domain::Mutation&, const Json& before);
    Outcome card(const domain::Mutation&, const Json& before);
    Outcome batch(const domain::Mutation&, const domain::PutBatch&);
    Outcome issue(const domain::Mutation&, const domain::IssueCard&);

    /// The other record that has this number now, unless a later item of this push gives it up.
    std::string keyHeldByOther(std::size_t index, const std::string& kind, const std::string& value,
                               const std::string& owner);
    void moveKey(const std::string& kind, const std::string& from, const std::string& to,
                 const std::string& owner);
    void checkPromises(std::size_t index);
    void write(Kind, const std::string& id, std::string body, const domain::Mutation&, const Json& before,
               const std::vector<domain::SystemMessage>& messages);
    void erase(const std::string& student);
    std::optional<RecordRow> record(Kind kind, const std::string& id) {
        return m_tx.record(m_school.id, kind, id);
    }

    struct Promise {
        std::size_t item;
        std::string kind, value;
    };

    Tx& m_tx;
    SchoolRow& m_school;
    const Caller& m_caller;
    const std::vector<Item>& m_items;
    std::set<std::size_t> m_kept;
    std::string m_now;
    std::vector<Promise> m_promises;
    std::vector<std::string> m_brokenUploads;
    bool m_erases = false;
};

/// What a change with this message is called for ever: derived from its cause, so that a mutation that is
/// sent again to a restored server gives the very same message.
domain::MessageId messageId(const domain::MutationId& cause, std::size_t index);

} // namespace esek::server

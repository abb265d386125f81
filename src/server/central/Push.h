#pragma once
#include "base/Clock.h"
#include "domain/Entities.h"
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
    /// By which the order of changes grew.
    std::int64_t bytesWritten() const { return m_bytesWritten; }

  private:
    struct Outcome {
        domain::Verdict verdict = domain::Verdict::rejected;
        std::optional<Error> error;
        bool changed = false; ///< a row was written; its number is the school's head
        bool final = true;    ///< the answer is kept for a repeated push
    };
    using Item = sync::PushItem;

    sync::PushVerdict one(std::size_t index);
    /// The answer, for the same mutation when it is sent again.
    void keep(const sync::PushVerdict&, const std::string& digest);
    Outcome decide(std::size_t index, const domain::Mutation&, const Json& before);
    template <class T>
    using Of = std::type_identity<T>;
    // One for each kind of the registry: what is unique in the school, and what is written.
    Outcome settle(Of<domain::PhotoFile>, std::size_t index, const domain::Mutation&, const Json& before);
    Outcome settle(Of<domain::Student>, std::size_t index, const domain::Mutation&, const Json& before);
    Outcome settle(Of<domain::Guardian>, std::size_t index, const domain::Mutation&, const Json& before);
    Outcome settle(Of<domain::School>, std::size_t index, const domain::Mutation&, const Json& before);
    Outcome settle(Of<domain::StudentCard>, std::size_t index, const domain::Mutation&, const Json& before);
    Outcome settle(Of<domain::CardBatch>, std::size_t index, const domain::Mutation&, const Json& before);
    Outcome settle(Of<domain::ValidityMarks>, std::size_t index, const domain::Mutation&, const Json& before);
    Outcome settle(Of<domain::DuplicateRequest>, std::size_t index, const domain::Mutation&,
                   const Json& before);
    Outcome settle(Of<domain::BlankDelivery>, std::size_t index, const domain::Mutation&, const Json& before);
    Outcome settle(Of<domain::Blank>, std::size_t index, const domain::Mutation&, const Json& before);
    /// A check beside the record that failed: the others' doing when the record could be so before.
    static Outcome hindered(const Error&, domain::Verdict);
    Outcome issue(const domain::Mutation&, const domain::IssueCard&);
    static Outcome rejected(ErrorCode, std::vector<std::pair<std::string, std::string>> context = {});
    /// Of a mutation that changes nothing: the same was decided already, or it was refused.
    template <class T>
    static Outcome unchanged(const domain::Reconciled<T>& r) {
        return {r.verdict, r.verdict == domain::Verdict::same ? std::nullopt : std::optional(r.why), false};
    }
    template <class T>
    std::optional<typename domain::EntityTraits<T>::Row> stored(const std::string& id) {
        const auto row = record(domain::EntityTraits<T>::kind, id);
        if (!row)
            return std::nullopt;
        return domain::EntityTraits<T>::rowFromJson(parseJson(row->body).value()).value();
    }
    template <class T>
    static std::optional<typename domain::EntityTraits<T>::Before> madeOn(const Json& before) {
        if (before.is_null())
            return std::nullopt;
        return domain::EntityTraits<T>::beforeFromJson(before).value();
    }
    template <class T>
    static domain::Reconciled<T> meeting(const std::optional<T>& now, const domain::Mutation& m,
                                         const std::optional<T>& before) {
        return reconcile(now ? &*now : nullptr, m, before ? &*before : nullptr);
    }

    /// The other record that has this number now, unless a later item of this push gives it up.
    std::string keyHeldByOther(std::size_t index, const std::string& kind, const std::string& value,
                               const std::string& owner);
    void moveKey(const std::string& kind, const std::string& from, const std::string& to,
                 const std::string& owner);
    void checkPromises(std::size_t index);
    void write(Kind, const std::string& id, std::string body, const domain::Mutation&, const Json& before,
               const std::vector<domain::SystemMessage>& messages);
    void erase(const std::string& student);
    /// Of the school, with those of this push. Read once: a push may bring many, and each is held to all.
    std::vector<domain::BlankDelivery>& deliveries();
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
    Date m_today;
    std::vector<Promise> m_promises;
    std::int64_t m_bytesWritten = 0;
    std::vector<std::string> m_brokenUploads;
    bool m_erases = false;
    std::optional<std::vector<domain::BlankDelivery>> m_deliveries;
    std::optional<std::int64_t> m_unchanged; ///< kept ones of this school, once they are counted
};

/// Of the content of a mutation: tells a repeated one from another one under the same id.
std::string digestOf(const domain::Mutation&);
/// An answer as it was kept. Throws when it cannot be read.
sync::PushVerdict answerFrom(const std::string& text);

/// What a change with this message is called for ever: derived from its cause, so that a mutation that is
/// sent again to a restored server gives the very same message.
domain::MessageId messageId(const domain::MutationId& cause, std::size_t index);

} // namespace esek::server

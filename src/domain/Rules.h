#pragma once
#include "base/Translate.h"
#include "domain/Reconcile.h"

#include <algorithm>
#include <type_traits>

/// What the rules of every kind of records share. Internal to domain: each kind offers apply(), reconcile()
/// and redo().
namespace esek::domain {

[[noreturn]] inline void refuse(ErrorCode code) {
    throw Exception(code, std::string(name(code)));
}

inline void requireOffice(const Mutation& m) {
    if ((m.by.role != Role::clerk && m.by.role != Role::administrator) || m.by.onBehalfOf)
        refuse(ErrorCode::roleNotAllowed);
}

inline void checkVersion(const Mutation& m, std::int64_t actual) {
    if (m.expected && *m.expected != actual)
        throw Exception(
            Error{ErrorCode::versionChanged,
                  "version",
                  {{"expected", std::to_string(*m.expected)}, {"actual", std::to_string(actual)}}});
}

/// A record without a day could be written and never be read again. `field` is marked with ESEK_N_.
inline void requireDay(const Date& day, const char* field) {
    if (!day.ok())
        throw Exception(Error{ErrorCode::valueInvalid,
                              "no such day",
                              {{"field", tr(field)}, {"reason", tr("there is no such day")}}});
}

/// What a mutation carries is the record that it names.
inline void requireSameRecord(const Mutation& m, const Uuid& carried) {
    if (carried != m.entityId)
        throw Exception(ErrorCode::internal, "the mutation names one record and carries another");
}

/// The record that the office wants, one version after `current`; null for a new one.
template <class T>
Result<T> put(const T* current, const T& next, const Mutation& m) {
    return guarded([&] {
        requireOffice(m);
        const std::int64_t version = current ? current->version : 0;
        checkVersion(m, version);
        T stored = next;
        stored.version = version + 1;
        return stored;
    });
}

template <class T>
Reconciled<T> conflict(ErrorCode code) {
    return {Verdict::conflict, std::nullopt, Error{code, std::string(name(code)), {}}};
}
template <class T>
Reconciled<T> same() {
    return {Verdict::same, std::nullopt, {}};
}
template <class T>
Reconciled<T> outcomeOf(Result<T> result) {
    if (!result)
        return {Verdict::rejected, std::nullopt, result.error()};
    return {Verdict::applied, std::move(result).value(), {}};
}

template <class T>
struct Merged {
    T record;
    bool clean = true; ///< no field was changed by both sides to different things
};

/// Fields that only one side changed are taken from that side.
template <class T>
Merged<T> merge(const T& now, const T& mine, const T& before) {
    Merged<T> merged{now, true};
    bool sameIdentity = true; // what this side did with the identity, and what the others did with it
    bool theirsAsBefore = true;
    bool theirsAsMine = true;
    visitFields<T>([&](const auto& field) {
        const auto member = field.member;
        if (field.merge != Merge::identity)
            return;
        sameIdentity = sameIdentity && mine.*member == before.*member;
        theirsAsBefore = theirsAsBefore && now.*member == before.*member;
        theirsAsMine = theirsAsMine && now.*member == mine.*member;
    });
    merged.clean = sameIdentity || theirsAsBefore || theirsAsMine;
    visitFields<T>([&](const auto& field) {
        const auto member = field.member;
        const bool changed = mine.*member != before.*member;
        switch (field.merge) {
        case Merge::identity:
            if (!sameIdentity)
                merged.record.*member = mine.*member;
            break;
        case Merge::alone:
            if (changed)
                merged.record.*member = mine.*member;
            merged.clean =
                merged.clean && (!changed || now.*member == before.*member || now.*member == mine.*member);
            break;
        case Merge::highest:
            if constexpr (std::is_arithmetic_v<std::decay_t<decltype(now.*member)>>)
                merged.record.*member = std::max(now.*member, mine.*member);
            break;
        case Merge::never:
            break;
        }
    });
    return merged;
}

/// For reconcile(), which looks at contents and never at versions.
inline Mutation unversioned(const Mutation& m) {
    Mutation copy = m;
    copy.expected.reset();
    return copy;
}

} // namespace esek::domain

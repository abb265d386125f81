#pragma once
#include "domain/Reconcile.h"

/// What the rules of every kind of records share. Internal to domain: each kind offers apply(), reconcile()
/// and redo().
namespace esek::domain {

[[noreturn]] inline void refuse(ErrorCode code) {
    throw Exception(code, std::string(name(code)));
}

inline void requireOffice(const Mutation& m) {
    if (m.by.role != Role::clerk && m.by.role != Role::administrator)
        refuse(ErrorCode::roleNotAllowed);
}

inline void checkVersion(const Mutation& m, std::int64_t actual) {
    if (m.expected && *m.expected != actual)
        throw Exception(
            Error{ErrorCode::versionChanged,
                  "version",
                  {{"expected", std::to_string(*m.expected)}, {"actual", std::to_string(actual)}}});
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

/// For reconcile(), which looks at contents and never at versions.
inline Mutation unversioned(const Mutation& m) {
    Mutation copy = m;
    copy.expected.reset();
    return copy;
}

} // namespace esek::domain

#pragma once
#include "base/MoFile.h"

namespace esek {

/// While it lives, tr() and trn() on this thread take their texts from this catalogue and not from the
/// process's language: a server answers each person in theirs. An empty catalogue: English. Scopes nest; the
/// catalogue must outlive the scope.
class LanguageScope {
  public:
    explicit LanguageScope(const MoFile& catalogue);
    ~LanguageScope();
    LanguageScope(const LanguageScope&) = delete;
    LanguageScope& operator=(const LanguageScope&) = delete;

  private:
    const MoFile* m_outer;
};

} // namespace esek

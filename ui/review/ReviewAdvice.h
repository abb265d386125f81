#pragma once
#include "app/PhotoAdvice.h"
#include "ui/UiContext.h"
#include "ui/controls/PhotoMarks.h"
#include "ui/model/EyeAlignment.h"

#include <map>
#include <memory>
#include <set>

namespace esek::ui {

/// What the photo checks said, kept for the photos that were looked at. Interface thread only.
class ReviewAdvice {
  public:
    using Key = app::PhotoOfStudent;
    ReviewAdvice(UiContext& context, std::function<void(const Key&)> arrived)
        : m_context(context), m_arrived(std::move(arrived)) {}
    /// Null: not checked yet, or it cannot be.
    const app::PhotoAdvice* find(const domain::StudentId&, const domain::BlobId&) const;
    void ask(const domain::StudentId&, const domain::BlobId&);
    /// The rules or a pupil's exceptions may have changed.
    void forget();

  private:
    UiContext& m_context;
    std::function<void(const Key&)> m_arrived;
    std::map<Key, std::unique_ptr<app::PhotoAdvice>> m_known;
    std::set<Key> m_asked;
    app::TaskRunner::Scope m_scope; ///< renewed by forget()
};

/// For the picture turned by quarter turns; nothing without a face.
std::optional<model::EyePair> eyesOf(const app::PhotoAdvice&, int quarterTurns);
/// Over a picture that was turned by quarter turns.
std::vector<PhotoMark> marksOf(const app::PhotoAdvice&, int quarterTurns);

} // namespace esek::ui

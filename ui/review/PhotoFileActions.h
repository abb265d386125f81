#pragma once
#include "ui/UiContext.h"
#include "ui/model/QueueModel.h"

namespace esek::ui {

/// What a clerk does with a pupil's photo file beside deciding about it. Asks for files where one is needed,
/// works on the task runner, and tells on the interface thread what came of it; nothing is told when the
/// clerk gave no file.
class PhotoFileActions {
  public:
    using ThenFile = std::function<void(Result<domain::PhotoFile>)>;

    PhotoFileActions(wxWindow& parent, UiContext& context) : m_parent(parent), m_context(context) {}

    /// The clerk's own photo, accepted at once; asks which.
    void add(const domain::StudentId&, ThenFile);
    /// The same with a file that is known already.
    void add(const domain::StudentId&, const std::string& file, ThenFile);
    void setCrop(const domain::PhotoFile&, const domain::PhotoId&, const domain::CropParams&, ThenFile);
    /// While a change is asked for, cards may be printed with the present photo.
    void allowPrinting(const domain::PhotoFile&, bool allow, ThenFile);
    /// What the family says of the covered head becomes an exception of the pupil.
    void confirmHeadwear(const domain::StudentId&, std::function<void(Result<void>)> then);
    /// The bytes as they came; `then` gets the name of the file.
    void saveOriginal(const domain::Photo&, std::function<void(Result<std::string>)> then);

  private:
    wxWindow& m_parent;
    UiContext& m_context;
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui

#pragma once
#include "ui/UiContext.h"
#include "ui/UnsavedChanges.h"
#include "ui/model/SyncConflicts.h"
#include "ui/model/SyncWords.h"

#include <wx/panel.h>

class wxScrolledWindow;
class wxSimplebook;
class wxSplitterWindow;
class wxStaticText;

namespace esek::ui {

class ConflictPane;
class JoinForm;
class NoticeBar;
class SyncHeader;
class VirtualList;
class WrappedText;

/// "Synchronizacja": what waits, when the server was reached, what a person must look at. Before the office
/// has joined: how to.
class SyncPanel : public wxPanel {
  public:
    SyncPanel(wxWindow* parent, UiContext&);
    void refresh(); ///< the list is read anew and keeps its place
    void SetFocus() override;

    // For tests.
    const model::SyncConflicts& conflicts() const { return m_model; }
    const ConflictPane& pane() const { return *m_pane; }

  private:
    enum Page { unjoined, joined };
    wxWindow* buildUnjoined(wxWindow* parent);
    wxWindow* buildJoined(wxWindow* parent);
    void splitFor(int width);
    int listWidth() const;
    void statusChanged();
    void showRows(Result<std::vector<app::ConflictText>>);
    void showSelection();
    void answer(storage::Resolution);
    void cure(model::SyncCure);
    void offerRejoin(bool);
    void join(const app::SyncService::JoinRequest&);
    void leave();

    UiContext& m_ctx;
    model::SyncConflicts m_model;
    std::int64_t m_shownConflicts = -1; ///< of the status, when the list was read last
    bool m_rejoining = false;
    NoticeBar* m_notice;
    wxSimplebook* m_book;
    JoinForm* m_join = nullptr;
    UnsavedChanges::Known m_known;
    int m_joinRoom = 0; ///< that its words are broken to
    wxScrolledWindow* m_joinPage = nullptr;
    wxStaticText* m_joinHeading = nullptr;
    WrappedText* m_joinWords = nullptr;
    SyncHeader* m_header = nullptr;
    wxStaticText* m_server = nullptr;
    wxSplitterWindow* m_splitter = nullptr;
    VirtualList* m_list = nullptr;
    ConflictPane* m_pane = nullptr;
    wxPanel* m_empty = nullptr;
    app::TaskRunner::Scope m_scope;     ///< the list
    app::TaskRunner::Scope m_work;      ///< answers, joining: their results always come
    app::TaskRunner::Scope m_listening; ///< to the centre
};

} // namespace esek::ui

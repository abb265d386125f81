#include "ui/import/AssignPane.h"

#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/VirtualList.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

using model::PhotosImport;

AssignPane::AssignPane(wxWindow* parent, PhotosImport& model) : wxPanel(parent), m_model(model) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* title = new wxStaticText(this, wxID_ANY, T(tr("Assign the chosen file to a pupil")),
                                   wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    makeHeading(title, 1.0);
    column->Add(title, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(4)));
    m_find = new wxTextCtrl(this, id::importFind);
    m_find->SetHint(T(tr("Search: surname, name, class")));
    setAccessibleName(*m_find, T(tr("Search a pupil")));
    m_find->SetMinSize(wxSize(FromDIP(120), GetCharHeight() * 17 / 10));
    column->Add(m_find, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(8)));
    m_candidates =
        new VirtualList(this, id::importCandidates, tr("Pupils"), {{tr("Pupil"), 330}}, wxLC_SINGLE_SEL);
    m_candidates->setSource([this](long r, long) {
        const auto i = static_cast<std::size_t>(r);
        return i < m_offered.size() ? m_offered[i].label() : std::string();
    });
    column->Add(m_candidates, wxSizerFlags(1).Expand().Border(wxBOTTOM, FromDIP(8)));
    auto* buttons = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto button = [&](int id, const std::string& label, std::function<void()> press) {
        auto* b = new wxButton(this, id, wx(label));
        setAccessibleName(*b, wx(label));
        b->Bind(wxEVT_BUTTON, [press = std::move(press)](wxCommandEvent&) { press(); });
        buttons->Add(b, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
        return b;
    };
    const auto say = [this](void (PhotosImport::*what)(std::size_t)) {
        return [this, what] {
            if (!m_row)
                return;
            (m_model.*what)(*m_row);
            if (onChanged)
                onChanged(what == &PhotosImport::takeBack);
        };
    };
    m_assign = button(id::importAssign, tr("Assign"), [this] { assign(); });
    m_useThis = button(id::importUseThis, tr("Use this file"), say(&PhotosImport::useThis));
    m_leaveOut = button(id::importLeaveOut, tr("Leave out"), say(&PhotosImport::leaveOut));
    m_takeBack = button(id::importTakeBack, tr("Take back"), say(&PhotosImport::takeBack));
    column->Add(buttons, wxSizerFlags().Expand());
    SetSizer(column);

    m_find->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { fillCandidates(); });
    m_find->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_RETURN || e.GetKeyCode() == WXK_NUMPAD_ENTER)
            assign();
        else if (e.GetKeyCode() == WXK_DOWN && !m_offered.empty())
            m_candidates->choose(0, true);
        else
            e.Skip();
    });
    const auto changed = [this](wxListEvent&) {
        enableButtons(m_working);
        if (onPupil)
            onPupil(chosen());
    };
    m_candidates->Bind(wxEVT_LIST_ITEM_SELECTED, changed);
    m_candidates->Bind(wxEVT_LIST_ITEM_DESELECTED, changed);
    m_candidates->Bind(wxEVT_LIST_ITEM_ACTIVATED, [this](wxListEvent&) { assign(); });
    showRow(std::nullopt);
}

void AssignPane::showRow(std::optional<std::size_t> row) {
    m_row = row;
    m_find->ChangeValue({});
    fillCandidates();
}

void AssignPane::focusSearch() {
    m_find->SetFocus();
}

void AssignPane::fillCandidates() {
    m_offered =
        m_row ? m_model.candidates(*m_row, utf8(m_find->GetValue())) : std::vector<PhotosImport::Pupil>();
    m_candidates->choose(-1);
    m_candidates->setCount(static_cast<long>(m_offered.size()));
    enableButtons(m_working);
    if (onPupil)
        onPupil(nullptr);
}

const PhotosImport::Pupil* AssignPane::chosen() const {
    const long i = m_candidates->current();
    return i >= 0 && static_cast<std::size_t>(i) < m_offered.size() ? &m_offered[static_cast<std::size_t>(i)]
                                                                    : nullptr;
}

void AssignPane::enableButtons(bool working) {
    m_working = working;
    const bool can = m_row && !working;
    m_find->Enable(can);
    m_assign->Enable(can && m_model.canAssign(*m_row) && chosen());
    m_useThis->Enable(can && m_model.state(*m_row) == PhotosImport::State::twoFiles);
    m_leaveOut->Enable(can && m_model.canLeaveOut(*m_row));
    m_takeBack->Enable(can && m_model.canTakeBack(*m_row));
}

void AssignPane::assign() {
    if (!m_row || m_working || !m_model.canAssign(*m_row))
        return;
    const PhotosImport::Pupil* pupil = chosen();
    if (!pupil) {
        if (onAdvice)
            onAdvice(tr("Choose the pupil in the list first: with the arrow down or with a click."));
        return;
    }
    m_model.assign(*m_row, pupil->id);
    if (onChanged)
        onChanged(false);
}

} // namespace esek::ui

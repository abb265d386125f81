#include "ui/review/ReviewFilters.h"

#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/review/ReviewIds.h"

#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>
#include <wx/tglbtn.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

namespace {

constexpr int kTypingMs = 200;

bool within(const wxWindow* focus, const wxWindow* window) {
    for (; focus; focus = focus->GetParent())
        if (focus == window)
            return true;
    return false;
}

} // namespace

ReviewFilters::ReviewFilters(wxWindow* parent) : wxPanel(parent) {
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    m_text = new wxSearchCtrl(this, id::reviewText, {}, wxDefaultPosition, FromDIP(wxSize(220, -1)));
    m_text->SetDescriptiveText(T(tr("Name, class, register number, PESEL")));
    setAccessibleName(*m_text, T(tr("Search: name, class, register number, PESEL")));
    m_text->ShowCancelButton(true);
    m_class = new wxChoice(this, id::reviewClass);
    setAccessibleName(*m_class, T(tr("Class")));
    m_class->Append(T(tr("All classes")));
    m_class->SetSelection(0);
    m_findings = new wxChoice(this, id::reviewFindings);
    setAccessibleName(*m_findings, T(tr("Findings of the photo checks")));
    for (const std::string& words : {tr("All findings"), tr("With serious findings"), tr("With any finding"),
                                     tr("Without findings"), tr("Not checked yet")}) // as Findings
        m_findings->Append(wx(words));
    m_findings->SetSelection(0);
    m_grid = new wxToggleButton(this, id::reviewGrid, T(tr("Thumbnails")));
    setAccessibleName(*m_grid, T(tr("Show as thumbnails")));
    m_summary = new wxStaticText(this, wxID_ANY, {});
    setAccessibleName(*m_summary, T(tr("Number of photos")));
    const auto flags = wxSizerFlags().Center().Border(wxRIGHT | wxBOTTOM, FromDIP(6));
    for (wxWindow* w :
         {static_cast<wxWindow*>(m_text), static_cast<wxWindow*>(m_class), static_cast<wxWindow*>(m_findings),
          static_cast<wxWindow*>(m_grid), static_cast<wxWindow*>(m_summary)})
        row->Add(w, flags);
    SetSizer(row);
    m_typing.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { onChanged(); });
    m_text->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { m_typing.StartOnce(kTypingMs); });
    m_text->Bind(wxEVT_SEARCH_CANCEL, [this](wxCommandEvent&) {
        clearSearch();
        onLeave();
    });
    for (wxChoice* choice : {m_class, m_findings})
        choice->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { onChanged(); });
    m_grid->Bind(wxEVT_TOGGLEBUTTON, [this](wxCommandEvent&) {
        onGrid(m_grid->GetValue());
        onLeave();
    });
}

ReviewFilters::Query ReviewFilters::query() const {
    Query q;
    q.text = utf8(m_text->GetValue());
    if (m_class->GetSelection() > 0)
        q.classUnit = utf8(m_class->GetStringSelection());
    q.findings = static_cast<Findings>(std::max(0, m_findings->GetSelection()));
    return q;
}

void ReviewFilters::setClasses(const std::vector<storage::ClassRow>& classes) {
    wxArrayString names;
    names.Add(T(tr("All classes")));
    for (const auto& c : classes)
        names.Add(wx(c.classUnit));
    if (names == m_class->GetStrings())
        return;
    const wxString chosen = m_class->GetStringSelection();
    m_class->Set(names);
    if (!m_class->SetStringSelection(chosen))
        m_class->SetSelection(0);
    Layout();
}

void ReviewFilters::setSummary(const std::string& text) {
    if (utf8(m_summary->GetLabelText()) == text)
        return;
    m_summary->SetLabelText(wx(text));
    Layout();
}

void ReviewFilters::setGrid(bool on) {
    m_grid->SetValue(on);
}

bool ReviewFilters::inSearch(const wxWindow* focus) const {
    return within(focus, m_text);
}

bool ReviewFilters::inChoice(const wxWindow* focus) const {
    return within(focus, m_class) || within(focus, m_findings);
}

void ReviewFilters::focusSearch() {
    m_text->SetFocus();
    m_text->SelectAll();
}

bool ReviewFilters::clearSearch() {
    if (m_text->IsEmpty())
        return false;
    m_text->ChangeValue({});
    onChanged();
    return true;
}

std::vector<model::Row> withFindings(app::Office& office, std::vector<model::Row> rows,
                                     ReviewFilters::Findings wanted) {
    using Severity = app::PhotoAdvice::Severity;
    using Findings = ReviewFilters::Findings;
    if (wanted == Findings::any)
        return rows;
    std::erase_if(rows, [](const model::Row& r) { return !r.thumb; });
    std::vector<app::PhotoOfStudent> photos;
    for (const model::Row& r : rows)
        photos.push_back({r.student, *r.thumb});
    const auto badges = app::knownBadges(office, photos);
    std::vector<model::Row> kept;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::optional<app::PhotoBadge>& badge = badges[i];
        const bool serious = badge && badge->worst == Severity::error;
        const bool some = serious || (badge && badge->worst == Severity::advice);
        if (wanted == Findings::serious ? serious
            : wanted == Findings::some  ? some
            : wanted == Findings::none  ? badge && !some
                                        : !badge)
            kept.push_back(std::move(rows[i]));
    }
    return kept;
}

} // namespace esek::ui

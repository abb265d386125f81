#include "ui/settings/RetentionFields.h"

#include "base/Describe.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/help/HelpPage.h"
#include "ui/settings/SettingsIds.h"

#include <charconv>
#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {

/// An empty field means no rule; -1 for what is no number.
int daysIn(const wxTextCtrl& field) {
    const std::string text = squeeze(utf8(field.GetValue()));
    if (text.empty())
        return 0;
    int days = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, days);
    return read.ec == std::errc() && read.ptr == end ? days : -1;
}

wxString shown(int days) {
    return days == 0 ? wxString() : wx(std::to_string(days));
}

} // namespace

RetentionFields::RetentionFields(wxWindow* parent) : m_sizer(new wxBoxSizer(wxVERTICAL)) {
    Form form(parent);
    m_rejected = form.text(id::settingsRejectedDays, tr("Rejected photos, days"));
    m_leavers = form.text(id::settingsLeaverDays, tr("Photos of pupils who left, days"));
    form.note(
        tr("An empty field means that these photos stay. Nothing is erased before somebody has seen the "
           "list."));
    for (const auto& field : {m_rejected, m_leavers})
        setHelpPage(*field.text, "ustawienia.html#przechowywanie");
    m_sizer->Add(form.sizer(), wxSizerFlags().Expand());
    auto* button = new wxButton(parent, id::settingsRetention, T(tr("Show the photos to be erased…")));
    setAccessibleName(*button, button->GetLabelText());
    setHelpPage(*button, "ustawienia.html#przechowywanie");
    button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (onPreview)
            onPreview();
    });
    m_sizer->Add(button, wxSizerFlags().Border(wxTOP, parent->FromDIP(6)));
}

void RetentionFields::fill(const domain::School& school) {
    m_base = school;
    const domain::RetentionRules rules = domain::retentionOf(school);
    m_rejected.text->ChangeValue(shown(rules.rejectedPhotos));
    m_leavers.text->ChangeValue(shown(rules.photosOfLeavers));
    for (const auto& field : {m_rejected, m_leavers})
        setHint(field.hint, {}, false);
}

bool RetentionFields::apply(domain::School& school) {
    bool right = true;
    for (const auto& field : {m_leavers, m_rejected}) {
        domain::School tried;
        const auto done = domain::setRetention(tried, {daysIn(*field.text), 0});
        setHint(field.hint, done ? std::string() : describe(done.error()), true);
        if (!done)
            field.text->SetFocus();
        right = right && done.ok();
    }
    return right && domain::setRetention(school, {daysIn(*m_rejected.text), daysIn(*m_leavers.text)}).ok();
}

bool RetentionFields::changed() const {
    return domain::retentionOf(m_base) !=
           domain::RetentionRules{daysIn(*m_rejected.text), daysIn(*m_leavers.text)};
}

} // namespace esek::ui

#include "ui/settings/RetentionDialog.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/LocalTime.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/VirtualList.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/HelpPage.h"
#include "ui/settings/SettingsIds.h"
#include "ui/sync/SyncCenter.h"

#include <wx/button.h>
#include <wx/sizer.h>

namespace esek::ui {

using app::RetentionService;

namespace {
constexpr int kWidthInLetters = 110;
constexpr int kHeightInLines = 14;
} // namespace

RetentionDialog::RetentionDialog(wxWindow* parent, UiContext& ctx)
    : wxDialog(parent, wxID_ANY, T(tr("Photos to be erased")), wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      m_ctx(ctx) {
    setHelpPage(*this, "ustawienia.html#przechowywanie");
    build();
    SetEscapeId(wxID_CLOSE);
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { Destroy(); });
    read();
}

void RetentionDialog::build() {
    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(10));
    m_words = new WrappedText(this);
    m_words->fit(GetCharWidth() * kWidthInLetters);
    column->Add(m_words, line);
    m_list = new VirtualList(this, id::retentionList, tr("Photos to be erased"),
                             {{tr("Pupil"), 250}, {tr("Why"), 460}, {tr("Since"), 100}});
    m_list->SetMinSize(wxSize(GetCharWidth() * kWidthInLetters, GetCharHeight() * kHeightInLines));
    m_list->fillWidth();
    m_list->setSource([this](long row, long column_) {
        const RetentionService::Item& item = m_items[static_cast<std::size_t>(row)];
        return column_ == 0   ? item.label
               : column_ == 1 ? app::ruleText(item)
                              : toPolish(platform::toLocal(item.since).date);
    });
    column->Add(m_list, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(10)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_erase = new wxButton(this, id::retentionErase, T(tr("Erase these photos…")));
    setAccessibleName(*m_erase, m_erase->GetLabelText());
    m_erase->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { erase(); });
    m_erase->Disable();
    row->Add(m_erase, wxSizerFlags().Border(wxRIGHT, FromDIP(6)));
    auto* close = new wxButton(this, wxID_CLOSE, T(tr("Close")));
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Close(); });
    row->Add(close);
    column->Add(row, wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    SetSizerAndFit(column);
    CentreOnParent();
}

void RetentionDialog::read() {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return RetentionService(office).preview(); },
        [this](Result<std::vector<RetentionService::Item>> items) {
            if (items)
                fill(std::move(*items));
            else
                say(describe(items.error()));
        });
}

void RetentionDialog::fill(std::vector<RetentionService::Item> items) {
    m_items = std::move(items);
    m_list->setCount(static_cast<long>(m_items.size()));
    m_erase->Enable(!m_items.empty() && m_ctx.sync.mayChange());
    say(m_items.empty()
            ? tr("There is no photo whose time of keeping is over. Rules that were typed count once they are "
                 "saved.")
            : format(
                  runtime(tr("Photos whose time of keeping is over: {}. A photo about which a family still "
                             "waits for an answer is not among them.")),
                  m_items.size()));
    if (m_items.empty())
        FindWindow(wxID_CLOSE)->SetFocus();
    else
        m_list->SetFocus();
}

void RetentionDialog::say(const std::string& words) {
    m_words->set(words);
    Layout();
}

void RetentionDialog::erase() {
    const std::string question = format(
        runtime(
            tr("Photos: {}. They will be erased on this computer, on the server and in other offices. This "
               "cannot be undone; the history keeps who erased them and why.")),
        m_items.size());
    if (!m_ctx.dialogs.confirm(this, tr("Erase the photos?"), question, tr("Erase the photos")))
        return;
    m_erase->Disable();
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office, items = m_items] { return RetentionService(office).erase(items); },
        [this](const Result<RetentionService::Erased>& erased) {
            if (!erased) {
                say(describe(erased.error()));
                m_erase->Enable();
                return;
            }
            if (onErased)
                onErased(*erased);
            Close();
        });
}

} // namespace esek::ui

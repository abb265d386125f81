#include "ui/settings/TestCardDialog.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Number.h"
#include "base/Translate.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/NumberField.h"
#include "ui/controls/WrappedText.h"
#include "ui/help/HelpPage.h"
#include "ui/settings/SettingsIds.h"

#include <wx/button.h>
#include <wx/sizer.h>

namespace esek::ui {

namespace {
constexpr int kWidthInLetters = 64;
constexpr double kMostMm = 100; ///< beyond the width of a card
} // namespace

TestCardDialog::TestCardDialog(wxWindow* parent, const app::PrintOffset& present)
    : wxDialog(parent, wxID_ANY, T(tr("Crosses of the test card")), wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      m_present(present) {
    setHelpPage(*this, "druk.html#probny");
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_words = new WrappedText(this);
    m_words->fit(GetCharWidth() * kWidthInLetters);
    m_words->set(
        format(runtime(tr("Measure on the printed test card how far the middle of each cross lies from the "
                          "left and from the upper edge of the card. Cross A should lie {} mm from the left "
                          "and {} mm from above, cross B {} mm and {} mm.")),
               numberText(app::kFirstMark.right), numberText(app::kFirstMark.down),
               numberText(app::kSecondMark.right), numberText(app::kSecondMark.down)));
    column->Add(m_words, wxSizerFlags().Expand().Border(wxALL, FromDIP(10)));
    Form form(this);
    const auto field = [&](int id, const std::string& label, double expected) {
        auto* number = new NumberField(this, id, label, {0, kMostMm, 0.1}, expected);
        form.control(number, label);
        return number;
    };
    m_firstX = field(id::measureFirstX, tr("Cross A from the left, mm"), app::kFirstMark.right);
    m_firstY = field(id::measureFirstY, tr("Cross A from above, mm"), app::kFirstMark.down);
    m_secondX = field(id::measureSecondX, tr("Cross B from the left, mm"), app::kSecondMark.right);
    m_secondY = field(id::measureSecondY, tr("Cross B from above, mm"), app::kSecondMark.down);
    column->Add(form.sizer(), wxSizerFlags().Border(wxLEFT | wxRIGHT, FromDIP(10)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* save = new wxButton(this, id::measureSave, T(tr("Save the correction")));
    setAccessibleName(*save, save->GetLabelText());
    save->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { compute(); });
    row->Add(save, wxSizerFlags().Border(wxRIGHT, FromDIP(6)));
    auto* close = new wxButton(this, wxID_CLOSE, T(tr("Close")));
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Close(); });
    row->Add(close);
    column->Add(row, wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    SetSizerAndFit(column);
    SetEscapeId(wxID_CLOSE);
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { Destroy(); });
    CentreOnParent();
    m_firstX->SetFocus();
}

void TestCardDialog::compute() {
    const auto say = [this](const std::string& words) {
        m_words->set(words);
        Layout();
        Fit();
    };
    for (NumberField* field : {m_firstX, m_firstY, m_secondX, m_secondY})
        if (!field->value()) {
            say(field->complaint());
            field->SetFocus();
            return;
        }
    const auto offset = app::correctionFrom(m_present, {*m_firstX->value(), *m_firstY->value()},
                                            {*m_secondX->value(), *m_secondY->value()});
    if (!offset)
        return say(describe(offset.error()));
    if (onMeasured)
        onMeasured(*offset);
    Close();
}

} // namespace esek::ui

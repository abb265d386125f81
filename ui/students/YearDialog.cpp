#include "ui/students/YearDialog.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/WrappedText.h"
#include "ui/help/DialogHelp.h"
#include "ui/help/HelpPage.h"
#include "ui/model/YearWords.h"
#include "ui/students/StudentIds.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/display.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

using app::YearChange;
using Kind = domain::ClassStep::Kind;

namespace {

constexpr int kWidthInLetters = 62;
constexpr int kColumns = 3; ///< class, what becomes of its pupils, their class then
constexpr int kSteps[] = {int(Kind::up), int(Kind::leave), int(Kind::stay)};

} // namespace

YearDialog::YearDialog(wxWindow* parent, UiContext& ctx)
    : wxDialog(parent, wxID_ANY, T(tr("New school year")), wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      m_ctx(ctx) {
    setHelpPage(*this, "uczniowie.html#rok");
    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(10));
    m_words = new WrappedText(this);
    m_words->fit(GetCharWidth() * kWidthInLetters);
    column->Add(m_words, line);
    Form form(this);
    m_year = form.text(id::yearText, tr("School year")).text;
    column->Add(form.sizer(), wxSizerFlags().Border(wxLEFT | wxRIGHT, FromDIP(10)));
    m_classes = new wxScrolledWindow(this);
    m_classes->SetScrollRate(0, FromDIP(16));
    setAccessibleName(*m_classes, T(tr("Classes")));
    auto* grid = new wxFlexGridSizer(kColumns, FromDIP(4), FromDIP(10));
    grid->AddGrowableCol(1);
    m_classes->SetSizer(grid);
    column->Add(m_classes, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(10)));
    m_sum = new WrappedText(this);
    m_sum->fit(GetCharWidth() * kWidthInLetters);
    column->Add(m_sum, line);
    column->Add(buildButtons(), wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    SetSizer(column);
    SetEscapeId(wxID_CLOSE);
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& e) {
        if (!e.CanVeto() || !m_working) // what is being made tells the list of pupils when it has ended
            Destroy();
        else
            e.Veto();
    });
    bindHelpKey(*this);
    read();
}

wxSizer* YearDialog::buildButtons() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](int id, const std::string& label, auto act) {
        auto* b = new wxButton(this, id, wx(label));
        b->Bind(wxEVT_BUTTON, [act](wxCommandEvent&) { act(); });
        row->Add(b, wxSizerFlags().Border(wxLEFT, FromDIP(6)));
        return b;
    };
    button(id::yearAges, tr("Age of the photos…"), [this] {
        if (onAges)
            onAges();
    });
    m_undo = button(id::yearUndo, tr("Take the last change back"), [this] { takeBack(); });
    m_make = button(id::yearMake, tr("Move the pupils"), [this] { make(); });
    button(wxID_CLOSE, tr("Close"), [this] { Close(); });
    m_undo->Hide();
    m_make->Disable();
    return row;
}

void YearDialog::read() {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return YearChange(office).preview(); },
        [this](Result<YearChange::Preview> preview) {
            if (preview)
                fill(*preview);
            else
                say(describe(preview.error()));
        });
}

void YearDialog::fill(const YearChange::Preview& preview) {
    m_reached = preview.reached;
    m_year->ChangeValue(wx(preview.year));
    for (const YearChange::Line& line : preview.lines)
        addRow(line);
    m_undo->Show(!m_reached.empty());
    const int most = wxDisplay(this).GetClientArea().height / 2;
    m_classes->FitInside();
    m_classes->SetMinSize(wxSize(GetCharWidth() * kWidthInLetters,
                                 std::min(most, m_classes->GetSizer()->GetMinSize().y + FromDIP(4))));
    say(model::yearWords(preview));
    chosen();
    CentreOnParent();
    m_year->SetFocus();
}

void YearDialog::addRow(const YearChange::Line& line) {
    const auto place = static_cast<int>(m_rows.size());
    Row row;
    row.pupils = line.pupils;
    row.classUnit = line.step.classUnit;
    auto* label = new wxStaticText(m_classes, wxID_ANY, wx(model::classLabel(line)));
    row.what = new wxChoice(m_classes, id::yearStepFirst + place);
    for (const std::string& words : {tr("go to the class"), tr("leave the school"), tr("stay in it")})
        row.what->Append(wx(words));
    for (std::size_t i = 0; i < std::size(kSteps); ++i)
        if (kSteps[i] == int(line.step.kind))
            row.what->SetSelection(static_cast<int>(i));
    row.next = new wxTextCtrl(m_classes, id::yearNextFirst + place, wx(line.step.next));
    row.next->SetMinSize(wxSize(GetCharWidth() * 12, -1));
    setAccessibleName(*row.what, wx(model::classLabel(line)));
    setAccessibleName(*row.next, wx(format(runtime(tr("Next class of {}")), line.step.classUnit)));
    row.what->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { chosen(); });
    auto* grid = m_classes->GetSizer();
    grid->Add(label, wxSizerFlags().CenterVertical());
    grid->Add(row.what, wxSizerFlags().Expand());
    grid->Add(row.next, wxSizerFlags().Expand());
    m_rows.push_back(row);
}

std::vector<YearChange::Line> YearDialog::lines() const {
    std::vector<YearChange::Line> lines;
    for (const Row& row : m_rows) {
        const auto kind = static_cast<Kind>(kSteps[static_cast<std::size_t>(row.what->GetSelection())]);
        const std::string next = kind == Kind::up ? squeeze(utf8(row.next->GetValue())) : std::string();
        lines.push_back({{row.classUnit, kind, next}, row.pupils});
    }
    return lines;
}

void YearDialog::chosen() {
    for (const Row& row : m_rows)
        row.next->Enable(kSteps[static_cast<std::size_t>(row.what->GetSelection())] == int(Kind::up));
    m_sum->set(model::yearSum(lines()));
    m_make->Enable(!m_rows.empty());
    Layout();
    Fit();
}

void YearDialog::say(const std::string& words) {
    m_words->set(words);
    Layout();
    Fit();
}

void YearDialog::make() {
    std::vector<domain::ClassStep> steps;
    for (const YearChange::Line& line : lines())
        steps.push_back(line.step);
    m_make->Disable();
    m_working = true;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, steps, year = squeeze(utf8(m_year->GetValue()))] {
            return std::pair(YearChange(office).make(year, steps), year);
        },
        [this](std::pair<Result<app::ImportMade>, std::string> made) {
            m_working = false;
            if (!made.first) {
                m_make->Enable();
                say(describe(made.first.error()));
                return;
            }
            if (onMade)
                onMade(*made.first, made.second);
            Destroy();
        });
}

void YearDialog::takeBack() {
    m_undo->Disable();
    m_working = true;
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return YearChange(office).takeBack(); },
        [this](Result<app::ImportUndo::Outcome> outcome) {
            m_working = false;
            if (!outcome) {
                say(outcome.error().code == ErrorCode::nothingToUndo
                        ? tr("This computer has made no change of the school year that could be taken back. "
                             "It is taken back on the computer that made it.")
                        : describe(outcome.error()));
                return;
            }
            if (onTakenBack)
                onTakenBack(*outcome);
            Destroy();
        });
}

} // namespace esek::ui

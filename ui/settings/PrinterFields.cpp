#include "ui/settings/PrinterFields.h"

#include "app/CardPrinter.h"
#include "base/Translate.h"
#include "ui/Ids.h"
#include "ui/Preferences.h"
#include "ui/PrinterCorrection.h"
#include "ui/Text.h"
#include "ui/cards/CardFiles.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/NumberField.h"
#include "ui/settings/PlacesDialog.h"
#include "ui/settings/SettingsIds.h"
#include "ui/settings/TestCardDialog.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

namespace {
constexpr int kChoiceInLetters = 24;
constexpr NumberField::Range kShift{-10, 10, 0.1};
constexpr NumberField::Range kPercent{app::kLeastScale * 100, app::kMostScale * 100, 0.1};
} // namespace

PrinterFields::PrinterFields(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : m_parent(parent), m_ctx(ctx), m_notice(notice), m_sizer(new wxBoxSizer(wxVERTICAL)) {
    Form form(parent);
    m_printer = form.choice(id::settingsPrinter, tr("Correction for"));
    m_printer->Append(T(tr("files and all printers without one of their own")));
    m_printer->SetSelection(0);
    // Long names of printers must not make the page wider than its window.
    m_printer->SetMinSize(wxSize(parent->GetCharWidth() * kChoiceInLetters, -1));
    m_printer->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { fill(); });
    const auto field = [&](int id, const std::string& label, const NumberField::Range& range, double value) {
        auto* number = new NumberField(parent, id, label, range, value);
        number->onChange = [this](double) { typed(); };
        number->onBad = [this](const std::string& complaint) { m_notice.info(complaint); };
        form.control(number, label);
        return number;
    };
    m_right = field(id::settingsOffsetX, tr("Shift right, mm"), kShift, 0);
    m_down = field(id::settingsOffsetY, tr("Shift down, mm"), kShift, 0);
    m_across = field(id::settingsScaleX, tr("Width, %"), kPercent, 100);
    m_tall = field(id::settingsScaleY, tr("Height, %"), kPercent, 100);
    form.note(tr("Print the test card, measure where its two crosses lie, and the program computes the "
                 "correction. Or lay the test card on a blank and correct by what is missing."));
    m_sizer->Add(form.sizer(), wxSizerFlags().Border(wxALL, parent->FromDIP(6)));
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    const auto button = [&](int id, const std::string& label, void (PrinterFields::*act)()) {
        auto* b = new wxButton(parent, id, wx(label));
        setAccessibleName(*b, wx(label));
        b->Bind(wxEVT_BUTTON, [this, act](wxCommandEvent&) { (this->*act)(); });
        row->Add(b, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, parent->FromDIP(8)));
    };
    button(id::settingsTestCard, tr("Test card…"), &PrinterFields::testCard);
    button(id::settingsMeasure, tr("Measured crosses…"), &PrinterFields::measure);
    button(id::settingsPlaces, tr("Places on the card…"), &PrinterFields::places);
    m_sizer->Add(row, wxSizerFlags().Expand().Border(wxALL, parent->FromDIP(6)));
    fill();
    readQueues();
}

void PrinterFields::refresh() {
    fill();
}

void PrinterFields::readQueues() {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return app::CardPrinter(office).queues(); },
        [this](const Result<std::vector<app::CardPrinter::Queue>>& queues) {
            if (!queues) // the window of the print says why; a correction for files can be given all the same
                return;
            for (const auto& queue : *queues) {
                m_queues.push_back(queue.name);
                m_printer->Append(wx(queue.description.empty() ? queue.name : queue.description));
            }
        });
}

std::string PrinterFields::queue() const {
    const int chosen = m_printer->GetSelection();
    return chosen > 0 ? m_queues.at(static_cast<std::size_t>(chosen - 1)) : std::string();
}

void PrinterFields::fill() {
    const app::PrintOffset now = printerCorrection(m_ctx.preferences, queue());
    m_filling = true;
    m_right->set(now.right);
    m_down->set(now.down);
    m_across->set(now.across * 100);
    m_tall->set(now.tall * 100);
    m_filling = false;
}

void PrinterFields::typed() {
    if (m_filling)
        return;
    app::PrintOffset now = printerCorrection(m_ctx.preferences, queue());
    now.right = m_right->value().value_or(now.right);
    now.down = m_down->value().value_or(now.down);
    now.across = m_across->value().value_or(now.across * 100) / 100;
    now.tall = m_tall->value().value_or(now.tall * 100) / 100;
    setPrinterCorrection(m_ctx.preferences, queue(), now);
}

std::optional<app::PrintOffset> PrinterFields::correction() {
    for (NumberField* field : {m_right, m_down, m_across, m_tall})
        if (!field->value()) {
            m_notice.info(field->complaint());
            field->SetFocus();
            return std::nullopt;
        }
    return app::PrintOffset{*m_right->value(), *m_down->value(), *m_across->value() / 100,
                            *m_tall->value() / 100};
}

void PrinterFields::testCard() {
    app::CardExporter::Options options;
    const auto offset = correction();
    if (!offset)
        return;
    options.offset = *offset;
    saveTestCard(m_parent, m_ctx, m_notice, m_work, options);
}

void PrinterFields::measure() {
    const auto present = correction();
    if (!present || m_measure)
        return;
    auto* dialog = new TestCardDialog(wxGetTopLevelParent(m_parent), *present);
    dialog->onMeasured = [this, printer = queue()](const app::PrintOffset& measured) {
        setPrinterCorrection(m_ctx.preferences, printer, measured);
        (void)m_ctx.preferences.save().ok();
        fill();
        m_notice.good(tr("The correction of the printer was saved. Print the test card once more: both "
                         "crosses have to lie where they should now."));
    };
    m_measure = dialog;
    dialog->Show();
}

void PrinterFields::places() {
    if (m_places)
        return m_places->Raise();
    m_places = new PlacesDialog(wxGetTopLevelParent(m_parent), m_ctx);
    m_places->Show();
}

} // namespace esek::ui

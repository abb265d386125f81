#include "ui/cards/CardFiles.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Preferences.h"
#include "ui/PrinterCorrection.h"
#include "ui/Text.h"
#include "ui/cards/CardIds.h"
#include "ui/cards/PrintDialog.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/NumberField.h"
#include "ui/controls/ProgressRow.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/dialogs/SavedFile.h"
#include "ui/model/CardsModel.h"
#include "ui/sync/SyncCenter.h"

#include <wx/button.h>
#include <wx/menu.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/stattext.h>

namespace esek::ui {

using app::CardExporter;

namespace {

constexpr NumberField::Range kOffset{-10, 10, 0.1};

std::string counted(const std::string& pattern, std::size_t n) {
    return format(fmt::runtime(pattern), n);
}

} // namespace

CardFiles::CardFiles(wxWindow* parent, UiContext& ctx, NoticeBar& notice, ProgressRow& progress)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice), m_progress(progress) {
    setAccessibleName(*this, T(tr("Files for printing")));
    auto* box = new wxStaticBoxSizer(wxVERTICAL, this, T(tr("Files for printing")));
    wxWindow* inside = box->GetStaticBox();
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(3));
    m_print = button(inside, id::batchPdf);
    m_printChosen = button(inside, id::batchPrintSelected);
    box->Add(m_print, line);
    box->Add(m_printChosen, line);
    m_direct = button(inside, id::batchDirect);
    box->Add(m_direct, line);
    auto* offsets = new wxFlexGridSizer(2, FromDIP(4), FromDIP(10));
    const auto field = [&](int id, const std::string& label, const char* key) {
        auto* words = new wxStaticText(inside, wxID_ANY, wx(label));
        offsets->Add(words, wxSizerFlags().CenterVertical());
        auto* number = offset(inside, id, label, key);
        offsets->Add(number);
        return number;
    };
    m_right = field(id::batchOffsetX, tr("Shift right, mm"), "printer.offsetX");
    m_down = field(id::batchOffsetY, tr("Shift down, mm"), "printer.offsetY");
    box->Add(offsets, wxSizerFlags().Border(wxALL, FromDIP(3)));
    m_test = button(inside, id::batchTestCard);
    m_test->SetLabel(T(tr("Test card…")));
    m_more = button(inside, id::batchFiles);
    m_more->SetLabel(T(tr("Other files…")));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(m_test, wxSizerFlags(1).Border(wxRIGHT, FromDIP(6)));
    row->Add(m_more, wxSizerFlags(1));
    box->Add(row, line);
    SetSizer(box);
    enable();
}

wxButton* CardFiles::button(wxWindow* parent, int id) {
    auto* b = new wxButton(parent, id);
    b->Bind(wxEVT_BUTTON, [this, id](wxCommandEvent&) {
        if (id == id::batchFiles)
            showMenu();
        else
            run(id);
    });
    return b;
}

NumberField* CardFiles::offset(wxWindow* parent, int id, const std::string& label, const char* key) {
    auto* field = new NumberField(parent, id, label, kOffset, m_ctx.preferences.real(key));
    field->onChange = [this, key](double value) { m_ctx.preferences.set(key, value); };
    field->onBad = [this](const std::string& complaint) { m_notice.info(complaint); };
    return field;
}

void CardFiles::readOffsets() {
    m_right->set(m_ctx.preferences.real("printer.offsetX"));
    m_down->set(m_ctx.preferences.real("printer.offsetY"));
}

void CardFiles::set(model::CardChoice choice) {
    m_choice = std::move(choice);
    enable();
}

void CardFiles::enable() {
    const auto label = [](wxButton* b, const std::string& words) {
        b->SetLabel(wx(words));
        setAccessibleName(*b, wx(words));
    };
    const std::size_t waiting = m_choice.waiting().size(), chosen = m_choice.chosen.size();
    label(m_print, counted(tr("Print those to be printed and spoiled ({})…"), waiting));
    label(m_printChosen, counted(tr("Print the chosen ({})…"), chosen));
    label(m_direct, counted(tr("On a card printer ({})…"), waiting));
    const bool idle = !m_progress.running();
    // Also with nothing to print: an earlier print may wait for its end, or have spoiled cards.
    m_direct->Enable(idle);
    m_direct->Show(m_ctx.sync.mayChange());
    m_print->Enable(idle && waiting > 0);
    m_printChosen->Enable(idle && chosen > 0);
    m_test->Enable(idle);
    m_more->Enable(idle && !m_choice.shown.empty());
}

void CardFiles::showMenu() {
    wxMenu menu;
    const auto item = [&](int id, const std::string& words, std::size_t n) {
        menu.Append(id, wx(counted(words, n)))->Enable(n > 0);
    };
    const std::size_t chosen = m_choice.chosen.size(), waiting = m_choice.waiting().size();
    item(id::batchSheet, tr("A4 proof sheet: to be printed and spoiled ({})…"), waiting);
    item(id::batchSheetSelected, tr("A4 proof sheet: the chosen ({})…"), chosen);
    menu.AppendCheckItem(id::batchBackground, T(tr("Add the picture of the blank (for looking at only)")))
        ->Check(m_background);
    menu.AppendSeparator();
    item(id::batchVendor, tr("Package for a print firm (ZIP): to be printed and spoiled ({})…"), waiting);
    item(id::batchVendorSelected, tr("Package for a print firm (ZIP): the chosen ({})…"), chosen);
    menu.AppendSeparator();
    item(id::batchSio, tr("List for SIO (CSV): all that are shown ({})…"), m_choice.shown.size());
    item(id::batchSioSelected, tr("List for SIO (CSV): the chosen ({})…"), chosen);
    menu.AppendSeparator();
    item(id::batchHandover, tr("List for signatures (PDF): all that are shown ({})…"), m_choice.shown.size());
    item(id::batchHandoverSelected, tr("List for signatures (PDF): the chosen ({})…"), chosen);
    menu.Bind(wxEVT_MENU, [this](wxCommandEvent& e) { run(e.GetId()); });
    m_more->PopupMenu(&menu, 0, m_more->GetSize().y);
}

bool CardFiles::run(int id) {
    switch (id) {
    case id::batchPdf:
        save(Kind::pdf, false);
        return true;
    case id::batchPrintSelected:
        save(Kind::pdf, true);
        return true;
    case id::batchDirect:
    case id::batchDirectSelected:
        printDirectly(id == id::batchDirectSelected);
        return true;
    case id::batchTestCard:
        testCard();
        return true;
    case id::batchSheet:
    case id::batchSheetSelected:
        save(Kind::sheet, id == id::batchSheetSelected);
        return true;
    case id::batchBackground:
        m_background = !m_background;
        return true;
    case id::batchVendor:
    case id::batchVendorSelected:
        save(Kind::vendor, id == id::batchVendorSelected);
        return true;
    case id::batchSio:
    case id::batchSioSelected:
        save(Kind::sio, id == id::batchSioSelected);
        return true;
    case id::batchHandover:
    case id::batchHandoverSelected:
        save(Kind::handover, id == id::batchHandoverSelected);
        return true;
    default:
        return false;
    }
}

std::optional<CardExporter::Options> CardFiles::options() {
    CardExporter::Options options;
    for (NumberField* field : {m_right, m_down})
        if (!field->value()) {
            m_notice.info(field->complaint());
            field->SetFocus();
            return std::nullopt;
        }
    options.offset = printerCorrection(m_ctx.preferences, {});
    options.offset.right = *m_right->value();
    options.offset.down = *m_down->value();
    options.background = m_background;
    return options;
}

std::optional<std::string> CardFiles::askFile(Kind kind, bool onlyChosen) {
    const std::string stem = m_choice.fileStem(onlyChosen, m_ctx.office.clock().today());
    const auto ask = [&](const std::string& title, const std::string& wildcard, const std::string& name) {
        return m_ctx.dialogs.saveFile(this, title, wildcard, format(fmt::runtime(name), stem));
    };
    switch (kind) {
    case Kind::pdf:
        return ask(tr("Cards for the printer"), "PDF (*.pdf)|*.pdf", tr("cards-{}.pdf"));
    case Kind::sheet:
        return ask(tr("A4 proof sheet"), "PDF (*.pdf)|*.pdf", tr("proof-{}.pdf"));
    case Kind::vendor:
        return ask(tr("Package for a print firm"), "ZIP (*.zip)|*.zip", tr("print-firm-{}.zip"));
    case Kind::handover:
        return ask(tr("List for signatures"), "PDF (*.pdf)|*.pdf", tr("handed-over-{}.pdf"));
    case Kind::sio:
        break;
    }
    return ask(tr("List for SIO"), "CSV (*.csv)|*.csv", tr("sio-{}.csv"));
}

void CardFiles::save(Kind kind, bool onlyChosen) {
    if (m_progress.running())
        return;
    const bool aboutAll = kind == Kind::sio || kind == Kind::handover;
    auto ids = onlyChosen ? m_choice.chosenIds() : aboutAll ? m_choice.shownIds() : m_choice.waiting();
    const auto with = options();
    if (ids.empty() || !with)
        return;
    if (kind == Kind::pdf && onlyChosen && !mayPrintAgain())
        return;
    const auto file = askFile(kind, onlyChosen);
    if (!file)
        return;
    auto progress = m_progress.start(tr("Saving cards"));
    enable();
    if (onBusy)
        onBusy();
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, ids = std::move(ids), kind, options = *with, progress,
         path = platform::pathFromUtf8(*file), onlyWaiting = !onlyChosen]() mutable {
            CardExporter exporter(office);
            if (kind == Kind::pdf && onlyWaiting) // the list may be older than the last print
                std::erase_if(ids, [&](const domain::CardId& card) {
                    const auto now = office.replica().cards().get(card);
                    return now && !CardExporter::waitsForPrinter(*now);
                });
            if (kind == Kind::pdf)
                return exporter.pdf(ids, path, options, progress.get());
            if (kind == Kind::sheet)
                return exporter.sheet(ids, path, options, progress.get());
            if (kind == Kind::vendor)
                return exporter.vendor(ids, path, options, progress.get());
            return kind == Kind::handover ? exporter.handoverList(ids, path) : exporter.sio(ids, path);
        },
        [this, file = *file](Result<CardExporter::Exported> exported) {
            m_progress.finish();
            enable();
            if (onBusy)
                onBusy();
            if (exported)
                told(*exported, file);
            else
                m_notice.error(exported.error());
        });
}

/// Cards that were printed already use up another blank: asks, when there are some among the chosen.
bool CardFiles::mayPrintAgain() {
    const std::size_t again = m_choice.chosenAlreadyPrinted();
    return again == 0 ||
           m_ctx.dialogs.confirm(
               this, tr("Print the chosen cards"),
               format(fmt::runtime(trn(
                          "{} of the chosen cards was printed already. Printing it again uses up another "
                          "blank. If the print was bad, mark the card as spoiled first.",
                          "{} of the chosen cards were printed already. Printing them again uses up other "
                          "blanks. If the print was bad, mark the cards as spoiled first.",
                          again)),
                      again),
               tr("Print again"));
}

void CardFiles::printDirectly(bool onlyChosen) {
    if (m_dialog) {
        m_dialog->Raise();
        return;
    }
    const auto with = options();
    if (m_progress.running() || !with || (onlyChosen && !mayPrintAgain()))
        return;
    app::CardPrinter::Options what;
    what.offset = with->offset;
    m_dialog = new PrintDialog(wxGetTopLevelParent(this), m_ctx, what,
                               onlyChosen ? m_choice.chosenIds() : m_choice.waiting());
    m_dialog->CentreOnParent();
    m_dialog->Show();
}

void CardFiles::told(const CardExporter::Exported& exported, const std::string& file) {
    const model::Summary summary = model::exportedSummary(exported, file);
    std::vector<NoticeBar::Action> actions;
    if (summary.done)
        actions.push_back(openAction(m_ctx, m_notice, file));
    if (!summary.all.empty())
        actions.push_back({tr("Show all reasons"), [this, all = summary.all] {
                               m_ctx.dialogs.inform(this, tr("Cards that were left out"), all);
                           }});
    if (summary.done)
        m_notice.good(summary.text, std::move(actions));
    else
        m_notice.bad(summary.text, std::move(actions));
}

void CardFiles::testCard() {
    if (const auto with = options())
        saveTestCard(this, m_ctx, m_notice, m_work, *with);
}

void saveTestCard(wxWindow* parent, UiContext& ctx, NoticeBar& notice, app::TaskRunner::Scope& work,
                  const CardExporter::Options& options) {
    const auto file = ctx.dialogs.saveFile(parent, tr("Test card"), "PDF (*.pdf)|*.pdf", tr("test-card.pdf"));
    if (!file)
        return;
    ctx.tasks.run(
        work,
        [&office = ctx.office, options, path = platform::pathFromUtf8(*file)] {
            return CardExporter(office).testCard(path, options);
        },
        [&ctx, &notice, file = *file](Result<void> done) {
            if (!done)
                notice.error(done.error());
            else
                notice.good(
                    format(fmt::runtime(tr("The test card is in {}. Print it on paper at 100 % and lay it on "
                                           "a blank.")),
                           file),
                    {openAction(ctx, notice, file)});
        });
}

} // namespace esek::ui

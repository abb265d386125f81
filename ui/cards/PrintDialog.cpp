#include "ui/cards/PrintDialog.h"

#include "base/Format.h"
#include "base/Text.h"
#include "ui/Preferences.h"
#include "ui/PrinterCorrection.h"
#include "ui/Text.h"
#include "ui/cards/BlankField.h"
#include "ui/cards/CardIds.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/DialogHelp.h"
#include "ui/help/HelpPage.h"
#include "ui/model/PrintWords.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/gauge.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

namespace esek::ui {

using app::CardPrinter;

namespace {

constexpr int kTickMs = 200;
constexpr int kWidthInLetters = 62;
constexpr int kGauge = 1000;
constexpr const char* kQueueKey = "printer.queue";

} // namespace

PrintDialog::PrintDialog(wxWindow* parent, UiContext& ctx, CardPrinter::Options what,
                         std::vector<domain::CardId> cards)
    : wxDialog(parent, wxID_ANY, T(tr("Print on a card printer"))), m_ctx(ctx), m_options(std::move(what)),
      m_cards(std::move(cards)), m_timer(this) {
    setHelpPage(*this, "druk.html#drukarka");
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_words = new WrappedText(this);
    column->Add(m_words, wxSizerFlags().Expand().Border(wxALL, FromDIP(10)));
    m_pages = {buildChoice(), buildRunning(), buildQuestion(), buildEnded()};
    for (wxPanel* page : m_pages)
        column->Add(page, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(10)));
    auto* close = new wxButton(this, wxID_CLOSE, T(tr("Close")));
    column->Add(close, wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    for (WrappedText* words : {m_words, m_page, m_complaint})
        words->fit(GetCharWidth() * kWidthInLetters);
    m_words->SetMinSize(wxSize(GetCharWidth() * kWidthInLetters, -1));
    SetSizer(column);
    SetEscapeId(wxID_CLOSE);
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Close(); });
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& e) {
        // The lists behind are read anew when the work ends, so this window stays until then.
        if (!e.CanVeto() || (!m_running && !m_settling))
            return void(Destroy());
        e.Veto();
        if (m_running && !m_closing)
            askToStop();
    });
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { tick(); });
    bindHelpKey(*this);
    show(Page::choose);
    m_start->Disable();
    say(tr("Looking for printers…"));
    read();
}

PrintDialog::~PrintDialog() {
    if (m_running)
        m_running->control.stop();
}

wxButton* PrintDialog::button(wxWindow* parent, int id, const std::string& label,
                              void (PrintDialog::*act)()) {
    auto* b = new wxButton(parent, id, wx(label));
    b->Bind(wxEVT_BUTTON, [this, act](wxCommandEvent&) { (this->*act)(); });
    return b;
}

wxPanel* PrintDialog::buildChoice() {
    auto* page = new wxPanel(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    Form form(page);
    m_queue = form.choice(id::printQueue, tr("Printer"));
    m_queue->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        queueChosen();
        invite();
    });
    m_order = form.choice(id::printOrder, tr("Order"));
    for (const std::string& words :
         {tr("by class and surname"), tr("by register number"), tr("in the order of issue")})
        m_order->Append(wx(words));
    m_order->SetSelection(0);
    m_firstBlank = std::make_unique<BlankField>(form, id::printFirstBlank, tr("First blank"));
    column->Add(form.sizer(), wxSizerFlags().Expand());
    m_page = new WrappedText(page);
    column->Add(m_page, wxSizerFlags().Expand().Border(wxTOP, FromDIP(8)));
    m_complaint = new WrappedText(page);
    m_complaint->SetForegroundColour(tone(Tone::bad));
    column->Add(m_complaint, wxSizerFlags().Expand().Border(wxTOP, FromDIP(4)));
    m_start = button(page, id::printStart, model::printLabel(m_cards.size()), &PrintDialog::start);
    column->Add(m_start, wxSizerFlags().Right().Border(wxTOP, FromDIP(8)));
    page->SetSizer(column);
    return page;
}

wxPanel* PrintDialog::buildRunning() {
    auto* page = new wxPanel(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_gauge = new wxGauge(page, wxID_ANY, kGauge);
    setAccessibleName(*m_gauge, T(tr("Progress")));
    column->Add(m_gauge, wxSizerFlags().Expand().Border(wxBOTTOM, FromDIP(8)));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_pause = button(page, id::printPause, tr("Pause the print"), &PrintDialog::pause);
    row->Add(m_pause, wxSizerFlags().Border(wxRIGHT, FromDIP(6)));
    row->Add(button(page, id::printStop, tr("Stop the print"), &PrintDialog::stop));
    column->Add(row, wxSizerFlags().Right());
    page->SetSizer(column);
    return page;
}

wxPanel* PrintDialog::buildQuestion() {
    auto* page = new wxPanel(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    Form form(page);
    m_lastGood = form.choice(id::printLastGood, tr("Last good card"));
    m_lastGood->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { lastGoodChosen(); });
    m_questionBlank =
        std::make_unique<BlankField>(form, id::printQuestionBlank, tr("Blank in the printer now"));
    column->Add(form.sizer(), wxSizerFlags().Expand());
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(button(page, id::printGiveUp, tr("Leave the rest unprinted"), &PrintDialog::giveUp),
             wxSizerFlags().Border(wxRIGHT, FromDIP(6)));
    row->Add(button(page, id::printGoOn, tr("Print the rest"), &PrintDialog::goOn));
    column->Add(row, wxSizerFlags().Right().Border(wxTOP, FromDIP(8)));
    page->SetSizer(column);
    return page;
}

wxPanel* PrintDialog::buildEnded() {
    auto* page = new wxPanel(this);
    auto* column = new wxBoxSizer(wxVERTICAL);
    Form form(page);
    m_spoiled = form.text(id::printSpoiled, tr("Spoiled cards")).text;
    m_spoiled->SetHint(T(tr("for example: 17 i 23")));
    m_reason = form.text(id::printReason, tr("Reason")).text;
    m_endedBlank = std::make_unique<BlankField>(form, id::printEndedBlank, tr("Blank in the printer now"));
    column->Add(form.sizer(), wxSizerFlags().Expand());
    column->Add(button(page, id::printAgain, tr("Mark as spoiled and print again"), &PrintDialog::again),
                wxSizerFlags().Right().Border(wxTOP, FromDIP(8)));
    page->SetSizer(column);
    return page;
}

void PrintDialog::show(Page page) {
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        m_pages[i]->Show(i == static_cast<std::size_t>(page));
    m_shown = page;
    if (page == Page::running)
        m_timer.Start(kTickMs);
    else
        m_timer.Stop();
    refit();
}

void PrintDialog::say(const std::string& words) {
    m_words->set(words);
    refit();
}

/// The dialog is as high as what it shows.
void PrintDialog::refit() {
    for (wxPanel* page : m_pages)
        page->Layout();
    Layout();
    Fit();
}

void PrintDialog::read() {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office, cards = m_cards] { return readPrintFacts(office, cards); },
        [this](PrintFacts known) {
            m_known = std::move(known);
            if (m_known.job && !m_known.job->ended)
                fillQuestion();
            else if (m_cards.empty() && m_known.job)
                fillEnded(model::lastPrintWords(*m_known.job));
            else
                fillChoice();
        });
}

/// The queues that there are now; the one that was used last is chosen when it is among them.
void PrintDialog::fillQueues() {
    const std::string last = m_ctx.preferences.text(kQueueKey);
    m_queue->Clear();
    int chosen = m_shown == Page::running ? wxNOT_FOUND : 0; // a print that failed is not sent elsewhere
    for (const auto& queue : m_known.queues) {
        const int line = m_queue->Append(wx(queue.description.empty() ? queue.name : queue.description));
        if (queue.name == last || (last.empty() && queue.isDefault))
            chosen = line;
    }
    m_queue->SetSelection(chosen);
    queueChosen();
}

void PrintDialog::fillChoice() {
    m_firstBlank->set(m_known.nextBlank,
                      m_known.nextBlank.empty()
                          ? tr("Left empty: the account of blanks is not kept for this print.")
                          : tr("Look at the number of the blank that comes first in the printer."));
    show(Page::choose);
    if (m_known.queues.empty() || m_cards.empty()) {
        m_start->Disable();
        say(!m_known.trouble.empty() ? m_known.trouble
            : m_cards.empty()        ? tr("No card waits for the printer.")
                                     : tr("There is no printer on this computer. Add the card printer in the "
                                                 "settings of the system."));
        return;
    }
    fillQueues();
    invite();
    m_queue->SetFocus();
}

void PrintDialog::invite() {
    say(tr("Put blanks into the printer. Cards are printed one by one; the print can be paused and "
           "stopped."));
}

void PrintDialog::queueChosen() {
    const int chosen = m_queue->GetSelection();
    const bool known = chosen >= 0 && static_cast<std::size_t>(chosen) < m_known.queues.size();
    const auto at = static_cast<std::size_t>(std::max(0, chosen));
    m_page->set(known ? model::queueWords(m_known.queues[at]) : std::string());
    m_complaint->set(known ? m_known.complaints.at(at) : std::string());
    m_complaint->Show(known && !m_known.complaints.at(at).empty());
    m_start->Enable(known);
    refit();
}

void PrintDialog::fillQuestion() {
    const app::PrintJob& job = *m_known.job;
    m_lastGood->Clear();
    m_lastGood->Append(T(tr("none came out well")));
    for (const std::string& line : m_known.lines)
        m_lastGood->Append(wx(line));
    m_lastGood->SetSelection(static_cast<int>(job.lastPrinted()));
    lastGoodChosen();
    m_questionBlank->show(job.keepsBlanks());
    show(Page::question);
    say(model::stoppedWords(job));
    m_lastGood->SetFocus();
}

void PrintDialog::lastGoodChosen() {
    const app::PrintJob& job = *m_known.job;
    const std::size_t next =
        std::max(static_cast<std::size_t>(m_lastGood->GetSelection()), job.lastPrinted());
    m_questionBlank->set(next < job.cards.size() ? job.cards[next].blank : std::string(),
                         tr("Change it when a blank was lost in the printer: those before it are booked as "
                            "spoiled."));
}

void PrintDialog::fillEnded(const std::string& words) {
    m_spoiled->Clear();
    m_reason->Clear();
    const bool kept = m_known.job && m_known.job->keepsBlanks();
    if (kept)
        m_endedBlank->set({}, format(fmt::runtime(tr("Left empty: the one in stock after {}.")),
                                     m_known.job->cards.back().blank));
    m_endedBlank->show(kept);
    show(Page::ended);
    say(words);
    m_spoiled->SetFocus();
}

void PrintDialog::run(Work work) {
    m_running = std::make_shared<Running>();
    m_before = m_shown;
    m_pause->SetLabel(T(tr("Pause the print")));
    m_gauge->SetValue(0);
    show(Page::running);
    say(tr("The first card goes to the printer."));
    m_pause->SetFocus();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, cards = m_cards, running = m_running, work = std::move(work)] {
            CardPrinter printer(office);
            auto outcome = work(printer, running->control);
            return std::pair(std::move(outcome), readPrintFacts(office, cards));
        },
        [this](std::pair<Result<CardPrinter::Outcome>, PrintFacts> done) {
            const std::optional<app::PrintJob> before = std::move(m_known.job);
            m_known = std::move(done.second);
            ended(done.first, before);
        });
}

void PrintDialog::ended(const Result<CardPrinter::Outcome>& outcome,
                        const std::optional<app::PrintJob>& before) {
    m_running.reset();
    m_ctx.dataChanged();
    if (m_closing) {
        Destroy();
        return;
    }
    if (m_known.job && !m_known.job->ended) {
        // What was refused has changed nothing: what was chosen and typed stays for the next try.
        if (!outcome && m_before == Page::question && before && toJson(*before) == toJson(*m_known.job))
            show(Page::question);
        else
            fillQuestion();
        const std::string why =
            outcome ? outcome->stopped.value_or("") : CardPrinter::stopWords(outcome.error());
        say((why.empty() ? "" : why + "\n\n") + model::stoppedWords(*m_known.job));
    } else if (!outcome || outcome->printed == 0) {
        if (m_before == Page::choose)
            fillQueues(); // a queue may have gone
        show(m_before);
        say(outcome ? model::printedWords(*outcome) : model::complaint(outcome.error()));
    } else {
        fillEnded(model::printedWords(*outcome));
    }
}

void PrintDialog::start() {
    m_options.queue = m_known.queues.at(static_cast<std::size_t>(m_queue->GetSelection())).name;
    m_options.order = m_order->GetSelection() == 0   ? CardPrinter::Order::byClass
                      : m_order->GetSelection() == 1 ? CardPrinter::Order::byRegisterNumber
                                                     : CardPrinter::Order::issue;
    m_options.firstBlank = m_firstBlank->number();
    if (hasOwnCorrection(m_ctx.preferences, m_options.queue))
        m_options.offset = printerCorrection(m_ctx.preferences, m_options.queue);
    m_ctx.preferences.set(kQueueKey, m_options.queue);
    run([cards = m_cards, options = m_options](CardPrinter& printer, const app::PrintControl& control) {
        return printer.print(cards, options, control);
    });
}

void PrintDialog::pause() {
    if (!m_running)
        return;
    const bool paused = m_running->control.paused();
    paused ? m_running->control.resume() : m_running->control.pause();
    m_pause->SetLabel(paused ? T(tr("Pause the print")) : T(tr("Resume the print")));
    tick();
}

void PrintDialog::stop() {
    if (m_running)
        m_running->control.stop();
}

void PrintDialog::goOn() {
    run([place = static_cast<std::size_t>(m_lastGood->GetSelection()),
         blank = m_questionBlank->number()](CardPrinter& printer, const app::PrintControl& control) {
        return printer.goOn(place, control, blank);
    });
}

void PrintDialog::giveUp() {
    m_settling = true;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, place = static_cast<std::size_t>(m_lastGood->GetSelection()),
         blank = m_questionBlank->number()] { return CardPrinter(office).giveUp(place, blank); },
        [this](Result<void> done) {
            m_settling = false;
            m_ctx.dataChanged();
            if (done)
                Destroy(); // the lists behind show what is left
            else
                say(model::complaint(done.error()));
        });
}

void PrintDialog::again() {
    const auto places = app::positionsFromText(utf8(m_spoiled->GetValue()), *m_known.job);
    if (!places) {
        say(model::wrongPlacesWords(*m_known.job));
        m_spoiled->SetFocus();
        return;
    }
    const std::string reason = squeeze(utf8(m_reason->GetValue()));
    if (reason.empty()) {
        say(tr("Type why the cards are spoiled; the register of cards tells it."));
        m_reason->SetFocus();
        return;
    }
    run([places = *places, reason, blank = m_endedBlank->number()](CardPrinter& printer,
                                                                   const app::PrintControl& control) {
        return printer.reprint(places, reason, control, blank);
    });
}

void PrintDialog::tick() {
    if (!m_running || m_running->total == 0 || m_closing)
        return;
    const std::size_t printed = m_running->printed, total = m_running->total;
    m_gauge->SetValue(static_cast<int>(printed * kGauge / total));
    say(model::progressWords(printed, total, m_running->control.paused()));
}

void PrintDialog::askToStop() {
    if (!m_ctx.dialogs.confirm(this, tr("Print on a card printer"),
                               tr("Cards are being printed. Closing this window stops the print; it can be "
                                  "continued later from the last good card."),
                               tr("Stop the print")))
        return;
    if (!m_running) { // it ended while the question was open
        Destroy();
        return;
    }
    m_closing = true;
    stop();
    say(tr("The print stops. The window closes when the printer has answered."));
}

} // namespace esek::ui

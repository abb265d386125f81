#include "ui/students/LoginsDialog.h"

#include "app/GuardianService.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/DialogHelp.h"
#include "ui/help/HelpPage.h"
#include "ui/model/LoginWords.h"
#include "ui/model/StudentsModel.h"
#include "ui/students/StudentIds.h"
#include "ui/sync/SyncCenter.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/gauge.h>
#include <wx/sizer.h>

namespace esek::ui {

using app::PortalService;
using Who = app::PortalService::Who;
using State = sync::LoopStatus::State;

namespace {

constexpr int kWidthInLetters = 62;
constexpr int kPulseMs = 100;
constexpr int kGroups = 3;       ///< of people, before the guardians of the chosen pupil
constexpr int kCyclesToSend = 2; ///< the one that was under way, and the one that sends

std::string classLabel(const storage::ClassRow& row) {
    const std::string name =
        row.classUnit.empty() ? tr("without a class") : format(runtime(tr("class {}")), row.classUnit);
    return name + " (" + model::pupilCount(static_cast<std::size_t>(row.students)) + ")";
}

} // namespace

LoginsDialog::LoginsDialog(wxWindow* parent, UiContext& ctx, Pupils pupils)
    : wxDialog(parent, wxID_ANY, T(tr("Logins for families")), wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      m_ctx(ctx), m_pupils(std::move(pupils)), m_timer(this) {
    setHelpPage(*this, "rodziny.html#loginy");
    // "Without a class" cannot be ordered as a class: an empty class means none.
    std::erase_if(m_pupils.classes, [](const auto& row) { return row.classUnit.empty(); });
    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto line = wxSizerFlags().Expand().Border(wxALL, FromDIP(10));
    auto* about = new WrappedText(this);
    about->fit(GetCharWidth() * kWidthInLetters);
    about->set(
        tr("The server makes the logins. They are saved as slips to print (PDF, eight on a page), each "
           "with a one-time password and a QR code, to cut apart and hand to the families."));
    column->Add(about, line);
    Form form(this);
    m_whose = form.choice(id::loginsWhose, tr("Pupils"));
    m_who = form.choice(id::loginsWho, tr("For whom"));
    column->Add(form.sizer(), wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(10)));
    m_onlyMissing = new wxCheckBox(this, id::loginsOnlyMissing, T(tr("Only those who have no login yet")));
    setAccessibleName(*m_onlyMissing, m_onlyMissing->GetLabelText());
    m_onlyMissing->SetValue(true);
    column->Add(m_onlyMissing, line);
    m_sum = new WrappedText(this);
    m_sum->fit(GetCharWidth() * kWidthInLetters);
    column->Add(m_sum, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(10)));
    m_sum->Hide();
    m_words = new WrappedText(this);
    m_words->fit(GetCharWidth() * kWidthInLetters);
    column->Add(m_words, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(10)));
    m_gauge = new wxGauge(this, wxID_ANY, 100);
    setAccessibleName(*m_gauge, T(tr("Progress")));
    m_gauge->Hide();
    column->Add(m_gauge, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(10)));
    column->Add(buildButtons(), wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    SetSizer(column);
    SetEscapeId(wxID_CLOSE);
    fillPupils();
    fillWho();
    m_whose->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) {
        fillWho();
        plan();
    });
    m_who->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { plan(); });
    m_onlyMissing->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { plan(); });
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { m_gauge->Pulse(); });
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& e) {
        if (!e.CanVeto() || m_work != Work::making) // the passwords that are coming are told only once
            Destroy();
        else
            e.Veto();
    });
    bindHelpKey(*this);
    readGuardians();
    read();
    Fit();
    CentreOnParent();
    m_whose->SetFocus();
}

wxSizer* LoginsDialog::buildButtons() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](int id, const std::string& label, auto act) {
        auto* b = new wxButton(this, id, wx(label));
        setAccessibleName(*b, wx(label));
        b->Bind(wxEVT_BUTTON, [act](wxCommandEvent&) { act(); });
        row->Add(b, wxSizerFlags().Border(wxLEFT, FromDIP(6)));
        return b;
    };
    m_retry = button(id::loginsRetry, tr("Try again"), [this] { read(); });
    m_make = button(id::loginsMake, tr("Save the slips…"), [this] { issue(); });
    button(wxID_CLOSE, tr("Close"), [this] { Close(); });
    m_retry->Hide();
    m_make->Disable();
    return row;
}

void LoginsDialog::fillPupils() {
    int preset = 0;
    if (m_pupils.chosen)
        m_whose->Append(wx(m_pupils.chosen->listName() + ", " + m_pupils.chosen->classUnit));
    for (const storage::ClassRow& row : m_pupils.classes) {
        const int place = m_whose->Append(wx(classLabel(row)));
        // A class is what logins are mostly made for: the one that is looked at, or that of the chosen pupil.
        const std::string wanted = !m_pupils.classUnit.empty() ? m_pupils.classUnit
                                   : m_pupils.chosen           ? m_pupils.chosen->classUnit
                                                               : std::string();
        if (row.classUnit == wanted)
            preset = place;
    }
    if (!m_pupils.inList.empty())
        m_whose->Append(
            wx(format(runtime(tr("all in the list now ({})")), model::pupilCount(m_pupils.inList.size()))));
    if (m_whose->GetCount() > 0)
        m_whose->SetSelection(preset);
}

void LoginsDialog::fillWho() {
    const int before = std::max(0, m_who->GetSelection());
    m_who->Clear();
    for (const std::string& words :
         {tr("the parents: one login for each pupil"), tr("each parent or guardian: a login of their own"),
          tr("the pupils themselves")})
        m_who->Append(wx(words));
    if (m_pupils.chosen && m_whose->GetSelection() == 0)
        for (const domain::Guardian& guardian : m_guardians)
            m_who->Append(wx(format(runtime(tr("only {}")), model::guardianLabel(guardian))));
    m_who->SetSelection(before < static_cast<int>(m_who->GetCount()) ? before : 0);
}

PortalService::Order LoginsDialog::order() const {
    PortalService::Order order;
    auto whose = static_cast<std::size_t>(std::max(0, m_whose->GetSelection()));
    if (m_pupils.chosen && whose == 0) {
        order.students.push_back(*m_pupils.chosen);
    } else {
        whose -= m_pupils.chosen ? 1 : 0;
        if (whose < m_pupils.classes.size())
            order.classUnit = m_pupils.classes[whose].classUnit;
        else
            order.students = m_pupils.inList;
    }
    switch (const int who = m_who->GetSelection()) {
    case 0:
        order.who = Who::parents;
        break;
    case 1:
        order.who = Who::guardians;
        break;
    case 2:
        order.who = Who::pupils;
        break;
    default:
        order.who = Who::guardians;
        order.guardian = m_guardians.at(static_cast<std::size_t>(who - kGroups)).id;
    }
    order.onlyMissing = m_onlyMissing->GetValue();
    order.sendFirst = false; // the synchronisation in the background does it
    return order;
}

void LoginsDialog::readGuardians() {
    if (!m_pupils.chosen)
        return;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, id = m_pupils.chosen->id] { return app::GuardianService(office).of(id); },
        [this](Result<std::vector<domain::Guardian>> found) {
            if (!found) // the groups can be chosen all the same
                return;
            m_guardians = std::move(*found);
            fillWho();
        });
}

void LoginsDialog::read() {
    if (!m_ctx.sync.joined()) {
        say(model::loginErrorWords(Error{ErrorCode::notEnrolled, "no server", {}}));
        return;
    }
    working(Work::asking);
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, tokens = m_ctx.sync.tokens()] {
            return PortalService(office, *tokens).list();
        },
        [this](Result<PortalService::Logins> logins) {
            working(Work::none);
            if (!logins)
                return failed(logins.error());
            m_logins = std::move(*logins);
            plan();
        });
}

void LoginsDialog::plan() {
    m_planning.renew();
    m_any = false;
    m_make->Disable();
    if (!m_logins)
        return;
    m_ctx.tasks.run(
        m_planning,
        [&office = m_ctx.office, tokens = m_ctx.sync.tokens(), order = order(), logins = *m_logins] {
            return PortalService(office, *tokens).plan(order, logins);
        },
        [this](Result<PortalService::Plan> plan) {
            m_sum->Show();
            m_sum->set(plan ? model::planWords(*plan) : model::loginErrorWords(plan.error()));
            m_any = plan && plan->issued > 0;
            m_make->Enable(m_any && m_work == Work::none && m_ctx.sync.mayChange());
            Layout();
            Fit();
        });
}

void LoginsDialog::issue() {
    // The name of the file says nothing of whose logins they are.
    std::string name = tr("logins");
    if (const std::string unit = order().classUnit; !unit.empty())
        name += "-" + unit;
    const auto file =
        m_ctx.dialogs.saveFile(this, tr("Slips with logins"), "PDF (*.pdf)|*.pdf", name + ".pdf");
    if (!file)
        return;
    m_file = *file;
    if (m_ctx.sync.status().summary.waiting > 0)
        send();
    else
        make();
}

void LoginsDialog::send() {
    working(Work::sending);
    m_cycles = m_ctx.sync.cyclesEnded();
    m_again = false;
    m_listening.renew();
    m_ctx.sync.listen(m_listening, [this] { sent(); });
    m_ctx.sync.syncNow();
}

void LoginsDialog::sent() {
    const int ended = m_ctx.sync.cyclesEnded() - m_cycles;
    if (ended == 0 || m_work != Work::sending)
        return;
    const sync::LoopStatus& status = m_ctx.sync.status();
    if (status.state == State::offline || status.state == State::attention) {
        m_listening.renew();
        working(Work::none);
        failed(status.error.value_or(Error{ErrorCode::serverUnreachable, "no cycle", {}}));
        return;
    }
    if (status.summary.waiting > 0 && ended < kCyclesToSend) {
        if (!std::exchange(m_again, true))
            m_ctx.sync.syncNow();
        return;
    }
    m_listening.renew();
    make();
}

void LoginsDialog::make() {
    working(Work::making);
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, tokens = m_ctx.sync.tokens(), order = order(),
         path = platform::pathFromUtf8(m_file)] {
            return PortalService(office, *tokens).issueSlips(order, path);
        },
        [this](Result<PortalService::Slips> slips) {
            working(Work::none);
            finished(slips);
        });
}

void LoginsDialog::finished(const Result<PortalService::Slips>& slips) {
    if (!slips)
        return failed(slips.error());
    if (slips->lost) { // what the server told before holds no more
        m_logins.reset();
        m_any = false;
        m_make->Disable();
        m_onlyMissing->SetValue(false);
        m_retry->Show();
        return say(model::lostWords(*slips->lost));
    }
    if (onIssued)
        onIssued(*slips, m_file);
    Destroy();
}

void LoginsDialog::failed(const Error& error) {
    m_retry->Show(!m_logins);
    say(model::loginErrorWords(error));
}

void LoginsDialog::working(Work work) {
    m_work = work;
    const bool on = work != Work::none;
    for (wxWindow* field : std::initializer_list<wxWindow*>{m_whose, m_who, m_onlyMissing})
        field->Enable(!on || work == Work::asking);
    m_make->Enable(!on && m_any && m_ctx.sync.mayChange());
    m_gauge->Show(on);
    if (on)
        m_timer.Start(kPulseMs);
    else
        m_timer.Stop();
    if (on)
        m_retry->Hide();
    switch (work) {
    case Work::none:
        return say({});
    case Work::asking:
        return say(tr("Asking the server which logins there are…"));
    case Work::sending:
        return say(tr("Sending this computer's changes to the server first…"));
    case Work::making:
        return say(tr("The server is making the logins…"));
    }
}

void LoginsDialog::say(const std::string& words) {
    m_words->set(words);
    m_words->Show(!words.empty());
    Layout();
    Fit();
}

} // namespace esek::ui

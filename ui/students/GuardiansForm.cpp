#include "ui/students/GuardiansForm.h"

#include "app/GuardianService.h"
#include "base/Describe.h"
#include "base/Text.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/HelpPage.h"
#include "ui/students/StudentIds.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/listbox.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

namespace {

std::string lineOf(const domain::Guardian& g) {
    return g.name + " (" + domain::label(g.relation) + ")" + (g.email.empty() ? "" : ", " + g.email);
}

} // namespace

GuardiansForm::GuardiansForm(wxWindow* parent, UiContext& ctx) : wxScrolledWindow(parent), m_ctx(ctx) {
    setHelpPage(*this, "uczniowie.html#rodzice");
    SetScrollRate(0, FromDIP(16));
    setAccessibleName(*this, T(tr("Parents and guardians")));
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* heading = new wxStaticText(this, wxID_ANY, T(tr("Parents and guardians")));
    makeHeading(heading);
    column->Add(heading, wxSizerFlags().Border(wxALL, FromDIP(12)));
    m_pupil = new wxStaticText(this, wxID_ANY, {});
    column->Add(m_pupil, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    m_list = new wxListBox(this, id::guardiansList, wxDefaultPosition, FromDIP(wxSize(-1, 96)));
    setAccessibleName(*m_list, T(tr("Parents and guardians")));
    column->Add(m_list, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    Form form(this);
    m_name = form.text(id::guardiansName, tr("First name and surname")).text;
    const auto email = form.text(id::guardiansEmail, tr("E-mail"));
    m_email = email.text;
    setHint(email.hint, tr("need not be given"), false);
    m_relation = form.choice(id::guardiansRelation, tr("Who it is"));
    for (const auto relation : domain::allGuardianRelations())
        m_relation->Append(wx(domain::label(relation)));
    m_hint = form.note();
    column->Add(form.sizer(), wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    const auto button = [&](int id, const std::string& label) {
        auto* b = new wxButton(this, id, wx(label));
        column->Add(b, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(12)));
        return b;
    };
    m_save = button(id::guardiansSave, tr("Save the person"));
    m_remove = button(id::guardiansRemove, tr("Remove the person…"));
    auto* close = button(id::guardiansClose, tr("Back to the pupil"));
    SetSizer(column);
    m_list->Bind(wxEVT_LISTBOX, [this](wxCommandEvent& e) {
        if (mayLeave())
            show(e.GetSelection());
        else
            m_list->SetSelection(indexOfShown());
    });
    m_save->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(); });
    m_remove->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { remove(); });
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (mayLeave() && onClose)
            onClose();
    });
}

void GuardiansForm::start(const domain::Student& student) {
    m_scope.renew(); // what another pupil's form was doing tells nothing here
    enableFields(true);
    m_student = student.id;
    m_whose = student.listName() + ", " + student.classUnit;
    m_pupil->SetLabelText(wx(m_whose));
    m_pupil->Wrap(GetClientSize().x - FromDIP(24));
    growPage(this);
    m_guardians.clear();
    m_list->Clear();
    show(wxNOT_FOUND);
    load({});
    m_list->SetFocus();
}

void GuardiansForm::load(const domain::GuardianId& chosen) {
    m_reading.renew();
    m_ctx.tasks.run(
        m_reading, [&office = m_ctx.office, id = m_student] { return app::GuardianService(office).of(id); },
        [this, chosen](Result<std::vector<domain::Guardian>> found) {
            if (!found) {
                say(describe(found.error()), true);
                return;
            }
            m_guardians = std::move(*found);
            m_list->Clear();
            int index = static_cast<int>(m_guardians.size());
            for (std::size_t i = 0; i < m_guardians.size(); ++i) {
                m_list->Append(wx(lineOf(m_guardians[i])));
                if (m_guardians[i].id == chosen)
                    index = static_cast<int>(i);
            }
            m_list->Append(T(tr("Add another person")));
            m_list->SetSelection(index);
            if (!changed())
                show(index);
        });
}

/// The last line of the list, and no line, stand for a new person.
void GuardiansForm::show(int index) {
    const bool known = index >= 0 && static_cast<std::size_t>(index) < m_guardians.size();
    m_shown = known ? m_guardians[static_cast<std::size_t>(index)] : domain::Guardian{};
    m_shown.student = m_student;
    m_name->ChangeValue(wx(m_shown.name));
    m_email->ChangeValue(wx(m_shown.email));
    const auto& all = domain::allGuardianRelations();
    m_relation->SetSelection(
        static_cast<int>(std::find(all.begin(), all.end(), m_shown.relation) - all.begin()));
    m_remove->Enable(known && m_ctx.sync.mayChange());
    say({}, false);
}

domain::Guardian GuardiansForm::typed() const {
    domain::Guardian guardian = m_shown;
    guardian.name = squeeze(utf8(m_name->GetValue()));
    guardian.email = squeeze(utf8(m_email->GetValue()));
    guardian.relation =
        domain::allGuardianRelations().at(static_cast<std::size_t>(m_relation->GetSelection()));
    return guardian;
}

bool GuardiansForm::changed() const {
    return IsShown() && m_relation->GetSelection() != wxNOT_FOUND && !(typed() == m_shown);
}

void GuardiansForm::discard() {
    show(wxNOT_FOUND);
    if (onClose)
        onClose();
}

template <class Work>
void GuardiansForm::run(Work work) {
    enableFields(false); // what is typed meanwhile would be lost
    m_ctx.tasks.run(m_scope, std::move(work), [this](Result<domain::GuardianId> done) {
        enableFields(true);
        if (!done) {
            say(describe(done.error()), true);
            return;
        }
        show(wxNOT_FOUND);
        load(*done);
        m_list->SetFocus();
    });
}

void GuardiansForm::save() {
    run([&office = m_ctx.office, guardian = typed()] { return app::GuardianService(office).save(guardian); });
}

void GuardiansForm::remove() {
    if (!m_ctx.dialogs.confirm(
            this, tr("Parents and guardians"),
            tr("Remove this person from the pupil's data? Their login to the families' panel "
               "ends as well."),
            tr("Remove")))
        return;
    run([&office = m_ctx.office, guardian = m_shown]() -> Result<domain::GuardianId> {
        const auto done = app::GuardianService(office).remove(guardian);
        return done ? Result<domain::GuardianId>(domain::GuardianId{}) : done.error();
    });
}

bool GuardiansForm::mayLeave() {
    return !changed() ||
           m_ctx.dialogs.confirm(this, tr("Parents and guardians"),
                                 tr("What you typed about this person is not saved. Throw it away?"),
                                 tr("Throw away"));
}

void GuardiansForm::enableFields(bool enabled) {
    for (wxWindow* field : std::initializer_list<wxWindow*>{m_list, m_name, m_email, m_relation})
        field->Enable(enabled);
    m_save->Enable(enabled && m_ctx.sync.mayChange());
    m_remove->Enable(enabled && m_shown.id != domain::GuardianId{} && m_ctx.sync.mayChange());
}

/// Its line in the list; that for a new person when it is one.
int GuardiansForm::indexOfShown() const {
    const auto at = std::ranges::find(m_guardians, m_shown.id, &domain::Guardian::id);
    return static_cast<int>(at - m_guardians.begin());
}

void GuardiansForm::say(const std::string& words, bool complaint) {
    setHint(m_hint, words, complaint);
}

} // namespace esek::ui

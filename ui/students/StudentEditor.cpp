#include "ui/students/StudentEditor.h"

#include "app/StudentService.h"
#include "ui/Ids.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NoticeBar.h"
#include "ui/help/HelpPage.h"
#include "ui/model/SchoolForm.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

using model::StudentForm;

StudentEditor::StudentEditor(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice) {
    setHelpPage(*this, "uczniowie.html#dane");
    setAccessibleName(*this, T(tr("Pupil's data")));
    SetSizer(new wxBoxSizer(wxVERTICAL));
    makeFields();
    makeButtons();

    Bind(wxEVT_TEXT, [this](wxCommandEvent& e) {
        e.Skip();
        if (!m_filling)
            check();
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_ESCAPE)
            leave();
        else if (e.GetKeyCode() == WXK_RETURN && dynamic_cast<wxTextCtrl*>(FindFocus()))
            save({});
        else
            e.Skip();
    });
    m_known = m_ctx.unsaved.add({[this] { return what(); }, [this] { return changed(); },
                                 [this](std::function<void(bool)> done) { save(std::move(done)); },
                                 [this] {
                                     m_filled = this->form();
                                     if (onCancel)
                                         onCancel();
                                 }});
}

void StudentEditor::makeFields() {
    m_fields = new wxScrolledWindow(this);
    setAccessibleName(*m_fields, T(tr("Pupil's data")));
    m_fields->SetScrollRate(0, FromDIP(16)); // the fields keep to the width of the pane
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_heading = new wxStaticText(m_fields, wxID_ANY, T(tr("Pupil's data")));
    makeHeading(m_heading);
    column->Add(m_heading, wxSizerFlags().Border(wxALL, FromDIP(12)));
    Form form(m_fields);
    m_surname = form.text(id::formSurname, tr("Surname"));
    m_given = form.text(id::formGivenNames, tr("Given names"));
    m_class = form.text(id::formClass, tr("Class"));
    m_register = form.text(id::formRegister, tr("Register no."));
    m_birth = form.text(id::formBirth, tr("Birth date"));
    m_pesel = form.text(id::formPesel, tr("PESEL"));
    m_docKind = form.text(id::formDocKind, tr("Other document"));
    m_docNumber = form.text(id::formDocNumber, tr("Document number"));
    m_cardType = form.choice(id::formCardType, tr("Card"));
    m_cardType->Append(T(tr("as the whole school")));
    for (const auto& type : model::cardTypes())
        m_cardType->Append(wx(model::cardTypeTitle(type)));
    column->Add(form.sizer(), wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    m_noCard = new wxCheckBox(m_fields, id::formNoCard, T(tr("Needs no card")));
    m_left = new wxCheckBox(m_fields, id::formLeft, T(tr("Has left the school")));
    column->Add(m_noCard, wxSizerFlags().Border(wxALL, FromDIP(12)));
    column->Add(m_left, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    auto* heading = new wxStaticText(m_fields, wxID_ANY, T(tr("Exceptions from the photo rules")));
    makeHeading(heading, 1.0);
    column->Add(heading, wxSizerFlags().Border(wxLEFT | wxRIGHT, FromDIP(12)));
    Form exceptions(m_fields);
    for (const auto kind : domain::allPhotoExceptionKinds())
        m_exceptions[kind] =
            exceptions.text(id::formException + static_cast<int>(kind), model::exceptionTitle(kind)).text;
    m_exceptionsNote = exceptions.note();
    column->Add(exceptions.sizer(), wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));
    m_fields->SetSizer(column);
    GetSizer()->Add(m_fields, wxSizerFlags(1).Expand());
}

void StudentEditor::makeButtons() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_save = new wxButton(this, id::studentsSave, T(tr("Save")));
    setAccessibleName(*m_save, T(tr("Save")));
    m_save->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save({}); });
    auto* cancel = new wxButton(this, id::studentsCancel, T(tr("Cancel")));
    setAccessibleName(*cancel, T(tr("Cancel")));
    cancel->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { leave(); });
    row->Add(m_save, wxSizerFlags().Border(wxRIGHT, FromDIP(8)));
    row->Add(cancel);
    GetSizer()->Add(row, wxSizerFlags().Border(wxALL, FromDIP(12)));
}

bool StudentEditor::changed() const {
    return IsShown() && form() != m_filled;
}

std::string StudentEditor::what() const {
    const std::string name = m_base.listName();
    return m_base.id.isNil() ? tr("New pupil") : tr("Pupil's data") + ": " + name;
}

void StudentEditor::leave() {
    m_ctx.unsaved.leave(this, UnsavedChanges::Leaving::form, [this] {
        if (onCancel)
            onCancel();
    });
}

void StudentEditor::edit(const domain::Student& student, bool isNew) {
    m_base = student;
    m_filling = true;
    m_tried = false;
    const StudentForm f = StudentForm::of(student);
    m_heading->SetLabelText(T(isNew ? tr("New pupil") : tr("Pupil's data")));
    m_surname.text->ChangeValue(wx(f.surname));
    m_given.text->ChangeValue(wx(f.givenNames));
    m_class.text->ChangeValue(wx(f.classUnit));
    m_register.text->ChangeValue(wx(f.registerNumber));
    m_birth.text->ChangeValue(wx(f.birthDate));
    m_pesel.text->ChangeValue(wx(f.pesel));
    m_docKind.text->ChangeValue(wx(f.documentKind));
    m_docNumber.text->ChangeValue(wx(f.documentNumber));
    m_cardType->SetSelection(0);
    for (std::size_t i = 0; i < model::cardTypes().size(); ++i)
        if (model::cardTypes()[i] == f.cardType)
            m_cardType->SetSelection(static_cast<int>(i) + 1);
    m_noCard->SetValue(f.needsNoCard);
    m_left->SetValue(f.left);
    for (const auto& [kind, text] : m_exceptions) {
        const auto it = f.exceptions.find(kind);
        text->ChangeValue(wx(it == f.exceptions.end() ? std::string() : it->second));
    }
    setHint(m_exceptionsNote,
            tr("Type the reason, e.g. a certificate; empty: no exception. Sensitive data: shown only here "
               "and beside the photo."),
            false);
    m_filling = false;
    m_filled = form();
    check();
    m_fields->FitInside();
    m_surname.text->SetFocus();
}

StudentForm StudentEditor::form() const {
    StudentForm f;
    f.surname = utf8(m_surname.text->GetValue());
    f.givenNames = utf8(m_given.text->GetValue());
    f.classUnit = utf8(m_class.text->GetValue());
    f.registerNumber = utf8(m_register.text->GetValue());
    f.birthDate = utf8(m_birth.text->GetValue());
    f.pesel = utf8(m_pesel.text->GetValue());
    f.documentKind = utf8(m_docKind.text->GetValue());
    f.documentNumber = utf8(m_docNumber.text->GetValue());
    if (const int i = m_cardType->GetSelection(); i > 0)
        f.cardType = model::cardTypes()[static_cast<std::size_t>(i) - 1];
    f.needsNoCard = m_noCard->GetValue();
    f.left = m_left->GetValue();
    for (const auto& [kind, text] : m_exceptions)
        f.exceptions[kind] = utf8(text->GetValue());
    return f;
}

void StudentEditor::check() {
    using F = StudentForm::Field;
    const StudentForm f = form();
    const auto checked = f.check(m_base, m_ctx.office.clock().today());
    const auto say = [&checked](wxStaticText* where, F field, bool also) {
        if (const auto it = checked.problems.find(field); it != checked.problems.end() && also)
            setHint(where, it->second, true);
        else if (const auto hint = checked.hints.find(field); hint != checked.hints.end())
            setHint(where, hint->second, false);
        else
            setHint(where, {}, false);
    };
    say(m_surname.hint, F::surname, m_tried);
    say(m_given.hint, F::givenNames, m_tried);
    say(m_birth.hint, F::birthDate, m_tried || f.birthDate.size() >= 10);
    say(m_docNumber.hint, F::document, m_tried);
    const auto pesel = model::peselHint(f.pesel);
    if (pesel.words.empty())
        say(m_pesel.hint, F::pesel, false);
    else
        setHint(m_pesel.hint, pesel.words, pesel.complaint || (m_tried && checked.problems.count(F::pesel)));
    m_fields->FitInside();
}

void StudentEditor::save(std::function<void(bool)> done) {
    m_tried = true;
    check();
    auto checked = form().check(m_base, m_ctx.office.clock().today());
    if (!checked.student) {
        using F = StudentForm::Field;
        if (const auto other = checked.problems.find(F::other); other != checked.problems.end())
            m_notice.bad(other->second);
        const std::pair<F, wxTextCtrl*> order[] = {{F::surname, m_surname.text},
                                                   {F::givenNames, m_given.text},
                                                   {F::birthDate, m_birth.text},
                                                   {F::pesel, m_pesel.text},
                                                   {F::document, m_docNumber.text}};
        for (const auto& [field, text] : order) {
            if (checked.problems.count(field)) {
                text->SetFocus();
                break;
            }
        }
        if (done)
            done(false);
        return;
    }
    m_save->Disable();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, s = std::move(*checked.student), seen = m_base] {
            return app::StudentService(office).save(s, &seen);
        },
        [this, done = std::move(done)](Result<domain::StudentId> saved) {
            m_save->Enable();
            if (saved) {
                m_notice.dismiss();
                m_filled = form();
                if (onSaved)
                    onSaved(*saved);
            } else {
                m_notice.error(saved.error());
            }
            if (done)
                done(saved.ok());
        });
}

} // namespace esek::ui

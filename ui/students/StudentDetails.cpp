#include "ui/students/StudentDetails.h"

#include "app/DataCopy.h"
#include "app/ReviewService.h"
#include "app/ScreenPictures.h"
#include "app/StudentService.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/ButtonMenu.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/Pictures.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/dialogs/SavedFile.h"
#include "ui/students/DeletionForm.h"
#include "ui/students/GuardiansForm.h"
#include "ui/students/StatusIcons.h"
#include "ui/students/StoryDialog.h"
#include "ui/students/StudentEditor.h"
#include "ui/students/StudentIds.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>

namespace esek::ui {

namespace {
constexpr int kPhotoWidth = 133; // 19:26 as on the card
constexpr int kPhotoHeight = 182;
} // namespace

StudentDetails::StudentDetails(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxSimplebook(parent), m_ctx(ctx), m_notice(notice) {
    setAccessibleName(*this, T(tr("The chosen pupil")));
    auto* empty = new wxPanel(this);
    auto* words = new wxStaticText(empty, wxID_ANY, T(tr("Choose a pupil from the list.")));
    makeMuted(words);
    auto* middle = new wxBoxSizer(wxVERTICAL);
    middle->AddStretchSpacer();
    middle->Add(words, wxSizerFlags().Center());
    middle->AddStretchSpacer();
    empty->SetSizer(middle);
    AddPage(empty, {});

    m_card = new wxScrolledWindow(this);
    m_card->SetScrollRate(FromDIP(16), FromDIP(16));
    buildCard(m_card);
    AddPage(m_card, {});

    m_editor = new StudentEditor(this, m_ctx, m_notice);
    m_editor->onSaved = [this](const domain::StudentId& id) {
        SetSelection(1);
        if (onSaved)
            onSaved(id);
    };
    m_editor->onCancel = [this] {
        m_notice.dismiss();
        SetSelection(m_has ? 1 : 0);
    };
    AddPage(m_editor, {});

    m_deletion = new DeletionForm(this);
    m_deletion->onCancel = [this] { SetSelection(m_has ? 1 : 0); };
    m_deletion->onSave = [this](const domain::Actor& by, const std::string& reason) {
        requestDeletion(by, reason);
    };
    AddPage(m_deletion, {});
    m_known =
        m_ctx.unsaved.add({[this] { return tr("Request to delete the photo") + ": " + m_deletion->pupil(); },
                           [this] { return m_deletion->changed(); },
                           {},
                           [this] { m_deletion->discard(); }});

    m_guardiansForm = new GuardiansForm(this, m_ctx);
    m_guardiansForm->onClose = [this] { SetSelection(m_has ? 1 : 0); };
    AddPage(m_guardiansForm, {});
    m_knownGuardians =
        m_ctx.unsaved.add({[this] { return tr("Parents and guardians") + ": " + m_guardiansForm->pupil(); },
                           [this] { return m_guardiansForm->changed(); },
                           {},
                           [this] { m_guardiansForm->discard(); }});
}

wxStaticText* StudentDetails::value(wxWindow* page, wxFlexGridSizer* grid, const std::string& label) {
    auto* words = new wxStaticText(page, wxID_ANY, wx(label));
    makeMuted(words);
    grid->Add(words);
    auto* text = new wxStaticText(page, wxID_ANY, {});
    grid->Add(text, wxSizerFlags().Expand());
    return text;
}

void StudentDetails::buildCard(wxWindow* page) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    m_name = new wxStaticText(page, wxID_ANY, {});
    makeHeading(m_name, 1.2);
    column->Add(m_name, wxSizerFlags().Expand().Border(wxALL, FromDIP(12)));

    m_photo = new wxStaticBitmap(page, wxID_ANY, wxBitmapBundle());
    setAccessibleName(*m_photo, T(tr("Photo")));
    m_photo->SetMinSize(FromDIP(wxSize(kPhotoWidth, kPhotoHeight)));
    column->Add(m_photo, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    auto* status = new wxBoxSizer(wxHORIZONTAL);
    m_photoIcon = new wxStaticBitmap(page, wxID_ANY, statusIcon(domain::PhotoStatus::none, 20));
    m_photoText = new wxStaticText(page, wxID_ANY, {});
    status->Add(m_photoIcon, wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(6)));
    status->Add(m_photoText, wxSizerFlags().CenterVertical());
    column->Add(status, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));
    m_photoNote = new wxStaticText(page, wxID_ANY, {});
    makeMuted(m_photoNote);
    column->Add(m_photoNote, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));

    auto* grid = new wxFlexGridSizer(2, FromDIP(6), FromDIP(12));
    grid->AddGrowableCol(1);
    m_class = value(page, grid, tr("Class"));
    m_register = value(page, grid, tr("Register no."));
    m_birth = value(page, grid, tr("Birth date"));
    m_pesel = value(page, grid, tr("PESEL or document"));
    m_cardNo = value(page, grid, tr("Card no."));
    column->Add(grid, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(12)));

    const auto button = [&](int id, const std::string& label, const char* iconName) {
        auto* b = new wxButton(page, id, wx(label), wxDefaultPosition, wxDefaultSize, wxBU_LEFT);
        b->SetBitmap(icon(iconName, 16));
        setAccessibleName(*b, wx(label));
        column->Add(b, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(8)));
        return b;
    };
    m_edit = button(id::studentsEdit, tr("Edit the data"), "edit");
    m_edit->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { edit(); });
    m_guardians = button(id::studentsGuardians, tr("Parents and guardians…"), "edit");
    m_guardians->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        SetSelection(4);
        m_guardiansForm->start(m_row.student);
    });
    m_addPhoto = button(id::studentsAddPhoto, tr("Add a photo…"), "add");
    m_addPhoto->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { addPhoto(); });
    m_acceptNow = new wxCheckBox(page, wxID_ANY, T(tr("accept it at once")));
    column->Add(m_acceptNow, wxSizerFlags().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(8)));
    m_deletePhoto =
        button(id::studentsDeletePhoto, tr("Record a request to delete the photo…"), "status-deletion");
    m_deletePhoto->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        m_deletion->start(m_row.student.listName() + ", " + m_row.student.classUnit);
        SetSelection(3);
    });
    m_dataCopy = button(id::studentsDataCopy, tr("Copy of the data…"), "folder");
    m_dataCopy->SetToolTip(T(tr("Everything that the office holds about this pupil, for a parent who asks "
                                "for it (GDPR, article 15): a document, the photos, a file for programs.")));
    m_dataCopy->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { copyData(); });
    m_story = button(id::studentsStory, tr("The whole story…"), "info");
    m_story->SetToolTip(
        T(tr("Photos, decisions, cards, marks and messages of this pupil, day by day, to read "
             "or to print.")));
    m_story->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { tellStory(); });
    m_noCard = new wxCheckBox(page, id::studentsNoCard, T(tr("Needs no card")));
    m_noCard->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent& e) { toggleNoCard(e.IsChecked()); });
    column->Add(m_noCard, wxSizerFlags().Border(wxALL, FromDIP(8)));
    page->SetSizer(column);
}

void StudentDetails::clear() {
    m_has = false;
    if (!editing())
        SetSelection(0);
}

void StudentDetails::showStudent(const storage::StudentRow& row) {
    const bool other = !m_has || row.student.id != m_row.student.id;
    // Choosing someone else ends the edit; a list read anew does not.
    if (editing() && !other)
        return;
    m_row = row;
    m_has = true;
    const domain::Student& s = row.student;
    const int room = GetClientSize().x - FromDIP(40);
    std::string surname = s.surname;
    if (m_name->GetTextExtent(wx(surname)).x > room) {
        if (const auto hyphen = surname.find('-'); hyphen != std::string::npos)
            surname.insert(hyphen + 1, "\n");
    }
    m_name->SetLabelText(wx(surname + "\n" + s.givenNames));
    m_name->Wrap(room);
    m_class->SetLabelText(wx(s.classUnit.empty() ? "–" : s.classUnit));
    m_register->SetLabelText(wx(s.registerNumber.empty() ? "–" : s.registerNumber));
    m_birth->SetLabelText(wx(s.birthDate ? toPolish(*s.birthDate) : "–"));
    m_pesel->SetLabelText(wx(s.pesel      ? s.pesel->text()
                             : s.document ? s.document->kind + " " + s.document->number
                                          : tr("missing")));
    m_cardNo->SetLabelText(wx(
        row.cardNumber.empty()
            ? std::string("–")
            : row.cardNumber + (row.cardState ? " (" + domain::label(*row.cardState) + ")" : std::string())));
    m_photoText->SetLabelText(wx(domain::officeLabel(row.photoStatus)));
    m_photoIcon->SetBitmap(statusIcon(row.photoStatus, 20));
    m_noCard->SetValue(s.needsNoCard);
    const bool mayChange = m_ctx.sync.mayChange();
    for (wxWindow* w : {static_cast<wxWindow*>(m_edit), static_cast<wxWindow*>(m_addPhoto),
                        static_cast<wxWindow*>(m_acceptNow), static_cast<wxWindow*>(m_noCard)})
        w->Enable(mayChange);
    m_deletePhoto->Enable(mayChange && (row.photoStatus == domain::PhotoStatus::accepted ||
                                        row.photoStatus == domain::PhotoStatus::changeRequested));
    m_photoNote->Hide();
    SetSelection(1);
    m_card->FitInside();
    m_card->Layout();
    loadPhoto();
}

void StudentDetails::loadPhoto() {
    m_photoScope.renew();
    const wxSize size = FromDIP(wxSize(kPhotoWidth, kPhotoHeight));
    struct Loaded {
        std::optional<imaging::Image> image;
        std::string note;
    };
    m_ctx.tasks.run(
        m_photoScope,
        [&office = m_ctx.office, id = m_row.student.id, size] {
            return guarded([&] {
                Loaded loaded;
                const domain::PhotoFile file = office.replica().photos().file(id).value();
                const domain::Photo* photo = file.accepted();
                if (!photo)
                    photo = file.proposed();
                if (const auto* rejected = std::get_if<domain::RejectedPhoto>(&file.state)) {
                    photo = &rejected->photo;
                    std::vector<std::string> reasons;
                    for (const auto r : rejected->rejection.reasons)
                        reasons.push_back(domain::label(r));
                    loaded.note = join(reasons, ", ");
                    if (!rejected->rejection.note.empty())
                        loaded.note += ": " + rejected->rejection.note;
                }
                if (photo)
                    loaded.image = app::ScreenPictures(office)
                                       .thumbnail(photo->blob, photo->crop, size.x, size.y)
                                       .value();
                return loaded;
            });
        },
        [this, size](Result<Loaded> loaded) {
            if (!loaded) {
                m_photo->SetBitmap(placeholder(size));
                return;
            }
            m_photo->SetBitmap(loaded->image ? toBitmap(*loaded->image) : placeholder(size));
            m_photoNote->SetLabelText(wx(loaded->note));
            m_photoNote->Show(!loaded->note.empty());
            m_photoNote->Wrap(m_card->GetClientSize().x - FromDIP(24));
            m_card->FitInside();
            m_card->Layout();
        });
}

void StudentDetails::popUp(wxWindow& over) {
    if (m_has && !editing())
        popUpButtons(over, {m_edit, m_guardians, m_addPhoto, m_deletePhoto, m_story, m_dataCopy});
}

void StudentDetails::edit() {
    if (!m_has || !m_ctx.sync.mayChange())
        return;
    SetSelection(2);
    m_editor->edit(m_row.student, false);
}

void StudentDetails::startNew(const std::string& classUnit) {
    m_has = false;
    domain::Student student;
    student.classUnit = classUnit;
    SetSelection(2);
    m_editor->edit(student, true);
}

void StudentDetails::addPhoto() {
    // The list may be read anew while the question is open, and another pupil may be shown then.
    const domain::StudentId student = m_row.student.id;
    const bool accept = m_acceptNow->GetValue();
    const auto file =
        m_ctx.dialogs.openFile(this, tr("Photo of the pupil"),
                               tr("Pictures") + " (*.jpg, *.png, *.tif)|*.jpg;*.jpeg;*.JPG;*.JPEG;*.png;"
                                                "*.PNG;*.tif;*.tiff;*.TIF;*.TIFF");
    if (file)
        submitPhoto(student, *file, accept);
}

void StudentDetails::offerPhoto(const std::string& file) {
    if (!m_has || editing() || !m_ctx.sync.mayChange())
        return;
    const domain::StudentId student = m_row.student.id;
    const bool accept = m_acceptNow->GetValue();
    const std::string question =
        format(fmt::runtime(tr("Add the photo {file} to {pupil}?")),
               fmt::arg("file", platform::toUtf8(platform::pathFromUtf8(file).filename())),
               fmt::arg("pupil", m_row.student.listName() + ", " + m_row.student.classUnit));
    if (m_ctx.dialogs.confirm(this, tr("Photo of the pupil"), question, tr("Add the photo")))
        submitPhoto(student, file, accept);
}

void StudentDetails::submitPhoto(const domain::StudentId& student, const std::string& file, bool accept) {
    m_addPhoto->Disable();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, id = student, path = platform::pathFromUtf8(file),
         accept]() -> Result<domain::StudentId> {
            const auto bytes = platform::readFile(path, std::uint64_t{256} << 20);
            if (!bytes)
                return bytes.error();
            const auto done =
                app::ReviewService(office).submit(id, *bytes, platform::toUtf8(path.filename()),
                                                  domain::PhotoChannel::office, office.clerk(), accept);
            if (!done)
                return done.error();
            return id;
        },
        [this](Result<domain::StudentId> result) {
            m_addPhoto->Enable();
            finished(result);
        });
}

void StudentDetails::requestDeletion(const domain::Actor& by, const std::string& reason) {
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, id = m_row.student.id, by, reason]() -> Result<domain::StudentId> {
            const auto done = app::ReviewService(office).requestDeletion(id, by, reason);
            if (!done)
                return done.error();
            return id;
        },
        [this](Result<domain::StudentId> result) {
            SetSelection(1);
            finished(result);
        });
}

void StudentDetails::copyData() {
    const domain::StudentId student = m_row.student.id; // another pupil may be shown after the question
    const auto parent = m_ctx.dialogs.openFolder(this, tr("Where to put the folder with the copy"));
    if (!parent)
        return;
    m_dataCopy->Disable();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, id = student, parent = platform::pathFromUtf8(*parent)] {
            return app::DataCopy(office).writeInto(id, parent);
        },
        [this](Result<app::DataCopy::Written> written) {
            m_dataCopy->Enable();
            if (!written)
                return m_notice.error(written.error());
            const std::string folder = platform::toUtf8(written->folder);
            std::string words = format(fmt::runtime(tr("The copy is in the folder {}.")), folder);
            if (written->missingPhotos > 0)
                words += " " + format(fmt::runtime(trn("{0} photo is not on this computer and therefore not "
                                                       "in the copy. Synchronise first.",
                                                       "{0} photos are not on this computer and therefore "
                                                       "not in the copy. Synchronise first.",
                                                       written->missingPhotos)),
                                      written->missingPhotos);
            m_notice.info(words,
                          {openAction(m_ctx, m_notice, platform::toUtf8(written->folder / "dane.pdf"))});
        });
}

void StudentDetails::tellStory() {
    if (m_has)
        (new StoryDialog(this, m_ctx, m_row.student))->Show();
}

void StudentDetails::toggleNoCard(bool needsNone) {
    domain::Student student = m_row.student;
    student.needsNoCard = needsNone;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, student, seen = m_row.student] {
            return app::StudentService(office).save(student, &seen);
        },
        [this](Result<domain::StudentId> result) {
            if (!result)
                m_noCard->SetValue(m_row.student.needsNoCard);
            finished(result);
        });
}

void StudentDetails::finished(const Result<domain::StudentId>& result) {
    if (!result) {
        m_notice.error(result.error());
        return;
    }
    m_notice.dismiss();
    if (onSaved)
        onSaved(*result);
}

} // namespace esek::ui

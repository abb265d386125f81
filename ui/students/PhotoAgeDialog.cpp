#include "ui/students/PhotoAgeDialog.h"

#include "app/ScreenPictures.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/NumberField.h"
#include "ui/controls/PhotoCanvas.h"
#include "ui/controls/VirtualList.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/DialogHelp.h"
#include "ui/help/HelpPage.h"
#include "ui/students/StudentIds.h"
#include "ui/sync/SyncCenter.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/display.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

namespace esek::ui {

using app::PhotoAge;

namespace {

constexpr int kWidthInLetters = 96;
constexpr int kListInLines = 14;
constexpr int kPhotoInLetters = 24;
constexpr double kMostYears = 20;

} // namespace

PhotoAgeDialog::PhotoAgeDialog(wxWindow* parent, UiContext& ctx)
    : wxDialog(parent, wxID_ANY, T(tr("Age of the photos")), wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      m_ctx(ctx) {
    setHelpPage(*this, "uczniowie.html#wiek");
    build();
    SetEscapeId(wxID_CLOSE);
    Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent&) { Destroy(); });
    bindHelpKey(*this);
    read();
}

void PhotoAgeDialog::build() {
    auto* column = new wxBoxSizer(wxVERTICAL);
    const wxSize screen = wxDisplay(this).GetClientArea().GetSize();
    const int width = std::min(GetCharWidth() * kWidthInLetters, screen.x * 9 / 10);
    m_words = new WrappedText(this);
    m_words->fit(width);
    column->Add(m_words, wxSizerFlags().Expand().Border(wxALL, FromDIP(10)));
    column->Add(buildFilters(), wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(10)));
    auto* middle = new wxBoxSizer(wxHORIZONTAL);
    m_list = new VirtualList(this, id::agesList, tr("Accepted photos"),
                             {{tr("Pupil"), 200},
                              {tr("Class"), 60, wxLIST_FORMAT_LEFT, model::ColumnNeed::Kind::whole},
                              {tr("Sent"), 90, wxLIST_FORMAT_LEFT, model::ColumnNeed::Kind::whole},
                              {tr("Age"), 130},
                              {tr("Photo"), 150, wxLIST_FORMAT_LEFT, model::ColumnNeed::Kind::optional}});
    m_list->fillWidth();
    m_list->setSource([this](long row, long column_) {
        const PhotoAge::Item& item = m_shown[static_cast<std::size_t>(row)];
        switch (column_) {
        case 0:
            return item.name;
        case 1:
            return item.classUnit;
        case 2:
            return toPolish(item.sent);
        case 3:
            return app::ageText(item.months);
        default:
            return domain::officeLabel(item.status);
        }
    });
    m_list->onChosen = [this] { selected(); };
    m_list->SetMinSize(wxSize(width - GetCharWidth() * kPhotoInLetters,
                              std::min(GetCharHeight() * kListInLines, screen.y * 2 / 5)));
    middle->Add(m_list, wxSizerFlags(1).Expand());
    m_photo = new PhotoCanvas(this, wxID_ANY);
    setAccessibleName(*m_photo, T(tr("Accepted photo of the pupil")));
    m_photo->SetMinSize(wxSize(GetCharWidth() * kPhotoInLetters, -1));
    middle->Add(m_photo, wxSizerFlags().Expand().Border(wxLEFT, FromDIP(8)));
    column->Add(middle, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT, FromDIP(10)));
    auto* note = new wxBoxSizer(wxHORIZONTAL);
    note->Add(new wxStaticText(this, wxID_ANY, T(tr("Note for the family"))),
              wxSizerFlags().CenterVertical().Border(wxRIGHT, FromDIP(8)));
    m_note = new wxTextCtrl(this, id::agesNote);
    setAccessibleName(*m_note, T(tr("Note for the family")));
    m_note->SetMinSize(wxSize(-1, GetCharHeight() * 17 / 10));
    note->Add(m_note, wxSizerFlags(1).CenterVertical());
    column->Add(note, wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(10)));
    column->Add(buildButtons(), wxSizerFlags().Right().Border(wxALL, FromDIP(10)));
    SetSizerAndFit(column);
    CentreOnParent();
}

wxSizer* PhotoAgeDialog::buildFilters() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_class = new wxChoice(this, id::agesClass);
    m_class->Append(T(tr("All classes")));
    m_class->SetSelection(0);
    setAccessibleName(*m_class, T(tr("Class")));
    m_class->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { filter(); });
    row->Add(m_class, wxSizerFlags(1).CenterVertical());
    row->Add(new wxStaticText(this, wxID_ANY, T(tr("Sent more than (years ago)"))),
             wxSizerFlags().CenterVertical().Border(wxLEFT | wxRIGHT, FromDIP(8)));
    m_years = new NumberField(this, id::agesYears, tr("Sent more than (years ago)"), {0, kMostYears, 1}, 0);
    m_years->onChange = [this](double) { filter(); };
    m_years->onBad = [this](const std::string& complaint) { say(complaint); };
    row->Add(m_years, wxSizerFlags().CenterVertical());
    return row;
}

wxSizer* PhotoAgeDialog::buildButtons() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_ask = new wxButton(this, id::agesAsk, T(tr("Ask for new photos…")));
    setAccessibleName(*m_ask, m_ask->GetLabelText());
    m_ask->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { ask(); });
    m_ask->Disable();
    row->Add(m_ask, wxSizerFlags().Border(wxRIGHT, FromDIP(6)));
    auto* close = new wxButton(this, wxID_CLOSE, T(tr("Close")));
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Close(); });
    row->Add(close);
    return row;
}

void PhotoAgeDialog::read() {
    m_ctx.tasks.run(
        m_scope, [&office = m_ctx.office] { return PhotoAge(office).list({}); },
        [this](Result<std::vector<PhotoAge::Item>> items) {
            if (items)
                fill(std::move(*items));
            else
                say(describe(items.error()));
        });
}

void PhotoAgeDialog::fill(std::vector<PhotoAge::Item> items) {
    m_all = std::move(items);
    fillClasses();
    filter();
    m_list->SetFocus();
}

void PhotoAgeDialog::fillClasses() {
    const int was = m_class->GetSelection();
    const std::string chosen = was > 0 ? m_classes[static_cast<std::size_t>(was - 1)] : std::string();
    m_class->Clear();
    m_classes.clear();
    m_class->Append(T(tr("All classes")));
    int select = 0;
    for (const app::ClassAge& one : app::byClass(m_all)) {
        m_classes.push_back(one.classUnit);
        m_class->Append(
            wx(format(runtime(trn("{name}: {count} photo, the oldest: {age}",
                                  "{name}: {count} photos, the oldest: {age}", one.photos)),
                      fmt::arg("name", one.classUnit.empty() ? tr("without a class") : one.classUnit),
                      fmt::arg("count", one.photos), fmt::arg("age", app::ageText(one.oldestMonths)))));
        if (was > 0 && one.classUnit == chosen)
            select = static_cast<int>(m_classes.size());
    }
    m_class->SetSelection(select);
}

void PhotoAgeDialog::filter() {
    const int place = m_class->GetSelection();
    const int years = static_cast<int>(m_years->value().value_or(0));
    const Date today = m_ctx.office.clock().today();
    m_shown.clear();
    for (const PhotoAge::Item& item : m_all)
        if ((place <= 0 || item.classUnit == m_classes[static_cast<std::size_t>(place - 1)]) &&
            (years == 0 || app::sentBefore(item.sent, years, today)))
            m_shown.push_back(item);
    std::vector<std::string> keys;
    for (const PhotoAge::Item& item : m_shown)
        keys.push_back(item.student.toString());
    m_list->setRows(std::move(keys));
    if (m_shown.empty())
        say(m_all.empty() ? tr("No pupil has an accepted photo.")
                          : tr("No accepted photo of this class is that old."));
    else
        say(tr("These photos stay accepted in the new school year; nothing has to be done for them. Choose "
               "those "
               "that no longer show the pupil, and the families are asked for new ones. The age counts from "
               "the day on which the photo was sent."));
    selected();
}

std::vector<PhotoAge::Item> PhotoAgeDialog::wanted() const {
    std::vector<PhotoAge::Item> items;
    for (const long row : m_list->selected())
        if (const auto i = static_cast<std::size_t>(row);
            i < m_shown.size() && m_shown[i].status == domain::PhotoStatus::accepted)
            items.push_back(m_shown[i]);
    return items;
}

void PhotoAgeDialog::selected() {
    const std::size_t count = wanted().size();
    m_ask->SetLabel(
        count == 0
            ? T(tr("Ask for new photos…"))
            : wx(format(runtime(trn("Ask for {} new photo…", "Ask for {} new photos…", count)), count)));
    setAccessibleName(*m_ask, m_ask->GetLabelText());
    m_ask->Enable(count > 0 && m_ctx.sync.mayChange());
    Layout();
    const long row = m_list->current();
    showPhoto(row >= 0 && static_cast<std::size_t>(row) < m_shown.size()
                  ? &m_shown[static_cast<std::size_t>(row)]
                  : nullptr);
}

void PhotoAgeDialog::showPhoto(const PhotoAge::Item* item) {
    if (item && item->student == m_seen && m_photo->hasPicture())
        return;
    m_photoScope.renew();
    m_seen = item ? item->student : domain::StudentId{};
    if (!item) {
        m_photo->showWords(tr("Choose a photo from the list."));
        return;
    }
    m_photo->showWords(tr("Loading…"));
    const wxSize box = m_photo->pictureBox();
    m_ctx.tasks.run(
        m_photoScope,
        [&office = m_ctx.office, blob = item->blob, turns = item->crop ? item->crop->quarterTurns : 0, box] {
            return app::ScreenPictures(office).fitted(blob, turns, box.x, box.y);
        },
        [this](Result<app::ScreenPictures::Shown> shown) {
            if (shown)
                m_photo->show(makePicture(*shown), {});
            else
                m_photo->showWords(describe(shown.error()), "warning");
        });
}

void PhotoAgeDialog::say(const std::string& words) {
    m_words->set(words);
    Layout();
}

void PhotoAgeDialog::ask() {
    const auto items = wanted();
    if (items.empty())
        return;
    const std::string question = format(
        runtime(
            trn("The acceptance of {} photo will be withdrawn as out of date, and the family will get a "
                "message that asks for a new one. No photo is erased. Until the new one is accepted, no "
                "card can be issued to the pupil.",
                "The acceptance of {} photos will be withdrawn as out of date, and the families will get a "
                "message that asks for new ones. No photo is erased. Until the new ones are accepted, no "
                "cards can be issued to these pupils.",
                items.size())),
        items.size());
    if (!m_ctx.dialogs.confirm(this, tr("Ask for new photos?"), question, tr("Ask for them")))
        return;
    m_ask->Disable();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, items, note = squeeze(utf8(m_note->GetValue()))] {
            return PhotoAge(office).askForNew(items, note);
        },
        [this](const Result<app::ReviewService::Bulk>& asked) {
            if (!asked) {
                say(describe(asked.error()));
                m_ask->Enable();
                return;
            }
            std::string words =
                format(runtime(tr("New photos were asked for: {}. “Take back the last decision” in the menu "
                                  "takes it back while it has not left this computer.")),
                       asked->done.size());
            if (!asked->refused.empty())
                words +=
                    " " + format(runtime(tr("Left as they are, because they were changed meanwhile: {}.")),
                                 asked->refused.size());
            if (onAsked)
                onAsked();
            m_ctx.tasks.run(
                m_scope, [&office = m_ctx.office] { return PhotoAge(office).list({}); },
                [this, words](Result<std::vector<PhotoAge::Item>> now) {
                    if (now)
                        fill(std::move(*now));
                    say(words);
                });
        });
}

} // namespace esek::ui

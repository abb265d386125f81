#include "ui/settings/PlacesDialog.h"

#include "app/ScreenPictures.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/NumberField.h"
#include "ui/controls/Pictures.h"
#include "ui/controls/WrappedText.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/help/DialogHelp.h"
#include "ui/help/HelpPage.h"
#include "ui/settings/PlacesCanvas.h"
#include "ui/settings/SettingsIds.h"
#include "ui/sync/SyncCenter.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/choice.h>
#include <wx/display.h>
#include <wx/sizer.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

using app::CardTemplates;

namespace {

constexpr int kCardInLetters = 62;
constexpr int kChoiceInLetters = 24;
constexpr double kMostMm = 86, kMostPt = 30, kLeastPt = 5;
constexpr int kDrawMs = 150; ///< after the last change
constexpr int kBlankPixels = 1600;
constexpr std::uint64_t kMostPictureBytes = std::uint64_t{200} << 20;

const char* kPlacesKind = "JSON (*.json)|*.json;*.JSON";

} // namespace

PlacesDialog::PlacesDialog(wxWindow* parent, UiContext& ctx)
    : wxDialog(parent, wxID_ANY, T(tr("Places on the card")), wxDefaultPosition, wxDefaultSize,
               wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER),
      m_ctx(ctx), m_later(this) {
    setHelpPage(*this, "druk.html#szablon");
    const wxSize screen = wxDisplay(this).GetClientArea().GetSize();
    auto* column = new wxBoxSizer(wxVERTICAL);
    const auto line = wxSizerFlags().Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(10));
    m_words = new WrappedText(this);
    m_words->fit(std::min(GetCharWidth() * (kCardInLetters + 30), screen.x * 85 / 100));
    column->Add(m_words, line);
    column->Add(buildChoices(), line);
    auto* middle = new wxBoxSizer(wxHORIZONTAL);
    m_card = new PlacesCanvas(this, id::placesCard, m_model);
    const int width = std::min(GetCharWidth() * kCardInLetters, screen.x / 2);
    m_card->SetMinSize(wxSize(width, std::min(width * 54 / 86, screen.y * 2 / 5)));
    m_card->onChosen = [this] { fieldChosen(); };
    m_card->onChanged = [this] {
        fillNumbers();
        changed();
    };
    middle->Add(m_card, wxSizerFlags(1).Expand());
    middle->Add(buildNumbers(), wxSizerFlags().Border(wxLEFT, FromDIP(12)));
    column->Add(middle, wxSizerFlags(1).Expand().Border(wxLEFT | wxRIGHT | wxTOP, FromDIP(10)));
    column->Add(buildButtons(), wxSizerFlags().Expand().Border(wxALL, FromDIP(10)));
    SetSizerAndFit(column);
    SetEscapeId(wxID_CLOSE);
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { draw(); });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& e) {
        m_words->fit(GetClientSize().x - 2 * FromDIP(10));
        e.Skip();
    });
    Bind(wxEVT_CLOSE_WINDOW, &PlacesDialog::closing, this);
    bindHelpKey(*this);
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == 'Z' && e.GetModifiers() == wxMOD_CONTROL)
            undo();
        else
            e.Skip();
    });
    CentreOnParent();
    read();
}

wxSizer* PlacesDialog::buildChoices() {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    m_template = new wxChoice(this, id::placesTemplate);
    setAccessibleName(*m_template, T(tr("Kind of blank")));
    m_template->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { templateChosen(); });
    // A long title must not push the choice beside it out of the window.
    m_template->SetMinSize(wxSize(GetCharWidth() * kChoiceInLetters, -1));
    row->Add(m_template, wxSizerFlags(1).CenterVertical().Border(wxRIGHT, FromDIP(8)));
    m_field = new wxChoice(this, id::placesField);
    setAccessibleName(*m_field, T(tr("Place")));
    m_field->Bind(wxEVT_CHOICE, [this](wxCommandEvent& e) {
        m_model.choose(static_cast<std::size_t>(e.GetSelection()));
        m_card->told();
        fillNumbers();
    });
    m_field->SetMinSize(wxSize(GetCharWidth() * kChoiceInLetters, -1));
    row->Add(m_field, wxSizerFlags(1).CenterVertical());
    return row;
}

wxSizer* PlacesDialog::buildNumbers() {
    Form form(this);
    const auto number = [&](int id, const std::string& label, double least, double most) {
        auto* field = new NumberField(this, id, label, {least, most, 0.1}, least);
        field->onChange = [this](double) { numberTyped(); };
        field->onBad = [this](const std::string& complaint) { say(complaint); };
        form.control(field, label);
        return field;
    };
    m_x = number(id::placesX, tr("From the left, mm"), 0, kMostMm);
    m_y = number(id::placesY, tr("From above, mm"), 0, kMostMm);
    m_width = number(id::placesWidth, tr("Width, mm"), 1, kMostMm);
    m_height = number(id::placesHeight, tr("Height, mm"), 1, kMostMm);
    m_baseline = number(id::placesBaseline, tr("Line of the text, mm"), 0, kMostMm);
    m_size = number(id::placesSize, tr("Letters, pt"), kLeastPt, kMostPt);
    return form.sizer();
}

wxButton* PlacesDialog::button(wxSizer& row, int id, const std::string& label, void (PlacesDialog::*act)()) {
    auto* b = new wxButton(this, id, wx(label));
    setAccessibleName(*b, wx(label));
    b->Bind(wxEVT_BUTTON, [this, act](wxCommandEvent&) { (this->*act)(); });
    row.Add(b, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(6)));
    return b;
}

wxSizer* PlacesDialog::buildButtons() {
    auto* row = new wxWrapSizer(wxHORIZONTAL, wxWRAPSIZER_DEFAULT_FLAGS);
    button(*row, id::placesBlank, tr("Picture of a blank…"), &PlacesDialog::blank);
    button(*row, id::placesImport, tr("From a file…"), &PlacesDialog::import);
    button(*row, id::placesExport, tr("To a file…"), &PlacesDialog::exportTo);
    button(*row, id::placesBundled, tr("Places of the program"), &PlacesDialog::bundled);
    m_undo = button(*row, id::placesUndo, tr("Take back"), &PlacesDialog::undo);
    m_save = button(*row, id::placesSave, tr("Save the places"), &PlacesDialog::save);
    auto* close = new wxButton(this, wxID_CLOSE, T(tr("Close")));
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { Close(); });
    row->Add(close, wxSizerFlags().Border(wxBOTTOM, FromDIP(6)));
    return row;
}

void PlacesDialog::read() {
    struct Known {
        std::vector<std::pair<std::string, std::string>> names;
        std::string usual;
    };
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office] {
            return guarded([&] {
                const CardTemplates templates(office);
                const auto school = office.replica().school().value();
                return Known{templates.names().value(),
                             templates.bundledPlan(school.defaultCardType).value().name};
            });
        },
        [this](Result<Known> known) {
            if (!known)
                return say(describe(known.error()));
            m_names = std::move(known->names);
            for (std::size_t i = 0; i < m_names.size(); ++i) {
                m_template->Append(wx(m_names[i].second));
                if (m_names[i].first == known->usual)
                    m_shown = static_cast<int>(i);
            }
            m_template->SetSelection(m_shown);
            readPlan(known->usual);
        });
}

void PlacesDialog::readPlan(const std::string& name) {
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, name] {
            const CardTemplates templates(office);
            auto plan = templates.plan(name);
            // A file of places that somebody damaged by hand must not keep the window from mending it.
            return std::pair(std::move(plan), templates.bundledPlan(name));
        },
        [this](std::pair<Result<app::CardLayoutPlan>, Result<app::CardLayoutPlan>> read) {
            auto& [plan, usual] = read;
            if (!plan && !usual)
                return say(describe(plan.error()));
            m_model.set(plan ? *plan : *usual);
            m_card->SetFocus();
            filled();
            say(plan ? tr("Move the boxes with the mouse or the arrow keys (Shift: a whole millimetre; Ctrl: "
                          "the size; Page Up and Page Down: another place). Then print a test card: the "
                          "places hold for every card that this computer prints.")
                     : describe(plan.error()));
        });
}

void PlacesDialog::filled() {
    m_field->Clear();
    for (const app::CardPlace& place : m_model.plan().places)
        m_field->Append(wx(place.label));
    m_field->SetSelection(static_cast<int>(m_model.chosen()));
    fillNumbers();
    changed();
    draw();
}

void PlacesDialog::fieldChosen() {
    m_field->SetSelection(static_cast<int>(m_model.chosen()));
    fillNumbers();
}

void PlacesDialog::fillNumbers() {
    const app::CardPlace& place = m_model.place();
    m_filling = true;
    m_x->set(place.x);
    m_y->set(place.y);
    m_width->set(place.width);
    m_height->set(place.height);
    m_baseline->set(place.isPhoto() ? 0 : place.baseline);
    m_size->set(place.isPhoto() ? kLeastPt : place.sizePt);
    m_filling = false;
    m_baseline->Enable(!place.isPhoto());
    m_size->Enable(!place.isPhoto());
}

void PlacesDialog::numberTyped() {
    if (m_filling || !m_model.loaded())
        return;
    app::CardPlace place = m_model.place();
    place.x = m_x->value().value_or(place.x);
    place.y = m_y->value().value_or(place.y);
    place.width = m_width->value().value_or(place.width);
    if (place.isPhoto() && m_height->value() &&
        *m_height->value() != place.height) // the photo follows its height
        place.width *= *m_height->value() / place.height;
    place.height = m_height->value().value_or(place.height);
    if (!place.isPhoto()) {
        place.baseline = m_baseline->value().value_or(place.baseline);
        place.sizePt = m_size->value().value_or(place.sizePt);
    }
    m_model.put(place);
    m_card->told();
    fillNumbers(); // the field that is typed in stays as it is
    changed();
}

void PlacesDialog::changed() {
    const bool may = m_ctx.sync.mayChange();
    m_undo->Enable(m_model.changed());
    m_save->Enable(m_model.changed() && may);
    m_later.StartOnce(kDrawMs);
}

void PlacesDialog::draw() {
    if (!m_model.loaded())
        return;
    m_drawScope.renew();
    m_ctx.tasks.run(
        m_drawScope,
        [&office = m_ctx.office, plan = m_model.plan()] { return CardTemplates(office).specimen(plan); },
        [this](Result<app::CardPicture> picture) {
            if (picture) {
                m_card->show(std::move(*picture));
                m_card->told();
            } else {
                say(describe(picture.error()));
            }
        });
}

void PlacesDialog::say(const std::string& words) {
    m_words->set(words);
    // More words push the numbers down, which must not be squeezed for it.
    const wxSize room = GetClientSize();
    const int least = GetSizer()->CalcMin().y;
    if (room.y < least)
        SetClientSize(room.x, least);
    Layout();
}

void PlacesDialog::blank() {
    const auto file = m_ctx.dialogs.openFile(this, tr("Picture of a blank, cut at the edges of the card"),
                                             tr("Pictures") + " (*.jpg;*.png;*.tif)|*.jpg;*.jpeg;*.png;*.tif;"
                                                              "*.tiff;*.JPG;*.JPEG;*.PNG;*.TIF;*.TIFF");
    if (!file)
        return;
    m_ctx.tasks.run(
        m_scope,
        [path = platform::pathFromUtf8(*file)] {
            return guarded([&] {
                const auto bytes = platform::readFile(path, kMostPictureBytes).value();
                return app::fittedPicture(bytes, platform::toUtf8(path.filename()), 0, kBlankPixels,
                                          kBlankPixels)
                    .value();
            });
        },
        [this](const Result<app::ScreenPictures::Shown>& shown) {
            if (!shown)
                return say(describe(shown.error()));
            m_card->showBlank(toBitmap(shown->image));
            say(tr("The picture is stretched to the size of the card: it has to be cut exactly at the card's "
                   "edges. It is shown here only and never printed."));
        });
}

void PlacesDialog::import() {
    const auto file = m_ctx.dialogs.openFile(this, tr("File with places"), kPlacesKind);
    if (!file)
        return;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, path = platform::pathFromUtf8(*file)] {
            return CardTemplates(office).import(path);
        },
        [this](Result<app::CardLayoutPlan> plan) {
            if (!plan)
                return say(describe(plan.error()));
            if (plan->name != m_model.plan().name) {
                say(format(runtime(tr("The file is about another kind of blank: {}. Choose that one first.")),
                           plan->title));
                return;
            }
            m_model.take(std::move(*plan));
            filled();
            say(tr("The places of the file are shown. They count once they are saved."));
        });
}

void PlacesDialog::exportTo() {
    const auto file = m_ctx.dialogs.saveFile(this, tr("File with places"), kPlacesKind,
                                             tr("card-places") + "-" + m_model.plan().name + ".json");
    if (!file)
        return;
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, plan = m_model.plan(), path = platform::pathFromUtf8(*file)] {
            return CardTemplates(office).exportTo(plan, path);
        },
        [this, file = *file](const Result<void>& done) {
            say(done ? format(runtime(tr("The places are in {}.")), file) : describe(done.error()));
        });
}

void PlacesDialog::bundled() {
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, name = m_model.plan().name] {
            return CardTemplates(office).bundledPlan(name);
        },
        [this](Result<app::CardLayoutPlan> plan) {
            if (!plan)
                return say(describe(plan.error()));
            m_model.take(std::move(*plan));
            filled();
            say(tr("The places that came with the program are shown. They count once they are saved."));
        });
}

void PlacesDialog::undo() {
    if (m_model.undo())
        filled();
}

void PlacesDialog::save() {
    saveThen([](bool) {});
}

void PlacesDialog::saveThen(std::function<void(bool)> then) {
    m_save->Disable();
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office, plan = m_model.plan()] {
            return std::pair(CardTemplates(office).save(plan), plan);
        },
        [this, then = std::move(then)](const std::pair<Result<void>, app::CardLayoutPlan>& saved) {
            if (saved.first) {
                m_model.set(saved.second);
                m_ctx.dataChanged(); // previews of cards
                say(tr("The places were saved. Print a test card before the first blank."));
            } else {
                say(describe(saved.first.error()));
            }
            changed();
            then(saved.first.ok());
        });
}

void PlacesDialog::templateChosen() {
    const int wanted = m_template->GetSelection();
    if (wanted == m_shown || wanted < 0)
        return;
    const auto go = [this, wanted] {
        m_shown = wanted;
        m_template->SetSelection(wanted);
        readPlan(m_names[static_cast<std::size_t>(wanted)].first);
    };
    if (!m_model.changed())
        return go();
    m_template->SetSelection(m_shown);
    const auto answer = m_ctx.dialogs.saveChanges(this, tr("Places on the card"), m_save->IsEnabled());
    if (answer == Dialogs::Save::discard)
        go();
    else if (answer == Dialogs::Save::save)
        saveThen([go](bool saved) {
            if (saved)
                go();
        });
}

void PlacesDialog::closing(wxCloseEvent& e) {
    if (!e.CanVeto() || !m_model.changed()) {
        Destroy();
        return;
    }
    e.Veto();
    const auto answer = m_ctx.dialogs.saveChanges(this, tr("Places on the card"), m_save->IsEnabled());
    if (answer == Dialogs::Save::discard)
        Destroy();
    else if (answer == Dialogs::Save::save)
        saveThen([this](bool saved) {
            if (saved)
                Destroy();
        });
}

} // namespace esek::ui

#include "ui/cards/BlanksPanel.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "ui/Text.h"
#include "ui/cards/CardIds.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/Form.h"
#include "ui/controls/NoticeBar.h"
#include "ui/controls/VirtualList.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/dialogs/SavedFile.h"
#include "ui/help/HelpPage.h"
#include "ui/model/BlanksModel.h"
#include "ui/sync/SyncCenter.h"
#include "ui/theme/Theme.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

using app::BlankService;
using domain::BlankState;

BlanksPanel::BlanksPanel(wxWindow* parent, UiContext& ctx, NoticeBar& notice)
    : wxPanel(parent), m_ctx(ctx), m_notice(notice) {
    setHelpPage(*this, "blankiety.html");
    setAccessibleName(*this, T(tr("Blanks")));
    using Need = model::ColumnNeed::Kind;
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* left = new wxBoxSizer(wxVERTICAL);
    m_list = new VirtualList(this, id::blanksList, tr("Deliveries of blanks"),
                             {{tr("Blanks"), 150},
                              {tr("Type"), 80, wxLIST_FORMAT_LEFT, Need::optional},
                              {tr("Received on"), 110, wxLIST_FORMAT_LEFT, Need::optional},
                              {tr("Document"), 90, wxLIST_FORMAT_LEFT, Need::optional},
                              {tr("Received"), 75, wxLIST_FORMAT_RIGHT, Need::whole},
                              {tr("Used"), 60, wxLIST_FORMAT_RIGHT, Need::whole},
                              {tr("Spoiled"), 75, wxLIST_FORMAT_RIGHT, Need::whole},
                              {tr("Destroyed"), 90, wxLIST_FORMAT_RIGHT, Need::whole},
                              {tr("Sent back"), 80, wxLIST_FORMAT_RIGHT, Need::whole},
                              {tr("In stock"), 80, wxLIST_FORMAT_RIGHT, Need::whole},
                              {tr("Next blank"), 90}},
                             wxLC_SINGLE_SEL);
    m_list->setSource([this](long r, long col) {
        const auto i = static_cast<std::size_t>(r);
        return i < m_rows.size() ? model::stockCell(m_rows[i], col) : std::string();
    });
    m_list->fillWidth();
    left->Add(m_list, wxSizerFlags(1).Expand());
    m_empty = new wxStaticText(
        this, wxID_ANY,
        T(tr("No delivery of blanks has been entered yet.\nWith it the program keeps the account of every "
             "blank; without it cards are printed as before.")),
        wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
    makeMuted(m_empty);
    m_empty->Hide();
    left->Add(m_empty, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(30)));
    left->Add(buildButtons(), wxSizerFlags().Expand().Border(wxTOP, FromDIP(8)));
    row->Add(left, wxSizerFlags(1).Expand().Border(wxRIGHT, FromDIP(8)));
    row->Add(buildForm(), wxSizerFlags().Expand());
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(row, wxSizerFlags(1).Expand().Border(wxALL, FromDIP(8)));
    SetSizer(column);
    m_known = m_ctx.unsaved.add(
        {[] { return tr("New delivery"); }, [this] { return typed(); }, {}, [this] { clearForm(); }, true});
    refresh();
}

wxSizer* BlanksPanel::buildForm() {
    m_formBox = new wxPanel(this);
    auto* box = new wxStaticBoxSizer(wxVERTICAL, m_formBox, T(tr("New delivery")));
    wxWindow* inside = box->GetStaticBox();
    Form form(inside);
    m_first = form.text(id::blanksFirst, tr("First blank")).text;
    m_first->SetHint("AB 0001");
    m_last = form.text(id::blanksLast, tr("Last blank")).text;
    m_last->SetHint("AB 0300");
    m_type = form.text(id::blanksType, tr("Card type")).text;
    m_date = form.text(id::blanksDate, tr("Received on")).text;
    m_usualDate = toPolish(m_ctx.office.clock().today());
    m_date->ChangeValue(wx(m_usualDate));
    m_document = form.text(id::blanksDocument, tr("Document")).text;
    box->Add(form.sizer(), wxSizerFlags().Expand().Border(wxALL, FromDIP(6)));
    auto* button = new wxButton(inside, id::blanksReceive, T(tr("Receive the blanks")));
    setAccessibleName(*button, button->GetLabelText());
    button->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { receive(); });
    box->Add(button, wxSizerFlags().Expand().Border(wxALL, FromDIP(6)));
    m_formBox->SetSizer(box);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(m_formBox, wxSizerFlags().Expand());
    return column;
}

wxSizer* BlanksPanel::buildButtons() {
    auto* row = new wxWrapSizer(wxHORIZONTAL);
    const auto button = [&](int id, const std::string& label, auto action) {
        auto* b = new wxButton(this, id, T(label));
        setAccessibleName(*b, b->GetLabelText());
        b->Bind(wxEVT_BUTTON, [action](wxCommandEvent&) { action(); });
        row->Add(b, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(8)));
        m_buttons.push_back(b);
        return b;
    };
    button(id::blanksSpoiled, tr("Spoiled blanks…"), [this] { book(BlankState::spoiled); });
    button(id::blanksReturned, tr("Back to the supplier…"), [this] { book(BlankState::returned); });
    button(id::blanksDestroy, tr("Protocol of destruction…"), [this] { destroy(); });
    m_void = button(id::blanksVoid, tr("Take the delivery back…"), [this] { voidDelivery(); });
    return row;
}

void BlanksPanel::SetFocus() {
    if (m_rows.empty() && m_formBox->IsShown())
        m_first->SetFocus();
    else
        m_list->SetFocus();
}

void BlanksPanel::refresh() {
    m_scope.renew();
    struct Read {
        std::vector<BlankService::Stock> rows;
        std::string usualType;
    };
    m_ctx.tasks.run(
        m_scope,
        [&office = m_ctx.office] {
            return guarded([&] {
                return Read{BlankService(office).stock().value(),
                            office.replica().school().value().defaultCardType};
            });
        },
        [this](Result<Read> read) {
            if (!read) {
                m_notice.error(read.error());
                return;
            }
            m_rows = std::move(read->rows);
            if (m_type->IsEmpty() || utf8(m_type->GetValue()) == m_usualType)
                m_type->ChangeValue(wx(read->usualType));
            m_usualType = read->usualType;
            std::vector<std::string> deliveries;
            for (const auto& row : m_rows)
                deliveries.push_back(row.delivery.id.toString());
            m_list->setRows(std::move(deliveries));
            m_list->Show(!m_rows.empty());
            m_empty->Show(m_rows.empty());
            if (!m_rows.empty() && m_list->current() < 0)
                m_list->choose(0);
            const bool may = m_ctx.sync.mayChange();
            m_formBox->Show(may);
            for (wxButton* b : m_buttons)
                b->Enable(may && !m_rows.empty());
            Layout();
        });
}

const BlankService::Stock* BlanksPanel::current() const {
    const long row = m_list->current();
    return row >= 0 && static_cast<std::size_t>(row) < m_rows.size() ? &m_rows[static_cast<std::size_t>(row)]
                                                                     : nullptr;
}

void BlanksPanel::receive() {
    if (!m_ctx.sync.mayChange())
        return;
    const auto text = [](wxTextCtrl* field) { return utf8(field->GetValue().Strip(wxString::both)); };
    BlankService::Delivery delivery{text(m_first), text(m_last), text(m_type), dateFromText(text(m_date)),
                                    text(m_document)};
    if (!delivery.on) {
        m_notice.bad(tr("The day of the delivery is no day of the calendar. Type it as dd.mm.yyyy."));
        m_date->SetFocus();
        return;
    }
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, delivery = std::move(delivery)] {
            return BlankService(office).receive(delivery);
        },
        [this](Result<domain::BlankDelivery> received) {
            if (!received) {
                m_notice.error(received.error());
                return;
            }
            m_notice.good(
                format(fmt::runtime(tr("Blanks received: {}, {}.")), received->count(), received->range()));
            clearForm();
            m_ctx.dataChanged();
        });
}

bool BlanksPanel::typed() const {
    return !m_first->IsEmpty() || !m_last->IsEmpty() || !m_document->IsEmpty() ||
           utf8(m_type->GetValue()) != m_usualType || utf8(m_date->GetValue()) != m_usualDate;
}

void BlanksPanel::clearForm() {
    for (wxTextCtrl* field : {m_first, m_last, m_document})
        field->ChangeValue({});
    m_type->ChangeValue(wx(m_usualType));
    m_usualDate = toPolish(m_ctx.office.clock().today());
    m_date->ChangeValue(wx(m_usualDate));
}

void BlanksPanel::voidDelivery() {
    const auto* row = current();
    if (!row || !m_ctx.sync.mayChange())
        return;
    const domain::BlankDelivery delivery =
        row->delivery; // the rows may be read anew while a question is open
    const auto reason = m_ctx.dialogs.askText(
        this, tr("Take the delivery back"),
        format(
            fmt::runtime(tr("The blanks {} are no longer in stock. Why? The reason stays in the journal.")),
            delivery.range()),
        tr("Take it back"));
    if (!reason)
        return;
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, id = delivery.id, text = *reason] {
            return BlankService(office).takeDeliveryBack(id, text);
        },
        [this](Result<void> done) {
            if (done)
                m_notice.info(tr("The delivery was taken back."));
            else
                m_notice.error(done.error());
            m_ctx.dataChanged();
        });
}

void BlanksPanel::useFor(std::vector<domain::CardId> cards) {
    if (cards.empty() || !m_ctx.sync.mayChange())
        return;
    std::string question =
        tr("Which blank does the first of these cards go on? The others follow by number.");
    for (const auto& row : m_rows)
        if (!row.next.empty()) {
            question += " " + format(fmt::runtime(tr("The next one in stock is {}.")), row.next);
            break;
        }
    const auto first =
        m_ctx.dialogs.askText(this, tr("Blanks for the cards"), question, tr("Book the blanks"));
    if (first)
        run([&office = m_ctx.office, cards = std::move(cards), from = *first] {
            return BlankService(office).use(cards, from);
        });
}

void BlanksPanel::book(BlankState state) {
    if (!m_ctx.sync.mayChange())
        return;
    const bool spoiled = state == BlankState::spoiled;
    const std::string title = spoiled ? tr("Spoiled blanks") : tr("Back to the supplier");
    const auto numbers = m_ctx.dialogs.askText(
        this, title, tr("Numbers of the blanks, as “AB 0017, 0020-0023 i 0031”:"), tr("Next"));
    if (!numbers)
        return;
    const auto reason =
        m_ctx.dialogs.askText(this, title,
                              spoiled ? tr("Why are they spoiled? The cards on them are to be printed again.")
                                      : tr("Why do they go back?"),
                              tr("Book the blanks"));
    if (reason)
        run([&office = m_ctx.office, list = *numbers, state, words = *reason] {
            return BlankService(office).book(list, state, words);
        });
}

void BlanksPanel::destroy() {
    if (!m_ctx.sync.mayChange())
        return;
    m_ctx.tasks.run(
        m_work, [&office = m_ctx.office] { return BlankService(office).spoiled(); },
        [this](Result<std::vector<domain::Blank>> spoiled) {
            if (spoiled)
                askToDestroy(*spoiled);
            else
                m_notice.error(spoiled.error());
        });
}

/// These and no others are booked: one that another office spoils while the question is open was not counted.
void BlanksPanel::askToDestroy(const std::vector<domain::Blank>& blanks) {
    std::string numbers;
    for (const domain::Blank& blank : blanks)
        numbers += (numbers.empty() ? "" : ", ") + blank.text();
    const std::size_t spoiled = blanks.size();
    if (spoiled == 0) {
        m_notice.info(tr("No spoiled blank waits for its destruction."));
        return;
    }
    const auto protocol = m_ctx.dialogs.askText(
        this, tr("Protocol of destruction"),
        format(
            fmt::runtime(trn("{} spoiled blank is booked as destroyed. Number of the protocol:",
                             "{} spoiled blanks are booked as destroyed. Number of the protocol:", spoiled)),
            spoiled),
        tr("Book as destroyed"));
    if (!protocol)
        return;
    const auto file = m_ctx.dialogs.saveFile(this, tr("Protocol of destruction"), "PDF (*.pdf)|*.pdf",
                                             tr("protocol-of-destruction") + ".pdf");
    if (!file)
        return;
    run([&office = m_ctx.office, numbers, number = *protocol,
         out = *file] { return BlankService(office).destroy(numbers, number, platform::pathFromUtf8(out)); },
        *file);
}

void BlanksPanel::run(std::function<Result<Outcome>()> work, const std::string& file) {
    m_ctx.tasks.run(m_work, std::move(work), [this, file](Result<Outcome> out) {
        if (out)
            told(std::move(*out), file);
        else
            m_notice.error(out.error());
    });
}

void BlanksPanel::told(Outcome out, const std::string& file) {
    std::vector<NoticeBar::Action> actions;
    const std::string text = model::bookedText(out);
    if (!out.made.empty()) {
        m_undo.push_back(std::move(out.made));
        actions.push_back({tr("Take back"), [this] { undo(); }});
    }
    if (!file.empty())
        actions.push_back(openAction(m_ctx, m_notice, file));
    m_notice.good(text, std::move(actions));
    m_ctx.dataChanged();
}

void BlanksPanel::undo() {
    if (m_undo.empty() || !m_ctx.sync.mayChange())
        return;
    auto made = std::move(m_undo.back());
    m_undo.pop_back();
    m_ctx.tasks.run(
        m_work,
        [&office = m_ctx.office, made = std::move(made)] { return BlankService(office).takeBack(made); },
        [this](Result<void> done) {
            if (done)
                m_notice.info(tr("The entry of the blanks was taken back."));
            else
                m_notice.error(done.error());
            m_ctx.dataChanged();
        });
}

} // namespace esek::ui

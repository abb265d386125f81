#include "ui/review/ReviewTabs.h"

#include "base/Format.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/controls/ChosenMark.h"
#include "ui/review/ReviewIds.h"

#include <wx/tglbtn.h>
#include <wx/wrapsizer.h>

namespace esek::ui {

using domain::PhotoStatus;

namespace {

// The three that wait for a decision first, as they are met in September.
const std::vector<ReviewTabs::Status>& order() {
    static const std::vector<ReviewTabs::Status> all{
        PhotoStatus::pending, PhotoStatus::changeRequested, PhotoStatus::deletionRequested,
        std::nullopt,         PhotoStatus::accepted,        PhotoStatus::rejected,
        PhotoStatus::none};
    return all;
}

std::string words(ReviewTabs::Status s) {
    return s ? domain::officeLabel(*s) : tr("All");
}

} // namespace

ReviewTabs::ReviewTabs(wxWindow* parent) : wxPanel(parent) {
    setAccessibleName(*this, T(tr("Photos by status")));
    auto* row = new wxWrapSizer(wxHORIZONTAL);
    for (std::size_t i = 0; i < order().size(); ++i) {
        auto* b = new wxToggleButton(this, id::reviewTabFirst + static_cast<int>(i), wx(words(order()[i])));
        b->Bind(wxEVT_TOGGLEBUTTON, [this, i](wxCommandEvent&) {
            press(i);
            if (onChosen)
                onChosen(order()[i]);
        });
        m_buttons.push_back(b);
        m_marks.push_back(new ChosenMark(this, ChosenMark::Side::below));
        auto* tab = new wxBoxSizer(wxVERTICAL);
        tab->Add(b, wxSizerFlags().Expand());
        tab->Add(m_marks.back(), wxSizerFlags().Expand());
        row->Add(tab, wxSizerFlags().Border(wxRIGHT | wxBOTTOM, FromDIP(2)));
        label(i, -1);
    }
    SetSizer(row);
    press(0);
}

void ReviewTabs::press(std::size_t i) {
    m_chosen = i;
    for (std::size_t k = 0; k < m_buttons.size(); ++k) {
        m_buttons[k]->SetValue(k == i);
        m_marks[k]->mark(k == i);
    }
}

ReviewTabs::Status ReviewTabs::chosen() const {
    return order()[m_chosen];
}

void ReviewTabs::choose(Status status) {
    for (std::size_t i = 0; i < order().size(); ++i) {
        if (order()[i] == status)
            press(i);
    }
}

void ReviewTabs::label(std::size_t i, int count) {
    const std::string text = count < 0 ? words(order()[i]) : format("{} ({})", words(order()[i]), count);
    if (utf8(m_buttons[i]->GetLabel()) == text)
        return;
    m_buttons[i]->SetLabel(wx(text));
    setAccessibleName(*m_buttons[i], wx(text));
}

void ReviewTabs::setCounts(const storage::PhotoCounts& counts) {
    int all = 0;
    for (const auto& [status, n] : counts.byStatus)
        all += n;
    for (std::size_t i = 0; i < order().size(); ++i)
        label(i, order()[i] ? counts.of(*order()[i]) : all);
    InvalidateBestSize();
    Layout();
    GetParent()->Layout();
}

} // namespace esek::ui

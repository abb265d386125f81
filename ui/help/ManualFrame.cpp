#include "ui/help/ManualFrame.h"

#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "ui/Text.h"
#include "ui/controls/Accessible.h"
#include "ui/theme/TextScale.h"
#include "ui/theme/Theme.h"

#include <algorithm>
#include <wx/button.h>
#include <wx/filesys.h>
#include <wx/html/htmlproc.h>
#include <wx/html/htmlwin.h>
#include <wx/listbox.h>
#include <wx/settings.h>
#include <wx/sizer.h>
#include <wx/srchctrl.h>
#include <wx/utils.h>

namespace esek::ui {

namespace {

constexpr const char* kContents = "index.html";
constexpr std::size_t kLargestPage = 1 << 20;

/// Gives a page the colours of the theme, since it is painted black on white otherwise.
class ThemeColours final : public wxHtmlProcessor {
  public:
    wxString Process(const wxString& text) const override {
        wxString page = text;
        page.Replace("<body>",
                     wxString::Format("<body bgcolor=\"%s\" text=\"%s\" link=\"%s\">",
                                      hex(wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOW)),
                                      hex(wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOWTEXT)),
                                      hex(tone(Tone::accent))),
                     false);
        return page;
    }

  private:
    static wxString hex(const wxColour& colour) { return colour.GetAsString(wxC2S_HTML_SYNTAX); }
};

/// A page of usual width; with large text as much as the window beside which it stands.
wxSize sizeFor(const wxWindow& parent) {
    const int grow = largeText() ? 2 : 1;
    const wxSize wanted = parent.FromDIP(wxSize(980, 660)) * grow;
    return {std::min(wanted.x, std::max(parent.GetSize().x, wanted.x / grow)),
            std::min(wanted.y, std::max(parent.GetSize().y, wanted.y / grow))};
}

} // namespace

/// A link to the internet or to a mail opens the system's program; one to a page stays here.
class ManualFrame::Page final : public wxHtmlWindow {
  public:
    using wxHtmlWindow::wxHtmlWindow;
    std::function<void()> onOpened = [] {};

    bool open(const std::filesystem::path& folder, const std::string& page) {
        const auto file = wxFileSystem::FileNameToURL(
            wxFileName(wx(platform::toUtf8(folder / page.substr(0, page.find('#'))))));
        const auto place = page.find('#');
        // With its place in the address a page of another file is not found: the place is looked for after.
        const bool opened = LoadPage(file);
        if (opened && place != std::string::npos)
            ScrollToAnchor(wx(page.substr(place + 1)));
        onOpened();
        return opened;
    }

  private:
    void OnLinkClicked(const wxHtmlLinkInfo& link) override {
        if (link.GetHref().Contains("://")) {
            wxLaunchDefaultBrowser(link.GetHref());
            return;
        }
        wxHtmlWindow::OnLinkClicked(link);
        onOpened();
    }
};

ManualFrame::ManualFrame(wxWindow* parent)
    : wxFrame(parent, wxID_ANY, T(tr("Manual")), wxDefaultPosition, sizeFor(*parent),
              wxDEFAULT_FRAME_STYLE | wxFRAME_FLOAT_ON_PARENT),
      m_folder(platform::resourceDir() / "help" / "pl") {
    setAccessibleName(*this, T(tr("Manual")));
    build();
    readPages();
    list();
    Layout();
    CentreOnParent();
}

void ManualFrame::build() {
    auto* left = new wxBoxSizer(wxVERTICAL);
    m_search = new wxSearchCtrl(this, wxID_ANY);
    m_search->SetDescriptiveText(T(tr("Search the manual")));
    setAccessibleName(*m_search, T(tr("Search the manual")));
    left->Add(m_search, wxSizerFlags().Expand());
    m_list = new wxListBox(this, wxID_ANY);
    setAccessibleName(*m_list, T(tr("Pages of the manual")));
    left->Add(m_list, wxSizerFlags(1).Expand().Border(wxTOP, FromDIP(8)));
    auto* browser = new wxButton(this, wxID_ANY, T(tr("Open in the browser")));
    left->Add(browser, wxSizerFlags().Expand().Border(wxTOP, FromDIP(8)));
    m_page = new Page(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxHW_SCROLLBAR_AUTO);
    m_page->AddProcessor(new ThemeColours); // wx deletes it
    setAccessibleName(*m_page, T(tr("Page of the manual")));
    m_page->SetStandardFonts(GetFont().GetPointSize());
    m_page->SetBorders(FromDIP(14));

    auto* row = new wxBoxSizer(wxHORIZONTAL);
    // The page has the larger part, also with large text.
    m_list->SetMinSize(
        wxSize(std::min(std::max(FromDIP(330), GetCharWidth() * 44), GetSize().x * 2 / 5), FromDIP(120)));
    row->Add(left, wxSizerFlags().Expand().Border(wxALL, FromDIP(10)));
    row->Add(m_page, wxSizerFlags(1).Expand());
    SetSizer(row);

    m_search->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { list(); });
    m_search->Bind(wxEVT_SEARCHCTRL_CANCEL_BTN, [this](wxCommandEvent&) { m_search->Clear(); });
    m_search->Bind(wxEVT_SEARCH, [this](wxCommandEvent&) {
        if (m_listed.empty())
            return;
        m_list->SetSelection(0);
        choose();
        m_list->SetFocus();
    });
    m_list->Bind(wxEVT_LISTBOX, [this](wxCommandEvent&) { choose(); });
    browser->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        wxLaunchDefaultBrowser(
            wxFileSystem::FileNameToURL(wxFileName(wx(platform::toUtf8(m_folder / openPage())))));
    });
    m_page->onOpened = [this] {
        // A screen reader gets the words, which are painted here.
        setAccessibleName(*m_page, m_page->ToText());
        const auto open = openPage();
        const auto line = std::find_if(m_listed.begin(), m_listed.end(),
                                       [&](std::size_t i) { return m_pages[i].file == open; });
        if (line != m_listed.end())
            m_list->SetSelection(static_cast<int>(line - m_listed.begin()));
    };
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& e) {
        if (e.GetKeyCode() == WXK_ESCAPE && !m_search->IsEmpty())
            m_search->Clear();
        else if (e.GetKeyCode() == WXK_ESCAPE)
            Close();
        else if (e.GetKeyCode() == 'F' && e.ControlDown())
            m_search->SetFocus();
        else if (e.GetKeyCode() == WXK_LEFT && e.AltDown() && m_page->HistoryCanBack())
            m_page->HistoryBack();
        else
            e.Skip();
    });
}

void ManualFrame::readPages() {
    const auto contents = platform::readFile(m_folder / kContents, kLargestPage);
    if (!contents)
        return;
    std::vector<std::string> files =
        model::linkedPages({reinterpret_cast<const char*>(contents->data()), contents->size()});
    files.insert(files.begin(), kContents);
    // Read by the same reader as the page that is shown, so that a search finds what a person sees.
    wxHtmlWindow reader(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(600, 400)));
    reader.Hide();
    for (const auto& file : files)
        if (reader.LoadFile(wxFileName(wx(platform::toUtf8(m_folder / file)))))
            m_pages.push_back({file, utf8(reader.GetOpenedPageTitle()), utf8(reader.ToText())});
}

void ManualFrame::list() {
    const std::string words = utf8(m_search->GetValue());
    m_listed.clear();
    m_list->Clear();
    if (words.find_first_not_of(' ') == std::string::npos) {
        for (std::size_t i = 0; i < m_pages.size(); ++i) {
            m_listed.push_back(i);
            m_list->Append(wx(m_pages[i].title));
        }
    } else {
        for (const auto& hit : model::searchManual(m_pages, words)) {
            m_listed.push_back(hit.page);
            m_list->Append(wx(hit.words.empty() ? m_pages[hit.page].title
                                                : m_pages[hit.page].title + " – " + hit.words));
        }
        if (m_listed.empty())
            m_list->Append(T(tr("No page has these words.")));
    }
}

void ManualFrame::choose() {
    const int line = m_list->GetSelection();
    if (line >= 0 && line < static_cast<int>(m_listed.size()))
        m_page->open(m_folder, m_pages[m_listed[static_cast<std::size_t>(line)]].file);
}

void ManualFrame::show(const std::string& page) {
    if (!m_page->open(m_folder, page))
        m_page->open(m_folder, kContents);
    Show();
    Raise();
    m_list->SetFocus();
}

std::string ManualFrame::openPage() const {
    const std::string open = utf8(m_page->GetOpenedPage());
    return open.substr(open.rfind('/') + 1);
}

} // namespace esek::ui

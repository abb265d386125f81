#pragma once
#include "ui/model/Manual.h"

#include <filesystem>
#include <string>
#include <vector>
#include <wx/frame.h>

class wxListBox;
class wxSearchCtrl;

namespace esek::ui {

/// The manual beside the work: its pages or what a search found at the left, the page at the right. The pages
/// are the HTML files of resources/help/pl, which a browser shows as well.
class ManualFrame : public wxFrame {
  public:
    explicit ManualFrame(wxWindow* parent);

    /// "druk.html#probny"; the table of contents when there is no such page.
    void show(const std::string& page);

    std::string openPage() const; ///< "druk.html"

  private:
    class Page;

    void build();
    void readPages();
    void list();   ///< the pages, or those that were found
    void choose(); ///< the page of the chosen line

    std::filesystem::path m_folder;
    std::vector<model::ManualPage> m_pages;
    std::vector<std::size_t> m_listed; ///< the page of each line
    wxSearchCtrl* m_search = nullptr;
    wxListBox* m_list = nullptr;
    Page* m_page = nullptr;
};

} // namespace esek::ui

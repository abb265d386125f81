#pragma once
#include "server/panel/Languages.h"
#include "server/panel/View.h"

#include <filesystem>
#include <memory>

namespace esek::server {

/// The pages of resources/web, one file each (NAME.html). [[A text]] in a page is translated when the pages
/// are read, so a page is parsed once for each language; {name} inside such a text is a value of the View.
/// ctemplate escapes every value by where it stands: text, attribute, address. Thread-safe.
class Templates {
  public:
    /// Throws fileNotFound, templateInvalid.
    Templates(const std::filesystem::path& folder, const Languages&);
    ~Templates();

    /// The page inside the frame that all pages share (layout.html).
    std::string page(const std::string& name, const std::string& language, const View& frame,
                     const View& page) const;
    std::vector<std::string> names() const { return m_names; }

  private:
    std::string expand(const std::string& name, const std::string& language, const View&) const;
    struct Cache;
    std::unique_ptr<Cache> m_cache;
    std::vector<std::string> m_names;
};

} // namespace esek::server

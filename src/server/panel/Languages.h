#pragma once
#include "base/MoFile.h"
#include "server/http/Message.h"

#include <array>
#include <filesystem>

namespace esek::server {

/// Languages of the panel. Catalogues are read once and never change.
class Languages {
  public:
    static constexpr std::array<const char*, 3> kCodes{"pl", "en", "uk"};

    static const char* nameOf(const std::string& code); ///< "Polski": in the language itself

    /// From locale/LANG/LC_MESSAGES/esekretariat.mo below the folder. A file that is not there: English.
    explicit Languages(const std::filesystem::path& localeDir);

    const MoFile& catalogue(const std::string& code) const;
    /// What was chosen (when it is one of ours), else the first of ours that the browser wants, else Polish.
    static std::string choose(const std::string& chosen, const std::string& acceptLanguage);

  private:
    MoFile m_polish, m_ukrainian, m_english;
};

} // namespace esek::server

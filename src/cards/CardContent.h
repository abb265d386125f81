#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace esek::cards {

// Keys of CardContent::fields, as the templates name them.
inline constexpr const char* kFieldName = "name";           ///< given names and surname
inline constexpr const char* kFieldBirthDate = "birthDate"; ///< dd.mm.rrrr
inline constexpr const char* kFieldPesel = "pesel";
inline constexpr const char* kFieldDocument = "document"; ///< kind and number, printed when there is no PESEL
inline constexpr const char* kFieldSchool = "school";     ///< name '\n' address
inline constexpr const char* kFieldHeadteacher = "headteacher";
inline constexpr const char* kFieldIssueDate = "issueDate"; ///< dd.mm.rrrr
inline constexpr const char* kFieldNumber = "number";

/// What is printed on one card. Texts as they are to appear, UTF-8; a '\n' asks for a new line.
struct CardContent {
    std::string id;          ///< opaque; comes back in errors under "id"
    std::string personLabel; ///< "Kowalska Anna, 1A": names the pupil in errors to the clerk
    std::map<std::string, std::string> fields;
    std::vector<std::uint8_t>
        photoJpeg; ///< already cropped to the photo window; goes to the PDF byte for byte
    int photoWidthPx = 0, photoHeightPx = 0;
};

} // namespace esek::cards

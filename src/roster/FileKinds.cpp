#include "roster/FileKinds.h"

#include "base/Error.h"
#include "base/Translate.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace esek::roster {

namespace {

using namespace std::string_view_literals;

constexpr const char* kSave = ESEK_N_("Save it as CSV or XLSX and try again.");
constexpr const char* kOldExcel = ESEK_N_(
    "It is a workbook of an old Excel (XLS). Open it in a spreadsheet program, save it as XLSX and try "
    "again.");
constexpr const char* kOldWord = ESEK_N_(
    "It is a Word document. Copy the table with the pupils into a spreadsheet, save it as XLSX and try "
    "again.");
constexpr const char* kWebPage = ESEK_N_(
    "It is a web page, whatever its name says. Open it in a spreadsheet program, save it as XLSX and try "
    "again.");
constexpr const char* kXmlSpreadsheet = ESEK_N_(
    "It is an XML spreadsheet of an old Excel. Open it in a spreadsheet program, save it as XLSX and try "
    "again.");
constexpr const char* kXml =
    ESEK_N_("It is an XML file. Export the list of pupils as CSV or XLSX and try again.");
constexpr const char* kPdf = ESEK_N_(
    "It is a PDF, made for printing. Export the list of pupils from the register program as CSV or XLSX.");
constexpr const char* kText = ESEK_N_(
    "It is a formatted text (RTF). Copy the table into a spreadsheet, save it as XLSX and try again.");
constexpr const char* kPicture = ESEK_N_(
    "It is a picture. Pictures of pupils are brought in by the import of photos; a list must be CSV or "
    "XLSX.");
constexpr const char* kArchive = ESEK_N_("It is an archive. Unpack it and choose the list inside.");
constexpr const char* kJson =
    ESEK_N_("It is a JSON file. Export the list of pupils as CSV or XLSX and try again.");
constexpr const char* kBinaryExcel =
    ESEK_N_("It is a binary workbook of Excel (XLSB). Save it in Excel as XLSX and try again.");
constexpr const char* kOpenDocument =
    ESEK_N_("It is an OpenDocument spreadsheet (ODS). Save it in LibreOffice as XLSX and try again.");
constexpr const char* kOpenText = ESEK_N_(
    "It is an OpenDocument text (ODT). Copy the table into a spreadsheet, save it as XLSX and try again.");
constexpr const char* kSlides =
    ESEK_N_("It is a presentation. Copy the table into a spreadsheet, save it as XLSX and try again.");
constexpr const char* kNumbers =
    ESEK_N_("It is a document of Apple's Numbers or Pages. Export it as XLSX and try again.");

[[noreturn]] void refuse(const std::string& file, const char* hint) {
    throw Exception(Error{ErrorCode::fileKindUnknown, "not a list", {{"file", file}, {"hint", tr(hint)}}});
}

std::string_view asText(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool contains(std::string_view text, std::string_view what) {
    return text.find(what) != std::string_view::npos;
}

// Names of streams in the container of old Office files are UTF-16.
bool hasStream(std::string_view bytes, std::string_view name) {
    std::string wide;
    for (const char c : name) {
        wide += c;
        wide += '\0';
    }
    wide.pop_back(); // the last zero may be the last byte of the file
    return contains(bytes, wide);
}

void refuseOldOffice(std::string_view bytes, const std::string& file) {
    if (hasStream(bytes, "EncryptedPackage"))
        throw Exception(Error{ErrorCode::fileEncrypted, "encrypted xlsx", {{"file", file}}});
    if (hasStream(bytes, "WordDocument"))
        refuse(file, kOldWord);
    refuse(file, hasStream(bytes, "Workbook") || hasStream(bytes, "Book") ? kOldExcel : kSave);
}

void refuseMarkup(std::string_view bytes, const std::string& file) {
    std::string head(bytes.substr(0, 4096));
    std::transform(head.begin(), head.end(), head.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (head.starts_with("\xEF\xBB\xBF"))
        head.erase(0, 3);
    const auto begin = head.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos)
        return;
    const std::string_view text = std::string_view(head).substr(begin);
    if (text.starts_with("mime-version:") && contains(text, "html"))
        refuse(file, kWebPage);
    if (text[0] == '{' && !text.starts_with("{\\rtf") && contains(text, "\""))
        refuse(file, kJson);
    if (text[0] == '[' && (text.size() > 1 && (text[1] == '{' || text[1] == '\n')))
        refuse(file, kJson);
    if (text[0] != '<')
        return;
    if (contains(text, "urn:schemas-microsoft-com:office:spreadsheet") && contains(text, "<workbook"))
        refuse(file, kXmlSpreadsheet);
    for (const std::string_view mark : {"<!doctype html"sv, "<html"sv, "<head"sv, "<table"sv, "<body"sv,
                                        "<meta"sv, "<style"sv, "<div"sv, "<tr"sv})
        if (contains(text, mark))
            refuse(file, kWebPage);
    if (text.starts_with("<?xml"))
        refuse(file, kXml);
}

} // namespace

void refuseOtherKinds(std::span<const std::uint8_t> all, const std::string& file) {
    const std::string_view bytes = asText(all);
    struct Mark {
        std::string_view begin;
        const char* hint;
    };
    static constexpr std::array kMarks{Mark{"%PDF"sv, kPdf},
                                       Mark{"{\\rtf"sv, kText},
                                       Mark{"\xFF\xD8\xFF"sv, kPicture},
                                       Mark{"\x89PNG"sv, kPicture},
                                       Mark{"GIF8"sv, kPicture},
                                       Mark{"II*\0"sv, kPicture},
                                       Mark{"MM\0*"sv, kPicture},
                                       Mark{"Rar!"sv, kArchive},
                                       Mark{"7z\xBC\xAF"sv, kArchive},
                                       Mark{"\x1F\x8B"sv, kArchive},
                                       Mark{"SQLite format"sv, kSave},
                                       Mark{"\x09\x08\x10\0"sv, kOldExcel},
                                       Mark{"\x09\x02\x06\0"sv, kOldExcel},
                                       Mark{"\x09\x04\x06\0"sv, kOldExcel}};
    if (bytes.starts_with("\xD0\xCF\x11\xE0"sv))
        refuseOldOffice(bytes, file);
    for (const Mark& mark : kMarks)
        if (bytes.starts_with(mark.begin))
            refuse(file, mark.hint);
    refuseMarkup(bytes, file);
    if (contains(bytes.substr(0, 1024), "\0"sv))
        refuse(file, kSave);
}

void refuseOtherZip(const Zip& zip, const std::string& file) {
    const auto has = [&](const char* name) { return zip.find(name) != nullptr; };
    const auto hasFolder = [&](std::string_view folder) {
        return std::any_of(zip.entries().begin(), zip.entries().end(),
                           [&](const Zip::Entry& e) { return e.name.starts_with(folder); });
    };
    if (has("xl/workbook.bin"))
        refuse(file, kBinaryExcel);
    if (hasFolder("word/"))
        refuse(file, kOldWord);
    if (hasFolder("ppt/"))
        refuse(file, kSlides);
    if (has("Index/Document.iwa") || has("index.xml") || hasFolder("Index/"))
        refuse(file, kNumbers);
    if (const Zip::Entry* type = zip.find("mimetype"); type && type->size < 200) {
        const auto bytes = zip.read(*type, 200);
        const std::string_view text = asText(bytes);
        if (contains(text, "opendocument.spreadsheet"))
            refuse(file, kOpenDocument);
        if (contains(text, "opendocument"))
            refuse(file, kOpenText);
    }
    refuse(file, has("[Content_Types].xml") ? kSave : kArchive);
}

} // namespace esek::roster

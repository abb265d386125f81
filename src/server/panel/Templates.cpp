#include "server/panel/Templates.h"

#include "base/Error.h"
#include "base/platform/Files.h"

#include <algorithm>
#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

namespace esek::server {

namespace {

constexpr auto kStrip = ctemplate::STRIP_WHITESPACE;
constexpr const char* kBodyOfFrame = "BODY";

std::string escapedForHtml(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

/// "At least {width} pixels" -> "At least {{width}} pixels": the value is escaped by ctemplate.
std::string withMarkers(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += c == '{' ? "{{" : c == '}' ? "}}" : std::string(1, c);
    return out;
}

std::string translated(const std::string& source, const MoFile& catalogue, const std::string& file) {
    std::string out;
    for (std::size_t at = 0;;) {
        const auto begin = source.find("[[", at);
        if (begin == std::string::npos)
            return out + source.substr(at);
        const auto end = source.find("]]", begin);
        if (end == std::string::npos)
            throw Exception(Error{ErrorCode::templateInvalid, "[[ without ]]", {{"file", file}}});
        const std::string text = source.substr(begin + 2, end - begin - 2);
        out += source.substr(at, begin - at) + withMarkers(escapedForHtml(catalogue.find(text)));
        at = end + 2;
    }
}

void fill(ctemplate::TemplateDictionary& into, const View& view) {
    for (const auto& [name, text] : view.texts())
        into.SetValue(name, text);
    for (const auto& [section, views] : view.sections())
        for (const View& one : views)
            fill(*into.AddSectionDictionary(section), one);
}

} // namespace

struct Templates::Cache {
    mutable ctemplate::TemplateCache pages;
};

Templates::Templates(const std::filesystem::path& folder, const Languages& languages)
    : m_cache(std::make_unique<Cache>()) {
    std::error_code ec;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ec)) {
        if (entry.path().extension() != ".html")
            continue;
        const std::string name = platform::toUtf8(entry.path().stem());
        const auto bytes = platform::readFile(entry.path()).value();
        const std::string source(bytes.begin(), bytes.end());
        for (const char* language : Languages::kCodes) {
            // The first line switches the escaping by context on; it is not left to each file.
            const std::string text =
                "{{%AUTOESCAPE context=\"HTML\"}}" + translated(source, languages.catalogue(language), name);
            if (!m_cache->pages.StringToTemplateCache(name + "." + language, text, kStrip))
                throw Exception(
                    Error{ErrorCode::templateInvalid, "a page cannot be parsed", {{"file", name}}});
        }
        m_names.push_back(name);
    }
    if (m_names.empty())
        throw Exception(Error{ErrorCode::fileNotFound, "pages", {{"file", platform::toUtf8(folder)}}});
    m_cache->pages.Freeze(); // from here on it only reads, without locks
    std::sort(m_names.begin(), m_names.end());
}

Templates::~Templates() = default;

std::string Templates::expand(const std::string& name, const std::string& language, const View& view) const {
    ctemplate::TemplateDictionary dictionary(name);
    fill(dictionary, view);
    std::string out;
    if (!m_cache->pages.ExpandNoLoad(name + "." + language, kStrip, &dictionary, nullptr, &out))
        throw Exception(Error{ErrorCode::templateInvalid, "a page cannot be drawn", {{"file", name}}});
    return out;
}

std::string Templates::page(const std::string& name, const std::string& language, const View& frame,
                            const View& page) const {
    View whole = frame;
    whole.set("LANG", language);
    whole.set(kBodyOfFrame, expand(name, language, page)); // layout.html takes it in as it is
    return expand("layout", language, whole);
}

} // namespace esek::server

#include "roster/XmlStream.h"

#include "base/Error.h"

#include <exception>
#include <expat.h>
#include <memory>
#include <span>
#include <type_traits>

namespace esek::roster {

namespace {

std::string_view localName(const char* name) {
    const std::string_view full = name;
    const auto colon = full.find(':');
    return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

// expat is C: an exception must not pass through it. The first one stops the parser and is thrown afterwards.
struct Parse {
    XML_Parser parser;
    XmlHandler& handler;
    std::exception_ptr problem;

    template <class F>
    void guarded(F&& f) {
        if (problem)
            return;
        try {
            f();
        } catch (...) {
            problem = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
};

Parse& parseOf(void* data) {
    return *static_cast<Parse*>(data);
}

void onStart(void* data, const XML_Char* name, const XML_Char** attributes) {
    parseOf(data).guarded([&] { parseOf(data).handler.started(localName(name), attributes); });
}
void onEnd(void* data, const XML_Char* name) {
    parseOf(data).guarded([&] { parseOf(data).handler.ended(localName(name)); });
}
void onText(void* data, const XML_Char* text, int size) {
    parseOf(data).guarded(
        [&] { parseOf(data).handler.text(std::string_view(text, static_cast<std::size_t>(size))); });
}
void onDoctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    XML_StopParser(parseOf(data).parser, XML_FALSE);
}

} // namespace

std::string_view attribute(const char** attributes, std::string_view name) {
    for (; *attributes; attributes += 2)
        if (localName(attributes[0]) == name)
            return attributes[1];
    return {};
}

void streamXml(const Zip& zip, const Zip::Entry& entry, std::uint64_t limit, const std::string& file,
               XmlHandler& handler) {
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(
        XML_ParserCreate(nullptr), XML_ParserFree);
    if (!parser)
        throw std::bad_alloc();
    Parse parse{parser.get(), handler, nullptr};
    XML_SetUserData(parser.get(), &parse);
    XML_SetElementHandler(parser.get(), onStart, onEnd);
    XML_SetCharacterDataHandler(parser.get(), onText);
    XML_SetStartDoctypeDeclHandler(parser.get(), onDoctype);
    const auto check = [&](XML_Status status) {
        if (parse.problem)
            std::rethrow_exception(parse.problem);
        if (status != XML_STATUS_OK)
            throw Exception(Error{ErrorCode::fileCorrupt, "a part is not XML", {{"file", file}}});
    };
    zip.readPieces(entry, limit, [&](std::span<const std::uint8_t> piece) {
        check(XML_Parse(parser.get(), reinterpret_cast<const char*>(piece.data()),
                        static_cast<int>(piece.size()), XML_FALSE));
    });
    check(XML_Parse(parser.get(), nullptr, 0, XML_TRUE));
}

} // namespace esek::roster

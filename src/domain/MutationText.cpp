#include "domain/MutationText.h"

#include "base/Text.h"

namespace esek::domain {

namespace {

/// Appends JSON text; escapes as nlohmann's dump() does.
class Writer {
  public:
    explicit Writer(std::string& out) : m_out(out) {}

    void text(std::string_view value) {
        m_out += '"';
        const char* plain = value.data(); // what needs no escape goes in one piece
        const char* const end = plain + value.size();
        for (const char* at = plain; at != end; ++at) {
            if (*at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20)
                continue;
            m_out.append(plain, at);
            escape(*at);
            plain = at + 1;
        }
        m_out.append(plain, end);
        m_out += '"';
    }
    /// `key` with its quotation marks, colon and the comma before it.
    void field(std::string_view key, std::string_view value) {
        m_out += key;
        text(value);
    }
    void fieldIfAny(std::string_view key, std::string_view value) {
        if (!value.empty())
            field(key, value);
    }
    void number(std::string_view key, std::int64_t value) {
        m_out += key;
        m_out += std::to_string(value);
    }
    void raw(std::string_view s) { m_out += s; }

  private:
    void escape(char c) {
        static constexpr std::string_view kPlain = "\"\\\b\f\n\r\t";
        static constexpr std::string_view kLetter = "\"\\bfnrt";
        m_out += '\\';
        if (const auto at = kPlain.find(c); at != std::string_view::npos) {
            m_out += kLetter[at];
            return;
        }
        static constexpr std::string_view kHex = "0123456789abcdef";
        m_out += "u00";
        m_out += kHex[static_cast<unsigned char>(c) >> 4];
        m_out += kHex[static_cast<unsigned char>(c) & 0xf];
    }
    std::string& m_out;
};

/// dump() refuses invalid text; such a mutation goes its way.
bool validText(const Mutation& m, const Student& s) {
    for (const std::string* text : {&m.by.name, &m.by.workstation, &s.registerNumber, &s.surname,
                                    &s.givenNames, &s.classUnit, &s.cardType})
        if (!isValidUtf8(*text))
            return false;
    for (const PhotoExceptionFlag& e : s.photoExceptions)
        if (!isValidUtf8(e.reason))
            return false;
    return !s.document || (isValidUtf8(s.document->kind) && isValidUtf8(s.document->number));
}

void writeStudent(Writer& w, const Student& s) {
    w.field("{\"id\":", s.id.toString());
    w.fieldIfAny(",\"registerNumber\":", s.registerNumber);
    w.field(",\"surname\":", s.surname);
    w.field(",\"givenNames\":", s.givenNames);
    if (s.birthDate)
        w.field(",\"birthDate\":", toIso(*s.birthDate));
    if (s.pesel)
        w.field(",\"pesel\":", s.pesel->text());
    if (s.document) {
        w.field(",\"document\":{\"kind\":", s.document->kind);
        w.field(",\"number\":", s.document->number);
        w.raw("}");
    }
    w.fieldIfAny(",\"class\":", s.classUnit);
    w.fieldIfAny(",\"cardType\":", s.cardType);
    if (s.needsNoCard)
        w.raw(",\"needsNoCard\":true");
    if (s.left)
        w.raw(",\"left\":true");
    if (!s.photoExceptions.empty()) {
        std::string_view before = ",\"photoExceptions\":[";
        for (const PhotoExceptionFlag& e : s.photoExceptions) {
            w.raw(before);
            w.field("{\"kind\":", toString(e.kind));
            w.field(",\"reason\":", e.reason);
            w.raw("}");
            before = ",";
        }
        w.raw("]");
    }
    w.number(",\"version\":", s.version);
    w.raw("}");
}

} // namespace

std::string toJsonText(const Mutation& m) {
    const auto* put = std::get_if<PutStudent>(&m.change);
    if (!put || !validText(m, put->student))
        return toJson(m).dump();
    std::string out;
    out.reserve(512);
    Writer w(out);
    w.field("{\"id\":", m.id.toString());
    w.field(",\"at\":", toIso(m.at));
    w.field(",\"by\":{\"role\":", toString(m.by.role));
    w.fieldIfAny(",\"name\":", m.by.name);
    w.fieldIfAny(",\"workstation\":", m.by.workstation);
    w.field("},\"entityId\":", m.entityId.toString());
    if (m.expected)
        w.number(",\"expected\":", *m.expected);
    w.field(",\"kind\":", m.kind());
    w.raw(",\"student\":");
    writeStudent(w, put->student);
    w.raw("}");
    return out;
}

} // namespace esek::domain

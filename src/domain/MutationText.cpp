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

/// Texts in a value, for the check that dump() makes too.
template <class F>
void visitTexts(const std::string& v, F&& f) {
    f(v);
}
template <class F>
void visitTexts(const std::optional<IdentityDocument>& v, F&& f) {
    if (v) {
        f(v->kind);
        f(v->number);
    }
}
template <class F>
void visitTexts(const std::vector<PhotoExceptionFlag>& v, F&& f) {
    for (const PhotoExceptionFlag& e : v)
        f(e.reason);
}
template <class T, class F>
requires(!std::is_convertible_v<T, std::string>) void visitTexts(const T&, F&&) {} // ids, dates, numbers

/// dump() refuses invalid text; such a mutation goes its way.
bool validText(const Mutation& m, const Student& s) {
    bool valid = isValidUtf8(m.by.name) && isValidUtf8(m.by.workstation);
    visitFields<Student>([&](const auto& field) {
        visitTexts(s.*field.member, [&](const std::string& text) { valid = valid && isValidUtf8(text); });
    });
    return valid;
}

void write(Writer& w, const std::string& v) {
    w.text(v);
}
void write(Writer& w, const StudentId& v) {
    w.text(v.toString());
}
void write(Writer& w, const std::optional<Date>& v) {
    w.text(toIso(*v));
}
void write(Writer& w, const std::optional<Pesel>& v) {
    w.text(v->text());
}
void write(Writer& w, const std::optional<IdentityDocument>& v) {
    w.field("{\"kind\":", v->kind);
    w.field(",\"number\":", v->number);
    w.raw("}");
}
void write(Writer& w, bool v) {
    w.raw(v ? "true" : "false");
}
void write(Writer& w, std::int64_t v) {
    w.raw(std::to_string(v));
}
void write(Writer& w, const std::vector<PhotoExceptionFlag>& v) {
    std::string_view before = "[";
    for (const PhotoExceptionFlag& e : v) {
        w.raw(before);
        w.field("{\"kind\":", toString(e.kind));
        w.field(",\"reason\":", e.reason);
        w.raw("}");
        before = ",";
    }
    w.raw("]");
}

void writeStudent(Writer& w, const Student& s) {
    std::string_view before = "{\"";
    visitFields<Student>([&](const auto& field) {
        const auto& value = s.*field.member;
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, LaterFields>) {
            if (!value.json.empty()) { // an object: its members without the brackets
                w.raw(",");
                w.raw(std::string_view(value.json).substr(1, value.json.size() - 2));
            }
        } else if (field.presence != Presence::ifSet || !(value == std::decay_t<decltype(value)>{})) {
            w.raw(before);
            w.raw(field.json);
            w.raw("\":");
            write(w, value);
            before = ",\"";
        }
    });
    w.raw("}");
}

} // namespace

std::string toJsonText(const Mutation& m) {
    const auto* put = std::get_if<PutStudent>(&m.change);
    if (!put || m.by.onBehalfOf || !validText(m, put->student))
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

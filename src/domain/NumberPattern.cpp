#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Card.h"

namespace esek::domain {

namespace {

[[noreturn]] void invalid(std::string reason) {
    throw Exception(Error{ErrorCode::valueInvalid,
                          "numbering pattern",
                          {{"field", tr("numbering pattern")}, {"reason", std::move(reason)}}});
}

/// Width of "{n:5}"; 0 for "{n}"; -1 when it is not a running number.
int runningWidth(std::string_view token) {
    if (token == "n")
        return 0;
    if (token.size() == 3 && startsWith(token, "n:") && token[2] >= '1' && token[2] <= '9')
        return token[2] - '0';
    return -1;
}

/// Calls text(part) and token(name) in order.
template <class Text, class Token>
void walk(std::string_view pattern, Text&& text, Token&& token) {
    while (!pattern.empty()) {
        const auto open = pattern.find('{');
        text(pattern.substr(0, open));
        if (open == std::string_view::npos)
            return;
        const auto close = pattern.find('}', open);
        if (close == std::string_view::npos)
            invalid(tr("a brace is not closed"));
        token(pattern.substr(open + 1, close - open - 1));
        pattern.remove_prefix(close + 1);
    }
}

} // namespace

Result<NumberPattern> NumberPattern::parse(std::string_view pattern) {
    return guarded([&] {
        bool distinct = false;
        walk(
            pattern,
            [](std::string_view text) {
                for (char32_t c : toUtf32(text)) {
                    const bool letter =
                        (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x17F);
                    const bool digit = c >= U'0' && c <= U'9';
                    if (!letter && !digit &&
                        std::u32string_view(U"/-._ ").find(c) == std::u32string_view::npos)
                        invalid(tr("only letters, digits, / - . _ and spaces are allowed"));
                }
            },
            [&](std::string_view token) {
                if (runningWidth(token) >= 0 || token == "register")
                    distinct = true;
                else if (token != "year" && token != "schoolyear" && token != "class")
                    invalid(format(fmt::runtime(tr("unknown part {0}")), "{" + std::string(token) + "}"));
            });
        if (!distinct)
            invalid(tr("it needs {n} or {register}, otherwise all numbers would be the same"));
        if (characterCount(pattern) > 40)
            invalid(tr("it is longer than 40 characters"));
        NumberPattern p;
        p.m_pattern = std::string(pattern);
        return p;
    });
}

std::string NumberPattern::number(int running, Date issuedOn, const Student& student) const {
    std::string out;
    walk(
        m_pattern, [&](std::string_view text) { out += text; },
        [&](std::string_view token) {
            if (const int width = runningWidth(token); width >= 0)
                out += format("{:0{}}", running, width);
            else if (token == "register")
                out += student.registerNumber;
            else if (token == "year")
                out += format("{}", int(issuedOn.year()));
            else if (token == "schoolyear")
                out += schoolYear(issuedOn);
            else if (token == "class")
                out += student.classUnit;
        });
    return out;
}

bool NumberPattern::usesRunningNumber() const {
    bool found = false;
    walk(
        m_pattern, [](std::string_view) {},
        [&](std::string_view token) { found = found || runningWidth(token) >= 0; });
    return found;
}

std::string schoolYear(Date d) {
    const int first = unsigned(d.month()) >= 9 ? int(d.year()) : int(d.year()) - 1;
    return format("{}/{}", first, first + 1);
}

} // namespace esek::domain

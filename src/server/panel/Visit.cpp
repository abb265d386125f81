#include "server/panel/Visit.h"

#include "base/Hex.h"
#include "base/Sha256.h"
#include "base/Version.h"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace esek::server {

namespace {

constexpr const char* kFormCookie = "__Host-esek-form"; ///< of browsers that are not logged in
constexpr std::size_t kMaskBytes = 16;

/// Nothing is loaded, run or framed but what this server itself sends as a file.
constexpr const char* kContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src "
                                       "'self'; form-action 'self'; frame-ancestors 'none'; "
                                       "base-uri 'none'; object-src 'none'";

std::string pathOf(const std::string& target) {
    return target.substr(0, target.find('?'));
}

std::string ownHost(const std::string& origin) {
    const auto at = origin.find("://");
    return at == std::string::npos ? std::string() : origin.substr(at + 3);
}

} // namespace

std::string cookieOf(const Headers& headers, const std::string& name) {
    const std::string all = findHeader(headers, "Cookie").value_or("");
    for (std::size_t at = 0; at < all.size();) {
        const auto end = std::min(all.find(';', at), all.size());
        const auto begin = std::min(all.find_first_not_of(' ', at), end);
        const std::string one = all.substr(begin, end - begin);
        if (one.starts_with(name + "="))
            return one.substr(name.size() + 1);
        at = end + 1;
    }
    return {};
}

Visit::Visit(const Call& c, const Templates& templates, Rng& rng, std::string lang,
             std::optional<Guest> found)
    : call(c), language(std::move(lang)), session(std::move(found)), m_templates(templates), m_rng(rng) {}

Caller callerOf(const LoginRow& login) {
    Caller c;
    c.school = login.school;
    c.device = login.id;
    c.name = login.name;
    c.role = domain::roleFromString(login.role).value_or(domain::Role::student);
    c.student = login.student;
    return c;
}

domain::Actor Visit::actor(const domain::Student& student) const {
    const Caller c = caller();
    return {c.role, c.role == domain::Role::student ? student.fullName() : login().name, ""};
}

std::string Visit::cookie(const std::string& name) const {
    return cookieOf(call.request.headers, name);
}

void Visit::setCookie(const std::string& name, const std::string& value, std::int64_t seconds) {
    std::string text = name + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax";
    if (seconds != 0)
        text += "; Max-Age=" + std::to_string(std::max<std::int64_t>(0, seconds));
    m_setCookies.emplace_back("Set-Cookie", std::move(text));
}

std::string Visit::formKey() const {
    if (session)
        return cookie(kSessionCookie);
    return m_newFormKey.empty() ? cookie(kFormCookie) : m_newFormKey;
}

std::string Visit::formToken() {
    if (formKey().empty()) {
        std::array<std::uint8_t, 32> bytes{};
        m_rng.fill(bytes);
        m_newFormKey = toHex(bytes);
        setCookie(kFormCookie, m_newFormKey);
    }
    const Digest secret = Sha256::of("form " + formKey());
    std::array<std::uint8_t, 2 * kMaskBytes> token{};
    m_rng.fill(std::span(token).first(kMaskBytes));
    // Compressed pages must not repeat a secret (the attack called BREACH): it is masked anew each time.
    for (std::size_t i = 0; i < kMaskBytes; ++i)
        token[kMaskBytes + i] = static_cast<std::uint8_t>(token[i] ^ secret[i]);
    return toHex(token);
}

bool Visit::isOurForm() const {
    const Headers& headers = call.request.headers;
    if (const auto site = findHeader(headers, "Sec-Fetch-Site")) {
        if (*site != "same-origin" && *site != "none")
            return false;
    } else if (const auto origin = findHeader(headers, "Origin")) {
        if (ownHost(*origin) != findHeader(headers, "Host").value_or(""))
            return false;
    }
    std::array<std::uint8_t, 2 * kMaskBytes> token{};
    if (!fromHex(form.text("form"), token) || formKey().empty())
        return false;
    const Digest secret = Sha256::of("form " + formKey());
    std::array<std::uint8_t, kMaskBytes> shown{};
    for (std::size_t i = 0; i < kMaskBytes; ++i)
        shown[i] = static_cast<std::uint8_t>(token[i] ^ token[kMaskBytes + i]);
    return sodium_memcmp(shown.data(), secret.data(), kMaskBytes) == 0;
}

View Visit::frame(const std::string& title, const Families::View* family) {
    View f;
    f.set("TITLE", title).set("VERSION", std::string(version()));
    for (const char* code : Languages::kCodes) {
        View& one = f.add("LANGUAGE");
        one.set("CODE", code).set("NAME", Languages::nameOf(code));
        one.set("URL", pathOf(call.request.target) + "?lang=" + code);
        one.show(language == code ? "CURRENT" : "OTHER");
    }
    if (session && session->authority)
        f.add("AUTHORITY").set("TOKEN", formToken());
    if (session && session->account)
        f.add("PERSON").set("TOKEN", formToken());
    if (session && family) {
        View& head = f.add("FAMILY");
        if (!session->account) {
            View& pages = head.add("SCHOOL_LOGIN");
            pages.set("TOKEN", formToken());
            if (family->unread > 0)
                pages.add("UNREAD").set("COUNT", std::to_string(family->unread));
        }
        head.set("PUPIL", family->student.fullName()).set("CLASS", family->student.classUnit);
        head.set("SCHOOL", family->school.name);
    }
    return f;
}

Response Visit::page(const std::string& name, const std::string& title, const View& view,
                     const Families::View* family, int status) {
    Response r;
    r.status = status;
    r.headers = {{"Content-Type", "text/html; charset=utf-8"},
                 {"Content-Language", language},
                 {"Content-Security-Policy", kContentPolicy},
                 {"Referrer-Policy", "same-origin"}, // with "no-referrer" a form of ours has no Origin
                 {"Cross-Origin-Opener-Policy", "same-origin"}};
    View whole = view;
    whole.set("TOKEN", formToken());
    r.body = m_templates.page(name, language, frame(title, family), whole);
    return r;
}

Response Visit::redirect(const std::string& path) const {
    Response r;
    r.status = 303;
    r.headers = {{"Location", path}};
    return r;
}

} // namespace esek::server

#include "server/panel/Panel.h"

#include "base/Error.h"
#include "base/LanguageScope.h"
#include "base/Translate.h"
#include "server/accounts/Secrets.h"
#include "server/router/Errors.h"
#include "server/store/StateOnce.h"

#include <algorithm>

namespace esek::server {

namespace {

constexpr std::int64_t kYear = 365 * 24 * 3600; // seconds

std::optional<std::string> pupilOf(const Call& call) {
    const auto found = call.path.find("pupil");
    return found == call.path.end() ? std::nullopt : std::optional(found->second);
}

/// One key for all processes of this server, made at the first start.
std::string sharedKey(Central& central, Rng& rng) {
    return central.store().write([&](Tx& tx) { return stateOnce(tx, "portal_key", newToken(rng)); });
}

} // namespace

Panel::Panel(Router& router, Central& c, SchoolLogins& l, Rng& r, const std::filesystem::path& resources,
             const std::filesystem::path& locales)
    : central(c), logins(l), rng(r), families(c, r), sessions(c.store(), c.clock(), r),
      guesses(c.store(), c.clock(), sharedKey(c, r)), mail(c.store(), c.clock(), r),
      personal(c.store(), c.clock(), r, l.revokedIds()), links(c.store(), c.clock(), l.revokedIds()),
      personalSessions(c.store(), c.clock(), r), authority(c.store(), c.clock(), r, l.revokedIds()),
      webFolder(resources / "web"), m_router(router), m_languages(locales),
      m_templates(webFolder, m_languages) {
    addStaticFiles(*this);
    addEntrancePages(*this);
    addHomePages(*this);
    addPhotoPages(*this);
    addRequestPages(*this);
    addNotificationPages(*this);
    addDataPages(*this);
    addPersonalPages(*this);
    addChildrenPages(*this);
    addAuthorityPages(*this);
    m_router.showErrorsAs([this](const Request& request, int status) { return errorPage(request, status); });
}

void Panel::add(PanelRoute page, Handler handler) {
    m_routes.push_back(page);
    Route route{"panel", page.method, page.pattern,
                [this, page, handler](const Call& call) { return run(page, handler, call); }};
    route.who = Who::anybody;
    route.bodyLimit = page.method == "POST" ? page.bodyLimit : 0;
    route.errors = ErrorStyle::page;
    route.lane = page.lane;
    if (route.bodyLimit > PanelRoute{}.bodyLimit) { // nobody sends a photo who is not logged in
        route.checkReads = true;
        route.check = [this](const Request& head) {
            const auto guest = guestOf(head.headers, std::nullopt);
            if (!guest || guest->authority)
                throw Exception(ErrorCode::serverUnauthorized, "session");
        };
    }
    m_router.add(std::move(route));
}

void Panel::addFile(const std::string& pattern,
                    std::function<std::optional<Response>(const std::string& name)> find) {
    Route route{"panel_file", "GET", pattern, [find = std::move(find)](const Call& call) {
                    auto file = find(call.path.at("file"));
                    return file ? std::move(*file) : errorResponse(404, "notFound", {}, ErrorStyle::page);
                }};
    route.who = Who::anybody;
    route.errors = ErrorStyle::page;
    route.onLoop = true;
    m_router.add(std::move(route));
}

std::string Panel::languageOf(const Headers& headers, const std::string& asked) const {
    return Languages::choose(asked.empty() ? cookieOf(headers, Visit::kLanguageCookie) : asked,
                             findHeader(headers, "Accept-Language").value_or(""));
}

std::optional<Guest> Panel::guestOf(const Headers& headers, const std::optional<std::string>& pupil) {
    const std::string token = cookieOf(headers, Visit::kSessionCookie);
    if (auto found = sessions.find(token))
        return Guest{std::move(found->session), std::move(found->login), std::nullopt, std::nullopt};
    if (auto found = personalSessions.find(token)) {
        auto login = pupil ? links.loginFor(found->account, *pupil) : std::nullopt;
        return Guest{std::move(found->session), login.value_or(LoginRow{}), std::move(found->account),
                     std::nullopt};
    }
    if (auto found = authority.find(token))
        return Guest{std::move(found->session), LoginRow{}, std::nullopt, std::move(found->access)};
    return std::nullopt;
}

void Panel::endSession(const Visit& v) {
    if (!v.session)
        return;
    if (v.session->authority)
        authority.endSession(v.session->authority->id, v.session->session.id);
    else if (v.session->account)
        personalSessions.end(v.session->account->id, v.session->session.id);
    else
        sessions.end(v.login().id, v.session->session.id);
}

Response Panel::enter(Visit& v, const LoginRow& login) {
    endSession(v);
    const std::string agent = findHeader(v.call.request.headers, "User-Agent").value_or("");
    v.setCookie(Visit::kSessionCookie, sessions.begin(login.id, agent));
    v.setCookie(Visit::kDeviceCookie, guesses.deviceCookie(login.number, rng), kYear);
    return v.redirect("/");
}

Response Panel::enter(Visit& v, const PersonalRow& account) {
    endSession(v);
    const std::string agent = findHeader(v.call.request.headers, "User-Agent").value_or("");
    v.setCookie(Visit::kSessionCookie, personalSessions.begin(account.id, agent));
    const std::string key = personalCounter(account.address);
    v.setCookie(Visit::kDeviceCookie, guesses.deviceCookie(key, rng), kYear);
    return v.redirect("/children");
}

Response Panel::enter(Visit& v, const AuthorityRow& access) {
    endSession(v);
    const std::string agent = findHeader(v.call.request.headers, "User-Agent").value_or("");
    v.setCookie(Visit::kSessionCookie, authority.beginSession(access.id, agent));
    v.setCookie(Visit::kDeviceCookie, guesses.deviceCookie(access.number, rng), kYear);
    return v.redirect("/authority");
}

Entry Panel::entryOf(const Visit& visit, const PanelRoute& route) {
    const auto pupil = pupilOf(visit.call);
    if (visit.session && visit.session->authority)
        return authorityMay(route, !visit.session->authority->password.empty(), pupil.has_value());
    const bool isPersonal = visit.session && visit.session->account;
    return mayActAs(route, visit.session ? &visit.login() : nullptr, pupil, isPersonal);
}

Response Panel::run(const PanelRoute& route, const Handler& handler, const Call& call) {
    const std::string asked = call.parameter("lang");
    const std::string language = languageOf(call.request.headers, asked);
    const LanguageScope scope(m_languages.catalogue(language));
    Visit visit(call, m_templates, rng, language, guestOf(call.request.headers, pupilOf(call)));
    if (asked == language)
        visit.setCookie(Visit::kLanguageCookie, language, kYear);
    Response r = answer(visit, route, handler);
    r.headers.insert(r.headers.end(), visit.cookies().begin(), visit.cookies().end());
    return r;
}

Response Panel::answer(Visit& visit, const PanelRoute& route, const Handler& handler) {
    if (!isOurHost(visit.call.request))
        return errorPage(visit, 421);
    switch (entryOf(visit, route)) {
    case Entry::in:
        break;
    case Entry::logIn:
        return visit.redirect("/login");
    case Entry::setPassword:
        return visit.redirect("/password");
    case Entry::children:
        return visit.redirect("/children");
    case Entry::home:
        return visit.redirect("/");
    case Entry::figures:
        return visit.redirect("/authority");
    case Entry::setAuthorityPassword:
        return visit.redirect("/authority/password");
    case Entry::hidden:
        return errorPage(visit, 404);
    }
    if (route.method == "POST") {
        visit.form = readForm(visit.call.request);
        if (!visit.isOurForm())
            return errorPage(visit, 403);
    }
    return handler(visit);
}

/// Names of hosts have no case (RFC 9110, 4.2.3).
bool Panel::isOurHost(const Request& request) const {
    std::string host = findHeader(request.headers, "Host").value_or("");
    std::transform(host.begin(), host.end(), host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return m_hosts.empty() || m_hosts.contains(host);
}

Response Panel::jpeg(std::string bytes) {
    Response r;
    r.headers = {{"Content-Type", "image/jpeg"}, {"Content-Disposition", "inline; filename=\"photo.jpg\""}};
    r.body = std::move(bytes);
    return r;
}

Response Panel::errorPage(Visit& visit, int status) {
    View view;
    view.set("sentence", errorSentence(status));
    view.show(status == 403 || status == 401 ? "LOGIN" : "HOME");
    return visit.page("error", tr("This did not work"), view, nullptr, status);
}

Response Panel::errorPage(const Request& request, int status) {
    const std::string language = languageOf(request.headers, {});
    const LanguageScope scope(m_languages.catalogue(language));
    static const std::map<std::string, std::string> none;
    const Caller nobody;
    const Call call{request, none, none, nobody};
    Visit visit(call, m_templates, rng, language, std::nullopt);
    return errorPage(visit, status);
}

} // namespace esek::server

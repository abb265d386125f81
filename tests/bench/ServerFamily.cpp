#include "bench/ServerFamily.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/platform/Files.h"
#include "bench/PhoneJpeg.h"
#include "support/Corpus.h"
#include "support/TempDir.h"

#include <algorithm>
#include <chrono>

namespace esek::bench {

namespace {

using Steady = std::chrono::steady_clock;
constexpr const char* kPassword = "dwa koty na dachu";
constexpr const char* kBoundary = "----esek7MA4YWxkTrZu0gW";
constexpr const char* kForm = "application/x-www-form-urlencoded";

std::string encoded(const std::string& text) {
    std::string out;
    for (const char c : text)
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.' || c == '_')
            out += c;
        else
            out += format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}

} // namespace

Family::Family(std::uint16_t port, int number)
    : m_client(port), m_address(format("10.{}.{}.1", number / 250, number % 250)) {}

std::string Family::cookies() const {
    std::string all;
    for (const auto& [name, value] : m_cookies)
        all += (all.empty() ? "" : "; ") + name + "=" + value;
    return all;
}

double Family::ask(const std::string& method, std::string path, const std::string& body,
                   const std::string& type) {
    std::map<std::string, std::string> headers{{"Accept-Language", "pl"}, {"X-Forwarded-For", m_address}};
    if (!m_cookies.empty())
        headers["Cookie"] = cookies();
    if (!type.empty())
        headers["Content-Type"] = type;
    const auto begin = Steady::now();
    m_answer = m_client.ask(method, path, body, headers);
    const double time = std::chrono::duration<double, std::milli>(Steady::now() - begin).count();
    m_path = std::move(path);
    if (m_answer.status >= 400)
        throw std::runtime_error(m_path + ": " + std::to_string(m_answer.status));
    for (const auto& [name, value] : m_answer.headers)
        if (Poco::icompare(name, std::string("Set-Cookie")) == 0)
            for (const std::string& cookie : split(value, '\n')) {
                const auto equals = cookie.find('=');
                m_cookies[cookie.substr(0, equals)] =
                    cookie.substr(equals + 1, cookie.find(';') - equals - 1);
            }
    return time;
}

double Family::follow(double first) {
    m_times.push_back(first);
    while (m_answer.status == 303)
        m_times.push_back(ask("GET", m_answer.headers["Location"], {}, {}));
    return first;
}

double Family::open(const std::string& path) {
    return follow(ask("GET", path, {}, {}));
}

double Family::post(const std::string& path, const std::map<std::string, std::string>& fields) {
    std::string body = "form=" + hidden("form");
    if (const std::string draft = hidden("draft"); !draft.empty())
        body += "&draft=" + draft;
    for (const auto& [name, value] : fields)
        body += "&" + name + "=" + encoded(value);
    return follow(ask("POST", path, body, kForm));
}

double Family::upload(const std::string& path, const std::string& bytes, const std::string& name) {
    std::string body;
    for (const char* field : {"form", "draft"})
        body += format("--{}\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", kBoundary, field,
                       hidden(field));
    body += format("--{}\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"{}\"\r\nContent-Type: "
                   "application/octet-stream\r\n\r\n",
                   kBoundary, name);
    body += bytes + format("\r\n--{}--\r\n", kBoundary);
    const double time = ask("POST", path, body, std::string("multipart/form-data; boundary=") + kBoundary);
    if (m_answer.status == 303)
        open(m_answer.headers["Location"]);
    return time;
}

/// The value of a hidden field of the page that is shown; empty when there is none.
std::string Family::hidden(const std::string& name) const {
    const std::string field = "name=\"" + name + "\" value=\"";
    const auto at = m_answer.body.find(field);
    if (at == std::string::npos)
        return {};
    const auto begin = at + field.size();
    return m_answer.body.substr(begin, m_answer.body.find('"', begin) - begin);
}

void Family::enter(const Json& slip) {
    m_login = slip["login"].get<std::string>();
    open("/login");
    post("/login", {{"login", m_login}, {"password", slip["password"].get<std::string>()}});
    post("/password", {{"name", "Anna Nowak"}, {"password", kPassword}});
    if (m_path != "/")
        throw std::runtime_error("no login: " + m_path);
}

void Family::login() {
    m_cookies.clear();
    open("/login");
    post("/login", {{"login", m_login}, {"password", kPassword}});
    if (m_path != "/")
        throw std::runtime_error("no login: " + m_path);
}

void Family::enterAuthority(const std::string& login, const std::string& password) {
    open("/login");
    post("/login", {{"login", login}, {"password", password}});
    post("/authority/password", {{"password", kPassword}});
    if (m_path != "/authority")
        throw std::runtime_error("no login: " + m_path);
}

double sendPhoto(Family& f, const std::string& pupil, const std::string& bytes, const std::string& name,
                 const std::function<void()>& think) {
    const std::string photo = "/pupils/" + pupil + "/photo";
    think();
    f.open(photo + "/guidelines");
    think();
    f.post(photo + "/guidelines", {{"statement", "yes"}});
    f.open(photo + "/file");
    think();
    const double time = f.upload(photo + "/file", bytes, name);
    if (f.path() != photo + "/crop")
        throw std::runtime_error("the photo was not taken: " + f.path());
    think();
    f.post(photo + "/crop", {{"zoom", "130"}, {"across", "40"}, {"down", "10"}, {"action", "next"}});
    think();
    f.post(photo + "/send");
    if (f.path() != photo)
        throw std::runtime_error("the photo was not sent: " + f.path());
    return time;
}

std::vector<std::string> phonePhotos(int count) {
    std::vector<std::filesystem::path> portraits;
    if (const auto corpus = test::corpusDir())
        for (const auto& entry : std::filesystem::directory_iterator(*corpus / "portraits" / "ai"))
            if (entry.path().extension() == ".jpg")
                portraits.push_back(entry.path());
    std::sort(portraits.begin(), portraits.end());
    std::vector<std::string> out;
    for (int i = 0; i < count; ++i) {
        const auto number = static_cast<std::size_t>(i);
        const auto bytes = phoneJpeg(
            portraits.empty() ? std::nullopt : std::optional(portraits[number % portraits.size()]), i);
        out.emplace_back(bytes.begin(), bytes.end());
    }
    return out;
}

std::vector<std::string> heicPhotos(const std::vector<std::string>& jpegs) {
    const test::TempDir dir;
    std::vector<std::string> out;
    for (const std::string& jpeg : jpegs) {
        const auto from = dir / "photo.jpg";
        const auto to = dir / "photo.heic";
        platform::writeFileAtomically(from, std::string_view(jpeg)).value();
        const std::string command =
            "heif-enc -q 60 -p preset=ultrafast -o " + to.string() + " " + from.string() + " >/dev/null 2>&1";
        if (std::system(command.c_str()) != 0)
            return {};
        const auto bytes = platform::readFile(to).value();
        out.emplace_back(bytes.begin(), bytes.end());
    }
    return out;
}

} // namespace esek::bench

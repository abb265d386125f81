#include "server/http/RequestReader.h"

#include "sync/protocol/Wire.h"

#include <algorithm>
#include <charconv>

namespace esek::server {

namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kChunkLine = 64;
constexpr std::size_t kTrailers = 1024;
/// Who shows no token has no business with long bodies (enrolling takes a few words).
constexpr std::int64_t kBodyWithoutToken = 16 * 1024;

bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
        return lower(x) == lower(y);
    });
}

template <class T>
bool parseNumber(std::string_view text, T& out, int base) {
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), out, base);
    return ec == std::errc() && end == text.data() + text.size() && out >= 0;
}

} // namespace

RequestReader::State RequestReader::fault(int status, const char* code) {
    m_status = status;
    m_code = code;
    m_keepAlive = false;
    return m_state = State::fault;
}

bool RequestReader::takeExpectation() {
    return std::exchange(m_expects, false);
}

RequestReader::State RequestReader::feed(std::string& in) {
    if (m_state == State::head)
        readHead(in);
    if (m_state == State::body)
        readBody(in);
    return m_state;
}

RequestReader::State RequestReader::readHead(std::string& in) {
    if (m_scanned == 0) // line ends between requests do no harm (RFC 9112, 2.2)
        in.erase(0, std::min(in.find_first_not_of("\r\n"), in.size()));
    const auto end = in.find(kHeadEnd, m_scanned < 3 ? 0 : m_scanned - 3);
    if (end == std::string::npos) {
        m_scanned = in.size();
        return in.size() > kHeadBytes ? fault(431, "headersTooLarge") : m_state;
    }
    if (end > kHeadBytes)
        return fault(431, "headersTooLarge");
    const bool good = parseHead(std::string_view(in).substr(0, end + kLineEnd.size()));
    in.erase(0, end + kHeadEnd.size());
    if (m_state == State::fault)
        return m_state;
    if (!good)
        return fault(400, "malformed");
    return prepareBody() ? m_state : (m_state == State::fault ? m_state : fault(400, "malformed"));
}

bool RequestReader::parseHead(std::string_view head) {
    bool first = true;
    while (!head.empty()) {
        const auto end = head.find(kLineEnd);
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end + kLineEnd.size());
        // Bytes above 0x7e have no agreed meaning in a head (RFC 9110, 5.5), and we echo and log parts of it.
        if (std::any_of(line.begin(), line.end(),
                        [](unsigned char c) { return (c < 0x20 && c != '\t') || c > 0x7e; }))
            return false;
        if (!(first ? parseLine(line) : parseHeader(line)))
            return false;
        first = false;
    }
    return !first;
}

bool RequestReader::parseLine(std::string_view line) {
    const auto a = line.find(' ');
    const auto b = line.rfind(' ');
    if (a == std::string_view::npos || b <= a)
        return false;
    m_request.method = line.substr(0, a);
    m_request.target = line.substr(a + 1, b - a - 1);
    const std::string_view protocol = line.substr(b + 1);
    if (!isToken(m_request.method) || m_request.method.size() > 16 ||
        m_request.target.find(' ') != std::string::npos)
        return false;
    if (protocol != "HTTP/1.1" && protocol != "HTTP/1.0") {
        if (protocol.starts_with("HTTP/"))
            fault(505, "httpVersion");
        return false;
    }
    m_keepAlive = protocol == "HTTP/1.1";
    return true;
}

bool RequestReader::parseHeader(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !isToken(line.substr(0, colon)) ||
        m_request.headers.size() >= kHeaderCount)
        return false;
    m_request.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    return true;
}

bool RequestReader::prepareBody() {
    std::optional<std::int64_t> length;
    for (const auto& [name, value] : m_request.headers) {
        if (equalsIgnoringCase(name, "Content-Length")) {
            std::int64_t n = 0;
            if (length || value.empty() || value.find_first_not_of("0123456789") != std::string::npos ||
                !parseNumber(value, n, 10))
                return false;
            length = n;
        } else if (equalsIgnoringCase(name, "Transfer-Encoding")) {
            if (m_chunked || !equalsIgnoringCase(value, "chunked"))
                return false;
            m_chunked = true;
        } else if (equalsIgnoringCase(name, "Connection")) {
            if (equalsIgnoringCase(value, "close"))
                m_keepAlive = false;
            else if (equalsIgnoringCase(value, "keep-alive"))
                m_keepAlive = true;
        } else if (equalsIgnoringCase(name, "Expect")) {
            m_expects = equalsIgnoringCase(value, "100-continue");
        }
    }
    if (length && m_chunked)
        return false;
    if (!length && !m_chunked) {
        m_state = State::done;
        return true;
    }
    const bool token = findHeader(m_request.headers, "Authorization").has_value();
    m_limit = !token                        ? kBodyWithoutToken
              : m_request.method == "PATCH" ? sync::kUploadChunkBytes
                                            : sync::kMaxJsonBytes;
    m_left = length.value_or(0);
    if (m_left > m_limit) {
        fault(413, "bodyTooLarge");
        return false;
    }
    if (length)
        m_limit = m_left;
    m_state = length && m_left == 0 ? State::done : State::body;
    return true;
}

RequestReader::State RequestReader::readBody(std::string& in) {
    if (m_chunked)
        return readChunks(in);
    const auto n = std::min<std::size_t>(in.size(), static_cast<std::size_t>(m_left));
    m_request.body.append(in, 0, n);
    in.erase(0, n);
    m_left -= static_cast<std::int64_t>(n);
    return m_left == 0 ? m_state = State::done : m_state;
}

RequestReader::State RequestReader::readChunks(std::string& in) {
    for (;;) {
        if (m_left > 0) {
            const auto n = std::min<std::size_t>(in.size(), static_cast<std::size_t>(m_left));
            m_request.body.append(in, 0, n);
            in.erase(0, n);
            m_left -= static_cast<std::int64_t>(n);
            if (m_left > 0)
                return m_state;
            m_chunkEnd = true;
        }
        if (m_chunkEnd && !in.empty() && in[0] != '\r')
            return fault(400, "malformed");
        const auto end = in.find(kLineEnd);
        if (end == std::string::npos)
            return in.size() > kTrailers ? fault(400, "malformed") : m_state;
        const std::string line = in.substr(0, end);
        if (line.size() > (m_lastChunk ? kTrailers : kChunkLine))
            return fault(400, "malformed");
        in.erase(0, end + kLineEnd.size());
        if (m_chunkEnd) {
            if (!line.empty())
                return fault(400, "malformed");
            m_chunkEnd = false;
            continue;
        }
        if (m_lastChunk) { // trailers mean nothing to us
            if (line.empty())
                return m_state = State::done;
            continue;
        }
        std::int64_t size = 0;
        if (line.empty() || line[0] == '-' ||
            !parseNumber(std::string_view(line).substr(0, line.find(';')), size, 16))
            return fault(400, "malformed");
        if (size > m_limit - static_cast<std::int64_t>(m_request.body.size()))
            return fault(413, "bodyTooLarge");
        m_left = size;
        m_lastChunk = size == 0;
    }
}

} // namespace esek::server

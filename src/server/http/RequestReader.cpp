#include "server/http/RequestReader.h"

#include <algorithm>
#include <charconv>

namespace esek::server {

namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kChunkLine = 64;
constexpr std::size_t kTrailerLine = 1024;

bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
    });
}

/// A control character ends a line for some programs, and bytes above 0x7e have no agreed meaning in a head
/// (RFC 9110, 5.5), parts of which are echoed and logged.
bool isPlain(std::string_view line) {
    return std::all_of(line.begin(), line.end(),
                       [](unsigned char c) { return (c >= 0x20 && c <= 0x7e) || c == '\t'; });
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

/// Whether a list such as "keep-alive, TE" has this word.
bool lists(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (equalsIgnoringCase(trimmed(list.substr(0, comma)), word))
            return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
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

RequestReader::State RequestReader::feed(Inbox& in) {
    if (m_state == State::head)
        readHead(in);
    if (m_state == State::body)
        readBody(in);
    return m_state;
}

void RequestReader::readHead(Inbox& in) {
    if (m_scanned == 0) // line ends between requests do no harm (RFC 9112, 2.2)
        in.take(std::min(in.view().find_first_not_of(kLineEnd), in.size()));
    const auto end = in.view().find(kHeadEnd, m_scanned < 3 ? 0 : m_scanned - 3);
    if (std::min(end, in.size()) > kHeadBytes) {
        fault(431, "headersTooLarge");
        return;
    }
    if (end == std::string_view::npos) {
        m_scanned = in.size();
        return;
    }
    const bool good = parseHead(in.view().substr(0, end + kLineEnd.size())) && checkHost() && checkFraming();
    in.take(end + kHeadEnd.size());
    if (!good && m_state != State::fault)
        fault(400, "malformed");
}

bool RequestReader::parseHead(std::string_view head) {
    bool first = true;
    while (!head.empty()) {
        const auto end = head.find(kLineEnd);
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end + kLineEnd.size());
        if (!isPlain(line) || !(first ? parseLine(line) : parseHeader(line)))
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
        m_request.target.find_first_of(" \t") != std::string::npos)
        return false;
    if (protocol != "HTTP/1.1" && protocol != "HTTP/1.0") {
        if (protocol.starts_with("HTTP/"))
            fault(505, "httpVersion");
        return false;
    }
    m_keepAlive = m_http11 = protocol == "HTTP/1.1";
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

/// Exactly one in HTTP/1.1 (RFC 9112, 3.2): a proxy and we must not take a request for two different sites'.
bool RequestReader::checkHost() const {
    std::size_t hosts = 0;
    for (const auto& [name, value] : m_request.headers)
        if (equalsIgnoringCase(name, "Host")) {
            ++hosts;
            if (value.find_first_of(" \t,/?#@\\\"<>") != std::string::npos)
                return false;
        }
    return hosts == 1 || (hosts == 0 && !m_http11);
}

/// How long the body is must have one answer only (RFC 9112, 6.3).
bool RequestReader::checkFraming() {
    std::optional<std::int64_t> length;
    for (const auto& [name, value] : m_request.headers) {
        if (equalsIgnoringCase(name, "Content-Length")) {
            std::int64_t n = 0;
            if (length || value.empty() || value.find_first_not_of("0123456789") != std::string::npos ||
                !parseNumber(value, n, 10))
                return false;
            length = n;
        } else if (equalsIgnoringCase(name, "Transfer-Encoding")) {
            if (m_chunked || !m_http11 || !equalsIgnoringCase(value, "chunked"))
                return false;
            m_chunked = true;
        } else if (equalsIgnoringCase(name, "Connection")) {
            if (lists(value, "close"))
                m_keepAlive = false;
            else if (lists(value, "keep-alive"))
                m_keepAlive = true;
        } else if (equalsIgnoringCase(name, "Expect")) {
            m_expects = equalsIgnoringCase(value, "100-continue");
        }
    }
    if (length && m_chunked)
        return false;
    m_left = length.value_or(0);
    m_state = m_chunked || m_left > 0 ? State::decision : State::done;
    return true;
}

RequestReader::State RequestReader::acceptBody(std::int64_t limit) {
    if (m_state != State::decision)
        return m_state;
    if (m_left > limit)
        return fault(413, "bodyTooLarge");
    m_limit = limit;
    return m_state = State::body;
}

void RequestReader::takeBody(Inbox& in) {
    const auto n = std::min<std::size_t>(in.size(), static_cast<std::size_t>(m_left));
    m_request.body.append(in.view().substr(0, n));
    in.take(n);
    m_left -= static_cast<std::int64_t>(n);
    m_bodyBytes += static_cast<std::int64_t>(n);
}

void RequestReader::readBody(Inbox& in) {
    if (m_chunked)
        return readChunks(in);
    takeBody(in);
    if (m_left == 0)
        m_state = State::done;
}

void RequestReader::readChunks(Inbox& in) {
    while (m_state == State::body) {
        if (m_left > 0) {
            takeBody(in);
            if (m_left > 0)
                return;
            m_chunkEnd = true;
        }
        const std::size_t most = m_chunkEnd ? 0 : m_lastChunk ? kTrailerLine : kChunkLine;
        const std::string_view begin = in.view().substr(0, most + kLineEnd.size());
        const auto end = begin.find(kLineEnd);
        if (end == std::string_view::npos) {
            if (begin.size() == most + kLineEnd.size() || (m_chunkEnd && !begin.empty() && begin[0] != '\r'))
                fault(400, "malformed");
            return;
        }
        m_chunkOverhead += static_cast<std::int64_t>(end + kLineEnd.size());
        if (!readChunkLine(begin.substr(0, end)) && m_state != State::fault)
            fault(400, "malformed");
        in.take(end + kLineEnd.size());
    }
}

/// The line end after a chunk, the size of the next one, or a trailer.
bool RequestReader::readChunkLine(std::string_view line) {
    if (m_chunkEnd) {
        m_chunkEnd = false;
        return line.empty();
    }
    if (!isPlain(line)) // a bare CR or LF would be a line end for others
        return false;
    if (m_lastChunk) { // trailers mean nothing to us
        m_trailers += static_cast<std::int64_t>(line.size() + kLineEnd.size());
        if (line.empty())
            m_state = State::done;
        return m_trailers <= kTrailerBytes;
    }
    std::int64_t size = 0;
    if (line.empty() || line[0] == '-' || !parseNumber(line.substr(0, line.find(';')), size, 16))
        return false;
    if (size > m_limit - m_bodyBytes - m_chunkOverhead) {
        fault(413, "bodyTooLarge");
        return false;
    }
    m_left = size;
    m_lastChunk = size == 0;
    return true;
}

} // namespace esek::server

#include "server/http/Connection.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketDefs.h>

#include <array>
#include <utility>

namespace esek::server {

namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::int64_t kFilePiece = 256 * 1024;

const char* reasonOf(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 304:
        return "Not Modified";
    default:
        return status < 500 ? "Refused" : "Server Error";
    }
}

/// Poco tells by a number, by a TimeoutException or by this that a socket has no room or no bytes now.
bool isWouldBlock(const Poco::Exception& e) {
    return dynamic_cast<const Poco::TimeoutException*>(&e) || e.code() == POCO_EWOULDBLOCK ||
           e.code() == POCO_EAGAIN;
}

} // namespace

Connection::Io Connection::receive() {
    thread_local std::array<char, kPiece> piece;
    try {
        const int n = socket.receiveBytes(piece.data(), static_cast<int>(piece.size()));
        if (n == 0)
            return Io::closed;
        if (n < 0)
            return Io::wouldBlock;
        in.append({piece.data(), static_cast<std::size_t>(n)});
        m_received += n;
        return Io::progress;
    } catch (const Poco::Exception& e) {
        return isWouldBlock(e) ? Io::wouldBlock : Io::closed;
    }
}

Connection::Io Connection::send() {
    try {
        for (;;) {
            if (m_outAt == m_out.size()) {
                if (m_ahead.empty())
                    return m_reading == 0 && m_sourceAt == m_sourceEnd ? Io::progress : Io::needsBytes;
                m_spare = std::exchange(m_out, std::exchange(m_ahead, {}));
                m_outAt = 0;
                return Io::needsBytes; // so that the next one is read while this one goes out
            }
            const int n = socket.sendBytes(m_out.data() + m_outAt, static_cast<int>(m_out.size() - m_outAt));
            if (n < 0)
                return Io::wouldBlock;
            m_outAt += static_cast<std::size_t>(n);
            m_sent += n;
        }
    } catch (const Poco::Exception& e) {
        return isWouldBlock(e) ? Io::wouldBlock : Io::closed;
    }
}

std::string Connection::Piece::read() {
    try {
        buffer.resize(length);
        buffer.resize(source->read(offset, {reinterpret_cast<std::uint8_t*>(buffer.data()), buffer.size()}));
        return std::move(buffer);
    } catch (const std::exception&) { // erased meanwhile, or a disk that fails
        return {};
    }
}

std::optional<Connection::Piece> Connection::nextPiece() {
    if (m_reading != 0 || !m_ahead.empty() || m_sourceAt == m_sourceEnd)
        return std::nullopt;
    m_reading = static_cast<std::size_t>(std::min(kFilePiece, m_sourceEnd - m_sourceAt));
    Piece piece{m_source, m_sourceAt, m_reading, std::exchange(m_spare, {})};
    m_sourceAt += static_cast<std::int64_t>(m_reading);
    return piece;
}

bool Connection::takePiece(std::string bytes) {
    if (bytes.size() != std::exchange(m_reading, 0))
        return false;
    m_ahead = std::move(bytes);
    return true;
}

void Connection::answer(Response&& r, bool keep, const Headers& always) {
    keepOpen = keep;
    m_out.clear();
    m_outAt = 0;
    m_out += "HTTP/1.1 " + std::to_string(r.status) + " " + reasonOf(r.status) + "\r\n";
    for (const auto& [name, value] : always)
        if (!findHeader(r.headers, name))
            m_out += name + ": " + value + "\r\n";
    for (const auto& [name, value] : r.headers)
        m_out += name + ": " + value + "\r\n";
    if (r.status != 204 && r.status != 304)
        m_out += "Content-Length: " + std::to_string(r.size()) + "\r\n";
    m_out += keep ? "\r\n" : "Connection: close\r\n\r\n";
    m_source.reset();
    m_sourceAt = m_sourceEnd = 0;
    m_ahead.clear();
    m_sent = 0;
    if (!r.headOnly && r.status != 204 && r.status != 304) {
        m_out += r.body;
        if (r.source) {
            m_source = std::move(r.source);
            m_sourceAt = r.offset;
            m_sourceEnd = r.offset + r.length;
        }
    }
    state = State::writing;
}

void Connection::nextRequest() {
    reader = RequestReader();
    m_out = m_ahead = m_spare = std::string(); // their memory goes too: most connections are idle
    m_outAt = 0;
    m_source.reset();
    m_sourceAt = m_sourceEnd = 0;
    in.shrink();
    inRequest = false;
    admission.reset();
    spool.reset();
    errors = ErrorStyle::json;
    m_received = paceFrom = 0;
    state = State::reading;
}

} // namespace esek::server

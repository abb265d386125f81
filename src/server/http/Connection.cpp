#include "server/http/Connection.h"

#include <Poco/Exception.h>
#include <Poco/Net/SocketDefs.h>

#include <array>

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
        in.append(piece.data(), static_cast<std::size_t>(n));
        m_received += n;
        return Io::progress;
    } catch (const Poco::Exception& e) {
        return isWouldBlock(e) ? Io::wouldBlock : Io::closed;
    }
}

Connection::Io Connection::send() {
    try {
        while (!sent()) {
            if (m_outAt == m_out.size()) {
                m_out.resize(static_cast<std::size_t>(std::min(kFilePiece, m_sourceEnd - m_sourceAt)));
                m_outAt = 0;
                const std::size_t n =
                    m_source->read(m_sourceAt, {reinterpret_cast<std::uint8_t*>(m_out.data()), m_out.size()});
                if (n != m_out.size())
                    return Io::closed; // the promised length cannot be kept
                m_sourceAt += static_cast<std::int64_t>(n);
            }
            const int n = socket.sendBytes(m_out.data() + m_outAt, static_cast<int>(m_out.size() - m_outAt));
            if (n < 0)
                return Io::wouldBlock;
            m_outAt += static_cast<std::size_t>(n);
            m_sent += n;
        }
        return Io::progress;
    } catch (const Poco::Exception& e) {
        return isWouldBlock(e) ? Io::wouldBlock : Io::closed;
    } catch (const std::exception&) { // the file cannot be read: the promised length cannot be kept
        return Io::closed;
    }
}

void Connection::answer(Response&& r, bool keep, const std::string& date) {
    keepOpen = keep;
    m_out.clear();
    m_outAt = 0;
    m_out += "HTTP/1.1 " + std::to_string(r.status) + " " + reasonOf(r.status) + "\r\n";
    m_out += "Date: " + date + "\r\n";
    for (const auto& [name, value] : r.headers)
        m_out += name + ": " + value + "\r\n";
    if (r.status != 204 && r.status != 304)
        m_out += "Content-Length: " + std::to_string(r.size()) + "\r\n";
    m_out += keep ? "\r\n" : "Connection: close\r\n\r\n";
    m_source.reset();
    m_sourceAt = m_sourceEnd = 0;
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

std::int64_t Connection::moved() const {
    return state == State::writing ? m_sent : m_received;
}

void Connection::nextRequest() {
    reader = RequestReader();
    m_out = std::string(); // its memory goes too: most connections are idle
    m_outAt = 0;
    m_source.reset();
    m_sourceAt = m_sourceEnd = 0;
    inRequest = false;
    m_received = 0;
    state = State::reading;
}

} // namespace esek::server

#pragma once
#include "server/api/Message.h"

#include <cstdint>

namespace esek::server {

/// Puts a request together from bytes as they come. Strict: what two programs might read differently is
/// refused (RFC 9112, 11: response splitting and request smuggling).
class RequestReader {
  public:
    enum class State {
        head,
        body,
        done,
        fault, ///< status() says why; the connection cannot go on
    };
    static constexpr std::size_t kHeadBytes = 16 * 1024;
    static constexpr std::size_t kHeaderCount = 64;

    /// Takes what it can use from the beginning of `in`.
    State feed(std::string& in);
    State state() const { return m_state; }

    Request& request() { return m_request; }
    bool keepAlive() const { return m_keepAlive; }
    /// Once: the peer waits for "100 Continue" before it sends the body.
    bool takeExpectation();
    int status() const { return m_status; }
    const char* faultCode() const { return m_code; }

  private:
    State fault(int status, const char* code);
    State readHead(std::string& in);
    State readBody(std::string& in);
    State readChunks(std::string& in);
    bool parseHead(std::string_view head);
    bool parseLine(std::string_view line);
    bool parseHeader(std::string_view line);
    bool prepareBody();

    State m_state = State::head;
    Request m_request;
    std::size_t m_scanned = 0;
    bool m_keepAlive = true;
    bool m_expects = false;
    bool m_chunked = false;
    bool m_lastChunk = false;
    bool m_chunkEnd = false; ///< the line end after a chunk is due
    std::int64_t m_left = 0; ///< of the body or the chunk
    std::int64_t m_limit = 0;
    int m_status = 0;
    const char* m_code = "";
};

} // namespace esek::server

#pragma once
#include "server/http/Inbox.h"
#include "server/http/Message.h"

#include <cstdint>

namespace esek::server {

/// Puts a request together from bytes as they come. Strict: what two programs might read differently is
/// refused (RFC 9112, 11: response splitting and request smuggling). It knows nothing of routes: whoever
/// reads looks at the head and says how long a body may be.
class RequestReader {
  public:
    enum class State {
        head,
        decision, ///< the head is complete and a body is announced; acceptBody() goes on
        body,
        done,
        fault, ///< status() says why; the connection cannot go on
    };
    static constexpr std::size_t kHeadBytes = 16 * 1024;
    static constexpr std::size_t kHeaderCount = 64;
    static constexpr std::int64_t kTrailerBytes = 4 * 1024; ///< all together

    /// Takes what it can use from the beginning of `in`.
    State feed(Inbox& in);
    /// At `decision`: at most `limit` bytes, what chunks cost beside their contents included. More is 413.
    State acceptBody(std::int64_t limit);
    State state() const { return m_state; }

    /// Its body may be taken out at any time; what comes later is appended to what is there then.
    Request& request() { return m_request; }
    const Request& request() const { return m_request; }
    std::int64_t bodyBytes() const { return m_bodyBytes; } ///< so far
    bool keepAlive() const { return m_keepAlive; }
    /// Once: the peer waits for "100 Continue" before it sends the body.
    bool takeExpectation();
    int status() const { return m_status; }
    const char* faultCode() const { return m_code; }

  private:
    State fault(int status, const char* code);
    void readHead(Inbox& in);
    void readBody(Inbox& in);
    void readChunks(Inbox& in);
    bool readChunkLine(std::string_view line);
    void takeBody(Inbox& in);
    bool parseHead(std::string_view head);
    bool parseLine(std::string_view line);
    bool parseHeader(std::string_view line);
    bool checkHost() const;
    bool checkFraming();

    State m_state = State::head;
    Request m_request;
    std::size_t m_scanned = 0;
    bool m_http11 = false;
    bool m_keepAlive = true;
    bool m_expects = false;
    bool m_chunked = false;
    bool m_lastChunk = false;
    bool m_chunkEnd = false; ///< the line end after a chunk is due
    std::int64_t m_left = 0; ///< of the body or the chunk
    std::int64_t m_limit = 0;
    std::int64_t m_bodyBytes = 0;
    std::int64_t m_chunkOverhead = 0; ///< bytes that were no contents
    std::int64_t m_trailers = 0;
    int m_status = 0;
    const char* m_code = "";
};

} // namespace esek::server

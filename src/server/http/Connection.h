#pragma once
#include "server/http/RequestReader.h"
#include "server/http/Spool.h"
#include "server/router/Router.h"

#include <Poco/Net/StreamSocket.h>

#include <chrono>

namespace esek::server {

using Moment = std::chrono::steady_clock::time_point;

/// One peer. Belongs to the loop's thread.
class Connection {
  public:
    enum class State {
        reading,
        busy,    ///< a worker has the request
        waiting, ///< for news of the school
        writing,
        draining, ///< the answer is out; the rest of what the peer sends is thrown away
    };
    enum class Io { progress, wouldBlock, closed, needsBytes };
    /// Bytes of a file that the answer goes on with.
    struct Piece {
        std::shared_ptr<ByteSource> source;
        std::int64_t offset = 0;
        std::size_t length = 0;
        std::string buffer; ///< of a former piece: memory is not taken anew for each
        /// Fewer bytes than `length` when they cannot be read.
        std::string read();
    };

    Connection(const Poco::Net::StreamSocket& s, std::uint64_t number, std::string from, bool fromHere)
        : socket(s), id(number), address(std::move(from)), loopback(fromHere) {}

    static constexpr int kPiecesPerTurn = 4;           ///< of 64 kB that are read from one peer
    static constexpr std::int64_t kSlowest = 4 * 1024; ///< bytes a second that a body must come or go at

    /// Reads once into `in`.
    Io receive();
    /// Sends what it can of the answer; needsBytes: go on when takePiece() has brought some.
    Io send();
    /// While one piece is being sent the next one may be read.
    std::optional<Piece> nextPiece();
    bool readingAhead() const { return m_reading != 0; }
    /// What nextPiece() asked for. False: the promised length cannot be kept.
    bool takePiece(std::string);
    /// Puts the answer's head and as much of its body as is in memory into the way out.
    /// `always`: headers of every answer that does not bring its own of the name.
    void answer(Response&&, bool keepOpen, const Headers& always);
    void nextRequest();
    std::int64_t sent() const { return m_sent; }         ///< bytes of the answer
    std::int64_t received() const { return m_received; } ///< bytes since the last answer

    Poco::Net::StreamSocket socket;
    const std::uint64_t id;
    const std::string address;
    const bool loopback;
    State state = State::reading;
    RequestReader reader;
    Inbox in;
    Moment deadline{};
    bool keepOpen = true;
    bool polled = false;
    int polledFor = 0;
    bool inRequest = false; ///< its first byte came
    bool again = false;     ///< looked at in the next turn, whether or not the system tells of it
    /// What the head decided; null before.
    std::shared_ptr<const Router::Admission> admission;
    ErrorStyle errors = ErrorStyle::json;
    std::uint64_t revocations = 0; ///< of the router, when it was admitted
    std::shared_ptr<Spool> spool;  ///< the beginning of a long body
    std::int64_t paceFrom = 0;     ///< received() when the pace of a body was looked at last
    Moment lastByte{};
    std::uint64_t ticket = 0; ///< of whoever tells the news, while it waits
    std::size_t drained = 0;  ///< bytes
    Moment answerBegan{};
    Waiting wait;
    Moment waitUntil{};

  private:
    std::string m_out;
    std::size_t m_outAt = 0;
    std::int64_t m_sent = 0;
    std::int64_t m_received = 0; ///< since the last answer
    std::shared_ptr<ByteSource> m_source;
    std::int64_t m_sourceAt = 0; ///< where the next piece begins
    std::int64_t m_sourceEnd = 0;
    std::size_t m_reading = 0; ///< bytes of the piece that is being read
    std::string m_ahead;       ///< a piece that was read
    std::string m_spare;
};

} // namespace esek::server

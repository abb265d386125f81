#pragma once
#include "server/api/Api.h"
#include "server/http/RequestReader.h"

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
    void answer(Response&&, bool keepOpen, const std::string& date);
    void nextRequest();
    std::int64_t moved() const; ///< bytes of the body that came in or the answer that went out

    Poco::Net::StreamSocket socket;
    const std::uint64_t id;
    const std::string address;
    const bool loopback;
    State state = State::reading;
    RequestReader reader;
    std::string in;
    Moment deadline{};
    bool keepOpen = true;
    bool polled = false;
    int polledFor = 0;
    bool inRequest = false;   ///< its first byte came
    std::size_t buffered = 0; ///< as the loop counted it
    std::uint64_t ticket = 0; ///< of Heads while it waits
    std::size_t drained = 0;  ///< bytes
    Moment bodyBegan{};       ///< of the body that comes in or the answer that goes out
    Api::Waiting wait;
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

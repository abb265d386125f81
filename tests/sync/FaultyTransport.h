#pragma once
#include "support/FixedClock.h"

#include "server/api/Api.h"
#include "sync/client/Transport.h"

#include <functional>
#include <map>
#include <optional>
#include <random>

namespace esek::test {

using Dice = std::mt19937_64;

inline bool chance(Dice& dice, double probability) {
    return std::uniform_real_distribution<double>(0, 1)(dice) < probability;
}
inline std::size_t below(Dice& dice, std::size_t n) {
    return n == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, n - 1)(dice);
}

/// How often each fault happens, for every single request.
struct Faults {
    double requestLost = 0;
    double answerLost = 0;
    double answerCut = 0;
    double duplicated = 0;
    double delayed = 0; ///< the request arrives once more, later, after others
    double busy = 0;
    static Faults none() { return {}; }
    static Faults many() { return {0.04, 0.04, 0.04, 0.05, 0.04, 0.02}; }
};

/// The server in the same process, behind a bad network.
class FaultyTransport final : public sync::Transport {
  public:
    using Serve = std::function<server::Response(const server::Request&)>;
    FaultyTransport(Serve serve, Dice& dice, const Faults& faults)
        : m_serve(std::move(serve)), m_dice(dice), m_faults(faults) {}

    Result<sync::HttpResponse> send(const sync::HttpRequest& request) override {
        const server::Request r{request.method, request.target, request.headers, request.body, "192.0.2.1"};
        if (!m_late.empty() && chance(m_dice, 0.5)) { // what was on its way all the time arrives
            m_serve(m_late.back());
            m_late.pop_back();
        }
        if (chance(m_dice, m_faults.requestLost))
            return lost();
        if (chance(m_dice, m_faults.busy))
            return sync::HttpResponse{
                503, {{"Retry-After", "1"}}, "{\"error\":\"serverBusy\",\"context\":{}}"};
        if (chance(m_dice, m_faults.duplicated))
            m_serve(r);
        if (chance(m_dice, m_faults.delayed))
            m_late.push_back(r);
        const server::Response answer = m_serve(r);
        if (chance(m_dice, m_faults.answerLost))
            return lost();
        sync::HttpResponse out{answer.status, answer.headers, answer.bytes()};
        const bool cut = chance(m_dice, m_faults.answerCut);
        if (cut)
            out.body.resize(below(m_dice, out.body.size() + 1));
        if (request.sink && (out.status == 200 || out.status == 206)) {
            request.sink({reinterpret_cast<const std::uint8_t*>(out.body.data()), out.body.size()});
            out.body.clear();
            if (cut)
                return lost();
        }
        return out; // a cut answer without its length looks whole
    }

  private:
    static Error lost() { return Error{ErrorCode::serverUnreachable, "a fault", {}}; }
    Serve m_serve;
    Dice& m_dice;
    const Faults& m_faults;
    std::vector<server::Request> m_late;
};

} // namespace esek::test

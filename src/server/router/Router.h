#pragma once
#include "server/http/Metrics.h"
#include "server/router/DeviceTokens.h"
#include "server/router/Route.h"
#include "server/router/Throttle.h"

namespace esek::server {

/// Finds the route of a request and says at the end of its head whether it may go on: whether the path and
/// the method exist, who asks, how much may be sent. Thread-safe once all routes are added; throws nothing
/// after that.
class Router {
  public:
    /// What the head alone has decided.
    struct Admission {
        const Route* route = nullptr;
        std::map<std::string, std::string> path;
        std::map<std::string, std::string> query;
        Caller caller; ///< empty where anybody may come
        std::string token;
    };
    using Admitted = std::variant<Admission, Response>;

    /// `keeperToken` opens Who::keeper from other machines; empty: nobody from there.
    Router(Central&, std::string keeperToken);

    void add(Route);

    /// Without the database, so for the loop's thread: nothing when the token has to be looked up.
    std::optional<Admitted> admitQuickly(const Request& head);
    Admitted admit(const Request& head);
    /// With the whole body. Looks at the token again, in the database.
    Begun run(const Request&, const Admission&);
    /// How an error looks that is written for a person: a page instead of a sentence. Before requests come.
    using ErrorPage = std::function<Response(const Request&, int status)>;
    void showErrorsAs(ErrorPage page) { m_errorPage = std::move(page); }
    /// For whom an error about this request is written.
    static ErrorStyle styleOf(const Request&);

    /// Grows whenever a token was revoked: who was admitted before has to be admitted anew.
    std::uint64_t revocations() const { return m_central.devices().revocations(); }
    Metrics& metrics() { return m_metrics; }

  private:
    struct Entry {
        Route route;
        std::vector<std::string> pattern;
    };
    enum class Lookup { memory, database };

    std::optional<Admitted> admit(const Request&, Lookup);
    Admitted find(const Request&) const;
    bool isKeeper(const Request&) const;
    Response dressed(const Request&, ErrorStyle, Response&&) const;
    template <class F>
    Begun answered(ErrorStyle, F&&);

    Central& m_central;
    std::string m_keeperHash;
    DeviceTokens m_tokens;
    Throttle m_throttle;
    ErrorPage m_errorPage;
    Metrics m_metrics;
    std::vector<std::unique_ptr<Entry>> m_routes;
};

} // namespace esek::server

#pragma once
#include "server/accounts/SchoolLogins.h"
#include "server/central/Central.h"
#include "server/router/Router.h"

namespace esek::server {

/// The requests of src/sync/README.md as routes, and those of who watches over the server; no sockets.
/// Thread-safe. Nothing is thrown.
class Api {
  public:
    /// `protocols` is what it speaks; another range is for tests of programs of different ages. `keeperToken`
    /// opens /metrics from other machines; empty: only from this one.
    explicit Api(Central&, sync::ProtocolRange protocols = sync::kProtocols, std::string keeperToken = {});
    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;

    /// A whole request as one call; a wait blocks the calling thread.
    Response handle(const Request&);

    /// Offices may give logins to families from here on; `publicUrl` is where families find the panel. Before
    /// requests come.
    void openLogins(SchoolLogins&, std::string publicUrl);

    Central& central() { return m_central; }
    Router& router() { return m_router; }
    Metrics& metrics() { return m_router.metrics(); }

  private:
    void add(Route);
    void requireOurProtocol(const Request&) const;
    void addOfficeRoutes();
    void addFeedRoutes();
    void addByteRoutes();
    void addKeeperRoutes();

    Response metricsPage();
    Begun wait(const Call&);
    Response missing(const Call&);
    Response fetch(const Call&);
    Response store(const Call&);
    Response blob(const Call&);
    Response startUpload(const Call&);
    Response uploadState(const Call&);
    Response continueUpload(const Call&);

    Central& m_central;
    sync::ProtocolRange m_protocols;
    Router m_router;
};

} // namespace esek::server

#pragma once
#include "base/Json.h"
#include "domain/Mutation.h"

#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

/// Server processes, a PostgreSQL and offices for the measurements of the server.
namespace esek::bench {

/// A cluster of its own, fsync on, removed at the end.
class Cluster {
  public:
    Cluster();
    ~Cluster();
    Cluster(const Cluster&) = delete;
    Cluster& operator=(const Cluster&) = delete;
    const std::string& url() const { return m_url; }
    std::string host() const; ///< folder of the socket
    bool ok() const { return !m_url.empty(); }

  private:
    std::string m_file, m_url;
};

/// esekretariat-server in its own process; ended with SIGTERM.
class ServerProcess {
  public:
    explicit ServerProcess(std::vector<std::string> where); ///< --data ... or --database ... --blobs ...
    ~ServerProcess();
    std::uint16_t port() const;
    pid_t pid() const;
    std::size_t memory() const; ///< resident, bytes
  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

std::string serverOutput(const std::vector<std::string>& where, const std::vector<std::string>& verb);

/// One keep-alive connection of an enrolled office.
class OfficeClient {
  public:
    OfficeClient(std::uint16_t port, std::string token);
    ~OfficeClient();
    OfficeClient(OfficeClient&&) noexcept;
    /// The body; throws at a status of 400 and more.
    std::string ask(const std::string& method, const std::string& target, const std::string& body = {},
                    const std::string& header = {}, const std::string& value = {});

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

std::string addSchool(const std::vector<std::string>& where, const std::string& name);
std::string enrol(const std::vector<std::string>& where, std::uint16_t port, const std::string& school);

/// A push of new pupils, ready to send.
std::string pushOfStudents(int count, std::vector<std::string>* ids = nullptr);
domain::Mutation mutationOf(const Uuid& entity, domain::Change);
std::string pushOf(const domain::Mutation&, const Json& before);
Uuid newId();

} // namespace esek::bench

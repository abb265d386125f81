#pragma once
#include "base/Result.h"
#include "server/central/Caller.h"
#include "server/central/CentralCore.h"
#include "sync/protocol/Wire.h"

namespace esek::server {

/// The computers of offices: invited, enrolled with a one-time code, known by their token, revoked.
/// Thread-safe. What offices ask throws Exception; what an administrator does returns a Result.
class Devices {
  public:
    explicit Devices(CentralCore& core) : m_core(core) {}

    /// A one-time code for one device; good for seven days. `account` may be empty. Errors: unknownSchool,
    /// valueInvalid for a role or name that cannot be.
    Result<std::string> invite(const domain::SchoolId&, domain::Role, const std::string& name,
                               const std::string& account = {});
    /// With the role of a user of this school; valueInvalid for an unknown one.
    Result<std::string> inviteOf(const domain::SchoolId&, const std::string& account,
                                 const std::string& name);
    Result<std::vector<DeviceRow>> list();
    /// Of the caller's school, with when each was here last.
    struct Seen {
        DeviceRow device;
        std::optional<ContactRow> contact;
    };
    std::vector<Seen> ofSchool(const Caller&);
    /// Kept outside the database before it is done there. Error: unknownDevice.
    Result<void> revoke(const std::string& device);

    Caller authenticate(const std::string& token);                                ///< serverUnauthorized
    sync::Enrolled enrol(const std::string& code, const std::string& deviceName); ///< enrolCodeInvalid

    /// This computer was here, with this version of the program ("e-Sekretariat/1.2.3" as browsers tell
    /// theirs). Noted at most every ten minutes.
    void noteContact(const Caller&, const std::string& agent);

    /// Grows with every revocation that this process did or saw.
    std::uint64_t revocations() const { return m_core.revocations; }

  private:
    CentralCore& m_core;
};

} // namespace esek::server

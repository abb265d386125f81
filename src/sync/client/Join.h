#pragma once
#include "storage/SyncStore.h"
#include "sync/client/TokenStore.h"
#include "sync/client/Transport.h"
#include "sync/protocol/Wire.h"

namespace esek::sync {

/// What a one-time code was traded for.
struct Joined {
    Enrolled enrolled;
    domain::School school; ///< as the server has it: a new replica begins with it
    bool hasPupils = false;
};

/// Errors: enrolCodeInvalid, serverUnreachable, serverProtocol, serverBusy.
Result<Joined> join(Transport&, const std::string& code, const std::string& deviceName);

/// The replica works with this server from now on. Errors: alreadyEnrolled, schoolHasData (both sides have
/// pupils), and those of the disk; then the token is not kept.
Result<void> enrol(storage::Replica&, TokenStore&, const Joined&, const HttpOptions&);

/// What a server speaks that refused the version of a request (serverProtocol); nothing when it did not say.
std::optional<ProtocolRange> rangeOf(const Error&);
/// serverProtocol; the context `older` says who has to be brought up to date: "server" or "program".
Error tooFarApart(const std::string& server, ProtocolRange theirs, ProtocolRange ours);

/// An answer that is no success, as an Error: what the status means, and what the server said.
Error errorOf(const HttpResponse&);

} // namespace esek::sync

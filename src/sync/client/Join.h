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

/// An answer that is no success, as an Error: what the status means, and what the server said.
Error errorOf(const HttpResponse&);

} // namespace esek::sync

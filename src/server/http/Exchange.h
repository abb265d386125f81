#pragma once
#include "server/router/Router.h"

namespace esek::server {

/// One request from its whole body to its answer, on a worker: unpacks what came compressed, runs the route,
/// packs the answer when the peer wants it so, and reads a small file, so that the loop waits for no disk.
Begun exchange(Router&, Request&, const Router::Admission&);

} // namespace esek::server

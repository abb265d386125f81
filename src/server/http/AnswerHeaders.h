#pragma once
#include "base/Clock.h"
#include "server/http/Message.h"

namespace esek::server {

/// What is said with every answer, an error of the connection itself included, unless the answer says
/// something else of the same name: a browser must not guess types, show us in a frame, run or load anything.
/// `overTls`: browsers are told never to come without it again.
Headers headersOfEveryAnswer(Timestamp now, bool overTls);

} // namespace esek::server

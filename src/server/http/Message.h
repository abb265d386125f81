#pragma once
#include "server/blobs/BlobStore.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace esek::server {

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Without regard to case, as HTTP wants it.
std::optional<std::string> findHeader(const Headers&, std::string_view name);

struct Request {
    std::string method;
    std::string target; ///< path and query, as in the first line
    Headers headers;
    std::string body;
    std::string peer;   ///< address of who asks; for limits only
    bool local = false; ///< from this machine, and not through a proxy
};

struct Response {
    int status = 200;
    Headers headers;
    std::string body;
    /// Instead of `body`: `length` bytes from `offset` on.
    std::shared_ptr<ByteSource> source;
    std::int64_t offset = 0;
    std::int64_t length = 0;
    bool headOnly = false; ///< an answer to HEAD: nothing follows the headers

    std::optional<std::string> header(std::string_view name) const { return findHeader(headers, name); }
    std::int64_t size() const { return source ? length : static_cast<std::int64_t>(body.size()); }
    /// The whole body in memory, wherever it comes from.
    std::string bytes() const;
};

} // namespace esek::server

#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace esek::server {

struct VerifyProblem {
    std::string area;   ///< "chain", "record", "key", "blob" ...
    std::string detail; ///< ids and numbers only
};
struct ServerReport {
    std::vector<VerifyProblem> problems;
    std::int64_t schools = 0;
    std::int64_t changes = 0;
    std::int64_t records = 0;
    std::int64_t blobs = 0;
    std::int64_t strays = 0; ///< files that no row names; harmless, swept later
    bool ok() const { return problems.empty(); }
};

} // namespace esek::server

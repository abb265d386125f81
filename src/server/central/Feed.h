#pragma once
#include "server/central/Caller.h"
#include "server/central/CentralCore.h"
#include "sync/protocol/Wire.h"

#include <optional>

namespace esek::server {

/// What an office reads of its school: the order of changes, all records as they are, and how far that goes.
/// Pages are JSON texts, because the rows lie in the database as they travel. Thread-safe. Errors are thrown
/// as Exception: serverUnauthorized when the school is gone.
class Feed {
  public:
    explicit Feed(CentralCore& core) : m_core(core) {}

    sync::Meta meta(const Caller&);
    std::int64_t head(const Caller&);
    /// changesGone when the office asks for numbers that were never given; jsonInvalid.
    std::string changes(const Caller&, std::int64_t since, std::optional<std::int64_t> until,
                        std::int64_t limit);
    /// jsonInvalid when `after` is no place that a page before named.
    std::string snapshot(const Caller&, const std::string& after, std::int64_t limit);
    std::string digest(const Caller&);

  private:
    CentralCore& m_core;
};

} // namespace esek::server

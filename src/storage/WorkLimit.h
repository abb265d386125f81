#pragma once
#include <cstdint>

struct sqlite3;

namespace esek::storage {

/// While a file from elsewhere is read: a crafted database can make one statement run for ever (pages that
/// lead back to each other, views without an end). Statements of this connection end with SQLITE_INTERRUPT
/// when all of them together took more steps than an honest file of `bytes` can need.
class WorkLimit {
  public:
    WorkLimit(sqlite3*, std::uintmax_t bytes);
    ~WorkLimit();
    WorkLimit(const WorkLimit&) = delete;
    WorkLimit& operator=(const WorkLimit&) = delete;
    std::uint64_t steps() const; ///< taken so far, in whole thousands

  private:
    static int tick(void* self);

    sqlite3* m_database;
    std::uint64_t m_ticks = 0;
    std::uint64_t m_mostTicks;
};

} // namespace esek::storage

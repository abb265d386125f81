#include "storage/WorkLimit.h"

#include <sqlite3.h>

namespace esek::storage {

namespace {
constexpr int kStepsPerTick = 1000; // of SQLite's virtual machine
// A whole check reads a row some ten times with a dozen steps each, and a row takes a hundred bytes and more:
// about one step a byte.
constexpr std::uint64_t kStepsPerByte = 20;
constexpr std::uint64_t kStepsAtLeast = 50'000'000; // about a second
} // namespace

WorkLimit::WorkLimit(sqlite3* database, std::uintmax_t bytes)
    : m_database(database), m_mostTicks((kStepsAtLeast + bytes * kStepsPerByte) / kStepsPerTick) {
    sqlite3_progress_handler(database, kStepsPerTick, &WorkLimit::tick, this);
}

WorkLimit::~WorkLimit() {
    sqlite3_progress_handler(m_database, 0, nullptr, nullptr);
}

int WorkLimit::tick(void* self) {
    auto& limit = *static_cast<WorkLimit*>(self);
    return ++limit.m_ticks > limit.m_mostTicks ? 1 : 0;
}

std::uint64_t WorkLimit::steps() const {
    return m_ticks * kStepsPerTick;
}

} // namespace esek::storage

#pragma once
#include "storage/SyncStore.h"
#include "support/TempDir.h"
#include "sync/client/Engine.h"
#include "sync/client/Join.h"

#include <chrono>

namespace esek::bench {

using Steady = std::chrono::steady_clock;
double seconds(Steady::time_point since);

/// An office of this process, joined to a server.
struct Office {
    test::TempDir dir;
    SystemClock clock;
    SystemRng rng;
    std::unique_ptr<storage::Replica> replica;
    std::unique_ptr<sync::Transport> transport;
    sync::FileTokenStore tokens{dir.path()};
    std::optional<Steady::time_point> photosBegan; ///< in the last cycle

    Office(std::uint16_t port, const std::string& code,
           const std::filesystem::path& parent = std::filesystem::temp_directory_path());
    domain::Mutation mutation(const Uuid& entity, domain::Change);
    sync::CycleReport cycle();
};

/// A new code with which an office joins the school.
std::string codeFor(const std::vector<std::string>& where, const std::string& school);

/// Pupils as an import writes them.
std::vector<domain::StudentId> addPupils(Office&, int count);
/// A photo of random bytes for each pupil, as an import writes them.
void addPhotos(Office&, const std::vector<domain::StudentId>&, std::size_t bytes);

/// Written to the disk, and no longer held in memory.
void dropFromMemory(const std::filesystem::path& folder);

} // namespace esek::bench

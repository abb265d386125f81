#pragma once
#include "app/SyncService.h"

#include <string>

namespace esek::ui::model {

/// What a person can do about the error that stopped the sync.
enum class SyncCure { none, again, rejoin, removal, changes, sendAgain };
SyncCure cureOf(const Error&);
/// The words on its button; empty for none.
std::string cureLabel(SyncCure, const Error&);

/// How the office stands with its server, in words. Working without a network is calm, not an error.
struct SyncWords {
    enum class Mood { calm, working, good, attention };
    Mood mood = Mood::calm;
    std::string headline;
    std::string waiting; ///< "12 decyzji czeka na wysłanie"
    std::string contact; ///< when the server was reached last
    std::string problem; ///< why it stopped, or why there is no connection; empty: nothing to tell
    SyncCure cure = SyncCure::none;
    std::string cureLabel;
    SyncCure otherCure = SyncCure::none; ///< where there are two ways, the one that loses nothing
    std::string otherLabel;
    std::string progress; ///< what goes on now; empty: no gauge
    std::size_t done = 0, total = 0;
};

/// `offlineBefore`: the last try found no network; then the next try is no news.
SyncWords syncWords(const sync::LoopStatus&, bool offlineBefore, Date today);
/// The line at the bottom of the window; not joined: `joined` false.
std::string statusLine(const sync::LoopStatus&, bool joined, bool offlineBefore, Date today);

std::string waitingText(std::int64_t decisions);
/// "o 12:11" today, "21.11.2026 o 12:11" on another day.
std::string timeText(Timestamp, Date today);

} // namespace esek::ui::model

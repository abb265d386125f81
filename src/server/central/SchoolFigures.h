#pragma once
#include "base/Clock.h"
#include "server/store/Store.h"

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace esek::server {

/// What the running authority is told of one school: numbers, and nobody's name.
struct SchoolFigures {
    std::string school; ///< id
    std::string name;
    int pupils = 0;    ///< who have not left
    int withLogin = 0; ///< pupils for whom somebody has a login
    int withPhoto = 0; ///< sent, whatever became of it
    int accepted = 0;
    int printed = 0;                        ///< pupils with a card that was printed
    std::optional<Timestamp> oldestWaiting; ///< since when the oldest request has no answer
    /// Of the answers to families' requests within the last 90 days, from when the server had the request
    /// until it had the answer.
    std::optional<std::chrono::seconds> medianDecision;
    std::string version;                  ///< of the office's program that came last; empty: not told
    std::optional<Timestamp> lastContact; ///< of any computer of the office
};

/// Counts the figures of all schools. What a school did before is remembered, so that only what is new since
/// is read again. Thread-safe.
class FiguresOfSchools {
  public:
    FiguresOfSchools(Store& store, const Clock& clock) : m_store(store), m_clock(clock) {}

    static constexpr std::chrono::hours kDecisionsOf{90 * 24};

    /// In the order of the schools' names. Throws what the database throws.
    std::vector<SchoolFigures> all();

  private:
    /// What is known of a school up to one of its changes.
    struct Known {
        std::int64_t head = 0;
        SchoolFigures figures;
        std::set<std::string> students;         ///< who have not left
        std::map<std::string, Timestamp> asked; ///< families' requests that have no answer
        std::vector<std::pair<Timestamp, std::chrono::seconds>> decisions; ///< when, after how long
    };
    static void count(Tx&, const std::string& school, Known&);
    static void follow(Tx&, const std::string& school, std::int64_t head, Known&);
    static void note(const ChangeRow&, Known&);
    /// What changes without a change of the school's records.
    void addPeople(Tx&, const Known&, SchoolFigures&) const;

    Store& m_store;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::map<std::string, Known> m_known;
};

} // namespace esek::server

#pragma once
#include "storage/Connection.h"

#include <functional>
#include <string>

namespace esek::storage {

/// What a row says twice, and what nothing but its own form explains: stored generated columns are computed
/// anew as are the seals of the rows that the sync keeps, ids and numbers beside a body are those of the
/// body, and every text that is read as JSON, as a name of a kind or as a number within bounds can be read
/// so. Reads only; throws SQLite::Exception.
class RowCheck {
  public:
    /// Area and detail, as in VerifyProblem.
    using Report = std::function<void(const std::string& area, std::string detail)>;
    RowCheck(Connection& c, Report report) : m_connection(c), m_report(std::move(report)) {}
    void run();

  private:
    void checkGenerated();
    void checkSeals();
    void checkBodies();
    void checkMessages();
    void checkServerRows();
    void checkServerChanges();
    void checkConflicts();
    void checkSyncState();
    /// Runs `check` on each row of the SQL. What it throws, or a text that it gives, is told with the row's
    /// first column.
    template <class F>
    void each(const std::string& area, const std::string& sql, F&& check);

    Connection& m_connection;
    Report m_report;
};

} // namespace esek::storage

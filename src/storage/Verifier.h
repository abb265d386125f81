#pragma once
#include "base/Progress.h"
#include "blob/FileBlobStore.h"
#include "storage/Connection.h"
#include "storage/Rows.h"

#include <functional>
#include <map>

namespace esek::storage {

/// Everything that can be wrong inside a replica; reads only. Throws `cancelled`.
class Verifier {
  public:
    Verifier(Connection& c, const blob::FileBlobStore& blobs, Progress* progress)
        : m_connection(c), m_blobs(blobs), m_progress(progress) {}
    VerifyReport run();

  private:
    void checkSchema(); ///< nothing runs in this file but what the migrations made
    void checkDatabase();
    void checkSearch();
    void checkSearchIndex();
    void checkCards(); ///< a pupil has one valid card at most
    void checkOutbox();
    void checkAudit();
    void checkBlobs();
    void problem(const std::string& area, std::string detail);
    /// What cannot be read in one part of the check is told, and the other parts go on.
    void part(const std::string& area, const std::function<void()>& check);
    void tick();

    Connection& m_connection;
    const blob::FileBlobStore& m_blobs;
    Progress* m_progress;
    VerifyReport m_report;
    std::map<std::string, int> m_count;
    std::size_t m_done = 0;
    std::size_t m_total = 0;
};

} // namespace esek::storage

#pragma once
#include "base/Progress.h"
#include "base/Sha256.h"
#include "server/blobs/BlobStore.h"
#include "server/central/ServerReport.h"
#include "server/store/Tx.h"

#include <map>
#include <set>

namespace esek::server {

/// Everything that can be wrong in the database and among the bytes, inside one transaction; reads only.
/// Nothing of a row becomes the name of a file before it was parsed. Throws `cancelled`.
class Verifier {
  public:
    Verifier(Tx& tx, BlobStore& blobs, Progress* progress) : m_tx(tx), m_blobs(blobs), m_progress(progress) {}
    ServerReport run();

  private:
    void problem(const std::string& area, std::string detail);
    void tick();

    void checkDatabase();
    void checkSchool(const SchoolRow&);
    /// Every number once, in order, each chained to the one before.
    void checkChanges(const SchoolRow&);
    /// A record is what its last change says.
    void checkRecords(const SchoolRow&);
    void checkRecord(const SchoolRow&, Kind, const RecordRow&);
    /// What is unique is what the records say.
    void checkKeys(const SchoolRow&);
    void checkHeld(const SchoolRow&, const RecordRow&);
    void checkAudit(const SchoolRow&);
    void checkBlobs(const SchoolRow&);
    void checkAnswers(const SchoolRow&);
    /// Columns that nothing else explains have the form that they are written in.
    void checkForms();
    void checkTypes();
    void checkSeals();
    /// Who reads which message is what the messages say.
    void checkMessages(const SchoolRow&);

    struct Made { ///< by a mutation
        std::int64_t seq = 0;
        std::string digest;
    };
    using Key = std::pair<std::string, std::string>; ///< kind and value

    Tx& m_tx;
    BlobStore& m_blobs;
    Progress* m_progress;
    ServerReport m_report;
    std::map<std::string, std::size_t> m_count;
    std::map<std::string, BlobStore::Kept> m_kept; ///< by school
    // Of the school that is being looked at:
    std::map<std::pair<Kind, std::string>, std::pair<std::int64_t, Digest>> m_latest;
    std::map<std::string, Made> m_made;                       ///< by the mutation's id
    std::map<Key, std::string> m_keys;                        ///< with their owners
    std::set<std::pair<std::string, std::string>> m_messages; ///< pupil and message
};

} // namespace esek::server

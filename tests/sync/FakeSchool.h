#pragma once
#include "FaultyTransport.h"
#include "support/TempDir.h"

#include "server/blobs/FolderBlobs.h"
#include "server/central/Central.h"
#include "storage/SyncStore.h"
#include "sync/client/Engine.h"

#include <set>

namespace esek::test {

class FakeSchool;

/// A clock that is wrong by whatever its office likes.
class OfficeClock final : public Clock {
  public:
    OfficeClock(const FixedClock& truth, std::chrono::milliseconds wrongBy)
        : m_truth(truth), m_wrongBy(wrongBy) {}
    Timestamp now() const override { return m_truth.now() + m_wrongBy; }
    Date today() const override { return Date(std::chrono::floor<std::chrono::days>(now())); }

  private:
    const FixedClock& m_truth;
    std::chrono::milliseconds m_wrongBy;
};

/// An office: a real replica in a folder, the real engine, a bad network. Clerks decide at random.
class FakeOffice {
  public:
    /// `older`: its program is of the version before (OlderProgram.h).
    FakeOffice(FakeSchool&, std::string name, std::chrono::milliseconds clockWrongBy, bool older);

    /// One decision of a clerk (or what a family sent through the office); refusals by the rules are no news.
    void act();
    /// One cycle with the school's faults; the process may die at any step.
    Result<sync::CycleReport> sync(sync::Consent = {});
    /// The process dies and starts again.
    void restart();
    storage::Replica& replica() { return *m_replica; }
    const std::filesystem::path& folder() const { return m_dir.path(); }
    storage::SyncStore store() { return storage::SyncStore(*m_replica); }
    const std::string& name() const { return m_name; }
    /// Mutations that were reported as done and not taken back.
    const std::set<domain::MutationId>& done() const { return m_done; }
    bool isOlder() const { return m_older; }
    /// Bytes that were put into the store for a submission that the rules refused: swept by their age.
    const std::set<domain::BlobId>& refusedBytes() const { return m_refusedBytes; }
    std::vector<domain::StudentId> students();

    Result<storage::Committed> commit(Uuid entity, domain::Change, domain::Role = domain::Role::clerk);
    domain::Photo newPhoto(domain::Role sender);
    domain::StudentId addStudent(const std::string& registerNumber = {});

  private:
    void actOnPhoto(const domain::StudentId&);
    void submit(const domain::StudentId&, domain::Role sender, bool accepted);
    void issueCard(const domain::StudentId&);
    void markCard();
    void cardYear(); ///< validity marks, requests for duplicates, blanks
    void editStudent(const domain::StudentId&);
    void undo();
    domain::Mutation mutation(Uuid entity, domain::Change, domain::Role);

    FakeSchool& m_school;
    std::string m_name;
    TempDir m_dir{TempDir::inMemory()};
    OfficeClock m_clock;
    sync::FileTokenStore m_tokens;
    std::unique_ptr<storage::Replica> m_replica;
    FaultyTransport m_transport;
    std::set<domain::MutationId> m_done;
    std::set<domain::BlobId> m_refusedBytes;
    bool m_older;
    Dice m_cardYearDice{1}; ///< of its own, so that a seed still leads to the same other acts
};

/// N offices and their server in one process.
class FakeSchool {
  public:
    /// Which programs are of the version before.
    struct Ages {
        bool server = false;
        bool firstOffice = false;
    };
    explicit FakeSchool(std::uint64_t seed, int offices = 3, Ages = {false, false});

    server::Response serve(server::Request, bool fromOlder = false);
    void bringServerUpToDate();
    void restartServer();
    void backupServer();
    void restoreServer(); ///< from the last backup, as a new epoch; nothing without one
    void sequence();      ///< some decisions everywhere, some cycles, with faults
    /// Without faults until nothing moves, then everything that must hold is checked.
    void settle();
    void check();

    FakeOffice& office(std::size_t i) { return *m_offices.at(i); }
    std::size_t size() const { return m_offices.size(); }
    server::Central& central() { return *m_central; }
    const domain::SchoolId& school() const { return m_schoolId; }
    std::filesystem::path serverFolder() const { return m_dataDir; }

    FixedClock clock;
    SeededRng rng;
    Dice dice;
    Faults faults;
    /// What the server answered, even when the answer was lost on the way.
    std::map<domain::MutationId, domain::Verdict> verdicts;
    std::size_t waited = 0;     ///< times that the server was too old for a mutation
    bool agreeToChanges = true; ///< a person answers at once when very many changes are held back
    int restores = 0;
    int consents = 0; ///< rounds in which a person had to agree to a removal

  private:
    void startServer();
    void note(const server::Request&, const server::Response&);
    TempDir m_dir{TempDir::inMemory()};
    std::filesystem::path m_dataDir;
    std::optional<std::filesystem::path> m_backup;
    int m_generation = 0;
    std::unique_ptr<server::Store> m_store;
    std::unique_ptr<server::FolderBlobs> m_blobs;
    std::unique_ptr<server::Central> m_central;
    std::unique_ptr<server::Api> m_api;
    domain::SchoolId m_schoolId;
    Ages m_ages;
    std::vector<std::unique_ptr<FakeOffice>> m_offices;
};

domain::School schoolOfOffices();

} // namespace esek::test

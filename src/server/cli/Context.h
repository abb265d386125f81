#pragma once
#include "base/Json.h"
#include "base/platform/Files.h"
#include "server/blobs/FolderBlobs.h"
#include "server/central/Central.h"
#include "storage/ReadCopy.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <optional>
#include <string>

namespace esek::server::cli {

/// What the verbs share: where the data are, output. Data go to standard output, messages to standard error.
class Context {
  public:
    std::string dataDir;      ///< UTF-8
    std::string database;     ///< address as an option, without a password; see databaseAddress()
    std::string databaseFile; ///< file that holds the address
    std::string blobDir;      ///< empty: dataDir/schools
    std::string lang = "pl";
    std::size_t connections = 8;
    bool json = false;
    int exitCode = 0;

    std::filesystem::path folder() const; ///< wrongUsage when there is none
    Store& store();
    BlobStore& blobs();
    const RevokedIds& revokedIds();
    Central& central();
    /// For verbs that change nothing: on a folder that can only be read it works on a copy of the database.
    Central& centralForReading();
    const Clock& clock() const { return m_clock; }
    Rng& rng() { return m_rng; }
    /// Nobody else runs on this folder's SQLite; instanceRunning.
    void lockFolder();

    /// The option, the first line of the file or of standard input, or the environment's ESEK_DATABASE;
    /// empty: SQLite in dataDir. A password is read from file or environment only, for everybody on the
    /// machine sees the options of a program. Errors (thrown): wrongUsage, valueInvalid for a file that
    /// others may read, fileNotFound.
    std::string databaseAddress() const;

    domain::SchoolId school(const std::string& text); ///< id or name; unknownSchool
    void print(const Json&) const;
    void line(const std::string&) const;
    void message(const std::string&) const;

  private:
    SystemClock m_clock;
    SystemRng m_rng;
    std::filesystem::path databaseFileName() const { return folder() / "server.sqlite"; }
    bool canOnlyBeRead() const;
    /// Makes the folder. Throws folderNotWritable, after a message that says what can still be done.
    void requireWritable() const;

    mutable std::optional<std::string> m_address; ///< of file or environment, once it was asked for
    std::unique_ptr<platform::FileLock> m_lock;
    std::unique_ptr<storage::ReadCopy> m_copy; ///< of a database in a folder that can only be read
    std::unique_ptr<Store> m_store;
    std::unique_ptr<FolderBlobs> m_blobs;
    std::unique_ptr<RevokedIds> m_revokedIds;
    std::unique_ptr<Central> m_central;
};

void addRun(CLI::App&, Context&);
void addSchools(CLI::App&, Context&);
void addCare(CLI::App&, Context&);
void addAuthority(CLI::App&, Context&);

} // namespace esek::server::cli

#pragma once
#include "app/PhotoFiles.h"
#include "app/RosterService.h"

#include <string>
#include <vector>

namespace esek::ui::model {

/// The wizard for photos: which file is whose, what a person said of it, and what became of it. Interface
/// thread only; read() is for a worker.
class PhotosImport {
  public:
    struct Pupil {
        domain::StudentId id;
        std::string name;          ///< "Kowalska Anna, 1A"
        bool hasPhoto = false;     ///< one that is accepted or waits for a decision
        std::string label() const; ///< the name, and whether a photo is there already
    };
    struct Read {
        std::filesystem::path source;           ///< empty for the photos of a scanner
        std::shared_ptr<app::PhotoFiles> files; ///< missing in tests of this class
        std::vector<roster::PhotoMatch> matches;
        std::vector<Pupil> pupils;
    };
    static Result<Read> read(app::Office&, const std::filesystem::path& folderOrZip);
    static Result<Read> read(app::Office&, std::shared_ptr<app::PhotoFiles> files);

    /// `kept`: what a person said of the same files before; what no longer fits is dropped.
    void setRead(Read read, const app::PhotoChoices& kept = {});
    const app::PhotoChoices& made() const { return m_choices; } ///< what a person said
    bool loaded() const { return !m_read.source.empty() || m_read.files; }
    bool scanned() const { return loaded() && m_read.source.empty(); }
    const std::filesystem::path& source() const { return m_read.source; }
    const std::shared_ptr<app::PhotoFiles>& files() const { return m_read.files; }
    std::size_t size() const { return m_order.size(); }
    std::string fileName(std::size_t row) const { return file(row).name; }

    enum class State { matched, assigned, twoFiles, unsure, noPupil, leftOut, damaged, imported, refused };
    State state(std::size_t row) const;
    /// "Kowalska Anna, 1A" or who it may be.
    std::string whose(std::size_t row) const;
    std::string stateText(std::size_t row) const;
    /// unsure, noPupil, twoFiles: nothing happens with it until a person has said something.
    bool needsPerson(std::size_t row) const;
    /// The next row that needs a person, after this one and then from the top.
    std::optional<std::size_t> nextOpen(std::size_t row) const;
    std::string counts() const;
    std::size_t toImport() const;
    std::size_t replacing() const; ///< of those: how many for pupils who have a photo

    /// Pupils to offer for this file: those it may be first, then all whose name has the words typed.
    std::vector<Pupil> candidates(std::size_t row, const std::string& typed, std::size_t limit = 200) const;
    const Pupil* pupilOf(std::size_t row) const; ///< whose it is; null when nobody knows
    bool canAssign(std::size_t row) const;       ///< not what is damaged or imported already
    void assign(std::size_t row, const domain::StudentId&);
    /// Takes back what a person said of this file.
    void takeBack(std::size_t row);
    bool canTakeBack(std::size_t row) const;
    void leaveOut(std::size_t row);
    bool canLeaveOut(std::size_t row) const;
    /// Of two files for one pupil: this one is it, the others are left out.
    void useThis(std::size_t row);

    /// What the files' check found before the import.
    void setDamaged(std::map<std::string, Error>);
    /// "2 files are damaged and will not be imported: a.jpg, b.jpg."; empty when there are none.
    std::string damagedText() const;
    app::PhotoChoices choices() const;
    /// A person assigned files that are not imported yet, or photos of a scanner still wait.
    bool hasOpenWork() const;
    void setDone(const app::RosterService::PhotoImport&);

  private:
    const app::PhotoFile& file(std::size_t row) const { return m_files[m_order[row]]; }
    const Pupil* pupil(const domain::StudentId&) const;
    void judge();
    Read m_read;
    app::PhotoChoices m_choices;
    std::vector<app::PhotoFile> m_files; ///< as Read::matches
    std::vector<std::size_t> m_order;    ///< those that needed a person first
    std::map<domain::StudentId, std::size_t> m_byId;
    std::map<std::string, Error> m_damaged;
    std::map<std::string, std::optional<Error>> m_done; ///< imported, or why not
};

/// "57 photos imported, 2 refused, 1 without a pupil." and a line for each refused file.
std::string importSummary(const app::RosterService::PhotoImport&);

} // namespace esek::ui::model

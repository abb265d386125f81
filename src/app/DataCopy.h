#pragma once
#include "app/Office.h"
#include "reports/Table.h"

namespace esek::app {

/// A copy of everything that the office holds about one pupil (RODO art. 15 ust. 3), for the pupil or a
/// parent who asks for it: what is written down of the pupil, parents and guardians, photos, messages, cards
/// with their marks, duplicates and blanks, and who changed what and when. Reads only; on a worker, one
/// thread.
class DataCopy {
  public:
    struct Written {
        std::filesystem::path folder;
        std::size_t entries = 0; ///< lines of the document
        std::size_t photos = 0;
        std::size_t missingPhotos = 0; ///< named in the register, their files are not here
    };

    explicit DataCopy(Office& office) : m_office(office) {}

    /// A new folder with `dane.pdf` to read, `dane.json` for programs and `zdjecia/1.jpg` ...; no name of a
    /// file says whose it is. The folder appears whole or not at all. Errors: unknownStudent; outputRefused
    /// when there is something at this place or it is the program's own; diskFull, folderNotWritable,
    /// writeFailed.
    Result<Written> write(const domain::StudentId&, const std::filesystem::path& folder);

    /// The same in a folder that is not there yet, "kopia-danych-2026-11-28" within `parent`.
    Result<Written> writeInto(const domain::StudentId&, const std::filesystem::path& parent);

    /// The same facts on one page to read or to print: who the pupil is, then day by day what happened to
    /// photos, cards, marks, messages, and who did it. Errors: unknownStudent.
    Result<reports::Table> story(const domain::StudentId&);

  private:
    Office& m_office;
};

} // namespace esek::app

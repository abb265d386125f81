#pragma once
#include "base/Result.h"
#include "roster/Mapping.h"
#include "roster/Table.h"

#include <filesystem>
#include <optional>

namespace esek::app {

/// Which column carried what, as a person chose it the last time a list with the same headings came in. Kept
/// beside the school's data in import-columns.json; holds headings only. Not thread-safe.
class ImportColumns {
  public:
    explicit ImportColumns(const std::filesystem::path& schoolFolder);
    /// Nothing for headings that were never imported. A damaged file counts as empty: it is only a help.
    std::optional<roster::Mapping> find(const roster::Table&) const;
    /// Keeps the choice; the oldest ones make room. Errors: diskFull, folderNotWritable, writeFailed.
    Result<void> keep(const roster::Table&, const roster::Mapping&) const;

  private:
    std::filesystem::path m_file;
};

} // namespace esek::app

#pragma once
#include "base/platform/Files.h"

#include <exception>
#include <string>

struct archive;

namespace esek::cards {

/// A zip of stored (not compressed) files, written by libarchive piece by piece: JPEGs do not get smaller,
/// and a batch of a thousand photos must not be held in memory until the end, as libzip would. Names are
/// UTF-8, all times are the first that zip knows, so that the same content gives the same bytes. Appears
/// whole or not at all. Throws diskFull, folderNotWritable, writeFailed, outOfMemory.
class ZipWriter {
  public:
    explicit ZipWriter(const std::filesystem::path&);
    ~ZipWriter();
    ZipWriter(const ZipWriter&) = delete;
    ZipWriter& operator=(const ZipWriter&) = delete;
    void add(const std::string& name, std::span<const std::uint8_t>);
    void finish();

  private:
    static std::ptrdiff_t onWrite(archive*, void* self, const void* bytes, std::size_t);
    void check(std::ptrdiff_t result);

    std::unique_ptr<platform::AtomicFile> m_file;
    archive* m_archive;
    std::exception_ptr m_error; ///< what the file said; libarchive is C and nothing is thrown through it
};

} // namespace esek::cards

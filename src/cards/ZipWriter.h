#pragma once
#include "base/platform/Files.h"

#include <string>
#include <vector>

namespace esek::cards {

/// A zip of stored (not compressed) files: JPEGs do not get smaller, and it needs no library. Names are
/// UTF-8, times are left at the format's zero so that the same content gives the same bytes. Appears whole or
/// not at all. Source: PKWARE APPNOTE 6.3, without Zip64: at most 65,535 files and 4 GB, beyond that
/// fileTooLarge. Throws.
class ZipWriter {
  public:
    explicit ZipWriter(const std::filesystem::path&);
    void add(const std::string& name, std::span<const std::uint8_t>);
    void finish();

  private:
    struct Entry {
        std::string name;
        std::uint32_t crc = 0, size = 0, offset = 0;
    };
    void write(std::span<const std::uint8_t>);

    std::filesystem::path m_path;
    std::unique_ptr<platform::AtomicFile> m_file;
    std::vector<Entry> m_entries;
    std::uint64_t m_position = 0;
};

/// CRC-32 as zip and PNG use it (reflected, polynomial EDB88320).
std::uint32_t crc32(std::span<const std::uint8_t>);

} // namespace esek::cards

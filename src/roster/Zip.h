#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

struct zip;

namespace esek::roster {

/// A zip that is only read, by libzip; sizes are checked before memory is taken, for the archive may be a
/// bomb. Throws fileNotFound, fileCorrupt, fileTooLarge, fileEncrypted. One thread at a time.
class Zip {
  public:
    struct Entry {
        std::string name; ///< UTF-8, see entryNameToUtf8
        std::uint64_t index = 0;
        std::uint64_t size = 0; ///< unpacked, as the archive says
        std::uint64_t packedSize = 0;
        bool encrypted = false;
        std::int32_t method = 0; ///< of packing, as the archive numbers it
    };
    explicit Zip(const std::filesystem::path&);
    ~Zip();
    Zip(const Zip&) = delete;
    Zip& operator=(const Zip&) = delete;

    /// Files only; folders, absolute names and names with ".." are left out.
    const std::vector<Entry>& entries() const { return m_entries; }
    /// Names that lead out of the archive: absolute ones and those with "..". Never read.
    const std::vector<std::string>& outside() const { return m_outside; }
    /// Names of parts of a package are equal without regard to case (ECMA-376 part 2, 6.2.2); the exact one
    /// is preferred.
    const Entry* find(const std::string& name) const;
    std::vector<std::uint8_t> read(const Entry&, std::uint64_t limit) const;
    /// The same in pieces of at most 64 kB, without holding the whole.
    void readPieces(const Entry&, std::uint64_t limit,
                    const std::function<void(std::span<const std::uint8_t>)>&) const;

  private:
    void list();
    zip* m_zip = nullptr;
    std::string m_file; // for messages
    std::vector<Entry> m_entries;
    std::vector<std::string> m_outside;
};

bool hasZipMagic(const std::uint8_t* bytes, std::size_t size);

/// Names in zips carry no charset but for the UTF-8 flag: UTF-8 when valid; else CP852 (DOS and Windows zips
/// made in Poland) or Windows-1250, whichever yields more Polish letters.
std::string entryNameToUtf8(const std::string& raw);

} // namespace esek::roster

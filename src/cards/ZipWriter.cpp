#include "cards/ZipWriter.h"

#include <array>
#include <limits>

namespace esek::cards {

namespace {

constexpr std::uint16_t kVersion = 20, kUtf8Names = 0x0800, kStored = 0;
constexpr std::uint16_t kTime = 0, kDate = 0x21; // 1 January 1980, the first day that zip knows

class Record {
  public:
    Record& u16(std::uint16_t value) {
        for (int shift = 0; shift < 16; shift += 8)
            m_bytes.push_back(static_cast<std::uint8_t>(value >> shift));
        return *this;
    }
    Record& u32(std::uint32_t value) {
        return u16(static_cast<std::uint16_t>(value)), u16(static_cast<std::uint16_t>(value >> 16U));
    }
    Record& text(const std::string& value) {
        m_bytes.insert(m_bytes.end(), value.begin(), value.end());
        return *this;
    }
    const std::vector<std::uint8_t>& bytes() const { return m_bytes; }

  private:
    std::vector<std::uint8_t> m_bytes;
};

constexpr std::array<std::uint32_t, 256> crcTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int k = 0; k < 8; ++k)
            c = (c & 1U) ? 0xEDB88320U ^ (c >> 1U) : c >> 1U;
        table[i] = c;
    }
    return table;
}

} // namespace

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
    static constexpr auto kTable = crcTable();
    std::uint32_t c = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes)
        c = kTable[(c ^ byte) & 0xFFU] ^ (c >> 8U);
    return c ^ 0xFFFFFFFFU;
}

ZipWriter::ZipWriter(const std::filesystem::path& path)
    : m_path(path), m_file(platform::AtomicFile::create(path).value()) {}

void ZipWriter::write(std::span<const std::uint8_t> bytes) {
    m_file->write(bytes).value();
    m_position += bytes.size();
}

void ZipWriter::add(const std::string& name, std::span<const std::uint8_t> data) {
    constexpr std::uint64_t kLimit =
        std::numeric_limits<std::uint32_t>::max() - (64U << 20); // the directory's room
    if (m_position + data.size() > kLimit || m_entries.size() >= std::numeric_limits<std::uint16_t>::max())
        throw Exception(Error{ErrorCode::fileTooLarge,
                              "zip over its limits",
                              {{"file", platform::toUtf8(m_path.filename())},
                               {"size", std::to_string((m_position + data.size()) >> 20U)},
                               {"limit", std::to_string(kLimit >> 20U)}}});
    const Entry entry{name, crc32(data), static_cast<std::uint32_t>(data.size()),
                      static_cast<std::uint32_t>(m_position)};
    Record header;
    header.u32(0x04034b50).u16(kVersion).u16(kUtf8Names).u16(kStored).u16(kTime).u16(kDate);
    header.u32(entry.crc).u32(entry.size).u32(entry.size);
    header.u16(static_cast<std::uint16_t>(name.size())).u16(0).text(name);
    write(header.bytes());
    write(data);
    m_entries.push_back(entry);
}

void ZipWriter::finish() {
    const auto start = static_cast<std::uint32_t>(m_position);
    for (const Entry& entry : m_entries) {
        Record header;
        header.u32(0x02014b50).u16(kVersion).u16(kVersion).u16(kUtf8Names).u16(kStored).u16(kTime).u16(kDate);
        header.u32(entry.crc).u32(entry.size).u32(entry.size);
        header.u16(static_cast<std::uint16_t>(entry.name.size())).u16(0).u16(0).u16(0).u16(0).u32(0);
        header.u32(entry.offset).text(entry.name);
        write(header.bytes());
    }
    const auto count = static_cast<std::uint16_t>(m_entries.size());
    Record end;
    end.u32(0x06054b50).u16(0).u16(0).u16(count).u16(count);
    end.u32(static_cast<std::uint32_t>(m_position) - start).u32(start).u16(0);
    write(end.bytes());
    m_file->commit().value();
}

} // namespace esek::cards

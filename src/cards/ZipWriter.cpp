#include "cards/ZipWriter.h"

#include <archive.h>
#include <archive_entry.h>

namespace esek::cards {

namespace {

constexpr std::time_t kFirstTime = 315'532'800; // 1 January 1980, 0:00 UTC
constexpr mode_t kReadable = 0644;

} // namespace

ZipWriter::ZipWriter(const std::filesystem::path& path)
    : m_file(platform::AtomicFile::create(path).value()), m_archive(archive_write_new()) {
    if (!m_archive)
        throw Exception(ErrorCode::outOfMemory, "libarchive: no writer");
    check(archive_write_set_format_zip(m_archive));
    check(archive_write_set_options(m_archive, "zip:compression=store,zip:hdrcharset=UTF-8"));
    check(archive_write_set_bytes_in_last_block(m_archive, 1)); // no padding at the end
    check(archive_write_open(m_archive, this, nullptr, &onWrite, nullptr));
}

ZipWriter::~ZipWriter() {
    archive_write_free(m_archive);
}

std::ptrdiff_t ZipWriter::onWrite(archive* zip, void* self, const void* bytes, std::size_t size) {
    auto& writer = *static_cast<ZipWriter*>(self);
    try {
        writer.m_file->write({static_cast<const std::uint8_t*>(bytes), size}).value();
        return static_cast<std::ptrdiff_t>(size);
    } catch (...) {
        writer.m_error = std::current_exception();
        archive_set_error(zip, EIO, "the file could not be written");
        return -1;
    }
}

void ZipWriter::check(std::ptrdiff_t result) {
    if (m_error)
        std::rethrow_exception(m_error);
    if (result < ARCHIVE_WARN)
        throw Exception(ErrorCode::writeFailed,
                        std::string("libarchive: ") + archive_error_string(m_archive));
}

void ZipWriter::add(const std::string& name, std::span<const std::uint8_t> data) {
    struct Release {
        void operator()(archive_entry* entry) const { archive_entry_free(entry); }
    };
    const std::unique_ptr<archive_entry, Release> entry(archive_entry_new2(m_archive));
    if (!entry)
        throw Exception(ErrorCode::outOfMemory, "libarchive: no entry");
    archive_entry_set_pathname_utf8(entry.get(), name.c_str());
    archive_entry_set_size(entry.get(), std::ssize(data));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), kReadable);
    archive_entry_set_mtime(entry.get(), kFirstTime, 0);
    check(archive_write_header(m_archive, entry.get()));
    check(archive_write_data(m_archive, data.data(), data.size()));
}

void ZipWriter::finish() {
    check(archive_write_close(m_archive));
    m_file->commit().value();
}

} // namespace esek::cards

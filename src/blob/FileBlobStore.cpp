#include "blob/FileBlobStore.h"

#include "base/platform/Files.h"

namespace esek::blob {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kNameLength = 64;

void forEachFile(const fs::path& folder, const std::function<void(const fs::path&)>& visit) {
    std::error_code ec;
    for (fs::directory_iterator sub(folder, ec), end; !ec && sub != end; sub.increment(ec)) {
        std::error_code inner;
        if (!sub->is_directory(inner))
            continue;
        for (fs::directory_iterator file(sub->path(), inner); !inner && file != end; file.increment(inner))
            visit(file->path());
    }
}

} // namespace

fs::path FileBlobStore::path(const domain::BlobId& id) const {
    const std::string name = id.toString();
    return m_folder / name.substr(0, 2) / name;
}

Result<domain::BlobId> FileBlobStore::put(std::span<const std::uint8_t> bytes) {
    return guarded([&]() -> Result<domain::BlobId> {
        const auto id = domain::BlobId::of(bytes);
        const fs::path file = path(id);
        std::error_code ec;
        if (fs::file_size(file, ec) == bytes.size() && !ec) {
            fs::last_write_time(file, fs::file_time_type::clock::now(), ec);
            return id;
        }
        fs::create_directory(file.parent_path(), ec); // a failure shows in the write
        if (auto written = platform::writeFileAtomically(file, bytes); !written)
            return written.error();
        return id;
    });
}

Result<void> FileBlobStore::Batch::add(const domain::BlobId& id, std::span<const std::uint8_t> bytes) {
    return guarded([&] {
        const fs::path file = m_store.path(id);
        std::error_code ec;
        fs::create_directories(file.parent_path(), ec); // a failure shows in the write
        auto writing = platform::AtomicFile::create(file).value();
        writing->write(bytes).value();
        writing->beginFlush();
        m_files.push_back(std::move(writing));
    });
}

Result<void> FileBlobStore::Batch::commit() {
    auto done = platform::AtomicFile::commitAll(m_files);
    m_files.clear();
    return done;
}

Result<std::vector<std::uint8_t>> FileBlobStore::get(const domain::BlobId& id) const {
    return guarded([&]() -> Result<std::vector<std::uint8_t>> {
        auto bytes = platform::readFile(path(id));
        if (!bytes)
            return Error{bytes.error().code == ErrorCode::fileNotFound ? ErrorCode::blobMissing
                                                                       : ErrorCode::blobDamaged,
                         bytes.error().message,
                         {{"blob", id.toString()}}};
        if (domain::BlobId::of(*bytes) != id)
            return Error{ErrorCode::blobDamaged, "wrong hash", {{"blob", id.toString()}}};
        return std::move(bytes).value();
    });
}

bool FileBlobStore::has(const domain::BlobId& id) const {
    std::error_code ec;
    return fs::is_regular_file(path(id), ec);
}

Result<void> FileBlobStore::erase(const domain::BlobId& id) {
    // removeFile flushes the folder, which must be there.
    return has(id) ? platform::removeFile(path(id)) : Result<void>();
}

void FileBlobStore::forEach(const std::function<void(const domain::BlobId&)>& visit) const {
    forEachFile(m_folder, [&](const fs::path& file) {
        if (const auto id = domain::BlobId::parse(platform::toUtf8(file.filename())))
            visit(*id);
    });
}

std::size_t FileBlobStore::sweep(const std::function<bool(const domain::BlobId&)>& named,
                                 std::chrono::seconds age) {
    const auto limit = fs::file_time_type::clock::now() - age;
    std::size_t removed = 0;
    forEachFile(m_folder, [&](const fs::path& file) {
        const std::string name = platform::toUtf8(file.filename());
        const auto id = domain::BlobId::parse(name);
        const bool ours = id || (name.size() > kNameLength && name.compare(kNameLength, 5, ".tmp-") == 0);
        std::error_code ec;
        if (!ours || (id && named(*id)) || fs::last_write_time(file, ec) > limit || ec)
            return;
        if (fs::remove(file, ec) && !ec)
            ++removed;
    });
    return removed;
}

} // namespace esek::blob

#include "server/blobs/FolderBlobs.h"

#include "base/platform/Files.h"

#include <fstream>

namespace esek::server {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHashDigits = 64;

class FileSource final : public ByteSource {
  public:
    explicit FileSource(const fs::path& file) {
        m_in.rdbuf()->pubsetbuf(nullptr, 0); // the reader's pieces are large
        m_in.open(file, std::ios::binary | std::ios::ate);
        if (m_in)
            m_size = static_cast<std::int64_t>(m_in.tellg());
    }
    bool ok() const { return m_size >= 0; }
    std::int64_t size() const override { return m_size; }
    std::size_t read(std::int64_t offset, std::span<std::uint8_t> out) override {
        m_in.clear();
        m_in.seekg(offset);
        m_in.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size()));
        const auto n = static_cast<std::size_t>(m_in.gcount());
        if (n < out.size() && offset + static_cast<std::int64_t>(n) < m_size)
            throw Exception(ErrorCode::fileUnreadable, "stored bytes are shorter than they were");
        return n;
    }

  private:
    std::ifstream m_in;
    std::int64_t m_size = -1;
};

std::unique_ptr<ByteSource> openFile(const fs::path& file) {
    std::error_code ec;
    if (!fs::is_regular_file(file, ec))
        return nullptr;
    auto source = std::make_unique<FileSource>(file);
    return source->ok() ? std::move(source) : nullptr;
}

/// Names come from rows of a database, which may be damaged or of foreign origin: what is no id never becomes
/// a part of a path.
fs::path placeOf(const fs::path& folder, const std::string& school) {
    const auto id = Uuid::parse(school);
    if (!id || id->toString() != school)
        throw Exception(ErrorCode::databaseCorrupt, "a school whose id is none");
    return folder / school;
}

void removeIfThere(const fs::path& file) {
    std::error_code ec;
    if (fs::exists(file, ec))
        platform::removeFile(file).value();
}

} // namespace

blob::FileBlobStore FolderBlobs::blobs(School school) const {
    return blob::FileBlobStore(placeOf(m_folder, school) / "blobs");
}
fs::path FolderBlobs::thumb(School school, const domain::BlobId& id) const {
    const std::string name = id.toString();
    return placeOf(m_folder, school) / "thumbs" / name.substr(0, 2) / (name + ".jpg");
}
fs::path FolderBlobs::uploadFile(School school, const std::string& upload) const {
    if (upload.empty() || upload.find_first_of("/\\:") != std::string::npos || upload.front() == '.')
        throw Exception(ErrorCode::databaseCorrupt, "an upload whose id is none");
    return placeOf(m_folder, school) / "uploads" / upload;
}

void FolderBlobs::put(School school, std::span<const std::uint8_t> bytes) {
    auto store = blobs(school);
    std::error_code ec;
    fs::create_directories(store.folder(), ec); // a failure shows in the write
    static_cast<void>(store.put(bytes).value());
}

void FolderBlobs::putAll(School school, std::span<const Named> photos) {
    auto store = blobs(school);
    std::error_code ec;
    fs::create_directories(store.folder(), ec); // a failure shows in the write
    blob::FileBlobStore::Batch batch(store);
    for (const Named& photo : photos)
        batch.add(photo.id, {reinterpret_cast<const std::uint8_t*>(photo.bytes.data()), photo.bytes.size()})
            .value();
    batch.commit().value();
}

bool FolderBlobs::has(School school, const domain::BlobId& id) {
    return blobs(school).has(id);
}

std::unique_ptr<ByteSource> FolderBlobs::open(School school, const domain::BlobId& id) {
    return openFile(blobs(school).path(id));
}

std::vector<std::uint8_t> FolderBlobs::get(School school, const domain::BlobId& id) {
    return blobs(school).get(id).value();
}

void FolderBlobs::erase(School school, const domain::BlobId& id) {
    blobs(school).erase(id).value();
    eraseThumb(school, id);
}

std::int64_t FolderBlobs::strays(const std::map<std::string, Kept>& schools) {
    const auto isKept = [&](const fs::path& file) {
        const fs::path inside = file.lexically_relative(m_folder);
        const std::string folder = platform::toUtf8(*inside.begin());
        const auto school = schools.find(folder);
        if (school == schools.end())
            return !Uuid::parse(folder); // what is no school's is not ours to judge
        const std::string name = platform::toUtf8(file.filename());
        if (school->second.uploads.contains(name))
            return file == uploadFile(school->first, name);
        const auto id = domain::BlobId::parse(std::string_view(name).substr(0, kHashDigits));
        return id && school->second.blobs.contains(*id) &&
               (file == blobs(school->first).path(*id) || file == thumb(school->first, *id));
    };
    std::int64_t count = 0;
    std::error_code ec;
    for (fs::recursive_directory_iterator it(m_folder, ec), end; !ec && it != end; it.increment(ec)) {
        std::error_code inner;
        if (!it->is_directory(inner) && !isKept(it->path()))
            ++count;
    }
    return count;
}

void FolderBlobs::sweep(School school, const std::function<bool(const domain::BlobId&)>& named) {
    blobs(school).sweep(named);
    // A small picture shows the same face. Of a photo that is there only what a crash left goes.
    const auto old = fs::file_time_type::clock::now() - std::chrono::hours(1);
    std::error_code ec;
    std::vector<fs::path> gone;
    for (fs::recursive_directory_iterator it(placeOf(m_folder, school) / "thumbs", ec), end; !ec && it != end;
         it.increment(ec)) {
        std::error_code inner;
        if (!it->is_regular_file(inner))
            continue;
        const std::string name = platform::toUtf8(it->path().filename());
        const auto id = domain::BlobId::parse(std::string_view(name).substr(0, kHashDigits));
        const bool whole = name.size() == kHashDigits + 4 && name.ends_with(".jpg");
        if (!id || !named(*id) || (!whole && fs::last_write_time(it->path(), inner) < old && !inner))
            gone.push_back(it->path());
    }
    for (const fs::path& file : gone)
        platform::removeFile(file).value();
}

std::unique_ptr<ByteSource> FolderBlobs::openThumb(School school, const domain::BlobId& id) {
    return openFile(thumb(school, id));
}

void FolderBlobs::putThumb(School school, const domain::BlobId& id, std::span<const std::uint8_t> bytes) {
    const fs::path file = thumb(school, id);
    std::error_code ec;
    fs::create_directories(file.parent_path(), ec);
    platform::writeFileAtomically(file, bytes).value();
}

void FolderBlobs::eraseThumb(School school, const domain::BlobId& id) {
    removeIfThere(thumb(school, id));
}

std::int64_t FolderBlobs::uploadSize(School school, const std::string& upload) {
    std::error_code ec;
    const auto size = fs::file_size(uploadFile(school, upload), ec);
    return ec ? 0 : static_cast<std::int64_t>(size);
}

void FolderBlobs::writeUpload(School school, const std::string& upload, std::int64_t offset,
                              std::string_view bytes) {
    const fs::path file = uploadFile(school, upload);
    std::error_code ec;
    fs::create_directories(file.parent_path(), ec);
    if (!fs::exists(file, ec))
        std::ofstream(file, std::ios::binary | std::ios::app);
    std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(offset);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush())
        throw Exception(ErrorCode::diskFull, "an upload could not be written");
}

std::vector<std::uint8_t> FolderBlobs::readUpload(School school, const std::string& upload) {
    return platform::readFile(uploadFile(school, upload)).value();
}

void FolderBlobs::dropUpload(School school, const std::string& upload) {
    removeIfThere(uploadFile(school, upload));
}

std::vector<std::string> FolderBlobs::uploads(School school) {
    std::vector<std::string> names;
    std::error_code ec;
    for (fs::directory_iterator file(placeOf(m_folder, school) / "uploads", ec), end; !ec && file != end;
         file.increment(ec))
        names.push_back(platform::toUtf8(file->path().filename()));
    return names;
}

} // namespace esek::server

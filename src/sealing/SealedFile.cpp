#include "sealing/SealedFile.h"

#include "base/Sha256.h"
#include "base/Translate.h"
#include "base/platform/Cached.h"
#include "base/platform/Files.h"
#include "base/platform/PutInPlace.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <functional>
#include <optional>
#include <sodium.h>
#include <span>
#include <vector>

namespace esek::sealing {

namespace fs = std::filesystem;

namespace {

// The layout, numbers little endian:
//   kMark (8) | passes (4) | memory in KiB (4) | salt (16) | head of the stream (24)
//   | BLAKE2b of all this (16): a damaged head is told apart from a wrong password
//   | an empty message (17) bound to the head: it opens with the right password only
//   | messages of kChunk bytes each (+ 17), the last one shorter and marked as the last.
constexpr std::array<std::uint8_t, 8> kMark{'E', 'S', 'E', 'K', 'S', 'E', 'A', '1'};
constexpr std::size_t kSalt = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t kStreamHead = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kTag = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kHead = kMark.size() + 4 + 4 + kSalt + kStreamHead;
constexpr std::size_t kSum = 16;
constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr unsigned kMostPasses = 16;
constexpr std::size_t kMostMemory = std::size_t{1} << 30; ///< a file from elsewhere must not ask for more

using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;

Exception about(ErrorCode code, const fs::path& file, std::string message) {
    return Exception(Error{code, std::move(message), {{"file", platform::toUtf8(file.filename())}}});
}

void begin() {
    static const bool ready = sodium_init() >= 0;
    if (!ready)
        throw Exception(ErrorCode::internal, "libsodium does not start");
}

void putNumber(Bytes& out, std::size_t value) {
    for (int shift = 0; shift < 32; shift += 8)
        out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::size_t numberAt(View bytes, std::size_t at) {
    std::size_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = value << 8 | bytes[at + i];
    return value;
}

/// The key of a password; wiped when it is not needed any more.
class Key {
  public:
    Key(const std::string& password, View salt, Cost cost) {
        if (crypto_pwhash_argon2id(m_bytes.data(), m_bytes.size(), password.data(), password.size(),
                                   salt.data(), cost.passes, cost.memory,
                                   crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
            throw Exception(ErrorCode::outOfMemory, "argon2id has not enough memory");
    }
    ~Key() { sodium_memzero(m_bytes.data(), m_bytes.size()); }
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
    const std::uint8_t* data() const { return m_bytes.data(); }

  private:
    std::array<std::uint8_t, crypto_secretstream_xchacha20poly1305_KEYBYTES> m_bytes{};
};

/// Whoever waits can stop between two pieces; megabytes are told.
class Steps {
  public:
    Steps(Progress* progress, std::uint64_t bytes) : m_progress(progress), m_total(megabytes(bytes)) {}
    void next(std::size_t bytes) {
        if (!m_progress)
            return;
        if (m_progress->cancelled())
            throw Exception(ErrorCode::cancelled, "sealing was stopped");
        m_done += bytes;
        m_progress->report(std::min(megabytes(m_done), m_total), m_total);
    }

  private:
    static std::size_t megabytes(std::uint64_t bytes) {
        return static_cast<std::size_t>((bytes + kChunk - 1) / kChunk);
    }
    Progress* m_progress;
    std::size_t m_total;
    std::uint64_t m_done = 0;
};

/// Reads a file in pieces of a fixed size; the last one may be shorter.
class Pieces {
  public:
    Pieces(const fs::path& file, std::size_t most) : m_file(file), m_in(file, std::ios::binary) {
        std::error_code ec;
        if (!m_in)
            throw about(fs::exists(file, ec) ? ErrorCode::fileUnreadable : ErrorCode::fileNotFound, file,
                        "cannot be opened");
        m_piece.resize(most);
    }
    View next() { return next(m_piece.size()); }
    View next(std::size_t most) {
        m_in.read(reinterpret_cast<char*>(m_piece.data()), static_cast<std::streamsize>(most));
        if (m_in.bad())
            throw about(ErrorCode::fileUnreadable, m_file, "cannot be read");
        return {m_piece.data(), static_cast<std::size_t>(m_in.gcount())};
    }
    bool atEnd() { return m_in.peek() == std::ifstream::traits_type::eof(); }

  private:
    const fs::path& m_file;
    std::ifstream m_in;
    Bytes m_piece;
};

Bytes checksum(View head) {
    Bytes sum(kSum);
    crypto_generichash(sum.data(), sum.size(), head.data(), head.size(), nullptr, 0);
    return sum;
}

/// Encrypts `plain` into `out`; gives the SHA-256 of what was read.
Digest write(const fs::path& plain, platform::AtomicFile& out, const std::string& password, Cost cost,
             Steps& steps) {
    Pieces pieces(plain, kChunk);
    Bytes head(kMark.begin(), kMark.end());
    putNumber(head, cost.passes);
    putNumber(head, cost.memory / 1024);
    const std::size_t saltAt = head.size();
    head.resize(kHead);
    // The salt must be unlike every other one: from the system, as the stream's own head.
    randombytes_buf(head.data() + saltAt, kSalt);
    const Key key(password, View(head).subspan(saltAt, kSalt), cost);
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_push(&state, head.data() + saltAt + kSalt, key.data());
    out.write(head).value();
    out.write(checksum(head)).value();
    Bytes sealed(kChunk + kTag);
    const auto push = [&](View message, View bound, unsigned char tag) {
        unsigned long long size = 0;
        crypto_secretstream_xchacha20poly1305_push(&state, sealed.data(), &size, message.data(),
                                                   message.size(), bound.data(), bound.size(), tag);
        out.write(View(sealed).first(static_cast<std::size_t>(size))).value();
    };
    push({}, head, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    Sha256 digest;
    for (bool last = false; !last;) {
        const View piece = pieces.next();
        last = pieces.atEnd();
        steps.next(piece.size());
        digest.update(piece);
        push(piece, {},
             last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                  : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    }
    sodium_memzero(&state, sizeof state);
    return digest.finish();
}

/// Opens `sealed` and hands its contents over piece by piece.
void read(const fs::path& sealed, const std::string& password, Steps& steps,
          const std::function<void(View)>& take) {
    Pieces pieces(sealed, kChunk + kTag);
    const auto cut = [&] { return about(ErrorCode::fileTruncated, sealed, "the end is missing"); };
    const auto damaged = [&] { return about(ErrorCode::fileCorrupt, sealed, "the contents were changed"); };
    const auto piece = [&](std::size_t size) {
        const View bytes = pieces.next(size);
        if (bytes.size() < size)
            throw cut();
        return Bytes(bytes.begin(), bytes.end());
    };
    const Bytes head = piece(kHead);
    if (!std::equal(kMark.begin(), kMark.end(), head.begin()) || piece(kSum) != checksum(head))
        throw damaged();
    const std::size_t costAt = kMark.size();
    const Cost cost{static_cast<unsigned>(numberAt(head, costAt)), numberAt(head, costAt + 4) * 1024};
    if (cost.passes < crypto_pwhash_argon2id_OPSLIMIT_MIN || cost.passes > kMostPasses ||
        cost.memory < crypto_pwhash_argon2id_MEMLIMIT_MIN || cost.memory > kMostMemory)
        throw damaged();
    const std::size_t saltAt = costAt + 8;
    const Key key(password, View(head).subspan(saltAt, kSalt), cost);
    crypto_secretstream_xchacha20poly1305_state state;
    crypto_secretstream_xchacha20poly1305_init_pull(&state, head.data() + saltAt + kSalt, key.data());
    Bytes plain(kChunk);
    unsigned long long size = 0;
    unsigned char tag = 0;
    const auto pull = [&](View message, View bound) {
        return crypto_secretstream_xchacha20poly1305_pull(&state, plain.data(), &size, &tag, message.data(),
                                                          message.size(), bound.data(), bound.size()) == 0;
    };
    if (!pull(piece(kTag), head))
        throw Exception(Error{ErrorCode::valueInvalid,
                              "wrong password",
                              {{"field", tr("password")}, {"reason", tr("it does not open this backup")}}});
    while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        const View message = pieces.next();
        if (message.size() < kTag)
            throw cut();
        if (!pull(message, {}))
            throw message.size() < kChunk + kTag ? cut() : damaged();
        steps.next(message.size());
        take(View(plain).first(static_cast<std::size_t>(size)));
    }
    sodium_memzero(&state, sizeof state);
    if (!pieces.atEnd())
        throw damaged();
}

std::uint64_t sizeOf(const fs::path& file) {
    std::error_code ec;
    const auto size = fs::file_size(file, ec);
    return ec ? 0 : size;
}

Error systemError(const std::exception& e) {
    return Error{ErrorCode::writeFailed, e.what(), {}};
}

} // namespace

bool isSealed(const fs::path& file) {
    std::array<char, kMark.size()> first{};
    std::ifstream in(file, std::ios::binary);
    return in.read(first.data(), first.size()) && std::memcmp(first.data(), kMark.data(), kMark.size()) == 0;
}

Result<void> seal(const fs::path& plain, const fs::path& sealed, const std::string& password,
                  Progress* progress, Cost cost) {
    fs::path unproven = sealed;
    unproven += ".new";
    std::error_code ec;
    const auto done = guarded(
        [&] {
            begin();
            Steps steps(progress, 2 * sizeOf(plain));
            auto out = platform::AtomicFile::create(unproven).value();
            const Digest written = write(plain, *out, password, cost, steps);
            out->commit().value();
            platform::forgetCached(unproven);
            Sha256 digest;
            const auto proven =
                guarded([&] { read(unproven, password, steps, [&](View bytes) { digest.update(bytes); }); });
            if (!proven && proven.error().code == ErrorCode::cancelled)
                throw Exception(proven.error());
            if (!proven || digest.finish() != written)
                throw about(ErrorCode::writeFailed, sealed, "what was read back is not what was written");
            platform::putInPlace(unproven, sealed).value();
        },
        systemError);
    if (!done) {
        fs::remove(unproven, ec);
        return done.error().value("file").empty()
                   ? done.error().with("file", platform::toUtf8(sealed.filename()))
                   : done.error();
    }
    return {};
}

Result<void> unseal(const fs::path& sealed, const fs::path& plain, const std::string& password,
                    Progress* progress) {
    return guarded(
        [&] {
            begin();
            Steps steps(progress, sizeOf(sealed));
            auto out = platform::AtomicFile::create(plain).value();
            read(sealed, password, steps, [&](View bytes) { out->write(bytes).value(); });
            out->commit().value();
        },
        systemError);
}

} // namespace esek::sealing

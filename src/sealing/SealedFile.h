#pragma once
#include "base/Progress.h"
#include "base/Result.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace esek::sealing {

/// A file that can be read only with its password. The key is made of the password by argon2id (RFC 9106),
/// the contents are encrypted and protected against changes by XChaCha20-Poly1305 in the stream form of
/// libsodium ("secretstream"), so that a changed, shortened or reordered file is noticed. The layout stands
/// in SealedFile.cpp. One thread a call; any thread.

/// How much work each guess of the password costs.
struct Cost {
    unsigned passes = 3;
    std::size_t memory = std::size_t{256} << 20; ///< bytes; argon2id needs them while it works
};

/// The file begins like a sealed one. False for a file that cannot be read.
bool isSealed(const std::filesystem::path&);

/// Writes `sealed` from `plain`, reads it back from the disk, opens it with the password and compares every
/// byte before it takes the place of a file that is there. After an error that file is as it was. The
/// progress counts megabytes, for writing and reading. Errors: fileNotFound, fileUnreadable, diskFull,
/// folderNotWritable, writeFailed (also when what was read back differs), outOfMemory, cancelled.
Result<void> seal(const std::filesystem::path& plain, const std::filesystem::path& sealed,
                  const std::string& password, Progress* = nullptr, Cost = {});

/// Writes `plain` from `sealed`; it appears whole or not at all. Errors: fileNotFound, fileUnreadable;
/// valueInvalid with `field` "password" for a wrong one; fileTruncated when the end is missing, fileCorrupt
/// for every other change; diskFull, folderNotWritable, writeFailed, outOfMemory, cancelled.
Result<void> unseal(const std::filesystem::path& sealed, const std::filesystem::path& plain,
                    const std::string& password, Progress* = nullptr);

} // namespace esek::sealing

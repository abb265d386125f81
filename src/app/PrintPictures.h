#pragma once
#include "base/Result.h"
#include "blob/FileBlobStore.h"
#include "domain/CropParams.h"
#include "domain/Ids.h"
#include "imaging/PrintJpeg.h"

#include <filesystem>
#include <optional>

namespace esek::app {

/// The JPEG that goes on a card: rendered once from the original, then kept, so that what was checked at
/// issue is byte for byte what is printed and reprinted. A cache: it may be deleted at any time. Each file
/// ends with the SHA-256 of its JPEG, so that a file cut short by a crash is rendered anew, never printed.
/// Thread-safe.
class PrintPictures {
  public:
    PrintPictures(std::filesystem::path folder, blob::FileBlobStore& blobs)
        : m_folder(std::move(folder)), m_blobs(blobs) {}

    /// Without a crop of its own the picture is cut from the centre in the window's shape. Errors: those of
    /// imaging::renderForPrint, blobMissing, blobDamaged.
    Result<imaging::PrintJpeg> get(const domain::BlobId&, const std::optional<domain::CropParams>&,
                                   const imaging::PrintJpegOptions&);

    /// Where a further file lies that is made from these bytes and goes with them.
    std::filesystem::path fileOf(const domain::BlobId&, const std::string& ending) const;
    /// Everything made from these bytes, for an approved deletion.
    Result<void> erase(const domain::BlobId&);
    /// Pictures whose original is no longer in the store (a crash between erasing the one and the other).
    void sweep();

  private:
    std::filesystem::path fileFor(const domain::BlobId&, const std::optional<domain::CropParams>&,
                                  const imaging::PrintJpegOptions&) const;
    std::filesystem::path m_folder;
    blob::FileBlobStore& m_blobs;
};

} // namespace esek::app

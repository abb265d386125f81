#pragma once
#include "base/Result.h"
#include "imaging/Image.h"
#include "quality/PhotoProfile.h"
#include "quality/QualityReport.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace esek::quality {

/// An allowed departure from the rules (religious headwear, medical glasses ...): findings of `measureId`
/// become advice that names the reason. The reason is required.
struct PhotoException {
    std::string measureId;
    std::string reason;
    std::string finding = {}; ///< only findings with this rejection reason; empty: any of the measure
};

struct CheckOptions {
    double cropAspect = 19.0 / 26.0; ///< width to height of the suggested crop
    std::vector<PhotoException> exceptions;
};

/// Runs all measures; keep one per worker thread for many photos (the network is loaded once). Not thread
/// safe.
class PhotoChecker {
  public:
    PhotoChecker();
    ~PhotoChecker();
    PhotoChecker(PhotoChecker&&) noexcept;
    PhotoChecker& operator=(PhotoChecker&&) noexcept;
    /// `name` is the file's name, used for its kind only. Unreadable files give the error of imaging.
    Result<QualityReport> check(std::span<const std::uint8_t> bytes, const std::string& name,
                                const PhotoProfile& profile, const CheckOptions& options = {});
    /// The same for a photo that was decoded elsewhere, whole and upright: for bytes of strangers, of which
    /// only the headers are read here.
    Result<QualityReport> check(const imaging::Image& picture, std::span<const std::uint8_t> bytes,
                                const PhotoProfile& profile, const CheckOptions& options = {});

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// One photo; thread safe (each thread keeps its own checker).
Result<QualityReport> check(std::span<const std::uint8_t> bytes, const std::string& name,
                            const PhotoProfile& profile, const CheckOptions& options = {});

} // namespace esek::quality

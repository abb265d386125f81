#pragma once
#include "domain/Photo.h"
#include "domain/Student.h"
#include "imaging/Image.h"

#include <memory>
#include <mutex>
#include <span>

namespace esek::quality {
class PhotoChecker;
}

namespace esek::server {

/// What the checks of the office would say of a photo that a family is about to send: advice, never a
/// verdict.
struct PhotoHint {
    domain::CropParams crop;                      ///< suggested for the card
    std::vector<domain::RejectionReason> reasons; ///< why the office may refuse it, without repeats
};

/// One check at a time, so that the networks are in memory once. Thread-safe.
class PhotoHints {
  public:
    PhotoHints();
    ~PhotoHints();

    /// `picture`: whole and upright, decoded outside from `bytes`. `profile`: the name of the school's rules.
    /// Nothing when the checks do not run here; the photo is then cut from the centre and sent without
    /// advice.
    std::optional<PhotoHint> of(const imaging::Image& picture, std::span<const std::uint8_t> bytes,
                                const std::string& profile,
                                const std::vector<domain::PhotoExceptionFlag>& exceptions);

  private:
    std::mutex m_mutex;
    std::unique_ptr<quality::PhotoChecker> m_checker; ///< made at the first photo
};

} // namespace esek::server

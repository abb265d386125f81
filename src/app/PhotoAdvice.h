#pragma once
#include "app/Office.h"

#include <span>

namespace esek::app {

/// What the photo checks say of one photo, in words and fractions for the screen. Advice, never a verdict.
struct PhotoAdvice {
    enum class Severity { ok, advice, error, notMeasured };
    struct Finding {
        Severity severity = Severity::ok;
        std::string sentence; ///< what to do, without numbers; current language
        std::string measure;  ///< stable id
        std::string details;  ///< with the measured value and the limit; may be empty
    };
    struct Point {
        double x = 0; ///< fractions of the upright picture
        double y = 0;
    };
    std::vector<Finding> findings;                ///< what is not right first
    std::vector<domain::RejectionReason> reasons; ///< of the errors, without repeats
    struct Face {
        Point topLeft, bottomRight;
        Point leftEye, rightEye;
        Point headTopLeft, headBottomRight;
    };
    std::optional<Face> face;
    std::optional<domain::CropParams> crop; ///< suggested for the card
    /// What the school allows this pupil; findings that it explains are advice. Sensitive, see Student.h.
    std::vector<domain::PhotoExceptionFlag> exceptions;
    Severity worst() const;
};

/// A pupil's photo by the profile that the school chose and the exceptions noted with the pupil. Thread-safe,
/// takes tens of milliseconds. Errors: unknownStudent, those of reading the photo.
Result<PhotoAdvice> adviseOnPhoto(Office&, const domain::StudentId&, const domain::BlobId&);

/// The short form for the mark in the list.
struct PhotoBadge {
    PhotoAdvice::Severity worst = PhotoAdvice::Severity::ok;
    std::vector<domain::RejectionReason> reasons;
    bool operator==(const PhotoBadge&) const = default;
};

/// Photos with their pupils as a list asks for them.
struct PhotoOfStudent {
    domain::StudentId student;
    domain::BlobId blob;
    auto operator<=>(const PhotoOfStudent&) const = default;
};

/// What is known without looking at the photo again (AdviceCache). Thread-safe; fast.
std::vector<std::optional<PhotoBadge>> knownBadges(Office&, std::span<const PhotoOfStudent>);
/// From the cache, else by checking the photo. Thread-safe. Errors as for adviseOnPhoto.
Result<PhotoBadge> photoBadge(Office&, const PhotoOfStudent&);

/// The crop for the card's window when a face is found. Thread-safe.
std::optional<domain::CropParams> suggestedCrop(Office&, std::span<const std::uint8_t> bytes);

} // namespace esek::app

#pragma once
#include "domain/CropParams.h"
#include "server/central/Central.h"
#include "server/central/PhotoHints.h"

#include <span>

namespace esek::server {

/// What a family does about its pupil's photo: looks, prepares one, sends it, takes it back, asks for
/// deletion. Every change is a mutation through Intake::push, as an office's. The Caller says which pupil;
/// nothing of another can be reached. Thread-safe. Errors are thrown as Exception.
class Families {
  public:
    Families(Central& central, Rng& rng) : m_central(central), m_rng(rng) {}

    /// Smallest part of a photo that can be printed, pixels (domain/README.md, Good photos).
    static constexpr int kPrintWidth = 225;
    static constexpr int kPrintHeight = 307;
    static constexpr double kCardAspect = 19.0 / 26.0; ///< width to height of the photo on a card

    struct View {
        domain::School school;
        domain::Student student;
        domain::PhotoFile photo;
        std::vector<domain::SystemMessage> messages; ///< the newest first
        std::int64_t unread = 0;
    };
    View view(const Caller&, const std::string& readUntil);

    /// A photo that is not sent yet.
    struct Draft {
        std::string id;
        std::optional<domain::BlobId> blob; ///< nothing before a file was chosen
        int width = 0;                      ///< pixels, upright
        int height = 0;
        std::string fileName;
        domain::CropParams crop;                     ///< at first the one that the checks suggest
        std::vector<domain::RejectionReason> advice; ///< why the office may refuse it
        bool headwear = false; ///< the head is covered for reasons of religion or health, the family says
        bool sent = false;
    };
    std::optional<Draft> draft(const Caller&);
    /// A new one, which replaces one before it: the family has read the guidelines.
    Draft begin(const Caller&, bool headwear);
    /// What a family chose. Only what esekretariat-decoder makes of it is kept: upright, sRGB, at most 2,400
    /// pixels, without anything else that the file held. False when the draft is not this one any more.
    /// Errors: those of the decoder, photoTooSmallToPrint, fileTooLarge.
    bool setPicture(const Caller&, const std::string& draft, std::span<const std::uint8_t> file,
                    const std::string& fileName);
    bool setCrop(const Caller&, const std::string& draft, const domain::CropParams&);
    bool setHeadwear(const Caller&, const std::string& draft, bool);
    /// The family gives up: the bytes go at once.
    void cancel(const Caller&);

    /// Sends the draft, once: a second call says the same. False when the draft is not this one any more.
    bool send(const Caller&, const std::string& draft, const domain::Actor&);
    /// Both give nothing when it was done, or the rule that forbids it.
    std::optional<Error> withdraw(const Caller&, const domain::Actor&);
    std::optional<Error> askDeletion(const Caller&, const domain::Actor&, const std::string& reason);

    /// The crop as a JPEG of this width; decoded outside. Null when there are no such bytes.
    std::optional<std::string> picture(const Caller&, const domain::BlobId&, const domain::CropParams&,
                                       int width);

    /// All of it, upright, with at most maxSide pixels on the longer side.
    std::optional<std::string> whole(const Caller&, const domain::BlobId&, int maxSide);

  private:
    std::optional<std::vector<std::uint8_t>> bytesOf(const Caller&, const domain::BlobId&);
    std::optional<Error> change(const Caller&, const domain::Actor&, domain::PhotoChange);
    std::optional<Error> push(const Caller&, domain::Mutation, const domain::PhotoState& before);
    domain::PhotoFile photoFile(const Caller&);
    void store(const Caller&, const domain::BlobId&, std::span<const std::uint8_t>);
    std::string now() const { return toIso(m_central.clock().now()); }

    Central& m_central;
    Rng& m_rng;
    PhotoHints m_hints;
};

/// The crop of a card's aspect for three sliders, and back. zoom: 1 is the largest crop; across, down: 0-1,
/// where in the room that is left.
struct CropSliders {
    double zoom = 1;
    double across = 0.5;
    double down = 0.5;
    int quarterTurns = 0;
    double fineDegrees = 0; ///< as suggested; no slider moves it
};
/// How far a picture may be enlarged so that the crop can still be printed; at least 1.
double greatestZoom(int width, int height, int quarterTurns);
domain::CropParams cropFrom(const CropSliders&, int width, int height);
CropSliders slidersFrom(const domain::CropParams&, int width, int height);

} // namespace esek::server

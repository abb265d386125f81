#pragma once
#include "imaging/PixelSource.h"

namespace esek::imaging {

/// From a file's colours to sRGB. Made once per profile and shared; thread-safe.
class ColourTransform {
  public:
    virtual ~ColourTransform() = default;
    /// Input as in the layout it was made for, output R G B. In place is allowed when both have three
    /// samples.
    virtual void toSrgb(const std::uint8_t* in, std::uint8_t* rgb, std::size_t pixels) const = 0;
    /// The input is sRGB already.
    virtual bool isIdentity() const { return false; }
};

/// A profile that is damaged or does not fit the layout is ignored: grey and RGB count as sRGB then, CMYK is
/// converted by the plain formula.
std::shared_ptr<const ColourTransform> colourTransform(PixelLayout, std::span<const std::uint8_t> profile);

} // namespace esek::imaging

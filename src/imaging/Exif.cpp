#include "imaging/Exif.h"

#include <cmath>

namespace esek::imaging {
namespace {

constexpr unsigned kOrientation = 0x0112;
constexpr unsigned kXResolution = 0x011A;
constexpr unsigned kYResolution = 0x011B;
constexpr unsigned kResolutionUnit = 0x0128;
constexpr unsigned kGpsIfd = 0x8825;

/// Bounded reads; outside of the data everything is 0.
class Reader {
  public:
    Reader(std::span<const std::uint8_t> data, bool bigEndian) : m_data(data), m_big(bigEndian) {}
    unsigned u16(std::size_t at) const {
        if (at + 2 > m_data.size())
            return 0;
        return m_big ? unsigned{m_data[at]} << 8 | m_data[at + 1]
                     : unsigned{m_data[at + 1]} << 8 | m_data[at];
    }
    std::uint32_t u32(std::size_t at) const {
        return m_big ? u16(at) << 16 | u16(at + 2) : u16(at + 2) << 16 | u16(at);
    }

  private:
    std::span<const std::uint8_t> m_data;
    bool m_big;
};

} // namespace

ExifFacts parseExif(std::span<const std::uint8_t> tiff) {
    ExifFacts facts;
    if (tiff.size() < 8 || tiff[0] != tiff[1] || (tiff[0] != 'I' && tiff[0] != 'M'))
        return facts;
    const Reader in(tiff, tiff[0] == 'M');
    if (in.u16(2) != 42)
        return facts;

    const std::size_t ifd = in.u32(4);
    if (ifd + 2 > tiff.size())
        return facts;
    const unsigned count = in.u16(ifd);
    unsigned unit = 2; // inches, when the file does not say
    std::optional<double> resolution[2];
    for (unsigned i = 0; i < count; ++i) {
        const std::size_t entry = ifd + 2 + 12 * std::size_t{i};
        if (entry + 12 > tiff.size())
            break;
        const std::size_t value = entry + 8;
        switch (const unsigned tag = in.u16(entry)) {
        case kOrientation: {
            // Most write SHORT, some LONG; a LONG's low half is elsewhere when the bytes run big-endian.
            const unsigned o = in.u16(entry + 2) == 4 ? in.u32(value) : in.u16(value);
            facts.orientation = o >= 1 && o <= 8 ? static_cast<int>(o) : 1;
            break;
        }
        case kXResolution:
        case kYResolution: {
            const std::size_t at = in.u32(value);
            const double denominator = in.u32(at + 4);
            if (denominator > 0 && in.u32(at) > 0)
                resolution[tag - kXResolution] = in.u32(at) / denominator;
            break;
        }
        case kResolutionUnit:
            unit = in.u16(value);
            break;
        case kGpsIfd:
            facts.hasGps = in.u32(value) != 0;
            break;
        default:
            break;
        }
    }
    if (unit == 2 || unit == 3) {
        const double perInch = unit == 3 ? 2.54 : 1.0;
        if (resolution[0])
            facts.dpiX = *resolution[0] * perInch;
        if (resolution[1])
            facts.dpiY = *resolution[1] * perInch;
    }
    return facts;
}

} // namespace esek::imaging

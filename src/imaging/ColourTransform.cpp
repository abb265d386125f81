#include "imaging/ColourTransform.h"

#include "base/Sha256.h"

#include <lcms2.h>

#include <algorithm>
#include <cstdlib>
#include <list>
#include <mutex>
#include <utility>

namespace esek::imaging {
namespace {

class PlainTransform final : public ColourTransform {
  public:
    explicit PlainTransform(PixelLayout layout) : m_layout(layout) {}
    bool isIdentity() const override { return m_layout == PixelLayout::rgb; }

    void toSrgb(const std::uint8_t* in, std::uint8_t* rgb, std::size_t pixels) const override {
        switch (m_layout) {
        case PixelLayout::rgb:
            if (in != rgb)
                std::copy_n(in, 3 * pixels, rgb);
            return;
        case PixelLayout::grey:
            for (std::size_t i = 0; i < pixels; ++i, rgb += 3)
                rgb[0] = rgb[1] = rgb[2] = in[i];
            return;
        case PixelLayout::cmyk:
        case PixelLayout::cmykInverted: {
            const unsigned flip = m_layout == PixelLayout::cmyk ? 0xFF : 0;
            for (std::size_t i = 0; i < pixels; ++i, in += 4, rgb += 3) {
                for (int c = 0; c < 3; ++c)
                    rgb[c] = static_cast<std::uint8_t>(((in[c] ^ flip) * (in[3] ^ flip) + 127u) / 255u);
            }
            return;
        }
        }
    }

  private:
    PixelLayout m_layout;
};

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

class LcmsTransform final : public ColourTransform {
  public:
    explicit LcmsTransform(cmsHTRANSFORM transform, PixelLayout layout)
        : m_transform(transform), m_identity(layout == PixelLayout::rgb && changesNothing()) {}
    ~LcmsTransform() override { cmsDeleteTransform(m_transform); }
    LcmsTransform(const LcmsTransform&) = delete;
    LcmsTransform& operator=(const LcmsTransform&) = delete;
    bool isIdentity() const override { return m_identity; }

    void toSrgb(const std::uint8_t* in, std::uint8_t* rgb, std::size_t pixels) const override {
        // The count is 32 bits wide there; rows and strips come nowhere near it, whole pictures do not
        // either.
        cmsDoTransform(m_transform, in, rgb, static_cast<cmsUInt32Number>(pixels));
    }

  private:
    /// sRGB comes in many files under many names: what counts is whether colours move by more than rounding.
    bool changesNothing() const {
        constexpr int kSteps = 9;
        constexpr int kTolerance = 1;
        for (int i = 0; i < kSteps * kSteps * kSteps; ++i) {
            const auto level = [](int step) { return static_cast<std::uint8_t>(step * 255 / (kSteps - 1)); };
            const std::uint8_t in[3] = {level(i % kSteps), level(i / kSteps % kSteps),
                                        level(i / kSteps / kSteps)};
            std::uint8_t out[3];
            cmsDoTransform(m_transform, in, out, 1);
            for (int c = 0; c < 3; ++c) {
                if (std::abs(in[c] - out[c]) > kTolerance)
                    return false;
            }
        }
        return true;
    }

    cmsHTRANSFORM m_transform;
    bool m_identity;
};

std::shared_ptr<const ColourTransform> make(PixelLayout layout, std::span<const std::uint8_t> bytes) {
    cmsUInt32Number format = 0;
    cmsColorSpaceSignature space{};
    switch (layout) {
    case PixelLayout::grey:
        format = TYPE_GRAY_8;
        space = cmsSigGrayData;
        break;
    case PixelLayout::rgb:
        format = TYPE_RGB_8;
        space = cmsSigRgbData;
        break;
    case PixelLayout::cmyk:
        format = TYPE_CMYK_8;
        space = cmsSigCmykData;
        break;
    case PixelLayout::cmykInverted:
        format = TYPE_CMYK_8_REV;
        space = cmsSigCmykData;
        break;
    }
    const Profile from(cmsOpenProfileFromMem(bytes.data(), static_cast<cmsUInt32Number>(bytes.size())));
    const Profile to(cmsCreate_sRGBProfile());
    if (!from || !to || cmsGetColorSpace(from.get()) != space)
        return nullptr;
    // A profile of inks has a table made for photographs, which knows how far its black reaches; RGB profiles
    // of cameras have none. NOCACHE: one transform is used by several threads at a time.
    const bool inks = space == cmsSigCmykData;
    const cmsHTRANSFORM transform = cmsCreateTransform(
        from.get(), format, to.get(), TYPE_RGB_8, inks ? INTENT_PERCEPTUAL : INTENT_RELATIVE_COLORIMETRIC,
        cmsFLAGS_NOCACHE | (inks ? 0u : static_cast<cmsUInt32Number>(cmsFLAGS_BLACKPOINTCOMPENSATION)));
    return transform ? std::make_shared<LcmsTransform>(transform, layout) : nullptr;
}

/// The last few profiles: the photos of a school come from a handful of cameras.
class Cache {
  public:
    using Key = std::pair<PixelLayout, Digest>;
    std::shared_ptr<const ColourTransform> get(PixelLayout layout, std::span<const std::uint8_t> profile) {
        const Key key{layout, Sha256::of(profile)};
        const std::lock_guard lock(m_mutex);
        const auto found =
            std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& e) { return e.first == key; });
        if (found != m_entries.end()) {
            m_entries.splice(m_entries.begin(), m_entries, found);
            return found->second;
        }
        auto made = make(layout, profile);
        if (!made)
            made = std::make_shared<PlainTransform>(layout);
        m_entries.emplace_front(key, made);
        if (m_entries.size() > kKept)
            m_entries.pop_back();
        return made;
    }

  private:
    static constexpr std::size_t kKept = 16;
    std::mutex m_mutex;
    std::list<std::pair<Key, std::shared_ptr<const ColourTransform>>> m_entries;
};

} // namespace

std::shared_ptr<const ColourTransform> colourTransform(PixelLayout layout,
                                                       std::span<const std::uint8_t> profile) {
    if (profile.empty())
        return std::make_shared<PlainTransform>(layout);
    static Cache cache;
    return cache.get(layout, profile);
}

} // namespace esek::imaging

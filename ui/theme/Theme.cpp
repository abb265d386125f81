#include "ui/theme/Theme.h"

#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "ui/theme/TextScale.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <wx/settings.h>
#include <wx/window.h>

namespace esek::ui {

namespace {

struct Row {
    Tone tone;
    unsigned long light; // 0xRRGGBB; text tones keep 4.5:1 on the window's background
    unsigned long dark;
};

constexpr Row kTable[] = {
    {Tone::muted, 0x5a6068, 0xa9b0b8},      {Tone::accent, 0x1a5fb4, 0x78aeed},
    {Tone::good, 0x1b7a3d, 0x6fd08c},       {Tone::warning, 0x8a5a00, 0xf0c35a},
    {Tone::bad, 0xb3261e, 0xff8a80},        {Tone::canvas, 0xd9dce0, 0x24272b},
    {Tone::frame, 0xffffff, 0xffffff},      {Tone::noticeInfo, 0xe3eefb, 0x22364d},
    {Tone::noticeGood, 0xe2f4e6, 0x1f3d29}, {Tone::noticeBad, 0xfbe4e2, 0x4d2522},
};

std::string hex(const wxColour& c) {
    return std::string(c.GetAsString(wxC2S_HTML_SYNTAX).utf8_str());
}

const std::string& svg(const std::string& name) {
    static std::map<std::string, std::string> cache;
    if (const auto it = cache.find(name); it != cache.end())
        return it->second;
    auto bytes = platform::readFile(platform::resourceDir() / "icons" / (name + ".svg"), 1 << 20);
    return cache[name] = bytes ? std::string(bytes->begin(), bytes->end()) : std::string();
}

} // namespace

bool darkTheme() {
    return wxSystemSettings::GetAppearance().IsDark();
}

wxColour tone(Tone wanted) {
    for (const Row& row : kTable) {
        if (row.tone == wanted) {
            const unsigned long rgb = darkTheme() ? row.dark : row.light;
            return wxColour(static_cast<unsigned char>(rgb >> 16), static_cast<unsigned char>(rgb >> 8),
                            static_cast<unsigned char>(rgb));
        }
    }
    return wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOWTEXT);
}

wxBitmapBundle icon(const std::string& name, int side, const wxColour& colour) {
    // Beside large text a small picture is lost; it grows less than the text, which needs the room.
    side = static_cast<int>(std::lround(side * (1 + (std::clamp(textGrowth(), 1.0, 2.0) - 1) * 0.6)));
    std::string text = svg(name);
    const std::string paint = hex(colour);
    for (std::size_t at = text.find("currentColor"); at != std::string::npos;
         at = text.find("currentColor", at))
        text.replace(at, 12, paint);
    wxBitmapBundle bundle;
    if (!text.empty())
        bundle = wxBitmapBundle::FromSVG(text.data(), wxSize(side, side));
    if (!bundle.IsOk()) {
        wxImage empty(side, side);
        empty.InitAlpha();
        for (int y = 0; y < side; ++y)
            for (int x = 0; x < side; ++x)
                empty.SetAlpha(x, y, wxALPHA_TRANSPARENT);
        bundle = wxBitmapBundle::FromBitmap(wxBitmap(empty));
    }
    return bundle;
}

wxBitmapBundle icon(const std::string& name, int side) {
    return icon(name, side, wxSystemSettings::GetColour(wxSYS_COLOUR_BTNTEXT));
}

void makeHeading(wxWindow* window, double scale) {
    wxFont font = window->GetFont();
    font.MakeBold();
    font.SetFractionalPointSize(font.GetFractionalPointSize() * scale);
    window->SetFont(font);
}

void makeMuted(wxWindow* window) {
    window->SetForegroundColour(tone(Tone::muted));
}

} // namespace esek::ui

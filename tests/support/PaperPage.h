#pragma once
#include "support/TempDir.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace esek::test {

/// SANE with its back end "pnm" alone, which reads a page from a file, for this process and its children.
inline void usePaperScanner(const std::filesystem::path& folder) {
    std::ofstream(folder / "dll.conf") << "pnm\n";
    setenv("SANE_CONFIG_DIR", folder.c_str(), 1);
}

/// A light page of 150 x 110 mm at 300 dpi with photos of 35 x 45 mm whose upper left corners lie here (mm).
inline std::string paperPage(const std::filesystem::path& file,
                             const std::vector<std::pair<double, double>>& places) {
    const auto px = [](double mm) { return static_cast<int>(mm / 25.4 * 300); };
    const int width = px(150), height = px(110);
    std::vector<std::array<unsigned char, 3>> page(static_cast<std::size_t>(width * height), {246, 246, 244});
    unsigned char shade = 60;
    for (const auto& [x, y] : places) {
        for (int row = px(y); row < px(y + 45); ++row)
            for (int column = px(x); column < px(x + 35); ++column)
                page[static_cast<std::size_t>(row * width + column)] = {
                    shade, static_cast<unsigned char>(90 + (row - px(y)) * 100 / px(45)),
                    static_cast<unsigned char>(80 + (column - px(x)) * 100 / px(35))};
        shade = static_cast<unsigned char>(shade + 60);
    }
    std::ofstream out(file, std::ios::binary);
    out << "P6\n" << width << ' ' << height << "\n255\n";
    out.write(reinterpret_cast<const char*>(page.data()), static_cast<std::streamsize>(page.size() * 3));
    return file.string();
}

} // namespace esek::test

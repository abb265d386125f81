#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace esek::cards::test {

struct ToolResult {
    int exitCode = -1;
    std::string output; ///< standard output and error
};
/// Runs another program (poppler, qpdf) and waits; `arguments` are quoted by us.
ToolResult run(const std::string& program, const std::vector<std::string>& arguments);

/// 8-bit RGB or grey picture from a binary PNM file.
struct Picture {
    int width = 0, height = 0, channels = 0;
    std::vector<unsigned char> pixels;
    int at(int x, int y, int channel) const {
        return pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                       static_cast<std::size_t>(x)) *
                          static_cast<std::size_t>(channels) +
                      static_cast<std::size_t>(channels == 1 ? 0 : channel)];
    }
};
Picture readPnm(const std::filesystem::path&);

/// A word with its box in points from the page's top left corner, from `pdftotext -bbox`.
struct Word {
    std::string text;
    double xMin = 0, yMin = 0, xMax = 0, yMax = 0;
};
struct PageWords {
    double width = 0, height = 0;
    std::vector<Word> words;
};
std::vector<PageWords> readBoxes(const std::filesystem::path& pdf);

} // namespace esek::cards::test

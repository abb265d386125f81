#include "golden/cards/Tools.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <limits>
#include <regex>
#include <stdexcept>

#include <sys/wait.h>

namespace esek::cards::test {

ToolResult run(const std::string& program, const std::vector<std::string>& arguments) {
    std::string command = program;
    for (const std::string& argument : arguments)
        command += " '" + argument + "'";
    FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (!pipe)
        throw std::runtime_error("cannot start " + program);
    ToolResult result;
    std::array<char, 4096> buffer{};
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
        result.output.append(buffer.data(), n);
    const int status = pclose(pipe);
    result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

Picture readPnm(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string kind;
    int largest = 0;
    Picture p;
    const auto number = [&] { // Ghostscript writes a line that begins with '#' between the numbers
        int value = 0;
        while ((in >> std::ws).peek() == '#')
            in.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
        in >> value;
        return value;
    };
    in >> kind;
    p.width = number();
    p.height = number();
    largest = number();
    if (!in || (kind != "P6" && kind != "P5") || largest != 255)
        throw std::runtime_error("not a binary PNM of 8 bits: " + file.string());
    in.get();
    p.channels = kind == "P6" ? 3 : 1;
    p.pixels.resize(static_cast<std::size_t>(p.width) * static_cast<std::size_t>(p.height) *
                    static_cast<std::size_t>(p.channels));
    in.read(reinterpret_cast<char*>(p.pixels.data()), static_cast<std::streamsize>(p.pixels.size()));
    if (!in)
        throw std::runtime_error("short PNM: " + file.string());
    return p;
}

std::vector<PageWords> readBoxes(const std::filesystem::path& pdf) {
    const std::string html = run("pdftotext", {"-bbox", pdf.string(), "-"}).output;
    static const std::regex line(
        R"re(<page width="([\d.]+)" height="([\d.]+)">|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>)re");
    std::vector<PageWords> pages;
    for (std::sregex_iterator it(html.begin(), html.end(), line), end; it != end; ++it) {
        const auto& m = *it;
        if (m[1].matched)
            pages.push_back({std::stod(m[1]), std::stod(m[2]), {}});
        else
            pages.back().words.push_back(
                {m[7], std::stod(m[3]), std::stod(m[4]), std::stod(m[5]), std::stod(m[6])});
    }
    return pages;
}

} // namespace esek::cards::test

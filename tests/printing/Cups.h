#pragma once
#include "cli/Run.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <fstream>

namespace esek::test {

/// tests/printing/cups.sh; ends with the object.
class Cups {
  public:
    Cups() {
        const std::string command = std::string(ESEK_CUPS) + " " + quoted(folder().string());
        REQUIRE(std::system(command.c_str()) == 0);
        setenv("CUPS_SERVER", (folder() / "sock").c_str(), 1);
    }
    ~Cups() {
        unsetenv("CUPS_SERVER");
        if (pid_t process = 0; std::ifstream(folder() / "pid") >> process)
            kill(process, SIGTERM);
    }
    Cups(const Cups&) = delete;
    Cups& operator=(const Cups&) = delete;

    /// What the printer got, in the order of printing.
    std::vector<std::filesystem::path> pages() const {
        std::vector<std::pair<int, std::filesystem::path>> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder() / "out"))
            if (entry.path().extension() == ".pdf")
                found.emplace_back(std::stoi(entry.path().stem().string()), entry.path());
        std::sort(found.begin(), found.end());
        std::vector<std::filesystem::path> pages;
        for (auto& [number, path] : found)
            pages.push_back(std::move(path));
        return pages;
    }
    /// Files of documents that CUPS has kept.
    std::size_t kept() const {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder() / "spool"))
            count += entry.path().filename().string().starts_with("d") ? 1 : 0;
        return count;
    }
    void jam() { std::ofstream(folder() / "jam") << "1"; }
    void hold() { std::ofstream(folder() / "hold") << "1"; } ///< nothing comes out until release()
    void release() { std::filesystem::remove(folder() / "hold"); }
    void repair() {
        std::filesystem::remove(folder() / "jam");
        REQUIRE(std::system(("cupsenable KARTY || /usr/sbin/cupsenable KARTY")) == 0);
    }

  private:
    std::filesystem::path folder() const { return m_dir / "cups"; }
    TempDir m_dir;
};

} // namespace esek::test

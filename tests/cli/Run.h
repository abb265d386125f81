#pragma once
#include "base/Json.h"
#include "base/platform/Files.h"
#include "support/TempDir.h"

#include <cstdlib>
#include <string>
#include <sys/wait.h>

namespace esek::test {

struct Outcome {
    int exitCode = -1;
    std::string out;
    std::string err;
    Json json() const { return parseJson(out).value(); }
};

inline std::string slurp(const std::filesystem::path& file) {
    const auto bytes = platform::readFile(file).value();
    return {bytes.begin(), bytes.end()};
}

inline std::string quoted(const std::string& text) {
    std::string q = "'";
    for (char c : text)
        q += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return q + "'";
}

/// Runs esekretariat-cli on the replica of one test.
class Cli {
  public:
    TempDir dir;
    Outcome operator()(const std::vector<std::string>& args) const {
        std::string command = quoted(ESEK_CLI) + " --data " + quoted((dir / "replica").string());
        for (const std::string& a : args)
            command += " " + quoted(a);
        command += " >" + quoted((dir / "out").string()) + " 2>" + quoted((dir / "err").string());
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), slurp(dir / "out"),
                slurp(dir / "err")};
    }
    std::string write(const std::string& name, std::string_view text) const {
        platform::writeFileAtomically(dir / name, text).value();
        return (dir / name).string();
    }
    std::string path(const std::string& name) const { return (dir / name).string(); }
};

inline constexpr const char* kSchoolJson = R"({"name": "Szkoła Podstawowa nr 1", "address":
    {"street": "ul. Długa 1", "postcode": "00-001", "city": "Warszawa"}, "rspo": "123456",
    "headteacher": "Grażyna Nowak", "numberPattern": "{n}/{year}"})";

} // namespace esek::test

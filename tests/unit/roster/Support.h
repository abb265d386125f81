#pragma once
#include "base/Rng.h"
#include "base/platform/Files.h"
#include "roster/ImportPlan.h"
#include "roster/Mapping.h"
#include "roster/ParseRows.h"
#include "roster/Table.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <map>
#include <string>
#include <vector>

namespace esek::test {

inline std::filesystem::path writeText(const TempDir& dir, const std::string& name, std::string_view bytes) {
    const auto path = dir / name;
    platform::writeFileAtomically(path, bytes).value();
    return path;
}

inline roster::Table tableOf(std::string_view csv) {
    TempDir dir;
    return roster::readTable(writeText(dir, "lista.csv", csv)).value();
}

inline roster::ParseResult parsed(std::string_view csv, std::string_view preset = "auto") {
    const auto table = tableOf(csv);
    return roster::parseRows(table, roster::guessMapping(table, preset).value());
}

inline std::vector<std::string> kinds(const std::vector<roster::Issue>& issues) {
    std::vector<std::string> out;
    for (const auto& i : issues)
        out.push_back(std::to_string(i.line) + " " + i.kind);
    return out;
}

/// What the application does with a plan: updates in their order, then additions.
inline std::vector<domain::Student> applied(const roster::ImportPlan& plan,
                                            std::vector<domain::Student> school) {
    static int next = 0;
    for (const auto& change : plan.update)
        for (auto& s : school)
            if (s.id == change.before.id) {
                REQUIRE(s == change.before);
                s = change.after;
            }
    for (const auto& addition : plan.add) {
        school.push_back(addition.student);
        std::array<std::uint8_t, 16> id{};
        ++next;
        id[0] = static_cast<std::uint8_t>(next >> 16);
        id[1] = static_cast<std::uint8_t>(next >> 8);
        id[2] = static_cast<std::uint8_t>(next);
        id[15] = 1;
        school.back().id = domain::StudentId{Uuid::fromBytes(id)};
    }
    return school;
}

inline std::vector<domain::Student> schoolOf(std::string_view csv) {
    return applied(roster::plan(parsed(csv), {}), {});
}

struct ZipPart {
    std::string name;
    std::string bytes;
};
/// A zip with its parts stored or deflated.
std::filesystem::path writeZip(const std::filesystem::path&, const std::vector<ZipPart>&,
                               bool password = false);
/// Rewrites every occurrence in a file.
void replaceInFile(const std::filesystem::path&, std::string_view what, std::string_view with);

} // namespace esek::test

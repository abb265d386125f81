#pragma once
#include <filesystem>
#include <iostream>
#include <optional>

namespace esek::test {

/// ../shared/photos beside the clone (or $ESEK_CORPUS), when it is there. ESEK_SOURCE_DIR is defined by
/// tests/corpus.
inline std::optional<std::filesystem::path> corpusDir() {
    if (const char* set = std::getenv("ESEK_CORPUS"))
        return std::filesystem::path(set);
    const std::filesystem::path beside =
        std::filesystem::path(ESEK_SOURCE_DIR).parent_path() / "shared" / "photos";
    if (std::filesystem::exists(beside))
        return beside;
    return std::nullopt;
}

} // namespace esek::test

/// First line of a corpus test case.
#define ESEK_REQUIRE_CORPUS(variable)                                                                        \
    const auto variable##Found = esek::test::corpusDir();                                                    \
    if (!variable##Found) {                                                                                  \
        std::cout << "skipped: ../shared/photos is not there\n";                                             \
        return;                                                                                              \
    }                                                                                                        \
    const std::filesystem::path variable = *variable##Found

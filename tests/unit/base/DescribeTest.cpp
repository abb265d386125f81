#include "base/Describe.h"
#include "base/Translate.h"

#include <catch2/catch.hpp>

using namespace esek;

TEST_CASE("a file that another program holds is told as such, a failure of the disk is not") {
    setLanguage(Language::english);
    const Error held{ErrorCode::writeFailed, "", {{"file", "lista.xlsx"}, {"about", "inUse"}}};
    CHECK_THAT(describe(held), Catch::StartsWith("The file lista.xlsx is open in another program"));
    const Error failed{ErrorCode::writeFailed, "", {{"file", "lista.xlsx"}}};
    CHECK_THAT(describe(failed), Catch::Contains("Check the disk"));
    setLanguage(Language::polish);
    CHECK_THAT(describe(held), Catch::StartsWith("Plik lista.xlsx jest otwarty w innym programie"));
}

// Lists of pupils as workbooks and as OneRoster archives.
#include "fuzz/List.h"

using namespace esek;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::InputFile file("lista.xlsx");
    fuzz::importList(file.with(data, size));
    return 0;
}

// Lists of pupils as text: charset, separator, quotes, columns, rows.
#include "fuzz/List.h"

using namespace esek;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::InputFile file("lista.csv");
    fuzz::importList(file.with(data, size));
    return 0;
}

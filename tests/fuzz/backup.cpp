// Backup files of an office: whatever the file says, nothing is left where it was refused.
#include "fuzz/Fuzz.h"
#include "storage/Replica.h"
#include "storage/Restore.h"

using namespace esek;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static fuzz::InputFile file("kopia.esek");
    const auto folder = file.beside("szkola");
    if (!storage::restore(file.with(data, size), folder))
        fuzz::require(!std::filesystem::exists(folder / "replica.sqlite"),
                      "a refused backup leaves no school");
    std::filesystem::remove_all(folder);
    return 0;
}

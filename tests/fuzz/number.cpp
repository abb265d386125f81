// Patterns of card numbers.
#include "domain/Card.h"
#include "fuzz/Fuzz.h"

using namespace esek;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto pattern = domain::NumberPattern::parse(fuzz::textOf(data, size));
    if (!pattern)
        return 0;
    domain::Student student;
    student.registerNumber = "123/2024";
    student.classUnit = "1A";
    const Date day = *dateFromIso("2026-11-27");
    const std::string first = pattern->number(1, day, student);
    fuzz::require(!first.empty(), "a number is not empty");
    if (pattern->usesRunningNumber())
        fuzz::require(first != pattern->number(2, day, student), "running numbers differ");
    return 0;
}

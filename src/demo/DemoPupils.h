#pragma once
#include "demo/Spoil.h"
#include "domain/Student.h"

namespace esek::demo {

/// How the clerk's folder names the file.
enum class FileName { pesel, registerNumber, nameAndClass, camera, missing };

/// What the demo office has already done with the photo.
enum class Part { pending, accepted, rejected, changeRequest, changeTaken, deletionRequest };

struct DemoPupil {
    domain::Student student; ///< without id
    bool female = false;
    Spoil spoil = Spoil::none;
    FileName fileName = FileName::pesel;
    Part part = Part::pending;
    std::string rejection; ///< code of the reason, for Part::rejected
};

/// 60 pupils in 3 classes, all invented, with the hard cases of Polish school offices: double surnames, four
/// given names, apostrophes, foreign letters, namesakes, pupils without PESEL, births from 1999 to 2011. The
/// seed decides on birthdays and numbers; names, classes and spoiled photos stay.
std::vector<DemoPupil> demoPupils(std::uint64_t seed);

} // namespace esek::demo

#pragma once
#include "base/Result.h"
#include "domain/School.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace esek::ui::model {

/// The school's data as they are being typed, at the first start and in the settings. Pure.
struct SchoolForm {
    std::string name;
    std::string street;
    std::string postcode;
    std::string city;
    std::string rspo;
    std::string headteacher;
    std::string numberPattern = "{n}/{year}";
    std::string nextNumber = "1";
    std::string cardType = "MEiN-I/1";
    std::string photoProfile = "gov-pl";

    bool operator==(const SchoolForm&) const = default;
    static SchoolForm of(const domain::School&);

    enum class Field { name, postcode, city, rspo, headteacher, numberPattern, nextNumber };
    struct Checked {
        std::optional<domain::School> school;
        std::map<Field, std::string> problems;
        std::string sample; ///< the number that the next card would get
    };
    Checked check(const domain::School& base, Date today) const;
};

/// Symbols of the blanks that the program knows (domain/README.md, Cards and law).
const std::vector<std::string>& cardTypes();
/// "MEiN-I/1 – uczniowie" in the current language.
std::string cardTypeTitle(const std::string& symbol);

} // namespace esek::ui::model

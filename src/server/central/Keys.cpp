#include "server/central/Keys.h"

#include "domain/Entities.h"

#include <algorithm>

namespace esek::server::keys {

std::string ofStudent(const domain::Student& s, const std::string& kind) {
    if (kind == kRegister)
        return s.registerNumber;
    return s.pesel ? std::string(s.pesel->text()) : std::string();
}

std::string ofValid(const domain::StudentCard& c) {
    return c.student.toString() + "/" + c.id.toString();
}

std::string ofBatch(int number) {
    std::string digits = std::to_string(number);
    return std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits;
}

std::vector<std::pair<std::string, std::string>> of(Kind kind, const std::string& body) {
    std::vector<std::pair<std::string, std::string>> found;
    const Json json = parseJson(body).value();
    if (kind == Kind::student) {
        const auto student = domain::studentFromJson(json).value();
        for (const char* name : {kPesel, kRegister})
            if (std::string value = ofStudent(student, name); !value.empty())
                found.emplace_back(name, std::move(value));
    } else if (kind == Kind::card) {
        const auto card = domain::cardFromJson(json).value();
        found.emplace_back(kCard, card.number);
        if (card.valid())
            found.emplace_back(kValid, ofValid(card));
    } else if (kind == Kind::batch) {
        found.emplace_back(kBatch, ofBatch(domain::batchFromJson(json).value().number));
    }
    return found;
}

} // namespace esek::server::keys

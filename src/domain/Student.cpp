#include "domain/Student.h"

#include "base/Format.h"
#include "base/Text.h"
#include "domain/JsonFields.h"

namespace esek::domain {

Json toJson(const Student& s) {
    Json j;
    j["id"] = s.id.toString();
    fields::put(j, "registerNumber", s.registerNumber);
    j["surname"] = s.surname;
    j["givenNames"] = s.givenNames;
    if (s.birthDate)
        j["birthDate"] = toIso(*s.birthDate);
    if (s.pesel)
        j["pesel"] = s.pesel->text();
    if (s.document)
        j["document"] = {{"kind", s.document->kind}, {"number", s.document->number}};
    fields::put(j, "class", s.classUnit);
    fields::put(j, "cardType", s.cardType);
    if (s.needsNoCard)
        j["needsNoCard"] = true;
    if (s.left)
        j["left"] = true;
    j["version"] = s.version;
    return j;
}

Result<Student> studentFromJson(const Json& j) {
    return guarded([&] {
        Student s;
        s.id = fields::id<StudentId>(j, "id");
        s.registerNumber = fields::textOr(j, "registerNumber");
        s.surname = fields::text(j, "surname");
        s.givenNames = fields::text(j, "givenNames");
        if (fields::has(j, "birthDate")) {
            s.birthDate = dateFromIso(fields::text(j, "birthDate"));
            if (!s.birthDate)
                fields::bad("birthDate");
        }
        if (fields::has(j, "pesel")) {
            s.pesel = Pesel::parse(fields::text(j, "pesel"));
            if (!s.pesel)
                fields::bad("pesel");
        }
        if (fields::has(j, "document")) {
            const Json& d = fields::at(j, "document");
            s.document = IdentityDocument{fields::text(d, "kind"), fields::text(d, "number")};
        }
        s.classUnit = fields::textOr(j, "class");
        s.cardType = fields::textOr(j, "cardType");
        s.needsNoCard = fields::flag(j, "needsNoCard");
        s.left = fields::flag(j, "left");
        s.version = fields::integerOr(j, "version", 0);
        return s;
    });
}

std::string classSortKey(std::string_view name) {
    std::size_t digits = 0;
    while (digits < name.size() && name[digits] >= '0' && name[digits] <= '9')
        ++digits;
    const std::string number(name.substr(0, digits));
    return format("{:0>4}{}", number.substr(0, 4), polishSortKey(name.substr(digits)));
}

bool classLess(std::string_view a, std::string_view b) {
    const std::string ka = classSortKey(a);
    const std::string kb = classSortKey(b);
    return ka != kb ? ka < kb : a < b;
}

} // namespace esek::domain

#include "domain/Student.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/JsonFields.h"

#include <algorithm>

namespace esek::domain {

namespace {

constexpr auto kKinds = enumTable<PhotoExceptionKind>({{PhotoExceptionKind::headwear, "headwear"},
                                                       {PhotoExceptionKind::glasses, "glasses"},
                                                       {PhotoExceptionKind::other, "other"}});

} // namespace

std::string_view toString(PhotoExceptionKind kind) {
    return kKinds.text(kind);
}
std::optional<PhotoExceptionKind> photoExceptionKindFromString(std::string_view text) {
    return kKinds.value(text);
}
const std::vector<PhotoExceptionKind>& allPhotoExceptionKinds() {
    static const std::vector<PhotoExceptionKind> all{PhotoExceptionKind::headwear,
                                                     PhotoExceptionKind::glasses, PhotoExceptionKind::other};
    return all;
}

std::string label(PhotoExceptionKind kind) {
    switch (kind) {
    case PhotoExceptionKind::headwear:
        return tr("headwear");
    case PhotoExceptionKind::glasses:
        return tr("medical glasses");
    case PhotoExceptionKind::other:
        break;
    }
    return tr("another medical reason");
}

void setPhotoException(Student& s, PhotoExceptionKind kind, const std::string& reason) {
    auto& list = s.photoExceptions;
    std::erase_if(list, [kind](const auto& e) { return e.kind == kind; });
    if (reason.empty())
        return;
    const auto after =
        std::find_if(list.begin(), list.end(), [kind](const auto& e) { return e.kind > kind; });
    list.insert(after, {kind, reason});
}

std::string photoException(const Student& s, PhotoExceptionKind kind) {
    for (const PhotoExceptionFlag& e : s.photoExceptions)
        if (e.kind == kind)
            return e.reason;
    return {};
}

Json toJson(const std::vector<PhotoExceptionFlag>& exceptions) {
    Json list = Json::array();
    for (const PhotoExceptionFlag& e : exceptions)
        list.push_back({{"kind", toString(e.kind)}, {"reason", e.reason}});
    return list;
}

Result<std::vector<PhotoExceptionFlag>> photoExceptionsFromJson(const Json& j) {
    return guarded([&] {
        if (!j.is_array())
            fields::bad("photoExceptions");
        std::vector<PhotoExceptionFlag> list;
        for (const Json& item : j) {
            const auto kind = photoExceptionKindFromString(fields::text(item, "kind"));
            if (!kind)
                fields::bad("kind");
            const bool again =
                std::any_of(list.begin(), list.end(), [&](const auto& e) { return e.kind == *kind; });
            list.push_back({*kind, fields::text(item, "reason")});
            if (again || list.back().reason.empty())
                fields::bad("photoExceptions");
        }
        return list;
    });
}

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
    if (!s.photoExceptions.empty())
        j["photoExceptions"] = toJson(s.photoExceptions);
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
        if (fields::has(j, "photoExceptions"))
            s.photoExceptions = fields::take(photoExceptionsFromJson(fields::at(j, "photoExceptions")));
        s.version = fields::integerOr(j, "version", 0);
        return s;
    });
}

std::string classSortKey(std::string_view name) {
    std::size_t digits = 0;
    while (digits < name.size() && name[digits] >= '0' && name[digits] <= '9')
        ++digits;
    const std::string_view number = name.substr(0, std::min<std::size_t>(digits, 4));
    std::string key(4 - number.size(), '0');
    key += number;
    key += polishSortKey(name.substr(digits));
    return key;
}

bool classLess(std::string_view a, std::string_view b) {
    const std::string ka = classSortKey(a);
    const std::string kb = classSortKey(b);
    return ka != kb ? ka < kb : a < b;
}

} // namespace esek::domain

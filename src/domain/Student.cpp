#include "domain/Student.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/ValuesJson.h"

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
    return fields::recordToJson(s);
}

Result<Student> studentFromJson(const Json& j) {
    return guarded([&] { return fields::recordFromJson<Student>(j); });
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

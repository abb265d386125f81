#include "domain/Record.h"

#include "domain/ValuesJson.h"

#include <algorithm>

namespace esek::domain {

namespace {

template <class T>
T known(std::optional<T> value, const char* key) {
    if (!value)
        fields::bad(key);
    return *value;
}

const Json& list(const Json& j, const char* key) {
    const Json& v = fields::at(j, key);
    if (!v.is_array())
        fields::bad(key);
    return v;
}

} // namespace

bool sameQuestion(const PhotoFile& a, const PhotoFile& b) {
    const auto pa = a.photos();
    const auto pb = b.photos();
    return a.status() == b.status() &&
           std::equal(pa.begin(), pa.end(), pb.begin(), pb.end(),
                      [](const auto* x, const auto* y) { return x->id == y->id; });
}

Json errorToJson(const Error& e) {
    Json context = Json::object();
    for (const auto& [key, value] : e.context)
        context[key] = value;
    return {{"error", name(e.code)}, {"context", std::move(context)}};
}

Error errorFromJson(const Json& j) {
    Error e{ErrorCode::serverRefused, "the server refused", {}};
    if (!j.is_object())
        return e;
    const std::string code = fields::textOr(j, "error");
    for (const ErrorCode known : allErrorCodes())
        if (name(known) == code)
            e.code = known;
    if (e.code == ErrorCode::serverRefused && !code.empty())
        e.context.emplace_back("reason", code);
    const auto context = j.find("context");
    if (context != j.end() && context->is_object())
        for (const auto& [key, value] : context->items())
            if (value.is_string())
                e.context.emplace_back(key, value.get<std::string>());
    e.message = "the server: " + code;
    return e;
}

Json toJson(const SystemMessage& m) {
    return {{"id", m.id.toString()},
            {"student", m.student.toString()},
            {"cause", m.cause.toString()},
            {"from", toString(m.from)},
            {"to", toString(m.to)},
            {"reasons", reasonsToJson(m.reasons)},
            {"note", m.note},
            {"at", toIso(m.at)}};
}

Result<SystemMessage> messageFromJson(const Json& j) {
    return guarded([&] {
        SystemMessage m;
        m.id = fields::id<MessageId>(j, "id");
        m.student = fields::id<StudentId>(j, "student");
        m.cause = fields::id<MutationId>(j, "cause");
        m.from = known(statusFromString(fields::text(j, "from")), "from");
        m.to = known(statusFromString(fields::text(j, "to")), "to");
        m.reasons = reasonsFromJson(j);
        m.note = fields::text(j, "note");
        m.at = fields::time(j, "at");
        return m;
    });
}

Json toJson(const PhotoFileRow& r) {
    Json held = Json::array();
    for (const HeldBlob& blob : r.held)
        held.push_back({{"id", blob.id.toString()}, {"size", blob.size}});
    Json j{{"student", r.file.student.toString()}, {"version", r.file.version}};
    if (r.file.lastChange)
        j["lastChange"] = r.file.lastChange->toString();
    j["since"] = toIso(r.since);
    j["state"] = toJson(r.file.state);
    j["held"] = std::move(held);
    return j;
}

namespace {

/// No photo is empty or larger than 50 MB (kMaxBlobBytes of the protocol).
std::int64_t heldSize(const Json& blob) {
    constexpr std::int64_t kMost = 50 * 1024 * 1024;
    const std::int64_t size = fields::integer(blob, "size");
    if (size < 1 || size > kMost)
        fields::bad("size");
    return size;
}

} // namespace

Result<PhotoFileRow> photoFileRowFromJson(const Json& j) {
    return guarded([&] {
        PhotoFileRow r;
        r.file.student = fields::id<StudentId>(j, "student");
        r.file.version = fields::integer(j, "version");
        if (fields::has(j, "lastChange"))
            r.file.lastChange = fields::id<MutationId>(j, "lastChange");
        r.since = fields::time(j, "since");
        r.file.state = fields::take(photoStateFromJson(fields::at(j, "state")));
        for (const Json& blob : list(j, "held"))
            r.held.push_back({fields::id<BlobId>(blob, "id"), heldSize(blob)});
        return r;
    });
}

} // namespace esek::domain

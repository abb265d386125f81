#include "domain/Photo.h"

#include "base/Overloaded.h"
#include "base/Translate.h"
#include "domain/Enum.h"
#include "domain/ValuesJson.h"

namespace esek::domain {

namespace {

constexpr auto kRoles = enumTable<Role>({{Role::clerk, "clerk"},
                                         {Role::headteacher, "headteacher"},
                                         {Role::guardian, "parent"},
                                         {Role::student, "student"},
                                         {Role::administrator, "administrator"}});

constexpr auto kChannels = enumTable<PhotoChannel>({{PhotoChannel::panel, "panel"},
                                                    {PhotoChannel::office, "office"},
                                                    {PhotoChannel::import, "import"},
                                                    {PhotoChannel::scanner, "scanner"},
                                                    {PhotoChannel::previousPhoto, "previous"}});

constexpr auto kStatuses = enumTable<PhotoStatus>({{PhotoStatus::none, "none"},
                                                   {PhotoStatus::pending, "pending"},
                                                   {PhotoStatus::accepted, "accepted"},
                                                   {PhotoStatus::rejected, "rejected"},
                                                   {PhotoStatus::changeRequested, "change_requested"},
                                                   {PhotoStatus::deletionRequested, "deletion_requested"}});

} // namespace

std::string_view toString(Role r) {
    return kRoles.text(r);
}
std::optional<Role> roleFromString(std::string_view s) {
    return kRoles.value(s);
}
std::string_view toString(PhotoChannel c) {
    return kChannels.text(c);
}
std::optional<PhotoChannel> channelFromString(std::string_view s) {
    return kChannels.value(s);
}
std::string_view toString(PhotoStatus s) {
    return kStatuses.text(s);
}
std::optional<PhotoStatus> statusFromString(std::string_view s) {
    return kStatuses.value(s);
}

const std::vector<PhotoStatus>& allPhotoStatuses() {
    static const std::vector<PhotoStatus> all = [] {
        std::vector<PhotoStatus> v;
        for (const auto& row : kStatuses.rows)
            v.push_back(row.first);
        return v;
    }();
    return all;
}

std::string officeLabel(PhotoStatus s) {
    switch (s) {
    case PhotoStatus::none:
        return tr("No photo");
    case PhotoStatus::pending:
        return tr("Awaiting acceptance");
    case PhotoStatus::accepted:
        return tr("Accepted");
    case PhotoStatus::rejected:
        return tr("Rejected");
    case PhotoStatus::changeRequested:
        return tr("Change requested");
    case PhotoStatus::deletionRequested:
        return tr("Deletion requested");
    }
    return {};
}

std::string familyLabel(PhotoStatus s) {
    return s == PhotoStatus::pending ? tr("Sent for verification") : officeLabel(s);
}

PhotoStatus statusOf(const PhotoState& state) {
    return std::visit(Overloaded{[](const NoPhoto&) { return PhotoStatus::none; },
                                 [](const AwaitingPhoto&) { return PhotoStatus::pending; },
                                 [](const RejectedPhoto&) { return PhotoStatus::rejected; },
                                 [](const AcceptedPhoto& a) {
                                     if (std::holds_alternative<ChangeRequest>(a.request))
                                         return PhotoStatus::changeRequested;
                                     if (std::holds_alternative<DeletionRequest>(a.request))
                                         return PhotoStatus::deletionRequested;
                                     return PhotoStatus::accepted;
                                 }},
                      state);
}

const Photo* PhotoFile::accepted() const {
    const auto* a = std::get_if<AcceptedPhoto>(&state);
    return a ? &a->photo : nullptr;
}

const Photo* PhotoFile::proposed() const {
    if (const auto* w = std::get_if<AwaitingPhoto>(&state))
        return &w->proposed;
    if (const auto* a = std::get_if<AcceptedPhoto>(&state)) {
        if (const auto* c = std::get_if<ChangeRequest>(&a->request))
            return &c->proposed;
    }
    return nullptr;
}

std::vector<const Photo*> PhotoFile::photos() const {
    std::vector<const Photo*> all;
    if (const Photo* a = accepted())
        all.push_back(a);
    if (const Photo* p = proposed())
        all.push_back(p);
    if (const auto* r = std::get_if<RejectedPhoto>(&state))
        all.push_back(&r->photo);
    return all;
}

PrintObstacle printObstacle(const PhotoFile& file) {
    const auto* a = std::get_if<AcceptedPhoto>(&file.state);
    if (!a)
        return PrintObstacle::notAccepted;
    if (std::holds_alternative<DeletionRequest>(a->request))
        return PrintObstacle::deletionRequested;
    const auto* change = std::get_if<ChangeRequest>(&a->request);
    return change && !change->printCurrent ? PrintObstacle::changeRequested : PrintObstacle::none;
}

Json toJson(const Actor& a) {
    Json j;
    j["role"] = toString(a.role);
    fields::put(j, "name", a.name);
    fields::put(j, "workstation", a.workstation);
    if (a.onBehalfOf) {
        Json& family = j["onBehalfOf"];
        family["role"] = toString(a.onBehalfOf->role);
        fields::put(family, "name", a.onBehalfOf->name);
    }
    return j;
}

Result<Actor> actorFromJson(const Json& j) {
    return guarded([&] {
        const auto role = roleFromString(fields::text(j, "role"));
        if (!role)
            fields::bad("role");
        Actor actor{*role, fields::textOr(j, "name"), fields::textOr(j, "workstation")};
        if (fields::has(j, "onBehalfOf")) {
            const Json& family = fields::at(j, "onBehalfOf");
            const auto whose = roleFromString(fields::text(family, "role"));
            if (!whose || !isFamily(*whose) || isFamily(*role))
                fields::bad("onBehalfOf");
            actor.onBehalfOf = Principal{*whose, fields::textOr(family, "name")};
        }
        return actor;
    });
}

Json toJson(const CropParams& c) {
    return {
        {"x", c.x}, {"y", c.y}, {"w", c.w}, {"h", c.h}, {"turns", c.quarterTurns}, {"fine", c.fineDegrees}};
}

Result<CropParams> cropFromJson(const Json& j) {
    return guarded([&] {
        CropParams c{fields::number(j, "x"),
                     fields::number(j, "y"),
                     fields::number(j, "w"),
                     fields::number(j, "h"),
                     static_cast<int>(fields::integer(j, "turns")),
                     fields::number(j, "fine")};
        if (c.w <= 0 || c.h <= 0 || c.quarterTurns < 0 || c.quarterTurns > 3)
            fields::bad("crop");
        return c;
    });
}

Json toJson(const Photo& p) {
    Json j;
    j["id"] = p.id.toString();
    j["blob"] = p.blob.toString();
    j["bytes"] = p.byteCount;
    j["width"] = p.width;
    j["height"] = p.height;
    j["channel"] = toString(p.source.channel);
    j["sender"] = toJson(p.source.sender);
    fields::put(j, "fileName", p.source.fileName);
    j["sentAt"] = toIso(p.source.sentAt);
    if (p.source.asksForHeadwear)
        j["asksForHeadwear"] = true;
    if (p.crop)
        j["crop"] = toJson(*p.crop);
    return j;
}

Result<Photo> photoFromJson(const Json& j) {
    return guarded([&] {
        Photo p;
        p.id = fields::id<PhotoId>(j, "id");
        p.blob = fields::id<BlobId>(j, "blob");
        p.byteCount = fields::integer(j, "bytes");
        p.width = static_cast<int>(fields::integer(j, "width"));
        p.height = static_cast<int>(fields::integer(j, "height"));
        const auto channel = channelFromString(fields::text(j, "channel"));
        if (!channel)
            fields::bad("channel");
        p.source = {*channel, fields::take(actorFromJson(fields::at(j, "sender"))),
                    fields::textOr(j, "fileName"), fields::time(j, "sentAt"),
                    fields::flag(j, "asksForHeadwear")};
        if (fields::has(j, "crop"))
            p.crop = fields::take(cropFromJson(fields::at(j, "crop")));
        return p;
    });
}

Json toJson(const PhotoState& state) {
    Json j;
    j["status"] = toString(statusOf(state));
    std::visit(Overloaded{[](const NoPhoto&) {},
                          [&](const AwaitingPhoto& w) { j["proposed"] = toJson(w.proposed); },
                          [&](const RejectedPhoto& r) {
                              j["photo"] = toJson(r.photo);
                              j["reasons"] = reasonsToJson(r.rejection.reasons);
                              fields::put(j, "note", r.rejection.note);
                              j["by"] = toJson(r.rejection.by);
                              j["at"] = toIso(r.rejection.at);
                          },
                          [&](const AcceptedPhoto& a) {
                              j["photo"] = toJson(a.photo);
                              if (const auto* c = std::get_if<ChangeRequest>(&a.request)) {
                                  j["proposed"] = toJson(c->proposed);
                                  if (c->printCurrent)
                                      j["printCurrent"] = true;
                              }
                              if (const auto* d = std::get_if<DeletionRequest>(&a.request)) {
                                  j["by"] = toJson(d->by);
                                  j["at"] = toIso(d->at);
                                  fields::put(j, "reason", d->reason);
                              }
                          }},
               state);
    return j;
}

Result<PhotoState> photoStateFromJson(const Json& j) {
    return guarded([&]() -> PhotoState {
        const auto status = statusFromString(fields::text(j, "status"));
        if (!status)
            fields::bad("status");
        const auto photo = [&](const char* key) { return fields::take(photoFromJson(fields::at(j, key))); };
        switch (*status) {
        case PhotoStatus::none:
            return NoPhoto{};
        case PhotoStatus::pending:
            return AwaitingPhoto{photo("proposed")};
        case PhotoStatus::rejected:
            return RejectedPhoto{photo("photo"),
                                 {reasonsFromJson(j), fields::textOr(j, "note"),
                                  fields::take(actorFromJson(fields::at(j, "by"))), fields::time(j, "at")}};
        case PhotoStatus::accepted:
            return AcceptedPhoto{photo("photo"), std::monostate{}};
        case PhotoStatus::changeRequested:
            return AcceptedPhoto{photo("photo"),
                                 ChangeRequest{photo("proposed"), fields::flag(j, "printCurrent")}};
        case PhotoStatus::deletionRequested:
            break;
        }
        return AcceptedPhoto{photo("photo"),
                             DeletionRequest{fields::take(actorFromJson(fields::at(j, "by"))),
                                             fields::time(j, "at"), fields::textOr(j, "reason")}};
    });
}

} // namespace esek::domain

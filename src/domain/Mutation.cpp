#include "domain/Mutation.h"

#include "domain/Enum.h"
#include "domain/JsonFields.h"

namespace esek::domain {

namespace {

constexpr auto kEntities = enumTable<Entity>({{Entity::photoFile, "photo_file"},
                                              {Entity::card, "student_card"},
                                              {Entity::student, "student"},
                                              {Entity::school, "school"},
                                              {Entity::batch, "card_batch"}});

// How each change is called and written. The names are in audit logs and on the wire: never change one.
template <class T>
struct Codec;

#define ESEK_PLAIN_CODEC(Type, kindText)                                                                     \
    template <>                                                                                              \
    struct Codec<Type> {                                                                                     \
        static constexpr std::string_view kind = kindText;                                                   \
        static void write(Json&, const Type&) {}                                                             \
        static Type read(const Json&) { return {}; }                                                         \
    };
ESEK_PLAIN_CODEC(WithdrawRequest, "withdraw")
ESEK_PLAIN_CODEC(AcceptPhoto, "accept")
ESEK_PLAIN_CODEC(TakeNew, "replace")
#undef ESEK_PLAIN_CODEC

template <>
struct Codec<SubmitPhoto> {
    static constexpr std::string_view kind = "submit";
    static void write(Json& j, const SubmitPhoto& s) {
        j["photo"] = toJson(s.photo);
        if (s.accept)
            j["accept"] = true;
    }
    static SubmitPhoto read(const Json& j) {
        return {fields::take(photoFromJson(fields::at(j, "photo"))), fields::flag(j, "accept")};
    }
};

template <>
struct Codec<RequestDeletion> {
    static constexpr std::string_view kind = "request_deletion";
    static void write(Json& j, const RequestDeletion& r) { fields::put(j, "reason", r.reason); }
    static RequestDeletion read(const Json& j) { return {fields::textOr(j, "reason")}; }
};

void writeReasons(Json& j, const std::vector<RejectionReason>& reasons, const std::string& note) {
    Json list = Json::array();
    for (RejectionReason r : reasons)
        list.push_back(toString(r));
    j["reasons"] = std::move(list);
    fields::put(j, "note", note);
}

std::vector<RejectionReason> readReasons(const Json& j) {
    std::vector<RejectionReason> reasons;
    for (const Json& item : fields::at(j, "reasons")) {
        const auto r = item.is_string() ? reasonFromString(item.get<std::string>()) : std::nullopt;
        if (!r)
            fields::bad("reasons");
        reasons.push_back(*r);
    }
    return reasons;
}

template <>
struct Codec<RejectPhoto> {
    static constexpr std::string_view kind = "reject";
    static void write(Json& j, const RejectPhoto& r) { writeReasons(j, r.reasons, r.note); }
    static RejectPhoto read(const Json& j) { return {readReasons(j), fields::textOr(j, "note")}; }
};

template <>
struct Codec<KeepCurrent> {
    static constexpr std::string_view kind = "keep";
    static void write(Json& j, const KeepCurrent& k) { writeReasons(j, k.reasons, k.note); }
    static KeepCurrent read(const Json& j) { return {readReasons(j), fields::textOr(j, "note")}; }
};

template <>
struct Codec<ApproveDeletion> {
    static constexpr std::string_view kind = "delete";
    static void write(Json& j, const ApproveDeletion& a) { fields::put(j, "note", a.note); }
    static ApproveDeletion read(const Json& j) { return {fields::textOr(j, "note")}; }
};

template <>
struct Codec<RefuseDeletion> {
    static constexpr std::string_view kind = "refuse_delete";
    static void write(Json& j, const RefuseDeletion& r) { fields::put(j, "note", r.note); }
    static RefuseDeletion read(const Json& j) { return {fields::textOr(j, "note")}; }
};

template <>
struct Codec<AllowPrinting> {
    static constexpr std::string_view kind = "allow_printing";
    static void write(Json& j, const AllowPrinting& a) { j["allow"] = a.allow; }
    static AllowPrinting read(const Json& j) { return {fields::flag(j, "allow")}; }
};

template <>
struct Codec<SetCrop> {
    static constexpr std::string_view kind = "set_crop";
    static void write(Json& j, const SetCrop& s) {
        j["photo"] = s.photo.toString();
        j["crop"] = toJson(s.crop);
    }
    static SetCrop read(const Json& j) {
        return {fields::id<PhotoId>(j, "photo"), fields::take(cropFromJson(fields::at(j, "crop")))};
    }
};

template <>
struct Codec<UndoDecision> {
    static constexpr std::string_view kind = "undo";
    static void write(Json& j, const UndoDecision& u) {
        j["undoes"] = u.undoes.toString();
        j["before"] = toJson(u.before);
    }
    static UndoDecision read(const Json& j) {
        return {fields::id<MutationId>(j, "undoes"),
                fields::take(photoStateFromJson(fields::at(j, "before")))};
    }
};

template <>
struct Codec<PutStudent> {
    static constexpr std::string_view kind = "put_student";
    static void write(Json& j, const PutStudent& p) { j["student"] = toJson(p.student); }
    static PutStudent read(const Json& j) {
        return {fields::take(studentFromJson(fields::at(j, "student")))};
    }
};

template <>
struct Codec<PutSchool> {
    static constexpr std::string_view kind = "put_school";
    static void write(Json& j, const PutSchool& p) { j["school"] = toJson(p.school); }
    static PutSchool read(const Json& j) { return {fields::take(schoolFromJson(fields::at(j, "school")))}; }
};

template <>
struct Codec<IssueCard> {
    static constexpr std::string_view kind = "issue_card";
    static void write(Json& j, const IssueCard& i) { j["card"] = toJson(i.card); }
    static IssueCard read(const Json& j) { return {fields::take(cardFromJson(fields::at(j, "card")))}; }
};

template <>
struct Codec<MarkCard> {
    static constexpr std::string_view kind = "mark_card";
    static void write(Json& j, const MarkCard& m) {
        j["state"] = toString(m.state);
        fields::put(j, "reason", m.reason);
    }
    static MarkCard read(const Json& j) {
        const auto state = cardStateFromString(fields::text(j, "state"));
        if (!state)
            fields::bad("state");
        return {*state, fields::textOr(j, "reason")};
    }
};

template <>
struct Codec<PutBatch> {
    static constexpr std::string_view kind = "put_batch";
    static void write(Json& j, const PutBatch& p) { j["batch"] = toJson(p.batch); }
    static PutBatch read(const Json& j) { return {fields::take(batchFromJson(fields::at(j, "batch")))}; }
};

/// Calls f with the innermost change, whatever its group.
template <class F>
auto visitChange(const Change& change, F&& f) {
    return std::visit(
        [&](const auto& outer) {
            using T = std::decay_t<decltype(outer)>;
            if constexpr (std::is_same_v<T, PhotoChange> || std::is_same_v<T, CardChange>)
                return std::visit([&](const auto& inner) { return f(inner); }, outer);
            else
                return f(outer);
        },
        change);
}

template <class Group, std::size_t I = 0>
bool readGroup(std::string_view kind, const Json& j, Change& out) {
    if constexpr (I < std::variant_size_v<Group>) {
        using T = std::variant_alternative_t<I, Group>;
        if (Codec<T>::kind == kind) {
            out = Group(Codec<T>::read(j));
            return true;
        }
        return readGroup<Group, I + 1>(kind, j, out);
    } else {
        return false;
    }
}

template <class T>
bool readOne(std::string_view kind, const Json& j, Change& out) {
    if (Codec<T>::kind != kind)
        return false;
    out = Codec<T>::read(j);
    return true;
}

} // namespace

std::string_view toString(Entity e) {
    return kEntities.text(e);
}
std::optional<Entity> entityFromString(std::string_view s) {
    return kEntities.value(s);
}

Entity Mutation::entity() const {
    struct Visitor {
        Entity operator()(const PhotoChange&) const { return Entity::photoFile; }
        Entity operator()(const CardChange&) const { return Entity::card; }
        Entity operator()(const PutStudent&) const { return Entity::student; }
        Entity operator()(const PutSchool&) const { return Entity::school; }
        Entity operator()(const PutBatch&) const { return Entity::batch; }
    };
    return std::visit(Visitor{}, change);
}

std::string_view Mutation::kind() const {
    return visitChange(change, [](const auto& c) { return Codec<std::decay_t<decltype(c)>>::kind; });
}

Json toJson(const Mutation& m) {
    Json j;
    j["id"] = m.id.toString();
    j["at"] = toIso(m.at);
    j["by"] = toJson(m.by);
    j["entityId"] = m.entityId.toString();
    if (m.expected)
        j["expected"] = *m.expected;
    j["kind"] = m.kind();
    visitChange(m.change, [&](const auto& c) { Codec<std::decay_t<decltype(c)>>::write(j, c); });
    return j;
}

Result<Mutation> mutationFromJson(const Json& j) {
    return guarded([&] {
        Mutation m;
        m.id = fields::id<MutationId>(j, "id");
        m.at = fields::time(j, "at");
        m.by = fields::take(actorFromJson(fields::at(j, "by")));
        m.entityId = fields::id<Uuid>(j, "entityId");
        if (fields::has(j, "expected"))
            m.expected = fields::integer(j, "expected");
        const std::string kind = fields::text(j, "kind");
        const bool known = readGroup<PhotoChange>(kind, j, m.change) ||
                           readGroup<CardChange>(kind, j, m.change) ||
                           readOne<PutStudent>(kind, j, m.change) || readOne<PutSchool>(kind, j, m.change) ||
                           readOne<PutBatch>(kind, j, m.change);
        if (!known)
            fields::bad("kind");
        return m;
    });
}

} // namespace esek::domain

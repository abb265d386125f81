#include "domain/Mutation.h"

#include "domain/Entities.h"
#include "domain/ValuesJson.h"

namespace esek::domain {

namespace {

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
    j["reasons"] = reasonsToJson(reasons);
    fields::put(j, "note", note);
}

template <>
struct Codec<RejectPhoto> {
    static constexpr std::string_view kind = "reject";
    static void write(Json& j, const RejectPhoto& r) { writeReasons(j, r.reasons, r.note); }
    static RejectPhoto read(const Json& j) { return {reasonsFromJson(j), fields::textOr(j, "note")}; }
};

template <>
struct Codec<KeepCurrent> {
    static constexpr std::string_view kind = "keep";
    static void write(Json& j, const KeepCurrent& k) { writeReasons(j, k.reasons, k.note); }
    static KeepCurrent read(const Json& j) { return {reasonsFromJson(j), fields::textOr(j, "note")}; }
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
        if (m.takesBack)
            j["takesBack"] = toString(*m.takesBack);
    }
    static MarkCard read(const Json& j) {
        const auto state = cardStateFromString(fields::text(j, "state"));
        if (!state)
            fields::bad("state");
        MarkCard mark{*state, fields::textOr(j, "reason")};
        if (fields::has(j, "takesBack")) {
            mark.takesBack = cardStateFromString(fields::text(j, "takesBack"));
            if (!mark.takesBack)
                fields::bad("takesBack");
        }
        return mark;
    }
};

template <>
struct Codec<PutBatch> {
    static constexpr std::string_view kind = "put_batch";
    static void write(Json& j, const PutBatch& p) { j["batch"] = toJson(p.batch); }
    static PutBatch read(const Json& j) { return {fields::take(batchFromJson(fields::at(j, "batch")))}; }
};

template <>
struct Codec<PutGuardian> {
    static constexpr std::string_view kind = "put_guardian";
    static void write(Json& j, const PutGuardian& p) { j["guardian"] = toJson(p.guardian); }
    static PutGuardian read(const Json& j) {
        return {fields::take(guardianFromJson(fields::at(j, "guardian")))};
    }
};

template <>
struct Codec<PlaceMark> {
    static constexpr std::string_view kind = "place_mark";
    static void write(Json& j, const PlaceMark& p) { j["mark"] = toJson(p.mark); }
    static PlaceMark read(const Json& j) {
        return {fields::take(validityMarkFromJson(fields::at(j, "mark")))};
    }
};

template <>
struct Codec<VoidMark> {
    static constexpr std::string_view kind = "void_mark";
    static void write(Json& j, const VoidMark& v) {
        j["validUntil"] = toIso(v.validUntil);
        j["reason"] = v.reason;
    }
    static VoidMark read(const Json& j) {
        VoidMark v;
        fields::valueFromJson(j, "validUntil", v.validUntil);
        v.reason = fields::text(j, "reason");
        return v;
    }
};

template <>
struct Codec<AskDuplicate> {
    static constexpr std::string_view kind = "ask_duplicate";
    static void write(Json& j, const AskDuplicate& a) { j["request"] = toJson(a.request); }
    static AskDuplicate read(const Json& j) {
        return {fields::take(duplicateRequestFromJson(fields::at(j, "request")))};
    }
};

template <>
struct Codec<NotePayment> {
    static constexpr std::string_view kind = "note_payment";
    static void write(Json& j, const NotePayment& p) {
        j["payment"] = p.payment;
        j["paidOn"] = toIso(p.paidOn);
    }
    static NotePayment read(const Json& j) {
        NotePayment p{fields::text(j, "payment"), {}};
        fields::valueFromJson(j, "paidOn", p.paidOn);
        return p;
    }
};

template <>
struct Codec<FulfilDuplicate> {
    static constexpr std::string_view kind = "fulfil_duplicate";
    static void write(Json& j, const FulfilDuplicate& f) { j["newCard"] = f.newCard.toString(); }
    static FulfilDuplicate read(const Json& j) { return {fields::id<CardId>(j, "newCard")}; }
};

template <>
struct Codec<WithdrawDuplicate> {
    static constexpr std::string_view kind = "withdraw_duplicate";
    static void write(Json& j, const WithdrawDuplicate& w) { j["reason"] = w.reason; }
    static WithdrawDuplicate read(const Json& j) { return {fields::text(j, "reason")}; }
};

template <>
struct Codec<ReceiveBlanks> {
    static constexpr std::string_view kind = "receive_blanks";
    static void write(Json& j, const ReceiveBlanks& r) { j["delivery"] = toJson(r.delivery); }
    static ReceiveBlanks read(const Json& j) {
        return {fields::take(blankDeliveryFromJson(fields::at(j, "delivery")))};
    }
};

template <>
struct Codec<VoidDelivery> {
    static constexpr std::string_view kind = "void_delivery";
    static void write(Json& j, const VoidDelivery& v) { j["reason"] = v.reason; }
    static VoidDelivery read(const Json& j) { return {fields::text(j, "reason")}; }
};

template <>
struct Codec<BookBlank> {
    static constexpr std::string_view kind = "book_blank";
    static void write(Json& j, const BookBlank& b) {
        j["blank"] = toJson(b.blank);
        if (b.takesBack)
            j["takesBack"] = toString(*b.takesBack);
    }
    static BookBlank read(const Json& j) {
        BookBlank book{fields::take(blankFromJson(fields::at(j, "blank")))};
        if (fields::has(j, "takesBack")) {
            book.takesBack = blankStateFromString(fields::text(j, "takesBack"));
            if (!book.takesBack)
                fields::bad("takesBack");
        }
        return book;
    }
};

template <class T>
inline constexpr bool isGroup = false;
template <class... T>
inline constexpr bool isGroup<std::variant<T...>> = true;

/// Calls f with the innermost change, whatever its group.
template <class F>
auto visitChange(const Change& change, F&& f) {
    return std::visit(
        [&](const auto& outer) {
            if constexpr (isGroup<std::decay_t<decltype(outer)>>)
                return std::visit([&](const auto& inner) { return f(inner); }, outer);
            else
                return f(outer);
        },
        change);
}

/// Reads the alternative of this variant (a group, or all changes) that has this kind.
template <class Variant, std::size_t I = 0>
std::optional<Variant> readChange(std::string_view kind, const Json& j) {
    if constexpr (I < std::variant_size_v<Variant>) {
        using T = std::variant_alternative_t<I, Variant>;
        if constexpr (isGroup<T>) {
            if (auto inner = readChange<T>(kind, j))
                return Variant(std::move(*inner));
        } else if (Codec<T>::kind == kind) {
            return Variant(Codec<T>::read(j));
        }
        return readChange<Variant, I + 1>(kind, j);
    } else {
        return std::nullopt;
    }
}

/// The kind of records that this change happens to.
template <class T>
constexpr Entity entityOf() {
    std::optional<Entity> found;
    forEachEntity([&](auto type) {
        using Traits = EntityTraits<typename decltype(type)::type>;
        if constexpr (std::is_same_v<typename Traits::Change, T>)
            found = Traits::kind;
    });
    return found.value(); // not a constant when no kind of the registry has this change
}

} // namespace

Entity Mutation::entity() const {
    return std::visit(
        [](const auto& c) {
            constexpr Entity kind = entityOf<std::decay_t<decltype(c)>>();
            return kind;
        },
        change);
}

std::string_view Mutation::kind() const {
    return visitChange(change, [](const auto& c) { return Codec<std::decay_t<decltype(c)>>::kind; });
}

bool isUndoable(const Change& change) {
    const auto* photo = std::get_if<PhotoChange>(&change);
    return photo &&
           (std::holds_alternative<AcceptPhoto>(*photo) || std::holds_alternative<RejectPhoto>(*photo) ||
            std::holds_alternative<KeepCurrent>(*photo) || std::holds_alternative<TakeNew>(*photo) ||
            std::holds_alternative<RefuseDeletion>(*photo));
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
        auto change = readChange<Change>(kind, j);
        if (!change)
            fields::bad("kind");
        m.change = std::move(*change);
        return m;
    });
}

} // namespace esek::domain

#include "server/central/Push.h"

#include <algorithm>

namespace esek::server {

using domain::Mutation;
using domain::Student;
using domain::Verdict;

namespace {

constexpr const char* kPesel = "pesel";
constexpr const char* kRegister = "register";

std::string keyOf(const Student& s, const std::string& kind) {
    if (kind == kRegister)
        return s.registerNumber;
    return s.pesel ? std::string(s.pesel->text()) : std::string();
}

Error taken(const std::string& kind, const std::string& value, const std::string& other) {
    if (kind == kPesel)
        return Error{ErrorCode::peselTaken, "PESEL of another pupil", {{"other", other}}};
    return Error{ErrorCode::registerNumberTaken,
                 "register number of another pupil",
                 {{"number", value}, {"other", other}}};
}

bool hasControl(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

} // namespace

std::string Push::keyHeldByOther(std::size_t index, const std::string& kind, const std::string& value,
                                 const std::string& owner) {
    if (value.empty())
        return {};
    const std::string other = m_tx.keyOwner(m_school.id, kind, value);
    if (other.empty() || other == owner)
        return {};
    // Two pupils whose numbers were mixed up: the second half of the exchange comes in the same push.
    for (std::size_t i = index + 1; i < m_items.size(); ++i) {
        const auto* put = std::get_if<domain::PutStudent>(&m_items[i].mutation.change);
        if (!put || m_kept.contains(i) || m_items[i].mutation.entityId.toString() != other)
            continue;
        if (keyOf(put->student, kind) == value)
            break;
        m_promises.push_back({i, kind, value});
        return {};
    }
    return other;
}

void Push::moveKey(const std::string& kind, const std::string& from, const std::string& to,
                   const std::string& owner) {
    if (from == to)
        return;
    if (!from.empty())
        m_tx.dropKey(m_school.id, kind, from, owner);
    if (!to.empty())
        m_tx.setKey(m_school.id, kind, to, owner);
}

void Push::checkPromises(std::size_t index) {
    for (const Promise& p : m_promises) {
        if (p.item != index)
            continue;
        const auto stored = record(Kind::student, m_items[index].mutation.entityId.toString());
        if (!stored ||
            keyOf(domain::studentFromJson(parseJson(stored->body).value()).value(), p.kind) != p.value)
            continue;
        m_kept.insert(index);
        throw Retry{m_kept};
    }
}

Push::Outcome Push::student(std::size_t index, const Mutation& m, const domain::PutStudent& put,
                            const Json& beforeJson) {
    const std::string id = m.entityId.toString();
    const auto refuse = [](Verdict verdict, Error why) { return Outcome{verdict, std::move(why), false}; };
    if (put.student.id.uuid != m.entityId || hasControl(put.student.registerNumber))
        return refuse(Verdict::rejected, Error{ErrorCode::valueInvalid,
                                               "student",
                                               {{"field", "student"}, {"reason", "id, register number"}}});
    std::optional<Student> now;
    if (const auto stored = record(Kind::student, id))
        now = domain::studentFromJson(parseJson(stored->body).value()).value();
    std::optional<Student> before;
    if (!beforeJson.is_null())
        before = domain::studentFromJson(beforeJson).value();
    auto met = reconcile(now ? &*now : nullptr, m, before ? &*before : nullptr);
    if (met.verdict == Verdict::same)
        return {Verdict::same, std::nullopt, false};
    if (met.verdict != Verdict::applied)
        return refuse(met.verdict, met.why);

    Student& next = *met.next;
    Outcome out{Verdict::applied, std::nullopt, true};
    for (const char* kind : {kPesel, kRegister}) {
        const std::string value = keyOf(next, kind);
        if (now && keyOf(*now, kind) == value)
            continue;
        const std::string other = keyHeldByOther(index, kind, value, id);
        if (other.empty())
            continue;
        if (now)
            return refuse(Verdict::conflict, taken(kind, value, other));
        // Photos and cards hang on a new pupil: it comes in without the number, and a person is told.
        if (!out.error)
            out.error = taken(kind, value, other);
        out.verdict = Verdict::conflict;
        if (kind == kPesel)
            next.pesel.reset();
        else
            next.registerNumber.clear();
    }
    for (const char* kind : {kPesel, kRegister})
        moveKey(kind, now ? keyOf(*now, kind) : std::string(), keyOf(next, kind), id);
    write(Kind::student, id, domain::toJson(next).dump(), m, beforeJson, {});
    return out;
}

} // namespace esek::server

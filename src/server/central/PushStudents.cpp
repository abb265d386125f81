#include "server/central/Keys.h"
#include "server/central/Push.h"

namespace esek::server {

using domain::Mutation;
using domain::Student;
using domain::Verdict;

namespace {

Error taken(const std::string& kind, const std::string& value, const std::string& other) {
    if (kind == keys::kPesel)
        return Error{ErrorCode::peselTaken, "PESEL of another pupil", {{"other", other}}};
    return Error{ErrorCode::registerNumberTaken,
                 "register number of another pupil",
                 {{"number", value}, {"other", other}}};
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
        if (keys::ofStudent(put->student, kind) == value)
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
        const auto student = stored<Student>(m_items[index].mutation.entityId.toString());
        if (!student || keys::ofStudent(*student, p.kind) != p.value)
            continue;
        m_kept.insert(index);
        throw Retry{m_kept};
    }
}

Push::Outcome Push::settle(Of<Student>, std::size_t index, const Mutation& m, const Json& beforeJson) {
    const auto& put = std::get<domain::PutStudent>(m.change);
    const std::string id = m.entityId.toString();
    const auto refuse = [](Verdict verdict, Error why) { return Outcome{verdict, std::move(why), false}; };
    if (put.student.id.uuid != m.entityId)
        return rejected(ErrorCode::valueInvalid, {{"field", "student"}, {"reason", "id"}});
    const auto now = stored<Student>(id);
    auto reconciled = meeting(now, m, madeOn<Student>(beforeJson));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);

    Student& next = *reconciled.next;
    Outcome out{Verdict::applied, std::nullopt, true};
    for (const char* kind : {keys::kPesel, keys::kRegister}) {
        const std::string value = keys::ofStudent(next, kind);
        if (now && keys::ofStudent(*now, kind) == value)
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
        if (kind == keys::kPesel)
            next.pesel.reset();
        else
            next.registerNumber.clear();
    }
    for (const char* kind : {keys::kPesel, keys::kRegister})
        moveKey(kind, now ? keys::ofStudent(*now, kind) : std::string(), keys::ofStudent(next, kind), id);
    write(Kind::student, id, domain::toJson(next).dump(), m, beforeJson, {});
    return out;
}

} // namespace esek::server

#include "server/central/Push.h"

#include "base/Hex.h"
#include "base/Version.h"
#include "domain/Check.h"
#include "domain/MutationText.h"
#include "domain/OnBehalf.h"
#include "server/central/Chain.h"
#include "server/mail/MailQueue.h"

#include <algorithm>

namespace esek::server {

using domain::Mutation;
using domain::Verdict;

namespace {

constexpr std::size_t kMaxMutationBytes = 64 * 1024;
constexpr std::int64_t kMostUnchanged = 20'000; ///< mutations of a school whose answers are kept

std::string answerText(const sync::PushVerdict& v) {
    return sync::toJson(sync::PushAnswer{{v}, 0}).dump();
}

/// A family speaks for itself and asks for its own pupil's photo only.
bool familyMay(const Caller& caller, const Mutation& m) {
    const auto* change = std::get_if<domain::PhotoChange>(&m.change);
    if (!change || m.by.role != caller.role || m.by.onBehalfOf || m.entityId.toString() != caller.student)
        return false;
    const auto* submit = std::get_if<domain::SubmitPhoto>(change);
    return (submit && !submit->accept) || std::holds_alternative<domain::WithdrawRequest>(*change) ||
           std::holds_alternative<domain::RequestDeletion>(*change);
}

/// An office never acts as a family, at most on behalf of one; an administrator's name stands for what the
/// administration keeps: the school.
bool mayActAs(const Caller& caller, const Mutation& m) {
    if (caller.isFamily())
        return familyMay(caller, m);
    switch (m.by.role) {
    case domain::Role::clerk:
        return true;
    case domain::Role::administrator:
        return caller.role == domain::Role::administrator || m.entity() == domain::Entity::school;
    case domain::Role::guardian:
    case domain::Role::student:
    case domain::Role::headteacher:
        break;
    }
    return false;
}

} // namespace

std::string digestOf(const Mutation& m) {
    // One and the same, whichever way the program that sent it has of entering something for a family.
    Mutation content = domain::enteredByFamily(m);
    content.expected.reset(); // nobody looks at it here, and an office may have put it anew
    return toHex(Sha256::of(domain::toJsonText(content)));
}

sync::PushVerdict answerFrom(const std::string& text) {
    return sync::pushAnswerFromJson(parseJson(text).value()).value().verdicts.at(0);
}

domain::MessageId messageId(const domain::MutationId& cause, std::size_t index) {
    const Digest digest = Sha256::of("message " + std::to_string(index) + " of " + cause.toString());
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    std::copy_n(cause.uuid.bytes().begin(), 6, bytes.begin());      // sorts by time, as its cause does
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x80); // RFC 9562 version 8
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
    return {Uuid::fromBytes(bytes)};
}

Push::Push(Tx& tx, SchoolRow& school, const Caller& caller, const Clock& clock,
           const std::vector<Item>& items, std::set<std::size_t> kept)
    : m_tx(tx), m_school(school), m_caller(caller), m_items(items), m_kept(std::move(kept)),
      m_now(toIso(clock.now())), m_today(clock.today()) {}

sync::PushAnswer Push::run() {
    const std::int64_t before = m_school.head;
    sync::PushAnswer answer;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        answer.verdicts.push_back(one(i));
    if (m_school.head != before)
        m_tx.saveSchool(m_school);
    answer.head = m_school.head;
    return answer;
}

sync::PushVerdict Push::one(std::size_t index) {
    const Item& item = m_items[index];
    if (!item.later.is_null()) {
        // Not final: the office keeps it and asks again when this server has a later program.
        sync::PushVerdict v;
        v.id = item.mutation.id;
        v.error = rejected(ErrorCode::serverProtocol, {{"server", std::string(version())}}).error;
        return v;
    }
    Mutation m = m_caller.isFamily() ? item.mutation : domain::enteredByOffice(item.mutation);
    if (auto* put = std::get_if<domain::PutSchool>(&m.change)) { // the token says which school
        m.entityId = *Uuid::parse(m_school.id);
        put->school.id = {m.entityId};
    }
    sync::PushVerdict v;
    v.id = m.id;
    const std::string id = m.id.toString();
    const std::string digest = digestOf(m);
    if (const auto known = m_tx.answer(m_school.id, id)) {
        if (known->digest == digest) {
            // A damaged answer is the trouble of this mutation alone, and no reason to stop the others.
            if (const auto kept = guarded([&] { return answerFrom(known->answer); })) {
                v = *kept;
                v.duplicate = true;
            } else {
                v.error = rejected(ErrorCode::internal).error;
            }
        } else {
            v.error = rejected(ErrorCode::idReused).error;
        }
        checkPromises(index);
        return v;
    }
    const Outcome out = decide(index, m, item.before);
    checkPromises(index);
    v.verdict = out.verdict;
    v.error = out.error;
    if (out.changed)
        v.seq = m_school.head;
    if (out.final)
        keep(v, digest);
    return v;
}

void Push::keep(const sync::PushVerdict& v, const std::string& digest) {
    const std::string id = v.id.toString();
    if (!v.seq) {
        if (!m_unchanged)
            m_unchanged = m_tx.unchangedCount(m_school.id);
        if (*m_unchanged >= kMostUnchanged)
            return; // who sends it again is answered anew
        ++*m_unchanged;
        m_tx.addUnchanged(m_school.id, id, m_now);
    }
    m_tx.addAnswer(m_school.id, id, {digest, answerText(v)});
}

Push::Outcome Push::decide(std::size_t index, const Mutation& m, const Json& before) {
    if (!mayActAs(m_caller, m))
        return {Verdict::rejected, rejected(ErrorCode::roleNotAllowed).error, false, false};
    if (domain::toJsonText(m).size() > kMaxMutationBytes || before.dump().size() > kMaxMutationBytes)
        return rejected(ErrorCode::valueInvalid, {{"field", "mutation"}, {"reason", "> 64 KiB"}});
    const auto pupil =
        m.entity() == domain::Entity::student ? stored<domain::Student>(m.entityId.toString()) : std::nullopt;
    if (const auto admitted = domain::admit(m, pupil ? &*pupil : nullptr, m_today); !admitted)
        return {Verdict::rejected, admitted.error(), false};
    Outcome out;
    const auto result = guarded(
        [&] {
            out = domain::withEntity(m.entity(), [&](auto type) { return settle(type, index, m, before); });
        },
        [](const std::exception&) -> Error { throw; });
    if (!result) {
        // What a mutation says wrongly is its own fault; anything else ends the transaction.
        if (category(result.error().code) == ErrorCategory::bug ||
            result.error().code == ErrorCode::serverBusy ||
            result.error().code == ErrorCode::databaseFailed || result.error().code == ErrorCode::diskFull)
            throw Exception(result.error());
        out = {Verdict::rejected, result.error(), false};
    }
    return out;
}

void Push::write(Kind kind, const std::string& id, std::string body, const Mutation& m, const Json& before,
                 const std::vector<domain::SystemMessage>& messages) {
    ChangeRow change;
    change.seq = ++m_school.head;
    change.kind = kind;
    change.id = id;
    change.body = std::move(body);
    change.mutation = domain::toJsonText(m);
    change.before = before.dump();
    Json list = Json::array();
    for (const auto& message : messages) {
        list.push_back(domain::toJson(message));
        m_tx.putRecord(m_school.id, Kind::message, {message.id.toString(), list.back().dump(), change.seq});
        m_tx.addStudentMessage(m_school.id, message.student.toString(), message.id.toString());
        MailQueue::addNews(m_tx, m_school.id, message.student.toString(), message.id.toString(), m_now);
    }
    change.messages = list.dump();
    change.device = m_caller.device;
    change.at = m_now;
    change.chain = chainOf(m_school.chain, change);
    m_school.chain = change.chain;
    m_bytesWritten += std::ssize(change.body) + std::ssize(change.mutation) + std::ssize(change.before) +
                      std::ssize(change.messages);
    m_tx.putRecord(m_school.id, kind, {id, change.body, change.seq});
    m_tx.addChange(m_school.id, change);
}

Push::Outcome Push::rejected(ErrorCode code, std::vector<std::pair<std::string, std::string>> context) {
    return {Verdict::rejected, Error{code, std::string(name(code)), std::move(context)}, false};
}

Push::Outcome Push::settle(Of<domain::PhotoFile>, std::size_t, const Mutation& m, const Json& beforeJson) {
    const std::string id = m.entityId.toString();
    if (!record(Kind::student, id))
        return rejected(ErrorCode::unknownStudent, {{"student", id}});
    const auto before = madeOn<domain::PhotoFile>(beforeJson).value_or(domain::NoPhoto{});
    domain::PhotoFileRow empty;
    empty.file.student = {m.entityId};
    domain::PhotoFileRow row = stored<domain::PhotoFile>(id).value_or(empty);
    const auto& change = std::get<domain::PhotoChange>(m.change);
    const auto* submit = std::get_if<domain::SubmitPhoto>(&change);
    std::optional<BlobRow> bytes;
    if (submit) {
        bytes = m_tx.storedBlob(m_school.id, submit->photo.blob.toString());
        // Not final: the office sends the bytes and asks again.
        if (!bytes)
            return {Verdict::rejected, rejected(ErrorCode::blobMissing).error, false, false};
        if (bytes->size != submit->photo.byteCount)
            return rejected(ErrorCode::valueInvalid, {{"field", "byteCount"}, {"reason", "size"}});
    }
    const auto reconciled = reconcile(row.file, m, before);
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);

    const domain::PhotoOutcome& next = *reconciled.next;
    if (!domain::sameQuestion(row.file, next.file) || row.since == Timestamp{})
        row.since = m.at;
    row.file = next.file;
    if (next.eraseDropped) {
        erase(id);
        row.held.clear();
    }
    if (bytes) {
        const domain::HeldBlob held{submit->photo.blob, bytes->size};
        if (std::find(row.held.begin(), row.held.end(), held) == row.held.end()) {
            m_tx.addHeld(m_school.id, id, *bytes);
            row.held.push_back(held);
            std::sort(row.held.begin(), row.held.end(),
                      [](const auto& a, const auto& b) { return a.id < b.id; });
        }
    }
    auto messages = next.messages;
    for (std::size_t i = 0; i < messages.size(); ++i)
        messages[i].id = messageId(m.id, i);
    write(Kind::photoFile, id, domain::toJson(row).dump(), m, beforeJson, messages);
    return {Verdict::applied, std::nullopt, true};
}

void Push::erase(const std::string& student) {
    const auto held = m_tx.held(m_school.id, student);
    m_tx.dropHeld(m_school.id, student);
    for (const LoginRow& login : m_tx.loginsOf(m_school.id, student)) { // what a family has not sent yet
        const auto draft = m_tx.draft(login.id);
        if (!draft || draft->blob.empty())
            continue;
        m_tx.dropDraft(login.id);
        if (!m_tx.isHeld(m_school.id, draft->blob)) {
            m_tx.markErasing(m_school.id, draft->blob);
            m_erases = true;
        }
    }
    for (const BlobRow& blob : held) {
        if (m_tx.isHeld(m_school.id, blob.id))
            continue; // another pupil's file holds the same picture
        m_tx.markErasing(m_school.id, blob.id);
        if (const auto upload = m_tx.uploadOf(m_school.id, blob.id)) {
            m_tx.dropUpload(m_school.id, upload->id);
            m_brokenUploads.push_back(upload->id);
        }
        m_erases = true;
    }
}

Push::Outcome Push::settle(Of<domain::School>, std::size_t, const Mutation& m, const Json& before) {
    const auto reconciled = meeting(stored<domain::School>(m_school.id), m, madeOn<domain::School>(before));
    if (reconciled.verdict != Verdict::applied)
        return unchanged(reconciled);
    const domain::School& next = *reconciled.next;
    m_school.name = next.name;
    m_school.nextNumber = std::max<std::int64_t>(m_school.nextNumber, next.nextNumber);
    write(Kind::school, m_school.id, domain::toJson(next).dump(), m, before, {});
    return {Verdict::applied, std::nullopt, true};
}

} // namespace esek::server

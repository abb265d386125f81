#include "server/central/Push.h"

#include "base/Hex.h"
#include "domain/MutationText.h"
#include "server/central/Chain.h"

#include <algorithm>

namespace esek::server {

using domain::Mutation;
using domain::Verdict;

namespace {

constexpr std::size_t kMaxMutationBytes = 64 * 1024;

std::string digestOf(const Mutation& m) {
    Mutation content = m;
    content.expected.reset(); // nobody looks at it here, and an office may have put it anew
    return toHex(Sha256::of(domain::toJsonText(content)));
}

Error error(ErrorCode code, std::vector<std::pair<std::string, std::string>> context = {}) {
    return Error{code, std::string(name(code)), std::move(context)};
}

std::string answerText(const sync::PushVerdict& v) {
    return sync::toJson(sync::PushAnswer{{v}, 0}).dump();
}

sync::PushVerdict answerFrom(const std::string& text) {
    return sync::pushAnswerFromJson(parseJson(text).value()).value().verdicts.at(0);
}

/// Office actors only; an administrator's name stands for what the administration keeps: the school.
bool mayActAs(const Caller& caller, const Mutation& m) {
    switch (m.by.role) {
    case domain::Role::clerk:
    case domain::Role::guardian:
    case domain::Role::student:
        return true;
    case domain::Role::administrator:
        return caller.role == domain::Role::administrator || m.entity() == domain::Entity::school;
    case domain::Role::headteacher:
        break;
    }
    return false;
}

} // namespace

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
      m_now(toIso(clock.now())) {}

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
    Mutation m = item.mutation;
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
            v = answerFrom(known->answer);
            v.duplicate = true;
        } else {
            v.error = error(ErrorCode::idReused);
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
        m_tx.addAnswer(m_school.id, id, {digest, answerText(v)});
    return v;
}

Push::Outcome Push::decide(std::size_t index, const Mutation& m, const Json& before) {
    if (!mayActAs(m_caller, m))
        return {Verdict::rejected, error(ErrorCode::roleNotAllowed), false, false};
    if (domain::toJsonText(m).size() > kMaxMutationBytes || before.dump().size() > kMaxMutationBytes)
        return {Verdict::rejected,
                error(ErrorCode::valueInvalid, {{"field", "mutation"}, {"reason", "> 64 KiB"}}), false};
    Outcome out;
    const auto result = guarded(
        [&] {
            switch (m.entity()) {
            case domain::Entity::photoFile:
                out = photo(m, before);
                break;
            case domain::Entity::student:
                out = student(index, m, std::get<domain::PutStudent>(m.change), before);
                break;
            case domain::Entity::school:
                out = school(m, before);
                break;
            case domain::Entity::card:
                out = card(m, before);
                break;
            case domain::Entity::batch:
                out = batch(m, std::get<domain::PutBatch>(m.change));
                break;
            }
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
    }
    change.messages = list.dump();
    change.device = m_caller.device;
    change.at = m_now;
    change.chain = chainOf(m_school.chain, change);
    m_school.chain = change.chain;
    m_tx.putRecord(m_school.id, kind, {id, change.body, change.seq});
    m_tx.addChange(m_school.id, change);
}

Push::Outcome Push::photo(const Mutation& m, const Json& beforeJson) {
    const std::string id = m.entityId.toString();
    if (!record(Kind::student, id))
        return {Verdict::rejected, error(ErrorCode::unknownStudent, {{"student", id}}), false};
    domain::PhotoState before = domain::NoPhoto{};
    if (!beforeJson.is_null())
        before = domain::photoStateFromJson(beforeJson).value();
    domain::PhotoFileRow row;
    row.file.student = {m.entityId};
    if (const auto stored = record(Kind::photoFile, id))
        row = domain::photoFileRowFromJson(parseJson(stored->body).value()).value();
    const auto& change = std::get<domain::PhotoChange>(m.change);
    const auto* submit = std::get_if<domain::SubmitPhoto>(&change);
    std::optional<BlobRow> bytes;
    if (submit) {
        bytes = m_tx.storedBlob(m_school.id, submit->photo.blob.toString());
        // Not final: the office sends the bytes and asks again.
        if (!bytes)
            return {Verdict::rejected, error(ErrorCode::blobMissing), false, false};
        if (bytes->size != submit->photo.byteCount)
            return {Verdict::rejected,
                    error(ErrorCode::valueInvalid, {{"field", "byteCount"}, {"reason", "size"}}), false};
    }
    const auto met = reconcile(row.file, m, before);
    if (met.verdict == Verdict::conflict || met.verdict == Verdict::rejected)
        return {met.verdict, met.why, false};
    if (met.verdict == Verdict::same)
        return {met.verdict, std::nullopt, false};

    const domain::PhotoOutcome& next = *met.next;
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

Push::Outcome Push::school(const Mutation& m, const Json& beforeJson) {
    std::optional<domain::School> now;
    if (const auto stored = record(Kind::school, m_school.id))
        now = domain::schoolFromJson(parseJson(stored->body).value()).value();
    std::optional<domain::School> before;
    if (!beforeJson.is_null())
        before = domain::schoolFromJson(beforeJson).value();
    const auto met = reconcile(now ? &*now : nullptr, m, before ? &*before : nullptr);
    if (met.verdict != Verdict::applied)
        return {met.verdict, met.verdict == Verdict::same ? std::nullopt : std::optional(met.why), false};
    m_school.name = met.next->name;
    m_school.nextNumber = std::max<std::int64_t>(m_school.nextNumber, met.next->nextNumber);
    write(Kind::school, m_school.id, domain::toJson(*met.next).dump(), m, beforeJson, {});
    return {Verdict::applied, std::nullopt, true};
}

} // namespace esek::server

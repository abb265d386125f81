#include "storage/HoldBack.h"

#include "storage/GuardianTable.h"
#include "storage/StudentTable.h"

#include <algorithm>
#include <vector>

namespace esek::storage {

using namespace domain;

namespace {

constexpr std::int64_t kWithoutAsking = 50; // more than that, or more than a fifth, and a person is asked
constexpr std::int64_t kPart = 5;
constexpr std::int64_t kFew = 3; // in a small school a fifth would be a single deletion
constexpr std::chrono::hours kDay{24};

bool takesIdentity(const Student& here, const Student& there) {
    return (there.left && !here.left) || here.surname != there.surname ||
           here.givenNames != there.givenNames || (here.birthDate && here.birthDate != there.birthDate) ||
           (here.pesel && here.pesel != there.pesel) || (here.document && here.document != there.document);
}

bool takesIdentity(const Guardian& here, const Guardian& there) {
    return !here.removed &&
           (there.removed || here.name != there.name || (there.email.empty() && !here.email.empty()));
}

} // namespace

std::int64_t HoldBack::loss(Entity kind, const Uuid& id, std::int64_t seq, const Json& row) {
    if (kind == Entity::photoFile)
        return erasedPhotos(id, seq, row);
    if (kind == Entity::guardian)
        return changedIdentity<Guardian>(loadGuardian(m_connection, GuardianId{id}), id, seq, row);
    return kind == Entity::student
               ? changedIdentity<Student>(loadStudent(m_connection, StudentId{id}), id, seq, row)
               : 0;
}

std::int64_t HoldBack::erasedPhotos(const Uuid& id, std::int64_t seq, const Json& row) {
    const StudentId student{id};
    std::vector<BlobId> here;
    {
        Query q = m_connection.prepared("SELECT p.blob_id FROM photo p JOIN blob b ON b.id = p.blob_id WHERE "
                                        "p.student_id = ? AND b.state = 'stored'");
        q.bind(student);
        while (q.step())
            here.push_back(q.blobId(0));
    }
    if (here.empty())
        return 0;
    const auto gone = [&](const std::vector<BlobId>& kept) {
        std::erase_if(here, [&](const BlobId& b) { return std::ranges::find(kept, b) != kept.end(); });
        return std::ssize(here);
    };
    std::vector<BlobId> held;
    for (const HeldBlob& blob : EntityTraits<PhotoFile>::rowFromJson(row).value().held)
        held.push_back(blob.id);
    if (gone(held) == 0)
        return 0; // nearly always; what waits here need not be read then
    const ServerRow record{seq, {}, &row};
    const auto pending = pendingOn(m_connection, Entity::photoFile, id);
    return gone(
        bytesOfOffice(m_connection, student, mergedPhotoFile(student, &record, pending).file, pending));
}

template <class T>
std::int64_t HoldBack::changedIdentity(const std::optional<T>& here, const Uuid& id, std::int64_t seq,
                                       const Json& row) {
    if (!here || !takesIdentity(*here, EntityTraits<T>::rowFromJson(row).value()))
        return 0;
    // What this office has changed itself, and the server does not know yet, lies over the record.
    const ServerRow record{seq, {}, &row};
    const auto there = merged<T>(&record, pendingOn(m_connection, EntityTraits<T>::kind, id));
    return there && takesIdentity(*here, *there) ? 1 : 0;
}

void HoldBack::release(Rebase& rebase, bool consent) {
    releaseKind(rebase, Entity::photoFile,
                m_connection.integer("SELECT count(*) FROM blob WHERE state = 'stored'"), consent);
    releaseKind(rebase, Entity::student,
                m_connection.integer("SELECT count(*) FROM student WHERE has_left = 0"), consent);
    releaseKind(rebase, Entity::guardian,
                m_connection.integer("SELECT count(*) FROM guardian WHERE removed = 0"), consent);
    rebase.finish("held_back");
}

void HoldBack::releaseKind(Rebase& rebase, Entity kind, std::int64_t total, bool consent) {
    struct Held {
        Uuid id;
        std::int64_t seq;
        std::string json;
        std::int64_t loss;
    };
    std::vector<Held> rows;
    std::int64_t losses = 0;
    {
        Query q = m_connection.prepared("SELECT entity_id, seq, row_json, held_back FROM later_row WHERE "
                                        "entity = ? AND held_back > 0");
        q.bindText(toString(kind));
        while (q.step()) {
            rows.push_back({q.uuid(0), q.integer(1), q.text(2), q.integer(3)});
            losses += rows.back().loss;
        }
    }
    if (rows.empty() || (!consent && !allow(toString(kind), losses, total)))
        return;
    for (Held& held : rows)
        rebase.take(kind, held.id, held.seq, m_released.emplace_back(parseJson(held.json).value()));
    m_connection.prepared("DELETE FROM later_row WHERE entity = ? AND held_back > 0")
        .bindText(toString(kind))
        .run();
}

bool HoldBack::allow(std::string_view entity, std::int64_t count, std::int64_t total) {
    const std::int64_t before = unaskedToday(entity);
    if (before + count > std::min(kWithoutAsking, std::max(kFew, (total + before) / kPart)))
        return false;
    m_connection.prepared("INSERT INTO unasked_loss (at, entity, count) VALUES (?, ?, ?)")
        .bind(m_now)
        .bindText(entity)
        .bind(count)
        .run();
    return true;
}

std::int64_t HoldBack::unaskedToday(std::string_view entity) {
    // A clock that was set back must not count a loss for ever.
    m_connection.prepared("DELETE FROM unasked_loss WHERE at <= ? OR at > ?")
        .bind(m_now - kDay)
        .bind(m_now + kDay)
        .run();
    Query q = m_connection.prepared("SELECT coalesce(sum(count), 0) FROM unasked_loss WHERE entity = ?");
    q.bindText(entity);
    return q.step() ? q.integer(0) : 0;
}

} // namespace esek::storage

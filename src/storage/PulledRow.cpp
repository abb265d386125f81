#include "storage/PulledRow.h"

#include "domain/Check.h"
#include "storage/CardTable.h"
#include "storage/ServerRows.h"
#include "storage/StudentTable.h"

namespace esek::storage {

using namespace domain;

namespace {

/// The school's row has the server's id of the school, which an office may know by another one.
bool isOf(const School&, const Uuid&) {
    return true;
}
bool isOf(const PhotoFileRow& row, const Uuid& id) {
    return row.file.student.uuid == id;
}
template <class Row>
bool isOf(const Row& row, const Uuid& id) {
    return row.id.uuid == id;
}

template <class Row>
bool fitsTable(Connection&, const Row&) {
    return true;
}
/// The table takes no card without its pupil and batch, and nothing of a card but its state changes.
bool fitsTable(Connection& c, const StudentCard& card) {
    if (const auto here = loadCard(c, card.id))
        return here->student == card.student && here->batch == card.batch && here->number == card.number &&
               here->contents == card.contents;
    return (hasServerRow(c, Entity::student, card.student.uuid) || studentExists(c, card.student)) &&
           (hasServerRow(c, Entity::batch, card.batch.uuid) || batchExists(c, card.batch));
}

} // namespace

bool isReadHere(Entity kind, const Json& row) {
    return withEntity(
        kind, [&](auto type) { return EntityTraits<typename decltype(type)::type>::rowFromJson(row).ok(); });
}

bool isTakenHere(Connection& c, Entity kind, const Uuid& id, const Json& row) {
    return isShowable(row) && withEntity(kind, [&](auto type) {
               const auto read = EntityTraits<typename decltype(type)::type>::rowFromJson(row);
               return read && isOf(*read, id) && fitsTable(c, *read);
           });
}

} // namespace esek::storage

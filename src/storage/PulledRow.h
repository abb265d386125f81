#pragma once
#include "base/Json.h"
#include "base/Uuid.h"
#include "domain/Entity.h"

namespace esek::storage {

class Connection;

/// Whether this program can read a record of this kind at all; else a later one can.
bool isReadHere(domain::Entity kind, const Json& row);
/// Whether a record of the server can go to its table: this program can read it, it is the one under whose id
/// it came, its texts can be shown (domain::isShowable), and the table takes it. One such row of a broken
/// server must neither end every pull nor change what is printed on a card. Inside a transaction; throws.
bool isTakenHere(Connection&, domain::Entity, const Uuid& id, const Json& row);

} // namespace esek::storage

#pragma once
#include "server/store/Database.h"
#include "server/store/Tables.h"

#include <functional>

/// A row of a sealed table carries a hash over its values, so that verify sees a byte that the disk has
/// changed. It is no signature: whoever writes to the database can write the seal, too.
namespace esek::server::seal {

/// base/Seal.h over the values.
std::string of(const std::vector<Param>& values);

/// Puts a row in; an existing one with its key is an error.
void insert(Database&, const char* table, std::vector<Param> values);
/// The same, but where a row with its key or with another value that is unique is there, that one stays.
void insertNew(Database&, const char* table, std::vector<Param> values);
/// The same, but a row with its key is replaced.
void put(Database&, const char* table, std::vector<Param> values);
/// Replaces the row with its key; one that is not there any more does not come back.
void change(Database&, const char* table, std::vector<Param> values);

/// Seals the rows that came from before there were seals.
void sealAll(Database&, const TableShape&);
/// Calls `broken` with the last column of the key of each row whose seal is not right.
void check(Database&, const TableShape&, const std::function<void(const std::string& key)>& broken);

} // namespace esek::server::seal

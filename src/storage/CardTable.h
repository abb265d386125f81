#pragma once
#include "domain/Card.h"
#include "domain/School.h"
#include "storage/Connection.h"

namespace esek::storage {

domain::StudentCard cardFrom(std::string_view json);
domain::CardBatch batchFrom(std::string_view json);

std::optional<domain::StudentCard> loadCard(Connection&, const domain::CardId&);
std::vector<domain::StudentCard> cardsOf(Connection&, const domain::StudentId&);
void insertCard(Connection&, const domain::StudentCard&);
void updateCard(Connection&, const domain::StudentCard&);
bool numberTaken(Connection&, const std::string& number);

std::optional<domain::CardBatch> loadBatch(Connection&, const domain::BatchId&);
bool batchExists(Connection&, const domain::BatchId&);
void saveBatch(Connection&, const domain::CardBatch&);

std::optional<domain::School> loadSchool(Connection&);
void saveSchool(Connection&, const domain::School&);

} // namespace esek::storage

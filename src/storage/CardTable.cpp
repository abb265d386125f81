#include "storage/CardTable.h"

namespace esek::storage {

domain::StudentCard cardFrom(std::string_view json) {
    return domain::cardFromJson(parseJson(json).value()).value();
}

domain::CardBatch batchFrom(std::string_view json) {
    return domain::batchFromJson(parseJson(json).value()).value();
}

std::optional<domain::StudentCard> loadCard(Connection& c, const domain::CardId& id) {
    Query q = c.prepared("SELECT body_json FROM student_card WHERE id = ?");
    q.bind(id);
    if (!q.step())
        return std::nullopt;
    return cardFrom(q.view(0));
}

std::vector<domain::StudentCard> cardsOf(Connection& c, const domain::StudentId& student) {
    Query q = c.prepared("SELECT body_json FROM student_card WHERE student_id = ? ORDER BY card_no");
    q.bind(student);
    std::vector<domain::StudentCard> cards;
    while (q.step())
        cards.push_back(cardFrom(q.view(0)));
    return cards;
}

void insertCard(Connection& c, const domain::StudentCard& card) {
    const std::string body = domain::toJson(card).dump();
    c.prepared("INSERT INTO student_card (id, student_id, batch_id, body_json) VALUES (?, ?, ?, ?)")
        .bind(card.id)
        .bind(card.student)
        .bind(card.batch)
        .bind(body)
        .run();
}

void updateCard(Connection& c, const domain::StudentCard& card) {
    const std::string body = domain::toJson(card).dump();
    c.prepared("UPDATE student_card SET body_json = ? WHERE id = ?").bind(body).bind(card.id).run();
}

bool numberTaken(Connection& c, const std::string& number) {
    return c.prepared("SELECT 1 FROM student_card WHERE number = ?").bind(number).step();
}

std::optional<domain::CardBatch> loadBatch(Connection& c, const domain::BatchId& id) {
    Query q = c.prepared("SELECT body_json FROM card_batch WHERE id = ?");
    q.bind(id);
    if (!q.step())
        return std::nullopt;
    return batchFrom(q.view(0));
}

bool batchExists(Connection& c, const domain::BatchId& id) {
    return c.prepared("SELECT 1 FROM card_batch WHERE id = ?").bind(id).step();
}

void saveBatch(Connection& c, const domain::CardBatch& batch) {
    const std::string body = domain::toJson(batch).dump();
    c.prepared("INSERT INTO card_batch (id, body_json) VALUES (?, ?) "
               "ON CONFLICT (id) DO UPDATE SET body_json = excluded.body_json")
        .bind(batch.id)
        .bind(body)
        .run();
}

std::optional<domain::School> loadSchool(Connection& c) {
    Query q = c.prepared("SELECT body_json FROM school");
    if (!q.step())
        return std::nullopt;
    return domain::schoolFromJson(parseJson(q.view(0)).value()).value();
}

void saveSchool(Connection& c, const domain::School& school) {
    const std::string body = domain::toJson(school).dump();
    c.prepared("INSERT INTO school (id, body_json, version) VALUES (?, ?, ?) "
               "ON CONFLICT (id) DO UPDATE SET body_json = excluded.body_json, version = excluded.version")
        .bind(school.id)
        .bind(body)
        .bind(school.version)
        .run();
}

} // namespace esek::storage

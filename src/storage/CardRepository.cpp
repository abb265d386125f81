#include "storage/CardRepository.h"

#include "base/Text.h"
#include "storage/CardTable.h"
#include "storage/ReplicaCore.h"
#include "storage/Where.h"

#include <charconv>

namespace esek::storage {

Result<std::vector<domain::StudentCard>> CardRepository::list(const CardFilter& filter) {
    return m_core.use([&](Connection& c) {
        Where where;
        if (filter.batch)
            where.add("k.batch_id = ?", filter.batch->uuid);
        if (filter.student)
            where.add("k.student_id = ?", filter.student->uuid);
        if (filter.state)
            where.add("k.state = ?", std::string(toString(*filter.state)));
        if (!filter.classUnit.empty())
            where.add("k.class_unit = ?", filter.classUnit);
        where.matching(filter.text);
        Query q = c.query("SELECT k.body_json FROM student_card k JOIN student s ON s.id = k.student_id "
                          "JOIN card_batch b ON b.id = k.batch_id" +
                          where.sql() + " ORDER BY b.number, k.card_no");
        where.bindTo(q);
        std::vector<domain::StudentCard> rows;
        while (q.step())
            rows.push_back(cardFrom(q.view(0)));
        return rows;
    });
}

Result<domain::StudentCard> CardRepository::get(const domain::CardId& id) {
    return m_core.use([&](Connection& c) {
        auto found = loadCard(c, id);
        if (!found)
            throw Exception(Error{ErrorCode::unknownCard, "no such card", {{"number", id.toString()}}});
        return std::move(*found);
    });
}

Result<domain::StudentCard> CardRepository::find(std::string_view numberOrId) {
    return m_core.use([&](Connection& c) {
        const std::string wanted = trim(numberOrId);
        if (const auto id = domain::CardId::parse(wanted))
            if (auto found = loadCard(c, *id))
                return std::move(*found);
        Query q = c.prepared("SELECT body_json FROM student_card WHERE number = ?");
        q.bind(wanted);
        if (!q.step())
            throw Exception(Error{ErrorCode::unknownCard, "no such card", {{"number", wanted}}});
        return cardFrom(q.view(0));
    });
}

Result<std::vector<domain::CardBatch>> CardRepository::batches() {
    return m_core.use([](Connection& c) {
        Query q = c.prepared("SELECT body_json FROM card_batch ORDER BY number DESC");
        std::vector<domain::CardBatch> rows;
        while (q.step())
            rows.push_back(batchFrom(q.view(0)));
        return rows;
    });
}

Result<domain::CardBatch> CardRepository::findBatch(std::string_view numberOrId) {
    return m_core.use([&](Connection& c) {
        const std::string wanted = trim(numberOrId);
        const auto id = domain::BatchId::parse(wanted);
        int number = -1;
        std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
        const bool isNumber = !id && wanted == std::to_string(number);
        Query q = c.prepared("SELECT body_json FROM card_batch WHERE id = ? OR number = ?");
        if (id)
            q.bind(*id);
        else
            q.bindNull();
        if (isNumber)
            q.bind(number);
        else
            q.bindNull();
        if (!q.step())
            throw Exception(Error{ErrorCode::unknownBatch, "no such batch", {{"batch", wanted}}});
        return batchFrom(q.view(0));
    });
}

Result<int> CardRepository::nextBatchNumber() {
    return m_core.use([](Connection& c) {
        return static_cast<int>(c.integer("SELECT coalesce(max(number), 0) + 1 FROM card_batch"));
    });
}

Result<std::optional<Date>> CardRepository::lastIssueDate() {
    return m_core.use([](Connection& c) -> std::optional<Date> {
        // Cards that were entered from a list have no photo, and the day on which they were entered.
        const std::string last =
            c.text("SELECT coalesce(max(json_extract(body_json, '$.issuedOn')), '') "
                   "FROM student_card "
                   "WHERE json_extract(body_json, '$.contents.photo') NOT GLOB '0000000000000000*'");
        return dateFromIso(last);
    });
}

Result<bool> CardRepository::numberTaken(std::string_view cardNumber) {
    return m_core.use([&](Connection& c) { return storage::numberTaken(c, std::string(cardNumber)); });
}

} // namespace esek::storage

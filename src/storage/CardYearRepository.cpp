#include "storage/CardYearRepository.h"

#include "storage/BodyTable.h"
#include "storage/ReplicaCore.h"

namespace esek::storage {

using namespace domain;

Result<std::vector<ValidityMarks>> CardYearRepository::allMarks() {
    return m_core.use([](Connection& c) { return allBodies<ValidityMarks>(c); });
}

Result<ValidityMarks> CardYearRepository::marks(const CardId& id) {
    return m_core.use([&](Connection& c) {
        ValidityMarks none;
        none.id = id;
        return loadBody<ValidityMarks>(c, id).value_or(none);
    });
}

Result<std::vector<DuplicateRequest>> CardYearRepository::requests() {
    return m_core.use([](Connection& c) { return allBodies<DuplicateRequest>(c); });
}

Result<std::optional<DuplicateRequest>> CardYearRepository::request(const CardId& id) {
    return m_core.use([&](Connection& c) { return loadBody<DuplicateRequest>(c, id); });
}

Result<std::vector<BlankDelivery>> CardYearRepository::deliveries() {
    return m_core.use([](Connection& c) { return allBodies<BlankDelivery>(c); });
}

Result<std::vector<Blank>> CardYearRepository::bookedBlanks() {
    return m_core.use([](Connection& c) { return allBodies<Blank>(c); });
}

} // namespace esek::storage

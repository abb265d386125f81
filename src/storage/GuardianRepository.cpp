#include "storage/GuardianRepository.h"

#include "storage/GuardianTable.h"
#include "storage/ReplicaCore.h"

namespace esek::storage {

Result<std::vector<domain::Guardian>> GuardianRepository::of(const domain::StudentId& student) const {
    return m_core.use([&](Connection& c) { return guardiansOf(c, student); });
}

Result<std::map<domain::StudentId, std::vector<domain::Guardian>>> GuardianRepository::all() const {
    return m_core.use([](Connection& c) {
        std::map<domain::StudentId, std::vector<domain::Guardian>> byPupil;
        for (domain::Guardian& guardian : allGuardians(c))
            if (!guardian.removed)
                byPupil[guardian.student].push_back(std::move(guardian));
        return byPupil;
    });
}

} // namespace esek::storage

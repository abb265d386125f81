#include "app/Office.h"

#include "app/AdviceCache.h"
#include "app/PrintPictures.h"
#include "app/SchoolBackup.h"
#include "base/CleanText.h"
#include "base/platform/Paths.h"
#include "domain/CleanChange.h"
#include "storage/SyncStore.h"
#include "sync/client/IncomingFile.h"

#include <limits>
#include <set>

namespace esek::app {

Office::Office(std::filesystem::path dir, std::unique_ptr<storage::Replica> replica, const Clock& clock,
               Rng& rng)
    : m_dir(std::move(dir)), m_replica(std::move(replica)), m_clock(clock),
      m_rng(rng), m_clerk{domain::Role::clerk, platform::userName(), platform::workstation()},
      m_pictures(std::make_unique<PrintPictures>(m_dir / "cache" / "print", m_replica->blobs())),
      m_adviceCache(std::make_unique<AdviceCache>(m_dir / "cache" / "advice")) {}

Office::~Office() = default;

Result<std::unique_ptr<Office>> Office::create(const std::filesystem::path& dir, domain::School school,
                                               const Clock& clock, Rng& rng) {
    auto replica = storage::Replica::create(dir, school, clock, rng);
    if (!replica)
        return replica.error();
    return std::unique_ptr<Office>(new Office(dir, std::move(*replica), clock, rng));
}

Result<std::unique_ptr<Office>> Office::open(const std::filesystem::path& dir, const Clock& clock, Rng& rng) {
    auto replica = storage::Replica::open(dir, clock, rng);
    if (!replica)
        return replica.error();
    return std::unique_ptr<Office>(new Office(dir, std::move(*replica), clock, rng));
}

void Office::sweepCaches() {
    if (const auto wanted =
            storage::SyncStore(*m_replica).wantedBlobs(std::numeric_limits<std::int32_t>::max())) {
        std::set<domain::BlobId> ids;
        for (const storage::WantedBlob& blob : *wanted)
            ids.insert(blob.id);
        sync::sweepIncomingFiles(m_dir, ids);
    }
    sweepBackups(m_dir);
    m_pictures->sweep();
    m_adviceCache->sweep([this](const domain::BlobId& blob) { return m_replica->blobs().has(blob); });
}

domain::Mutation Office::mutation(Uuid entityId, domain::Change change, const domain::Actor& by,
                                  std::optional<std::int64_t> expected, Rng& ids) {
    domain::cleanTexts(change);
    domain::Actor who = by;
    who.name = normaliseText(who.name);
    who.workstation = normaliseText(who.workstation);
    return {{Uuid::v7(m_clock, ids)}, m_clock.now(), std::move(who), entityId, expected, std::move(change)};
}

} // namespace esek::app

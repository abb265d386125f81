#pragma once
#include "storage/Rebase.h"

#include <deque>
#include <string_view>

namespace esek::storage {

/// Records of the server that would erase photos here, or take away who a pupil is, wait until the pull has
/// come to its end: few go on then, many wait for a person. What went without a question in the last day
/// counts with them. Inside one write transaction; throws.
class HoldBack {
  public:
    HoldBack(Connection& c, Timestamp now) : m_connection(c), m_now(now) {}

    /// How many photos of this pupil the record would erase here (photo_file), or 1 when it would rename a
    /// pupil, change the identity data or mark the pupil as left (student), or remove or rename a guardian or
    /// take the address (guardian). 0: nothing is lost with it.
    std::int64_t loss(domain::Entity, const Uuid&, std::int64_t seq, const Json& row);

    /// Puts the records that wait into the tables: all of a kind when they are few, or with `consent`.
    void release(Rebase& rebase, bool consent);

    /// Whether this many of `total` may go without a question. From then on they count for a day.
    bool allow(std::string_view entity, std::int64_t count, std::int64_t total);

  private:
    std::int64_t erasedPhotos(const Uuid&, std::int64_t seq, const Json& row);
    /// `here`: the record as it is in the tables.
    template <class T>
    std::int64_t changedIdentity(const std::optional<T>& here, const Uuid&, std::int64_t seq,
                                 const Json& row);
    void releaseKind(Rebase&, domain::Entity, std::int64_t total, bool consent);
    std::int64_t unaskedToday(std::string_view entity);

    Connection& m_connection;
    Timestamp m_now;
    std::deque<Json> m_released; ///< Rebase needs them until it has finished
};

} // namespace esek::storage

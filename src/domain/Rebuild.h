#pragma once
#include "domain/Mutation.h"

#include <vector>

namespace esek::domain {

/// One step on the way to a record that is not known where the changes go to.
struct RebuildStep {
    Mutation mutation; ///< without an id and without an expected version
    Json before;       ///< what it is made on, as in the protocol; null for a new record
};

/// The changes that make a record anew: a server that was restored from a backup has lost it, and the changes
/// that once led to it are known to nobody. Who asked for something, rejected a photo or sent one stays as
/// the record says; what the record does not tell is done by `by` at `now`. Only versions come out different.
/// Throws Exception when the record is in a state that no change leads to. Pure; any thread.
std::vector<RebuildStep> rebuild(const School&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const Student&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const Guardian&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const CardBatch&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const StudentCard&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const ValidityMarks&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const DuplicateRequest&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const BlankDelivery&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const Blank&, const Actor& by, Timestamp now);
std::vector<RebuildStep> rebuild(const PhotoFile&, const Actor& by, Timestamp now);

} // namespace esek::domain

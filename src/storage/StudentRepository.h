#pragma once
#include "base/Result.h"
#include "storage/Rows.h"

namespace esek::storage {

struct ReplicaCore;

/// The pupils of a replica and their classes; they are changed by Replica::commit() alone. Thread-safe: each
/// call takes a connection of its own from the pool. Besides the errors below any call may end with
/// databaseCorrupt, databaseBusy or databaseFailed.
class StudentRepository {
  public:
    explicit StudentRepository(ReplicaCore& core) : m_core(core) {}

    /// By class, then surname and given names in Polish order.
    Result<std::vector<StudentRow>> list(const StudentFilter& = {});
    Result<StudentRow> get(const domain::StudentId&); ///< unknownStudent
    /// Register number, PESEL or id. Errors: unknownStudent, ambiguousStudent.
    Result<domain::Student> find(std::string_view text);
    /// Those of the pupils who have not left, in Polish order.
    Result<std::vector<ClassRow>> classes();

  private:
    ReplicaCore& m_core;
};

} // namespace esek::storage

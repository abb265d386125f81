#include "storage/Errors.h"

#include <sqlite3.h>

#include <cerrno>
#include <string_view>

namespace esek::storage {

namespace {

bool isFull(int systemError) {
#ifdef EDQUOT
    if (systemError == EDQUOT)
        return true;
#endif
    return systemError == ENOSPC || systemError == EFBIG;
}

ErrorCode uniqueCode(std::string_view message) {
    const auto names = [&](std::string_view column) {
        return message.find(column) != std::string_view::npos;
    };
    if (names("student.register_number"))
        return ErrorCode::registerNumberTaken;
    if (names("student.pesel"))
        return ErrorCode::peselTaken;
    if (names("student.id"))
        return ErrorCode::studentExists;
    if (names("student_card.number"))
        return ErrorCode::cardNumberTaken;
    return ErrorCode::databaseFailed;
}

ErrorCode codeOf(const SQLite::Exception& e, int systemError) {
    switch (e.getErrorCode() & 0xff) { // the primary code of an extended one
    case SQLITE_FULL:
        return ErrorCode::diskFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return ErrorCode::databaseCorrupt;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::databaseBusy;
    case SQLITE_CANTOPEN: // also a file beside the database that the full disk has no room for
        return isFull(systemError) ? ErrorCode::diskFull : ErrorCode::folderNotWritable;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return ErrorCode::folderNotWritable;
    case SQLITE_NOMEM:
        return ErrorCode::outOfMemory;
    case SQLITE_CONSTRAINT:
        return uniqueCode(e.what());
    case SQLITE_IOERR:
        // The file of the shared index could not be made as large as it must be: SQLite keeps no errno of it.
        if (e.getErrorCode() == SQLITE_IOERR_SHMSIZE || e.getExtendedErrorCode() == SQLITE_IOERR_SHMSIZE)
            return ErrorCode::diskFull;
        // SQLite calls a write that the system cut short an I/O error unless the reason was ENOSPC.
        return isFull(systemError) ? ErrorCode::diskFull : ErrorCode::databaseFailed;
    default:
        return ErrorCode::databaseFailed;
    }
}

} // namespace

Error toError(const SQLite::Exception& e, int systemError) {
    // SQLite's own text names tables and columns, never values.
    return Error{codeOf(e, systemError),
                 std::string(e.what()) + " (" + std::to_string(e.getExtendedErrorCode()) + ")",
                 {}};
}

} // namespace esek::storage

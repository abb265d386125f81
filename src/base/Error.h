#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace esek {

/// What kind of trouble it is; decides the exit code of the command line (src/README.md, Command line).
enum class ErrorCategory { rule, usage, input, server, conflict, bug };

// X(code, category). A new code also gets its sentence in Describe.cpp (a test holds the two together).
#define ESEK_ERROR_CODES(X)                                                                                  \
    /* rules: the request is understood and refused */                                                       \
    X(wrongStatus, rule)                                                                                     \
    X(versionChanged, rule)                                                                                  \
    X(reasonRequired, rule)                                                                                  \
    X(noteRequired, rule)                                                                                    \
    X(roleNotAllowed, rule)                                                                                  \
    X(decideFamilyRequestFirst, rule)                                                                        \
    X(nothingToWithdraw, rule)                                                                               \
    X(nothingToUndo, rule)                                                                                   \
    X(decisionAlreadySent, rule)                                                                             \
    X(photoTooSmallToPrint, rule)                                                                            \
    X(photoNotAccepted, rule)                                                                                \
    X(deletionRequestOpen, rule)                                                                             \
    X(changeRequestOpen, rule)                                                                               \
    X(cardAlreadyIssued, rule)                                                                               \
    X(cardNotNeeded, rule)                                                                                   \
    X(cardDataMissing, rule)                                                                                 \
    X(cardWrongState, rule)                                                                                  \
    X(cardLeftOut, rule)                                                                                     \
    X(peselNeeded, rule)                                                                                     \
    X(cardNumberTaken, rule)                                                                                 \
    X(issueDateInvalid, rule)                                                                                \
    X(issueDateEarlier, rule)                                                                                \
    X(clockSetBack, rule)                                                                                    \
    X(photoReplaced, rule)                                                                                   \
    X(photoErased, rule)                                                                                     \
    X(textDoesNotFit, rule)                                                                                  \
    X(glyphMissing, rule)                                                                                    \
    X(studentExists, rule)                                                                                   \
    X(peselTaken, rule)                                                                                      \
    X(registerNumberTaken, rule)                                                                             \
    X(valueRequired, rule)                                                                                   \
    X(valueInvalid, rule)                                                                                    \
    X(nothingToDo, rule)                                                                                     \
    X(checkFailed, rule)                                                                                     \
    X(alreadyEnrolled, rule)                                                                                 \
    X(enrolCodeInvalid, rule)                                                                                \
    X(numbersExhausted, rule)                                                                                \
    X(schoolHasData, rule)                                                                                   \
    X(idReused, rule)                                                                                        \
    X(secondValidCard, rule)                                                                                 \
    X(batchRenumbered, rule)                                                                                 \
    X(markExists, rule)                                                                                      \
    X(markPlaceTaken, rule)                                                                                  \
    X(markPlacesFull, rule)                                                                                  \
    X(duplicateExists, rule)                                                                                 \
    X(requestClosed, rule)                                                                                   \
    X(blankOutOfRange, rule)                                                                                 \
    X(blankTaken, rule)                                                                                      \
    X(blankTypeDiffers, rule)                                                                                \
    X(blanksMissing, rule)                                                                                   \
    X(deliveryOverlaps, rule)                                                                                \
    X(deliveryInUse, rule)                                                                                   \
    X(cancelled, rule)                                                                                       \
    /* usage */                                                                                              \
    X(wrongUsage, usage)                                                                                     \
    X(unknownStudent, usage)                                                                                 \
    X(ambiguousStudent, usage)                                                                               \
    X(unknownCard, usage)                                                                                    \
    X(unknownBatch, usage)                                                                                   \
    X(unknownRequest, usage)                                                                                 \
    X(unknownDelivery, usage)                                                                                \
    X(unknownTemplate, usage)                                                                                \
    X(unknownPreset, usage)                                                                                  \
    X(unknownProfile, usage)                                                                                 \
    X(noReplica, usage)                                                                                      \
    X(replicaExists, usage)                                                                                  \
    X(notEnrolled, usage)                                                                                    \
    X(unknownConflict, usage)                                                                                \
    X(unknownSchool, usage)                                                                                  \
    X(unknownDevice, usage)                                                                                  \
    X(schoolExists, usage)                                                                                   \
    /* input: files, disks, databases */                                                                     \
    X(fileNotFound, input)                                                                                   \
    X(fileUnreadable, input)                                                                                 \
    X(fileEmpty, input)                                                                                      \
    X(fileTooLarge, input)                                                                                   \
    X(fileKindUnknown, input)                                                                                \
    X(fileCorrupt, input)                                                                                    \
    X(fileTruncated, input)                                                                                  \
    X(fileDoubtful, input)                                                                                   \
    X(decodingStopped, input)                                                                                \
    X(programMissing, input)                                                                                 \
    X(imageTooLarge, input)                                                                                  \
    X(imageTooSmall, input)                                                                                  \
    X(fileEncrypted, input)                                                                                  \
    X(textEncoding, input)                                                                                   \
    X(quoteNotClosed, input)                                                                                 \
    X(columnMissing, input)                                                                                  \
    X(columnsUnclear, input)                                                                                 \
    X(listTooLong, input)                                                                                    \
    X(listWithoutPupils, input)                                                                              \
    X(sheetMissing, input)                                                                                   \
    X(jsonInvalid, input)                                                                                    \
    X(templateInvalid, input)                                                                                \
    X(folderNotWritable, input)                                                                              \
    X(folderOpenToOthers, input)                                                                             \
    X(diskFull, input)                                                                                       \
    X(writeFailed, input)                                                                                    \
    X(outputRefused, input)                                                                                  \
    X(databaseCorrupt, input)                                                                                \
    X(databaseBusy, input)                                                                                   \
    X(databaseFailed, input)                                                                                 \
    X(databaseNotOpened, input)                                                                              \
    X(schemaNewer, input)                                                                                    \
    X(auditChainBroken, input)                                                                               \
    X(blobMissing, input)                                                                                    \
    X(blobDamaged, input)                                                                                    \
    X(photoFileMissing, input)                                                                               \
    X(instanceRunning, input)                                                                                \
    X(outOfMemory, input)                                                                                    \
    /* server */                                                                                             \
    X(serverUnreachable, server)                                                                             \
    X(serverRefused, server)                                                                                 \
    X(serverUnauthorized, server)                                                                            \
    X(serverNotTrusted, server)                                                                              \
    X(serverProtocol, server)                                                                                \
    X(serverBusy, server)                                                                                    \
    X(changesGone, server)                                                                                   \
    /* conflict */                                                                                           \
    X(conflictWaiting, conflict)                                                                             \
    X(decidedElsewhere, conflict)                                                                            \
    X(changedElsewhere, conflict)                                                                            \
    X(removalNeedsConsent, conflict)                                                                         \
    X(changesNeedConsent, conflict)                                                                          \
    /* bug */                                                                                                \
    X(internal, bug)

enum class ErrorCode {
#define X(code, category) code,
    ESEK_ERROR_CODES(X)
#undef X
};

ErrorCategory category(ErrorCode);
/// 0 done; 1 rule; 2 usage; 3 input; 4 server; 5 conflict; 70 bug (src/README.md, Command line).
int exitCode(ErrorCode);
/// Stable identifier for scripts and JSON, e.g. "wrongStatus".
std::string_view name(ErrorCode);
const std::vector<ErrorCode>& allErrorCodes();

/// What went wrong. `message` is technical English for the log and carries no personal data; people read
/// describe(Error), which fills the sentence of the code with the values of `context`.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string message;
    std::vector<std::pair<std::string, std::string>> context; ///< placeholder -> value, both UTF-8

    /// Empty when there is no such value.
    std::string value(std::string_view key) const;
    Error with(std::string key, std::string val) const&;
    Error with(std::string key, std::string val) &&;
    bool operator==(const Error&) const = default;
};

/// Thrown inside a module only; its border turns it into a Result (see guarded() in base/Result.h).
class Exception : public std::runtime_error {
  public:
    explicit Exception(Error error) : std::runtime_error(error.message), m_error(std::move(error)) {}
    Exception(ErrorCode code, std::string message) : Exception(Error{code, std::move(message), {}}) {}
    const Error& error() const { return m_error; }

  private:
    Error m_error;
};

} // namespace esek

#pragma once
#include "domain/Mutation.h"

#include <string>
#include <vector>

/// Rows of the server's tables. Ids are text, as they are stored.
namespace esek::server {

/// The tables hold the kind of a record as its frozen number.
using Kind = domain::Entity;

struct SchoolRow {
    std::string id;
    std::string name;
    std::int64_t head = 0;
    std::int64_t epochStart = 0;
    std::int64_t nextNumber = 1; ///< the first running card number that nobody has
    std::string chain;           ///< of the last change; empty before the first
};
struct RecordRow {
    std::string id;
    std::string body;
    std::int64_t rev = 0;
};
struct ChangeRow {
    std::int64_t seq = 0;
    Kind kind = Kind::school;
    std::string id;
    std::string body;     ///< the record after it
    std::string mutation; ///< empty for what administrators did
    std::string before;   ///< "null" for a new record
    std::string messages; ///< JSON array
    std::string device;
    std::string at;
    std::string chain;
};
struct AnswerRow {
    std::string digest;
    std::string answer;
};
struct BlobRow {
    std::string id;
    std::int64_t size = 0;
    std::string createdAt;
};
struct UploadRow {
    std::string id;
    std::string blob;
    std::int64_t size = 0;
    std::string createdAt;
};
struct AccountRow {
    std::string school;
    std::string id;
    std::string name;
    std::string role;
    std::string createdAt;
};
struct InviteRow {
    std::string codeHash;
    std::string school;
    std::string account;
    std::string role;
    std::string name;
    std::string expiresAt;
    std::string usedAt; ///< empty: not yet
};
struct DeviceRow {
    std::string id;
    std::string school;
    std::string account;
    std::string role;
    std::string name;
    std::string tokenHash;
    std::string createdAt;
    std::string revokedAt; ///< empty: still admitted
};
struct AuditRow {
    std::int64_t seq = 0;
    std::string at;
    std::string kind;
    std::string subject;
    std::string chain;
};

} // namespace esek::server

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
struct BytesSum {
    std::int64_t count = 0;
    std::int64_t bytes = 0;
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
/// A family's way in, for one pupil. Empty text: none.
struct LoginRow {
    std::string id;
    std::string school;
    std::string student;
    std::string number;
    std::string role; ///< "parent" or "student"
    std::string name; ///< of the parent, as typed by them
    std::string password;
    std::string oneTime;
    std::string link;
    std::string secretsUntil;
    std::string issuedAt;
    std::string issuedBy; ///< the office's device
    std::string usedAt;
    std::string endedAt;   ///< not empty: no longer admitted
    std::string readUntil; ///< the last message that was marked as read
    std::string guardian;  ///< id of the one guardian that it belongs to; empty: any parent's, or the pupil's

    /// No secret that the family has lets it in any more.
    void end(std::string at) {
        password.clear();
        oneTime.clear();
        link.clear();
        endedAt = std::move(at);
    }
};
struct SessionRow {
    std::string token; ///< its hash
    std::string id;
    std::string login;
    std::string createdAt;
    std::string usedAt;
    std::string agent; ///< the browser, as it calls itself
};
struct DraftRow {
    std::string login;
    std::string id;
    std::string blob;
    std::int64_t size = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::string fileName;
    std::string crop; ///< JSON
    std::string mutation;
    std::string createdAt;
    std::string sentAt;
    std::string advice;        ///< reasons for a rejection that the checks saw, with a space between
    std::int64_t headwear = 0; ///< 1: the family says that the head is covered for religion or health
};
/// When a computer of an office was here last.
struct ContactRow {
    std::string device;
    std::string version; ///< of its program, as it says; may be empty
    std::string at;
};
struct AuditRow {
    std::int64_t seq = 0;
    std::string at;
    std::string kind;
    std::string subject;
    std::string chain;
};

} // namespace esek::server

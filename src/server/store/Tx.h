#pragma once
#include "server/store/Database.h"
#include "server/store/Rows.h"

#include <optional>

namespace esek::server {

using Text = const std::string&;

/// The statements of one transaction. Everything that belongs to a school is asked for with the school's id,
/// which comes from the token; there is no statement that could reach another school by accident.
class Tx {
  public:
    Tx(Database& db, Dialect dialect) : m_db(db), m_dialect(dialect) {}

    // The server
    std::string state(Text name); ///< empty when there is none
    void setState(Text name, Text value);

    // Schools
    std::vector<SchoolRow> schools();
    std::optional<SchoolRow> school(Text id);
    /// Other writers of this school wait until the end of the transaction.
    std::optional<SchoolRow> lockSchool(Text id);
    void addSchool(const SchoolRow&);
    void saveSchool(const SchoolRow&);
    std::int64_t head(Text school);

    // Records
    std::optional<RecordRow> record(Text school, Kind, Text id);
    void putRecord(Text school, Kind, const RecordRow&);
    std::vector<RecordRow> records(Text school, Kind, Text after, std::int64_t limit);
    std::string keyOwner(Text school, Text kind, Text value); ///< empty when it is free
    /// The keys of a kind that begin with this text, with their owners, in order.
    std::vector<std::pair<std::string, std::string>> keys(Text school, Text kind, Text beginning);
    std::string lastKey(Text school, Text kind); ///< the greatest; empty when there is none
    void setKey(Text school, Text kind, Text value, Text owner);
    void dropKey(Text school, Text kind, Text value, Text owner); ///< only when it is this owner's

    // Changes
    void addChange(Text school, const ChangeRow&);
    std::vector<ChangeRow> changes(Text school, std::int64_t after, std::int64_t until, std::int64_t limit);
    std::optional<AnswerRow> answer(Text school, Text mutation);
    void addAnswer(Text school, Text mutation, const AnswerRow&);
    void addUnchanged(Text school, Text mutation, Text at); ///< its answer goes with it
    std::int64_t unchangedCount(Text school);
    void dropUnchanged(Text school, Text before);

    // Bytes
    std::optional<BlobRow> storedBlob(Text school, Text blob);
    std::vector<BlobRow> blobs(Text school, Text state);
    void putBlob(Text school, const BlobRow&); ///< stored
    void markErasing(Text school, Text blob);
    void dropBlob(Text school, Text blob);
    std::vector<BlobRow> held(Text school, Text student); ///< in the order of ids
    void addHeld(Text school, Text student, const BlobRow&);
    void dropHeld(Text school, Text student);
    bool isHeld(Text school, Text blob);
    /// Stored, but neither in a pupil's photo file nor in what a family is about to send; stored before this
    /// time.
    std::vector<BlobRow> unnamed(Text school, Text before);
    BytesSum unnamedSum(Text school);
    std::optional<UploadRow> upload(Text school, Text id);
    std::optional<UploadRow> uploadOf(Text school, Text blob);
    std::vector<UploadRow> uploads(Text school);
    void addUpload(Text school, const UploadRow&);
    void dropUpload(Text school, Text id);

    // People and devices
    void addAccount(const AccountRow&);
    std::vector<AccountRow> accounts(Text school);
    void addInvite(const InviteRow&);
    std::optional<InviteRow> invite(Text codeHash); ///< locked until the end of the transaction
    void useInvite(Text codeHash, Text at);
    void addDevice(const DeviceRow&);
    std::vector<DeviceRow> devices();
    std::optional<DeviceRow> device(Text id);
    std::optional<DeviceRow> deviceByToken(Text tokenHash);
    void revokeDevice(Text id, Text at);
    std::optional<ContactRow> contact(Text device);
    void putContact(const ContactRow&);
    std::vector<ContactRow> contacts(Text school);
    void addAudit(Text school, const AuditRow&);
    std::optional<AuditRow> lastAudit(Text school);
    std::vector<AuditRow> audit(Text school);

    // Families
    void putLogin(const LoginRow&);
    std::optional<LoginRow> login(Text id);
    std::optional<LoginRow> loginByNumber(Text number);
    std::optional<LoginRow> loginByLink(Text linkHash);
    std::vector<LoginRow> logins(Text school);
    std::vector<LoginRow> loginsOf(Text school, Text student);
    void addSession(const SessionRow&);
    std::optional<SessionRow> session(Text tokenHash);
    std::vector<SessionRow> sessions(Text login);
    void useSession(Text tokenHash, Text at);
    void dropSession(Text login, Text id);
    void dropSessions(Text login);
    void putDraft(const DraftRow&);
    std::optional<DraftRow> draft(Text login);
    void dropDraft(Text login);
    void dropUnsentDrafts(Text school, Text before); ///< begun before this time
    bool isDrafted(Text school, Text blob);          ///< some family is about to send it
    /// One more try; how many there are now since the first one that is not older than windowBegan.
    std::int64_t countGuess(Text counter, Text now, Text windowBegan);
    void takeBackGuess(Text counter);
    void dropGuesses(Text before);
    void addStudentMessage(Text school, Text student, Text message);
    std::vector<RecordRow> messagesOf(Text school, Text student); ///< the newest first
    std::int64_t messagesAfter(Text school, Text student, Text message);

    /// For backup, restore and checks.
    Database& database() { return m_db; }
    /// PostgreSQL does not break this transaction off when it rests or when a statement is long: for those
    /// that read everything, and hold no row that an office needs.
    void allowLongRun();
    Dialect dialect() const { return m_dialect; }

  private:
    std::string forUpdate() const { return m_dialect == Dialect::postgresql ? " FOR UPDATE" : ""; }
    Database& m_db;
    Dialect m_dialect;
};

} // namespace esek::server

#include "server/central/Schools.h"

#include "base/Log.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "server/central/Chain.h"

#include <algorithm>

namespace esek::server {

Error unknownSchool(const domain::SchoolId& id) {
    return Error{ErrorCode::unknownSchool, "unknown school", {{"school", id.toString()}}};
}

void requireOfficeRole(domain::Role role) {
    if (role != domain::Role::clerk && role != domain::Role::headteacher &&
        role != domain::Role::administrator)
        throw Exception(Error{
            ErrorCode::valueInvalid, "role", {{"field", "role"}, {"reason", "clerk, headteacher, admin"}}});
}

void requireName(const std::string& name) {
    static constexpr std::size_t kBytes = 200;
    const auto refuse = [](const std::string& reason) {
        throw Exception(Error{ErrorCode::valueInvalid, "name", {{"field", "--name"}, {"reason", reason}}});
    };
    if (!isValidUtf8(name))
        refuse(tr("its bytes are no UTF-8 text"));
    if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
        refuse(tr("it holds control characters"));
    if (name.size() > kBytes)
        refuse(tr("it is too long"));
}

Result<domain::SchoolId> Schools::add(domain::School school) {
    return guarded([&]() -> Result<domain::SchoolId> {
        if (school.id.isNil())
            school.id = {*Uuid::parse(m_core.newId())};
        school.version = 1;
        const std::string id = school.id.toString();
        m_core.store.write([&](Tx& tx) {
            if (tx.school(id))
                throw Exception(Error{ErrorCode::schoolExists, "school exists", {{"school", school.name}}});
            SchoolRow row{id, school.name, 1, 0, school.nextNumber, {}};
            ChangeRow change{1,  Kind::school, id, dumpJson(domain::toJson(school)), "", "null", "[]",
                             "", m_core.now(), ""};
            change.chain = chainOf({}, change);
            row.chain = change.chain;
            tx.addSchool(row);
            tx.putRecord(id, Kind::school, {id, change.body, 1});
            tx.addChange(id, change);
            m_core.audit(tx, id, "school_added", id);
        });
        log::info("school " + id + " added");
        return school.id;
    });
}

Result<std::vector<SchoolRow>> Schools::list() {
    return guarded([&] { return m_core.store.read([](Tx& tx) { return tx.schools(); }); });
}

Result<std::string> Schools::addUser(const domain::SchoolId& school, domain::Role role,
                                     const std::string& name) {
    return guarded([&] {
        requireOfficeRole(role);
        requireName(name);
        const std::string account = m_core.newId();
        const std::string id = school.toString();
        m_core.store.write([&](Tx& tx) {
            if (!tx.lockSchool(id))
                throw Exception(unknownSchool(school));
            tx.addAccount({id, account, name, std::string(toString(role)), m_core.now()});
            m_core.audit(tx, id, "user_added", account);
        });
        return account;
    });
}

} // namespace esek::server

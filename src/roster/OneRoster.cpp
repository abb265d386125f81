#include "roster/OneRoster.h"

#include "base/Error.h"
#include "base/Text.h"
#include "roster/Csv.h"
#include "roster/Encoding.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace esek::roster {

namespace {

constexpr std::uint64_t kMaxPart = std::uint64_t{64} << 20;

// One file of the zip; cells by the name of their column.
class Sheet {
  public:
    Sheet(const Zip& zip, const std::string& name) {
        const Zip::Entry* entry = zip.find(name);
        if (!entry)
            return;
        m_raw = parseCsv(decodeText(zip.read(*entry, kMaxPart), name).text, ',', name);
        if (m_raw.rows.empty())
            return;
        for (std::size_t i = 0; i < m_raw.rows[0].size(); ++i)
            m_columns.emplace(toLower(m_raw.rows[0][i]), i);
    }
    std::size_t size() const { return m_raw.rows.empty() ? 0 : m_raw.rows.size() - 1; }
    bool has(const std::string& column) const { return m_columns.count(column) > 0; }
    std::size_t line(std::size_t row) const { return m_raw.lines[row + 1]; }
    const std::string& at(std::size_t row, const std::string& column) const {
        static const std::string kNone;
        const auto found = m_columns.find(column);
        const auto& cells = m_raw.rows[row + 1];
        return found == m_columns.end() || found->second >= cells.size() ? kNone : cells[found->second];
    }
    bool deleted(std::size_t row) const { return toLower(at(row, "status")) == "tobedeleted"; }

  private:
    RawRows m_raw;
    std::unordered_map<std::string, std::size_t> m_columns;
};

bool isDigits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "{pesel:08210112345},{ldap:jk}" -> "08210112345"
std::string peselOfUserIds(const std::string& ids) {
    const auto at = toLower(ids).find("{pesel:");
    if (at == std::string::npos)
        return {};
    return trim(std::string_view(ids).substr(at + 7, ids.find('}', at) - at - 7));
}

std::unordered_map<std::string, std::string> classOfUser(const Zip& zip) {
    const Sheet classes(zip, "classes.csv");
    std::unordered_map<std::string, std::string> titles;
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (!classes.deleted(i) && toLower(classes.at(i, "classtype")) == "homeroom")
            titles[classes.at(i, "sourcedid")] = classes.at(i, "title");
    const Sheet enrollments(zip, "enrollments.csv");
    std::unordered_map<std::string, std::string> result;
    for (std::size_t i = 0; i < enrollments.size(); ++i) {
        const auto title = titles.find(enrollments.at(i, "classsourcedid"));
        if (!enrollments.deleted(i) && title != titles.end() &&
            toLower(enrollments.at(i, "role")) == "student")
            result.emplace(enrollments.at(i, "usersourcedid"), title->second);
    }
    return result;
}

} // namespace

bool isOneRoster(const Zip& zip) {
    return zip.find("manifest.csv") && zip.find("users.csv");
}

RawRows readOneRoster(const Zip& zip, const std::string& file) {
    const Sheet users(zip, "users.csv");
    if (!users.has("sourcedid") || !users.has("givenname") || !users.has("familyname"))
        throw Exception(
            Error{ErrorCode::fileCorrupt, "OneRoster users.csv without its columns", {{"file", file}}});
    const Sheet roles(zip, "roles.csv"); // 1.2; in 1.1 the role stands in users.csv
    std::unordered_set<std::string> students;
    for (std::size_t i = 0; i < roles.size(); ++i)
        if (!roles.deleted(i) && toLower(roles.at(i, "role")) == "student")
            students.insert(roles.at(i, "usersourcedid"));
    const Sheet demographics(zip, "demographics.csv");
    std::unordered_map<std::string, std::string> births;
    for (std::size_t i = 0; i < demographics.size(); ++i)
        births[demographics.at(i, "sourcedid")] = demographics.at(i, "birthdate");
    auto classes = classOfUser(zip);

    RawRows out;
    out.add({"familyName", "givenName", "middleName", "PESEL", "birthDate", "class", "registerNumber"}, 1);
    for (std::size_t i = 0; i < users.size(); ++i) {
        const std::string& id = users.at(i, "sourcedid");
        const bool student =
            roles.size() > 0 ? students.count(id) > 0 : toLower(users.at(i, "role")) == "student";
        if (!student || users.deleted(i) || toLower(users.at(i, "enableduser")) == "false")
            continue;
        const std::string& identifier = users.at(i, "identifier");
        std::string pesel = peselOfUserIds(users.at(i, "userids"));
        const bool identifierIsPesel = pesel.empty() && identifier.size() == 11 && isDigits(identifier);
        if (identifierIsPesel)
            pesel = identifier;
        out.add({users.at(i, "familyname"), users.at(i, "givenname"), users.at(i, "middlename"), pesel,
                 births[id], classes[id],
                 identifierIsPesel || identifier == pesel ? std::string() : identifier},
                users.line(i));
    }
    return out;
}

} // namespace esek::roster

#include "roster/Mapping.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "roster/ColumnChoice.h"
#include "roster/GuardianColumns.h"
#include "roster/Headers.h"

#include <algorithm>
#include <set>
#include <utility>

namespace esek::roster {

namespace {

struct Preset {
    const char* name;
    const char* title;
    /// Names that mean something else in this program than elsewhere; looked up first.
    std::vector<std::pair<const char*, Field>> own;
    /// Not empty: the order is fixed and the names in the header do not count.
    std::vector<Field> order;
};

const std::vector<Preset>& all() {
    static const std::vector<Preset> presets{
        {"auto", ESEK_N_("Recognise the columns by their names"), {}, {}},
        {"librus",
         ESEK_N_("Librus Synergia: list of pupils"),
         // The number in the journal is no number of the pupil.
         {{"numer", Field::ignore}, {"nr", Field::ignore}, {"uczen", Field::surnameThenGiven}},
         {}},
        {"vulcan",
         ESEK_N_("VULCAN: list of pupils"),
         {{"numer", Field::ignore}, {"nr", Field::ignore}, {"daneoddzialu", Field::classUnit}},
         {}},
        {"alg",
         ESEK_N_("ALG Sekretariat: export"),
         {{"nrdz", Field::ignore}, {"nrku", Field::registerNumber}, {"nrleg", Field::cardNumber}},
         {}},
        // First name; surname; PESEL; (a column not used here); date of birth. The header row is skipped by
        // SIO.
        {"sio",
         ESEK_N_("SIO: first name, surname, PESEL, –, date of birth, in this order"),
         {},
         {Field::givenName, Field::surname, Field::pesel, Field::ignore, Field::birthDate}},
        {"oneroster", ESEK_N_("OneRoster 1.1 and 1.2 (zip)"), {{"identifier", Field::registerNumber}}, {}},
    };
    return presets;
}

const Preset& find(std::string_view name) {
    std::vector<std::string> choices;
    for (const Preset& p : all()) {
        if (name == p.name)
            return p;
        choices.emplace_back(p.name);
    }
    throw Exception(Error{ErrorCode::unknownPreset,
                          "unknown import preset",
                          {{"preset", std::string(name)}, {"choices", join(choices, ", ")}}});
}

HeaderMeaning meaningIn(const Preset& preset, const std::string& header) {
    HeaderMeaning meaning = meaningOfHeader(header);
    if (!preset.own.empty()) {
        const std::string key = headerKey(header);
        for (const auto& [own, field] : preset.own)
            if (key == own)
                meaning.field = field;
    }
    return meaning;
}

} // namespace

std::vector<PresetInfo> presets() {
    std::vector<PresetInfo> infos;
    for (const Preset& p : all())
        infos.push_back({p.name, tr(p.title)});
    return infos;
}

Result<Mapping> suggestMapping(const Table& table, std::string_view name) {
    return guarded([&] {
        const Preset& preset = find(name);
        if (!preset.order.empty()) {
            Mapping mapping;
            mapping.columns.assign(table.header.size(), Field::ignore);
            for (std::size_t i = 0; i < std::min(preset.order.size(), table.header.size()); ++i)
                mapping.columns[i] = preset.order[i];
            return mapping;
        }
        std::vector<HeaderMeaning> meanings;
        for (const std::string& header : table.header)
            meanings.push_back(meaningIn(preset, header));
        return chooseColumns(table, meanings);
    });
}

void assignColumn(Mapping& mapping, std::size_t column, Field field) {
    if (column >= mapping.columns.size())
        return;
    if (field != Field::ignore) {
        dropField(mapping, field);
        // A question about names is answered by either way of giving them.
        if (isWholeName(field))
            for (const Field part : {Field::surname, Field::givenName, Field::givenNames})
                std::erase_if(mapping.questions, [&](const ColumnQuestion& q) { return q.field == part; });
    }
    mapping.columns[column] = field;
}

void dropField(Mapping& mapping, Field field) {
    std::replace(mapping.columns.begin(), mapping.columns.end(), field, Field::ignore);
    std::erase_if(mapping.questions, [&](const ColumnQuestion& q) { return q.field == field; });
}

Result<void> checkMapping(const Table& table, const Mapping& mapping) {
    if (!mapping.questions.empty()) {
        const ColumnQuestion& question = mapping.questions.front();
        std::vector<std::string> names;
        for (const std::size_t c : question.columns)
            names.push_back(fmt::format(fmt::runtime(tr("“{}”")), table.header[c]));
        return Error{ErrorCode::columnsUnclear,
                     "several columns for one field",
                     {{"file", table.file},
                      {"field", title(question.field)},
                      {"name", std::string(esek::roster::name(question.field))},
                      {"columns", join(names, ", ")}}};
    }
    const auto has = [&](std::initializer_list<Field> fields) {
        return std::any_of(fields.begin(), fields.end(), [&](Field f) {
            return std::find(mapping.columns.begin(), mapping.columns.end(), f) != mapping.columns.end();
        });
    };
    std::vector<std::string> missing;
    if (!has({Field::surnameThenGiven, Field::givenThenSurname})) {
        if (!has({Field::surname}))
            missing.push_back(title(Field::surname));
        if (!has({Field::givenName, Field::givenNames}))
            missing.push_back(title(Field::givenName));
    }
    if (!has({Field::pesel, Field::birthDate, Field::registerNumber}))
        missing.push_back(title(Field::pesel) + " " + tr("or") + " " + title(Field::birthDate) + " " +
                          tr("or") + " " + title(Field::registerNumber));
    if (missing.empty())
        return {};
    return Error{ErrorCode::columnMissing,
                 "required columns are missing",
                 {{"file", table.file}, {"field", join(missing, ", ")}}};
}

std::vector<std::string> unreadColumns(const Table& table, const Mapping& mapping) {
    const GuardianColumns guardians(table, mapping);
    std::vector<std::string> unread;
    for (std::size_t c = 0; c < table.header.size(); ++c) {
        if (table.header[c].empty() || guardians.holds(c) || headerKey(table.header[c]) == "lp" ||
            (c < mapping.columns.size() && mapping.columns[c] != Field::ignore))
            continue;
        const bool filled = std::any_of(table.rows.begin(), table.rows.end(),
                                        [&](const auto& row) { return c < row.size() && !row[c].empty(); });
        if (filled)
            unread.push_back(table.header[c]);
    }
    return unread;
}

Result<Mapping> guessMapping(const Table& table, std::string_view preset) {
    return guarded([&] {
        Mapping mapping = suggestMapping(table, preset).value();
        checkMapping(table, mapping).value();
        return mapping;
    });
}

} // namespace esek::roster

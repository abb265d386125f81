#include "ui/model/StudentsImport.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::ui::model {

Result<StudentsImport::Read> StudentsImport::read(const std::filesystem::path& file,
                                                  const std::string& preset) {
    return guarded([&] {
        Read r;
        r.table = roster::readTable(file).value();
        r.mapping = roster::suggestMapping(r.table, preset).value();
        return r;
    });
}

Result<roster::ImportPlan> StudentsImport::plan(app::Office& office, const roster::Table& table,
                                                const roster::Mapping& mapping) {
    return guarded([&] {
        roster::checkMapping(table, mapping).value();
        return app::RosterService(office).planStudents(table, mapping).value();
    });
}

void StudentsImport::setRead(Read r) {
    m_table = std::move(r.table);
    m_mapping = std::move(r.mapping);
    m_mapping.columns.resize(columnCount(), roster::Field::ignore);
    m_plan.reset();
    m_issues.clear();
}

std::size_t StudentsImport::columnCount() const {
    std::size_t widest = m_table.header.size();
    for (const auto& row : m_table.rows)
        widest = std::max(widest, row.size());
    return widest;
}

std::string StudentsImport::header(std::size_t column) const {
    if (column < m_table.header.size() && !m_table.header[column].empty())
        return m_table.header[column];
    return format(fmt::runtime(tr("Column {}")), column + 1);
}

std::string StudentsImport::cell(std::size_t row, std::size_t column) const {
    if (row >= m_table.rows.size() || column >= m_table.rows[row].size())
        return {};
    return m_table.rows[row][column];
}

roster::Field StudentsImport::field(std::size_t column) const {
    return column < m_mapping.columns.size() ? m_mapping.columns[column] : roster::Field::ignore;
}

void StudentsImport::setField(std::size_t column, roster::Field wanted) {
    if (column >= m_mapping.columns.size())
        return;
    if (wanted != roster::Field::ignore)
        std::replace(m_mapping.columns.begin(), m_mapping.columns.end(), wanted, roster::Field::ignore);
    m_mapping.columns[column] = wanted;
    dropPlan();
}

void StudentsImport::setPreset(const std::string& preset) {
    if (auto mapping = roster::suggestMapping(m_table, preset)) {
        m_mapping = std::move(*mapping);
        m_mapping.columns.resize(columnCount(), roster::Field::ignore);
        dropPlan();
    }
}

std::string StudentsImport::describeFile() const {
    std::string text = m_table.file;
    if (!m_table.encoding.empty())
        text += ", " + m_table.encoding;
    if (m_table.delimiter == ';')
        text += ", " + tr("columns separated by semicolons");
    else if (m_table.delimiter == ',')
        text += ", " + tr("columns separated by commas");
    else if (m_table.delimiter == '\t')
        text += ", " + tr("columns separated by tabs");
    const std::size_t n = m_table.rows.size();
    return text + ", " + format(fmt::runtime(trn("{} row", "{} rows", n)), n);
}

void StudentsImport::setPlan(Result<roster::ImportPlan> result) {
    m_plan = std::move(result);
    m_issues.clear();
    if (!plan())
        return;
    const auto add = [this](const roster::Issue& issue, bool fatal) {
        m_issues.push_back(
            {issue.line ? std::to_string(issue.line) : std::string(), issue.column, issue.reason(), fatal});
    };
    for (const auto& issue : plan()->refused)
        add(issue, true);
    for (const auto& issue : plan()->flags)
        add(issue, false);
}

bool StudentsImport::canImport() const {
    if (!m_plan || !m_plan->ok())
        return false;
    const roster::ImportPlan& p = m_plan->value();
    return !(p.add.empty() && p.update.empty());
}

std::string StudentsImport::counts() const {
    const roster::ImportPlan* p = plan();
    if (!p)
        return {};
    return format(fmt::runtime(tr("To add: {}. To change: {}. The same: {}. Refused: {}.")), p->add.size(),
                  p->update.size(), p->unchanged.size(), p->refusedRows);
}

Result<PhotosImport::Read> PhotosImport::read(app::Office& office, const std::filesystem::path& source) {
    return guarded([&] {
        Read r;
        r.source = source;
        const auto files = roster::PhotoSource::open(source).value();
        std::vector<domain::Student> students;
        for (auto& row : office.replica().students().value()) {
            r.pupils.push_back({row.student.id, row.student.classUnit.empty()
                                                    ? row.student.listName()
                                                    : row.student.listName() + ", " + row.student.classUnit});
            students.push_back(std::move(row.student));
        }
        r.matches = roster::matchPhotos(files->names(), students);
        return r;
    });
}

void PhotosImport::setRead(Read r) {
    m_read = std::move(r);
    m_assigned.clear();
    m_byId.clear();
    for (std::size_t i = 0; i < m_read.pupils.size(); ++i)
        m_byId[m_read.pupils[i].id] = i;
    m_order.clear();
    for (std::size_t i = 0; i < m_read.matches.size(); ++i)
        m_order.push_back(i);
    const auto needsPerson = [this](std::size_t i) {
        const auto how = m_read.matches[i].how;
        return how == roster::MatchHow::none || how == roster::MatchHow::ambiguous;
    };
    std::stable_partition(m_order.begin(), m_order.end(), needsPerson);
}

const PhotosImport::Pupil* PhotosImport::pupil(const domain::StudentId& id) const {
    const auto it = m_byId.find(id);
    return it == m_byId.end() ? nullptr : &m_read.pupils[it->second];
}

PhotosImport::State PhotosImport::state(std::size_t row) const {
    if (m_assigned.count(match(row).name))
        return State::assigned;
    switch (match(row).how) {
    case roster::MatchHow::none:
        return State::unmatched;
    case roster::MatchHow::ambiguous:
        return State::ambiguous;
    default:
        return State::matched;
    }
}

std::string PhotosImport::stateText(std::size_t row) const {
    switch (state(row)) {
    case State::assigned:
        return tr("assigned by hand");
    case State::ambiguous:
        return tr("several pupils");
    case State::unmatched:
        return tr("no pupil");
    case State::matched:
        break;
    }
    switch (match(row).how) {
    case roster::MatchHow::pesel:
        return tr("by PESEL");
    case roster::MatchHow::registerNumber:
        return tr("by register number");
    default:
        return tr("by name and class");
    }
}

std::string PhotosImport::whose(std::size_t row) const {
    if (const auto it = m_assigned.find(match(row).name); it != m_assigned.end()) {
        const Pupil* p = pupil(it->second);
        return p ? p->label : std::string();
    }
    std::vector<std::string> names;
    for (const auto& id : match(row).candidates)
        if (const Pupil* p = pupil(id))
            names.push_back(p->label);
    if (state(row) == State::matched)
        return names.empty() ? std::string() : names.front();
    if (names.empty())
        return tr("choose a pupil");
    return format(fmt::runtime(tr("choose: {}?")), join(names, "; "));
}

std::size_t PhotosImport::toImport() const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < size(); ++i)
        n += state(i) == State::matched || state(i) == State::assigned;
    return n;
}

std::string PhotosImport::counts() const {
    std::size_t by[4] = {};
    for (std::size_t i = 0; i < size(); ++i)
        ++by[static_cast<std::size_t>(state(i))];
    return format(
        fmt::runtime(tr("Files: {}. Matched: {}. Assigned by hand: {}. Several pupils: {}. No pupil: {}.")),
        size(), by[0], by[1], by[2], by[3]);
}

std::vector<PhotosImport::Pupil> PhotosImport::candidates(std::size_t row, const std::string& typed,
                                                          std::size_t limit) const {
    std::vector<Pupil> out;
    std::vector<std::string> words;
    for (const auto& word : split(squeeze(fold(typed)), ' '))
        if (!word.empty())
            words.push_back(word);
    const auto fits = [&words](const Pupil& p) {
        const std::string folded = fold(p.label);
        return std::all_of(words.begin(), words.end(),
                           [&](const std::string& w) { return folded.find(w) != std::string::npos; });
    };
    const auto& likely = match(row).candidates;
    for (const auto& id : likely)
        if (const Pupil* p = pupil(id); p && fits(*p))
            out.push_back(*p);
    for (const Pupil& p : m_read.pupils) {
        if (out.size() >= limit)
            break;
        if (std::find(likely.begin(), likely.end(), p.id) == likely.end() && fits(p))
            out.push_back(p);
    }
    return out;
}

void PhotosImport::assign(std::size_t row, const domain::StudentId& id) {
    m_assigned[match(row).name] = id;
}

void PhotosImport::unassign(std::size_t row) {
    m_assigned.erase(match(row).name);
}

std::string importSummary(const app::RosterService::PhotoImport& done) {
    const std::size_t n = done.imported.size();
    std::string text = format(fmt::runtime(trn("{} photo imported.", "{} photos imported.", n)), n);
    if (!done.same.empty())
        text += " " + format(fmt::runtime(tr("Already there: {}.")), done.same.size());
    if (!done.unmatched.empty())
        text += " " + format(fmt::runtime(tr("Without a pupil: {}.")), done.unmatched.size());
    constexpr std::size_t kShown = 5;
    for (std::size_t i = 0; i < done.refused.size() && i < kShown; ++i)
        text += "\n" + done.refused[i].name + ": " + describe(done.refused[i].error);
    if (done.refused.size() > kShown)
        text += "\n" + format(fmt::runtime(tr("Further refused files: {}.")), done.refused.size() - kShown);
    return text;
}

} // namespace esek::ui::model

#include "ui/model/PhotosImport.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::ui::model {

namespace {
constexpr std::size_t kNamed = 5; // files that a message names
}

std::string PhotosImport::Pupil::label() const {
    return hasPhoto ? name + " · " + tr("has a photo already") : name;
}

Result<PhotosImport::Read> PhotosImport::read(app::Office& office, const std::filesystem::path& source) {
    return guarded([&] {
        Read r = read(office, app::PhotoFiles::open(source).value()).value();
        r.source = source;
        return r;
    });
}

Result<PhotosImport::Read> PhotosImport::read(app::Office& office, std::shared_ptr<app::PhotoFiles> files) {
    return guarded([&] {
        Read r;
        r.files = std::move(files);
        std::vector<domain::Student> students;
        for (auto& row : office.replica().students().list().value()) {
            const bool has = row.photoStatus != domain::PhotoStatus::none &&
                             row.photoStatus != domain::PhotoStatus::rejected;
            r.pupils.push_back({row.student.id,
                                row.student.classUnit.empty()
                                    ? row.student.listName()
                                    : row.student.listName() + ", " + row.student.classUnit,
                                has});
            students.push_back(std::move(row.student));
        }
        r.matches = roster::matchPhotos(r.files->names(), students);
        return r;
    });
}

void PhotosImport::setRead(Read r, const app::PhotoChoices& kept) {
    app::PhotoChoices choices = kept; // may be our own
    m_read = std::move(r);
    m_damaged.clear();
    m_done.clear();
    m_byId.clear();
    for (std::size_t i = 0; i < m_read.pupils.size(); ++i)
        m_byId[m_read.pupils[i].id] = i;
    m_order.clear();
    for (std::size_t i = 0; i < m_read.matches.size(); ++i)
        m_order.push_back(i);
    const auto isThere = [this](const std::string& name) {
        return std::any_of(m_read.matches.begin(), m_read.matches.end(),
                           [&](const roster::PhotoMatch& m) { return m.name == name; });
    };
    std::erase_if(choices.assigned, [&](const auto& a) { return !isThere(a.first) || !pupil(a.second); });
    std::erase_if(choices.leftOut, [&](const std::string& name) { return !isThere(name); });
    m_choices = std::move(choices);
    judge();
    std::stable_partition(m_order.begin(), m_order.end(),
                          [this](std::size_t i) { return m_files[i].state != app::FileState::matched; });
}

void PhotosImport::judge() {
    m_files = app::judgeFiles(m_read.matches, choices());
}

app::PhotoChoices PhotosImport::choices() const {
    app::PhotoChoices all = m_choices;
    // What cannot be imported is no second file for its pupil.
    for (const auto& [name, error] : m_damaged)
        all.leftOut.insert(name);
    return all;
}

bool PhotosImport::hasOpenWork() const {
    // What a scanner gave lies nowhere else: it is open until it is imported or left out.
    if (scanned())
        for (std::size_t row = 0; row < size(); ++row)
            if (needsPerson(row) || state(row) == State::assigned)
                return true;
    return std::any_of(m_choices.assigned.begin(), m_choices.assigned.end(),
                       [this](const auto& a) { return !m_done.contains(a.first); });
}

const PhotosImport::Pupil* PhotosImport::pupil(const domain::StudentId& id) const {
    const auto it = m_byId.find(id);
    return it == m_byId.end() ? nullptr : &m_read.pupils[it->second];
}

const PhotosImport::Pupil* PhotosImport::pupilOf(std::size_t row) const {
    return file(row).student ? pupil(*file(row).student) : nullptr;
}

PhotosImport::State PhotosImport::state(std::size_t row) const {
    const app::PhotoFile& f = file(row);
    if (const auto done = m_done.find(f.name); done != m_done.end())
        return done->second ? State::refused : State::imported;
    if (m_damaged.contains(f.name))
        return State::damaged;
    switch (f.state) {
    case app::FileState::matched:
        return State::matched;
    case app::FileState::assigned:
        return State::assigned;
    case app::FileState::twoFiles:
        return State::twoFiles;
    case app::FileState::unsure:
        return State::unsure;
    case app::FileState::leftOut:
        return State::leftOut;
    case app::FileState::noPupil:
        break;
    }
    return State::noPupil;
}

std::string PhotosImport::stateText(std::size_t row) const {
    switch (state(row)) {
    case State::assigned:
        return tr("assigned by hand");
    case State::twoFiles:
        return tr("two files for one pupil");
    case State::unsure:
        return file(row).candidates.size() > 1 ? tr("several pupils") : tr("not certain");
    case State::noPupil:
        return tr("no pupil");
    case State::leftOut:
        return tr("left out");
    case State::damaged:
        return describe(m_damaged.at(fileName(row)));
    case State::imported:
        return tr("imported");
    case State::refused:
        return describe(*m_done.at(fileName(row)));
    case State::matched:
        break;
    }
    switch (file(row).how) {
    case roster::MatchHow::pesel:
        return tr("by PESEL");
    case roster::MatchHow::registerNumber:
        return tr("by register number");
    default:
        return tr("by name and class");
    }
}

std::string PhotosImport::whose(std::size_t row) const {
    if (const Pupil* p = pupilOf(row))
        return p->label();
    if (state(row) != State::unsure && state(row) != State::noPupil)
        return {};
    std::vector<std::string> names;
    for (const auto& id : file(row).candidates)
        if (const Pupil* p = pupil(id))
            names.push_back(p->name);
    if (names.empty())
        return tr("choose a pupil");
    return format(fmt::runtime(tr("choose: {}?")), join(names, "; "));
}

bool PhotosImport::needsPerson(std::size_t row) const {
    const State s = state(row);
    return s == State::unsure || s == State::noPupil || s == State::twoFiles;
}

std::optional<std::size_t> PhotosImport::nextOpen(std::size_t row) const {
    for (std::size_t step = 1; step <= size(); ++step) {
        const std::size_t i = (row + step) % size();
        if (needsPerson(i))
            return i;
    }
    return std::nullopt;
}

std::size_t PhotosImport::toImport() const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < size(); ++i)
        n += state(i) == State::matched || state(i) == State::assigned;
    return n;
}

std::size_t PhotosImport::replacing() const {
    std::size_t n = 0;
    for (std::size_t i = 0; i < size(); ++i) {
        const Pupil* p = pupilOf(i);
        n += (state(i) == State::matched || state(i) == State::assigned) && p && p->hasPhoto;
    }
    return n;
}

std::string PhotosImport::counts() const {
    std::map<State, std::size_t> by;
    for (std::size_t i = 0; i < size(); ++i)
        ++by[state(i)];
    std::string text = format(
        fmt::runtime(tr("Files: {}. Matched: {}. Assigned by hand: {}. To be chosen: {}. No pupil: {}.")),
        size(), by[State::matched], by[State::assigned], by[State::unsure] + by[State::twoFiles],
        by[State::noPupil]);
    const std::pair<State, std::string> rare[] = {{State::leftOut, tr("Left out: {}.")},
                                                  {State::damaged, tr("Damaged: {}.")},
                                                  {State::imported, tr("Imported: {}.")},
                                                  {State::refused, tr("Refused: {}.")}};
    for (const auto& [what, words] : rare)
        if (by[what] > 0)
            text += " " + format(fmt::runtime(words), by[what]);
    return text;
}

std::vector<PhotosImport::Pupil> PhotosImport::candidates(std::size_t row, const std::string& typed,
                                                          std::size_t limit) const {
    std::vector<Pupil> out;
    std::vector<std::string> words;
    for (const auto& word : split(squeeze(fold(typed)), ' '))
        if (!word.empty())
            words.push_back(word);
    const auto fits = [&words](const Pupil& p) {
        const std::string folded = fold(p.name);
        return std::all_of(words.begin(), words.end(),
                           [&](const std::string& w) { return folded.find(w) != std::string::npos; });
    };
    const auto& likely = file(row).candidates;
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

bool PhotosImport::canAssign(std::size_t row) const {
    const State s = state(row);
    return s != State::damaged && s != State::imported;
}

void PhotosImport::assign(std::size_t row, const domain::StudentId& id) {
    m_choices.leftOut.erase(fileName(row));
    m_choices.assigned[fileName(row)] = id;
    m_done.erase(fileName(row)); // a rule refused it for another pupil: it is tried anew
    judge();
}

bool PhotosImport::canTakeBack(std::size_t row) const {
    return !m_done.contains(fileName(row)) &&
           (m_choices.assigned.contains(fileName(row)) || m_choices.leftOut.contains(fileName(row)));
}

void PhotosImport::takeBack(std::size_t row) {
    m_choices.assigned.erase(fileName(row));
    m_choices.leftOut.erase(fileName(row));
    judge();
}

bool PhotosImport::canLeaveOut(std::size_t row) const {
    const State s = state(row);
    return s != State::leftOut && s != State::damaged && s != State::imported && s != State::refused;
}

void PhotosImport::leaveOut(std::size_t row) {
    m_choices.leftOut.insert(fileName(row));
    judge();
}

void PhotosImport::useThis(std::size_t row) {
    if (state(row) != State::twoFiles)
        return;
    const auto student = file(row).student;
    for (const app::PhotoFile& other : m_files)
        if (other.student == student && other.name != fileName(row))
            m_choices.leftOut.insert(other.name);
    judge();
}

void PhotosImport::setDamaged(std::map<std::string, Error> damaged) {
    m_damaged = std::move(damaged);
    judge();
}

std::string PhotosImport::damagedText() const {
    if (m_damaged.empty())
        return {};
    std::vector<std::string> names;
    for (const auto& [name, error] : m_damaged) {
        if (names.size() == kNamed) {
            names.push_back("…");
            break;
        }
        names.push_back(name);
    }
    const std::size_t n = m_damaged.size();
    return format(fmt::runtime(trn("{} file cannot be imported: {}. The reason is in its row.",
                                   "{} files cannot be imported: {}. The reasons are in their rows.", n)),
                  n, join(names, ", "));
}

void PhotosImport::setDone(const app::RosterService::PhotoImport& done) {
    for (const auto& item : done.imported) {
        m_done[item.name] = std::nullopt;
        if (const auto it = m_byId.find(item.student); it != m_byId.end())
            m_read.pupils[it->second].hasPhoto = true;
    }
    for (const auto& item : done.same)
        m_done[item.name] = std::nullopt;
    for (const auto& problem : done.refused)
        m_done[problem.name] = problem.error;
}

std::string importSummary(const app::RosterService::PhotoImport& done) {
    const std::size_t n = done.imported.size();
    std::string text = format(fmt::runtime(trn("{} photo imported.", "{} photos imported.", n)), n);
    if (!done.same.empty())
        text += " " + format(fmt::runtime(tr("Already there: {}.")), done.same.size());
    if (!done.unmatched.empty())
        text += " " + format(fmt::runtime(tr("Without a pupil: {}.")), done.unmatched.size());
    for (std::size_t i = 0; i < done.refused.size() && i < kNamed; ++i)
        text += "\n" + done.refused[i].name + ": " + describe(done.refused[i].error);
    if (done.refused.size() > kNamed)
        text += "\n" + format(fmt::runtime(tr("Further refused files: {}.")), done.refused.size() - kNamed);
    return text;
}

} // namespace esek::ui::model

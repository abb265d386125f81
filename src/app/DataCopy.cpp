#include "app/DataCopy.h"

#include "app/Journal.h"
#include "base/Format.h"
#include "base/OutputFile.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "base/platform/LocalTime.h"
#include "domain/Record.h"
#include "imaging/FileKind.h"
#include "reports/DataCopyReport.h"
#include "reports/TableFiles.h"

#include <algorithm>
#include <limits>
#include <set>

namespace esek::app {

using namespace domain;
namespace fs = std::filesystem;

namespace {

constexpr int kFormat = 1;

/// The parts of the copy: each gives lines to read and the records as the program keeps them.
class Copy {
  public:
    Copy(Office& office, const StudentId& id)
        : m_office(office), m_row(office.replica().students().get(id).value()) {
        json = {{"format", kFormat},
                {"madeOn", toIso(office.clock().today())},
                {"school", office.replica().school().value().name}};
        addPupil();
        addGuardians();
        addPhotos();
        addCards();
        addBlanks();
        addMessages();
        addHistory();
    }

    std::string pupil() const { return m_row.student.listName(); }
    std::string classUnit() const { return m_row.student.classUnit; }

    Json json;
    std::vector<reports::HeldLine> lines;
    std::vector<BlobId> photos; ///< in the order of their numbers

  private:
    static Date dayOf(Timestamp at) { return platform::toLocal(at).date; }

    void line(const std::string& group, std::string what, std::string content, std::optional<Date> on = {}) {
        if (!content.empty())
            lines.push_back({group, on, std::move(what), std::move(content)});
    }

    void addPupil() {
        const Student& s = m_row.student;
        const std::string group = tr("Pupil");
        line(group, tr("Surname"), s.surname);
        line(group, tr("Given names"), s.givenNames);
        line(group, tr("Birth date"), s.birthDate ? toPolish(*s.birthDate) : "");
        line(group, tr("PESEL"), s.pesel ? s.pesel->text() : "");
        if (s.document)
            line(group, tr("Document"), s.document->kind + " " + s.document->number);
        line(group, tr("Register no."), s.registerNumber);
        line(group, tr("Class"), s.classUnit);
        line(group, tr("Card type"), s.cardType);
        if (s.needsNoCard)
            line(group, tr("Card"), tr("not needed"));
        if (s.left)
            line(group, tr("School"), tr("has left the school"));
        for (const PhotoExceptionFlag& exception : s.photoExceptions)
            line(group, label(exception.kind), exception.reason);
        json["pupil"] = toJson(s);
    }

    void addGuardians() {
        Json list = Json::array();
        for (const Guardian& guardian : m_office.replica().guardians().of(m_row.student.id).value()) {
            line(tr("Parents and guardians"), label(guardian.relation),
                 guardian.email.empty() ? guardian.name : guardian.name + ", " + guardian.email);
            list.push_back(toJson(guardian));
        }
        json["guardians"] = std::move(list);
    }

    int numberOf(const BlobId& blob) {
        const auto known = std::ranges::find(photos, blob);
        if (known != photos.end())
            return static_cast<int>(known - photos.begin()) + 1;
        photos.push_back(blob);
        return static_cast<int>(photos.size());
    }

    void addPhotos() {
        const std::string group = tr("Photos");
        const PhotoFile file = m_office.replica().photos().file(m_row.student.id).value();
        line(group, tr("Status"), officeLabel(file.status()));
        for (const Photo* photo : file.photos()) {
            std::string content = format(runtime(tr("photo {}")), numberOf(photo->blob));
            content += ", " + actorText(photo->source.sender);
            if (!photo->source.fileName.empty())
                content += ", " + photo->source.fileName;
            line(group, photo == file.proposed() ? tr("Sent, not decided yet") : tr("Sent"), content,
                 dayOf(photo->source.sentAt));
        }
        json["photoFile"] = toJson(file.state);
    }

    void addCards() {
        storage::CardFilter filter;
        filter.student = m_row.student.id;
        Json cards = Json::array(), marks = Json::array(), requests = Json::array();
        for (const StudentCard& card : m_office.replica().cards().list(filter).value()) {
            m_records.insert(card.id.uuid);
            const CardContents& printed = card.contents;
            std::string content = printed.surname + " " + printed.givenNames;
            if (printed.birthDate)
                content += ", " + toPolish(*printed.birthDate);
            if (!printed.pesel.empty())
                content += ", PESEL " + printed.pesel;
            if (printed.document)
                content += ", " + printed.document->kind + " " + printed.document->number;
            content +=
                ", " + format(runtime(tr("photo {}")), numberOf(printed.photo)) + ", " + label(card.state);
            if (!card.stateReason.empty())
                content += ": " + card.stateReason;
            line(tr("Identity cards"),
                 format(runtime(card.duplicate > 0 ? tr("Duplicate {}") : tr("Card {}")), card.number),
                 content, card.issuedOn);
            cards.push_back(toJson(card));
            addYearOf(card, marks, requests);
        }
        json["cards"] = std::move(cards);
        json["validityMarks"] = std::move(marks);
        json["duplicateRequests"] = std::move(requests);
    }

    void addYearOf(const StudentCard& card, Json& marks, Json& requests) {
        const ValidityMarks held = m_office.replica().cardYear().marks(card.id).value();
        for (const ValidityMark& mark : held.marks)
            line(tr("Identity cards"), format(runtime(tr("Validity mark on card {}")), card.number),
                 format(runtime(tr("until {}, place {}")), toPolish(mark.validUntil), mark.place) +
                     (mark.counts() ? "" : "; " + tr("voided") + ": " + mark.voided),
                 mark.placedOn);
        if (!held.marks.empty())
            marks.push_back(toJson(held));
        const auto request = m_office.replica().cardYear().request(card.id).value();
        if (!request)
            return;
        std::string content = label(request->reason);
        for (const std::string& more :
             {request->note, request->fee > 0 ? tr("fee") + " " + moneyText(request->fee) : std::string(),
              request->payment, request->withdrawn})
            content += more.empty() ? "" : ", " + more;
        line(tr("Identity cards"), format(runtime(tr("Request for a new card in place of {}")), card.number),
             content, request->askedOn);
        requests.push_back(toJson(*request));
    }

    void addBlanks() {
        Json list = Json::array();
        for (const Blank& blank : m_office.replica().cardYear().bookedBlanks().value()) {
            if (!blank.card || !m_records.contains(blank.card->uuid))
                continue;
            line(tr("Identity cards"), format(runtime(tr("Blank {}")), blank.text()), label(blank.state),
                 blank.bookedOn);
            list.push_back(toJson(blank));
        }
        json["blanks"] = std::move(list);
    }

    void addMessages() {
        storage::MessageFilter filter;
        filter.student = m_row.student.id;
        filter.limit = std::numeric_limits<int>::max();
        Json list = Json::array();
        for (const auto& row : m_office.replica().history().messages(filter).value()) {
            line(tr("Messages to the family"), tr("Message"), row.message.text(), dayOf(row.message.at));
            list.push_back(toJson(row.message));
        }
        json["messages"] = std::move(list);
    }

    bool concerns(const Mutation& m) const {
        if (m.entityId == m_row.student.id.uuid || m_records.contains(m.entityId))
            return true;
        // A blank may have been booked for another pupil before, or after.
        if (const auto* booking = std::get_if<BookBlank>(&m.change))
            return booking->blank.card && m_records.contains(booking->blank.card->uuid);
        const auto* guardian = std::get_if<PutGuardian>(&m.change);
        return guardian && guardian->guardian.student == m_row.student.id;
    }

    void addHistory() {
        storage::AuditFilter everything;
        everything.limit = std::numeric_limits<int>::max();
        auto entries = m_office.replica().history().audit(everything).value();
        std::erase_if(entries, [&](const storage::AuditRow& entry) { return !concerns(entry.mutation); });
        Json list = Json::array();
        for (const auto& entry : entries)
            list.push_back(toJson(entry.mutation));
        for (const JournalRow& row : journal(m_office, entries).value())
            line(tr("Who changed what"), row.who, row.what, dayOf(row.at));
        json["history"] = std::move(list);
    }

    Office& m_office;
    storage::StudentRow m_row;
    std::set<Uuid> m_records; ///< the pupil's cards, whose marks and requests have the same ids
};

std::string endingOf(std::span<const std::uint8_t> bytes) {
    const std::string kind = imaging::toString(imaging::detectKind(bytes));
    return kind.empty() ? "bin" : kind == "jpeg" ? "jpg" : kind;
}

/// What was begun goes again when the copy cannot be finished.
class NewFolder {
  public:
    explicit NewFolder(fs::path path) : m_path(std::move(path)) {
        std::error_code ec; // what a copy that was cut off has left
        fs::remove_all(m_path, ec);
        platform::ensureFolder(m_path).value();
    }
    ~NewFolder() {
        std::error_code ec;
        if (!m_kept)
            fs::remove_all(m_path, ec);
    }
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;
    void keepAs(const fs::path& name) {
        std::error_code ec;
        fs::remove(name, ec); // an empty folder is no obstacle
        fs::rename(m_path, name, ec);
        if (ec)
            throw Exception(Error{ErrorCode::writeFailed, ec.message(), {{"file", platform::toUtf8(name)}}});
        m_kept = true;
    }
    fs::path operator/(const char* name) const { return m_path / name; }

  private:
    fs::path m_path;
    bool m_kept = false;
};

} // namespace

Result<DataCopy::Written> DataCopy::write(const StudentId& student, const fs::path& folder) {
    return guarded([&] {
        std::error_code ec;
        if (fs::exists(fs::symlink_status(folder, ec)) &&
            !(fs::is_directory(folder, ec) && fs::is_empty(folder, ec)))
            throw Exception(Error{ErrorCode::outputRefused,
                                  "something is there",
                                  {{"file", platform::toUtf8(folder)},
                                   {"reason", tr("there is something at this place already; a new folder is "
                                                 "needed")}}});
        outputFile(folder / "dane.pdf", m_office.dir()).value(); // not among the school's data
        const Copy copy(m_office, student);
        Written written;
        written.entries = copy.lines.size();

        fs::path name = fs::absolute(folder, ec).lexically_normal();
        if (!name.has_filename())
            name = name.parent_path();
        NewFolder half(name.parent_path() / ("." + platform::toUtf8(name.filename()) + ".part"));
        platform::ensureFolder(half / "zdjecia").value();
        for (std::size_t i = 0; i < copy.photos.size(); ++i) {
            const auto bytes = m_office.replica().blobs().get(copy.photos[i]);
            if (!bytes) {
                ++written.missingPhotos;
                continue;
            }
            platform::writeFileAtomically(half / "zdjecia" / format("{}.{}", i + 1, endingOf(*bytes)), *bytes)
                .value();
            ++written.photos;
        }
        platform::writeFileAtomically(half / "dane.json", dumpJson(copy.json, 2) + "\n").value();
        reports::writePdf(half / "dane.pdf", reports::dataCopy(copy.lines, copy.pupil()),
                          {m_office.replica().school().value().name, m_office.clock().today()})
            .value();
        half.keepAs(name);
        written.folder = name;
        return written;
    });
}

Result<reports::Table> DataCopy::story(const StudentId& student) {
    return guarded([&] {
        Copy copy(m_office, student);
        // What has no day describes the pupil and stands first. The rest comes with the newest first.
        const auto dated = std::ranges::stable_partition(
            copy.lines, [](const reports::HeldLine& line) { return !line.on.has_value(); });
        std::ranges::reverse(dated);
        std::ranges::stable_sort(dated, {}, [](const reports::HeldLine& line) { return *line.on; });
        std::string whose = copy.pupil();
        if (!copy.classUnit().empty())
            whose += ", " + copy.classUnit();
        return reports::pupilStory(copy.lines, whose);
    });
}

Result<DataCopy::Written> DataCopy::writeInto(const StudentId& student, const fs::path& parent) {
    const std::string base = "kopia-danych-" + toIso(m_office.clock().today());
    std::error_code ec;
    fs::path folder = parent / base;
    for (int n = 2; fs::exists(fs::symlink_status(folder, ec)); ++n)
        folder = parent / format("{}-{}", base, n);
    return write(student, folder);
}

} // namespace esek::app

#include "app/ReviewService.h"

#include "app/PhotoIntake.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/LocalTime.h"

#include <algorithm>

namespace esek::app {

using namespace domain;

namespace {

/// The picture that stands in a list for this file.
std::optional<BlobId> pictureOf(const PhotoFile& file) {
    if (const Photo* photo = file.proposed() ? file.proposed() : file.accepted())
        return photo->blob;
    if (const auto* rejected = std::get_if<RejectedPhoto>(&file.state))
        return rejected->photo.blob;
    return std::nullopt;
}

} // namespace

Result<PhotoFile> ReviewService::commit(StudentId student, PhotoChange change, const Actor& by,
                                        Expect expected) {
    auto done =
        m_office.replica().commit(m_office.mutation(student.uuid, Change(std::move(change)), by, expected));
    if (!done)
        return done.error();
    return done->files.at(0);
}

Result<PhotoFile> ReviewService::submit(StudentId student, std::span<const std::uint8_t> bytes,
                                        const std::string& fileName, PhotoChannel channel, const Actor& by,
                                        bool accept) {
    auto photo = takeIn(m_office, bytes, fileName, {channel, by, fileName, m_office.clock().now()});
    if (!photo)
        return photo.error();
    return commit(student, SubmitPhoto{std::move(*photo), accept}, by);
}

Result<PhotoFile> ReviewService::requestDeletion(StudentId student, const Actor& by,
                                                 const std::string& reason) {
    return commit(student, RequestDeletion{reason}, by);
}

const Photo* ReviewService::headwearClaim(const PhotoFile& file) {
    const auto photos = file.photos();
    const auto asking = std::ranges::find_if(
        photos.rbegin(), photos.rend(), [](const Photo* photo) { return photo->source.asksForHeadwear; });
    return asking == photos.rend() ? nullptr : *asking;
}

Result<void> ReviewService::confirmHeadwear(StudentId id) {
    return guarded([&] {
        Student student = m_office.replica().students().get(id).value().student;
        const PhotoFile file = m_office.replica().photos().file(id).value();
        const Photo* asking = headwearClaim(file);
        if (!asking)
            throw Exception(ErrorCode::nothingToDo, "nobody asks for headwear");
        if (!photoException(student, PhotoExceptionKind::headwear).empty())
            return;
        const std::int64_t seen = student.version;
        setPhotoException(student, PhotoExceptionKind::headwear,
                          format(fmt::runtime(tr("said by the family with the photo of {}")),
                                 toPolish(platform::toLocal(asking->source.sentAt).date)));
        m_office.replica()
            .commit(m_office.mutation(id.uuid, PutStudent{student}, m_office.clerk(), seen))
            .value();
    });
}

Result<PhotoFile> ReviewService::withdraw(StudentId student, const Actor& by) {
    return commit(student, WithdrawRequest{}, by);
}

Result<PhotoFile> ReviewService::accept(StudentId student, Expect expected) {
    return commit(student, AcceptPhoto{}, m_office.clerk(), expected);
}

Result<PhotoFile> ReviewService::reject(StudentId student, std::vector<RejectionReason> reasons,
                                        const std::string& note, Expect expected) {
    return commit(student, RejectPhoto{std::move(reasons), note}, m_office.clerk(), expected);
}

Result<PhotoFile> ReviewService::keepCurrent(StudentId student, std::vector<RejectionReason> reasons,
                                             const std::string& note, Expect expected) {
    return commit(student, KeepCurrent{std::move(reasons), note}, m_office.clerk(), expected);
}

Result<PhotoFile> ReviewService::takeNew(StudentId student, Expect expected) {
    return commit(student, TakeNew{}, m_office.clerk(), expected);
}

Result<PhotoFile> ReviewService::approveDeletion(StudentId student, const std::string& note,
                                                 Expect expected) {
    const auto before = m_office.replica().photos().file(student);
    if (!before)
        return before.error();
    // The rules let an office erase a photo for a reason of its own; here a request of the family is
    // answered.
    const bool asked = before->status() == PhotoStatus::deletionRequested;
    auto after = commit(student, ApproveDeletion{asked ? note : std::string()}, m_office.clerk(),
                        expected ? expected : Expect(before->version));
    // Pictures made from bytes that are gone go too: also those of photos that the pupil's file showed long
    // ago. What a crash leaves here is swept at the next start.
    if (after)
        m_office.sweepCaches();
    return after;
}

Result<PhotoFile> ReviewService::refuseDeletion(StudentId student, const std::string& note, Expect expected) {
    return commit(student, RefuseDeletion{note}, m_office.clerk(), expected);
}

Result<PhotoFile> ReviewService::allowPrinting(StudentId student, bool allow, Expect expected) {
    return commit(student, AllowPrinting{allow}, m_office.clerk(), expected);
}

Result<PhotoFile> ReviewService::setCrop(StudentId student, PhotoId photo, const CropParams& crop,
                                         Expect expected) {
    return commit(student, SetCrop{photo, crop}, m_office.clerk(), expected);
}

Result<ReviewService::Bulk> ReviewService::bulk(std::span<const ListedPhoto> photos,
                                                const PhotoChange& change) {
    Bulk result;
    std::vector<Mutation> mutations;
    for (const auto& [student, version, picture] : photos) {
        auto file = m_office.replica().photos().file(student);
        if (!file) {
            result.refused.emplace(student, file.error());
            continue;
        }
        if (picture && pictureOf(*file) != picture) {
            result.refused.emplace(student, Error{ErrorCode::versionChanged, "another picture", {}});
            continue;
        }
        Mutation m = m_office.mutation(student.uuid, Change(change), m_office.clerk(), version);
        if (auto outcome = apply(*file, m); !outcome) {
            result.refused.emplace(student, outcome.error());
            continue;
        }
        mutations.push_back(std::move(m));
        result.done.push_back(student);
    }
    if (mutations.empty())
        return result;
    if (auto done = m_office.replica().commit(mutations); !done)
        return done.error();
    std::vector<MutationId> together;
    for (const Mutation& m : mutations)
        together.push_back(m.id);
    m_office.undoGroups().remember(std::move(together));
    return result;
}

Result<ReviewService::Bulk> ReviewService::acceptAll(std::span<const ListedPhoto> photos) {
    return bulk(photos, AcceptPhoto{});
}

Result<ReviewService::Bulk> ReviewService::rejectAll(std::span<const ListedPhoto> photos,
                                                     std::vector<RejectionReason> reasons,
                                                     const std::string& note) {
    return bulk(photos, RejectPhoto{std::move(reasons), note});
}

Result<std::vector<StudentId>> ReviewService::undo() {
    auto last = m_office.replica().history().undoable();
    if (!last)
        return last.error();
    if (!*last)
        return Error{ErrorCode::nothingToUndo, "no decision", {}};
    std::vector<StudentId> students;
    std::vector<Mutation> mutations;
    const auto takeBack = [&](const storage::Undoable& one) {
        students.push_back({one.decision.entityId});
        mutations.push_back(m_office.mutation(one.decision.entityId,
                                              Change(PhotoChange(UndoDecision{one.decision.id, one.before})),
                                              m_office.clerk()));
    };
    takeBack(**last);
    for (const MutationId& id : m_office.undoGroups().with((*last)->decision.id)) {
        if (id == (*last)->decision.id)
            continue;
        // One that was sent meanwhile, or decided anew, stays as it is.
        if (const auto other = m_office.replica().history().undoable(id))
            takeBack(*other);
    }
    if (auto done = m_office.replica().commit(mutations); !done)
        return done.error();
    return students;
}

Result<bool> ReviewService::canUndo() {
    const auto last = m_office.replica().history().undoable();
    if (!last)
        return last.error();
    return last->has_value();
}

Result<std::vector<std::uint8_t>> ReviewService::original(const BlobId& blob) {
    return m_office.replica().blobs().get(blob);
}

} // namespace esek::app

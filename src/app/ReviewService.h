#pragma once
#include "app/Office.h"
#include "base/Progress.h"
#include "imaging/Image.h"

#include <map>
#include <span>

namespace esek::app {

/// The clerk's decisions about photos (domain/README.md, Statuses). Each call is one transaction; an Error of
/// category rule means that nothing changed. Thread-safe.
class ReviewService {
  public:
    explicit ReviewService(Office& office) : m_office(office) {}

    /// Adds a photo for the pupil: checks that it can be decoded and is large enough to print, stores the
    /// bytes as they came, then makes the proposal. Errors: those of decoding; photoTooSmallToPrint; rules.
    Result<domain::PhotoFile> submit(domain::StudentId, std::span<const std::uint8_t> bytes,
                                     const std::string& fileName, domain::PhotoChannel,
                                     const domain::Actor& by, bool accept = false);
    Result<domain::PhotoFile> requestDeletion(domain::StudentId, const domain::Actor& by,
                                              const std::string& reason = {});
    Result<domain::PhotoFile> withdraw(domain::StudentId, const domain::Actor& by);

    using Expect = std::optional<std::int64_t>; ///< version that the clerk saw
    Result<domain::PhotoFile> accept(domain::StudentId, Expect = std::nullopt);
    Result<domain::PhotoFile> reject(domain::StudentId, std::vector<domain::RejectionReason>,
                                     const std::string& note, Expect = std::nullopt);
    Result<domain::PhotoFile> keepCurrent(domain::StudentId, std::vector<domain::RejectionReason>,
                                          const std::string& note, Expect = std::nullopt);
    Result<domain::PhotoFile> takeNew(domain::StudentId, Expect = std::nullopt);
    Result<domain::PhotoFile> approveDeletion(domain::StudentId, const std::string& note,
                                              Expect = std::nullopt);
    Result<domain::PhotoFile> refuseDeletion(domain::StudentId, const std::string& note,
                                             Expect = std::nullopt);
    Result<domain::PhotoFile> allowPrinting(domain::StudentId, bool allow, Expect = std::nullopt);
    Result<domain::PhotoFile> setCrop(domain::StudentId, domain::PhotoId, const domain::CropParams&,
                                      Expect = std::nullopt);

    /// The family says of the newest photo that the head is covered for reasons of religion or health: noted
    /// as an exception with the pupil. Does nothing when there is one for headwear. Errors: nothingToDo when
    /// the family says no such thing; unknownStudent.
    Result<void> confirmHeadwear(domain::StudentId);
    /// The photo that confirmHeadwear() would note an exception for; null when no photo of the file asks for
    /// it. The pupil may have the exception already.
    static const domain::Photo* headwearClaim(const domain::PhotoFile&);

    /// A photo as a list or a view showed it to the clerk who decides about it.
    struct ListedPhoto {
        domain::StudentId student;
        std::int64_t version = 0; ///< of the photo file
        /// SHA-256 of the picture that the list showed, empty without one: a pull from a server that was
        /// restored may bring another picture under the same version.
        std::optional<domain::BlobId> picture = {};
        bool operator==(const ListedPhoto&) const = default;
    };
    /// Several at once, one transaction: all or none. The pupils that the rule refuses, and those whose photo
    /// is another one by now (versionChanged), are left out and returned with the reason.
    struct Bulk {
        std::vector<domain::StudentId> done;
        std::map<domain::StudentId, Error> refused;
    };
    Result<Bulk> acceptAll(std::span<const ListedPhoto>);
    Result<Bulk> rejectAll(std::span<const ListedPhoto>, std::vector<domain::RejectionReason>,
                           const std::string& note);

    /// Takes back the last decision while it has not left the office, with those that were made together with
    /// it and have not left either: all or none. nothingToUndo, decisionAlreadySent. Gives the pupils whose
    /// photos they were, that of the last decision first.
    Result<std::vector<domain::StudentId>> undo();
    /// There is a decision that undo() would take back.
    Result<bool> canUndo();

    /// The bytes as they came.
    Result<std::vector<std::uint8_t>> original(const domain::BlobId&);

  private:
    Result<domain::PhotoFile> commit(domain::StudentId, domain::PhotoChange, const domain::Actor& by,
                                     Expect expected = std::nullopt);
    Result<Bulk> bulk(std::span<const ListedPhoto>, const domain::PhotoChange&);
    Office& m_office;
};

} // namespace esek::app

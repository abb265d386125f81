#pragma once
#include "app/ReviewService.h"

namespace esek::app {

/// How old the accepted photos are: in a new school year they stay as they are (nothing has to be done to
/// take them over), and the office asks for new ones where they no longer show the pupil. The age counts
/// from the day on which the photo was sent, which is the only day that is known. Thread-safe; reads the
/// register, so on a worker.
class PhotoAge {
  public:
    struct Item {
        domain::StudentId student;
        std::string registerNumber;
        std::string name; ///< "Kowalska Anna"
        std::string classUnit;
        Date sent{};    ///< local
        int months = 0; ///< full ones, from then until today; not below 0
        /// accepted; or changeRequested or deletionRequested, when the family waits for an answer already.
        domain::PhotoStatus status = domain::PhotoStatus::accepted;
        std::int64_t version = 0;               ///< of the photo file
        domain::BlobId blob;                    ///< of the accepted photo
        std::optional<domain::CropParams> crop; ///< of that photo
    };
    struct Wanted {
        std::string classUnit; ///< empty: all
        /// Only photos that were sent more than so many years ago; 0: all.
        int olderThanYears = 0;
    };

    explicit PhotoAge(Office& office) : m_office(office) {}

    /// By class, in a class the oldest first, then by name. Pupils who left are not among them. Errors: those
    /// of the replica.
    Result<std::vector<Item>> list(const Wanted&);

    /// Withdraws the acceptance of these photos as out of date (domain/README.md, Statuses), in one
    /// transaction that undo() takes back while it has not left the office. The families get the message with
    /// the reason and the note, and send another one; no photo is erased, and no card is printed with the old
    /// one. Those whose file changed since the list, and those whose family waits for an answer, are left out
    /// with the reason.
    Result<ReviewService::Bulk> askForNew(const std::vector<Item>&, const std::string& note);

  private:
    Office& m_office;
};

/// A photo of this day was sent more than so many years ago; exactly so many are not more.
bool sentBefore(Date sent, int years, Date today);
/// Full months from one day to another, never below 0. The 31st of a month is full on the last day of a
/// shorter one.
int monthsBetween(Date from, Date to);
/// "5 months", "2 years", "2 years, 3 months", in the current language.
std::string ageText(int months);

/// The photos of each class in numbers, in the order of the list.
struct ClassAge {
    std::string classUnit;
    std::size_t photos = 0;
    int oldestMonths = 0;
};
std::vector<ClassAge> byClass(const std::vector<PhotoAge::Item>&);

} // namespace esek::app

#pragma once
#include "app/Office.h"
#include "base/Progress.h"
#include "domain/Blank.h"

namespace esek::app {

/// Blanks of cards, which are forms under strict account: what came, what became of each, what is left.
/// Thread-safe.
class BlankService {
  public:
    explicit BlankService(Office& office) : m_office(office) {}

    struct Delivery {
        std::string first, last; ///< as printed on the blanks: "AB 0001", "AB 0300"
        std::string cardType;    ///< empty: the school's usual one
        std::optional<Date> on;  ///< else today
        std::string document;    ///< of the supplier
    };
    /// Errors: valueInvalid, deliveryOverlaps.
    Result<domain::BlankDelivery> receive(const Delivery&);
    /// Errors: deliveryInUse, valueRequired.
    Result<void> takeDeliveryBack(const domain::DeliveryId&, const std::string& reason);

    /// A delivery with what became of its blanks; the five counts together are its size.
    struct Stock {
        domain::BlankDelivery delivery;
        std::int64_t used = 0, spoiled = 0, returned = 0, destroyed = 0, inStock = 0;
        std::string next; ///< the first blank that is in stock; empty when none is
    };
    /// Those that count, the newest first.
    Result<std::vector<Stock>> stock();
    /// Of all blanks to which something has happened, by number.
    Result<std::vector<domain::Blank>> booked();
    Result<std::vector<domain::Blank>> spoiled(); ///< those that no protocol names yet

    /// An entry that was made, with what takes it back.
    struct Made {
        domain::Blank was;       ///< in the state before
        domain::BlankState is{}; ///< after
    };
    struct Outcome {
        std::vector<Made> made;
        int already = 0; ///< cards that had a blank
    };
    /// One blank for each card in the order in which they are printed, from this one on; blanks that are no
    /// longer in stock are stepped over. All or nothing. Errors: unknownDelivery, blanksMissing,
    /// blankTypeDiffers.
    Result<Outcome> use(const std::vector<domain::CardId>&, const std::string& first);
    /// Books these blanks: "AB 0017, 0020-0023 i 0031". A card on a blank that is spoiled becomes spoiled
    /// too; while the pupil has it, its blank is none (cardWrongState). All or nothing. `words` is the
    /// reason, or for destroyed ones the number of the protocol. Errors: valueInvalid, unknownDelivery,
    /// blankTaken, valueRequired.
    Result<Outcome> book(const std::string& numbers, domain::BlankState, const std::string& words);
    /// The spoiled ones that no protocol names yet, or those named. `file` gets the protocol as PDF; when it
    /// cannot be written, nothing stays booked. Errors: nothingToDo, those of book() and writeProtocol().
    Result<Outcome> destroy(const std::string& numbers, const std::string& protocol,
                            const std::optional<std::filesystem::path>& file = std::nullopt);
    /// All or nothing. Errors: blankTaken when something else happened to one since.
    Result<void> takeBack(const std::vector<Made>&);
    /// Takes back the last entry of each of these blanks.
    Result<Outcome> takeBack(const std::string& numbers);

    /// The protocol of the destruction under this number, as PDF. Errors: nothingToDo, outputRefused.
    Result<void> writeProtocol(const std::string& protocol, const std::filesystem::path& out);

  private:
    Office& m_office;
};

/// The numbers of blanks as people write them: "AB 0017, 0020-0023 i 0031"; a series counts on until the next
/// one. Errors: valueInvalid.
Result<std::vector<domain::BlankNumber>> blankNumbersFromText(const std::string&);

} // namespace esek::app

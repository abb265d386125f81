#pragma once
#include "app/Office.h"

#include <map>
#include <unordered_map>

namespace esek::app {

/// The deliveries and the booked blanks as they are now, found by number. Internal to app; throws.
class BlankShelf {
  public:
    explicit BlankShelf(Office&);

    const std::vector<domain::BlankDelivery>& deliveries() const {
        return m_deliveries;
    } ///< those that count
    /// A number without a series is looked for in all deliveries. Throws unknownDelivery, or valueInvalid
    /// when two series have it.
    const domain::BlankDelivery& deliveryOf(const domain::BlankNumber&) const;
    domain::BlankState stateOf(const domain::BlankDelivery&, std::int64_t number) const;
    /// As it is booked; in stock when nothing has happened to it.
    domain::Blank blank(const domain::BlankDelivery&, std::int64_t number) const;
    /// What has happened to blanks of the delivery, by number; the others are in stock.
    std::map<std::int64_t, domain::BlankState> booked(const domain::BlankDelivery&) const;
    /// The blank that the card is printed on; null when there is none.
    const domain::Blank* blankOf(const domain::CardId&) const;

  private:
    std::vector<domain::BlankDelivery> m_deliveries;
    std::unordered_map<domain::BlankId, domain::Blank> m_blanks;
    std::unordered_map<domain::CardId, domain::BlankId> m_byCard;
    std::map<std::pair<std::string, std::int64_t>, domain::BlankState> m_booked; ///< by series and number
};

} // namespace esek::app

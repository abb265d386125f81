#pragma once
#include "app/Office.h"
#include "domain/Retention.h"

namespace esek::app {

/// Photos that the school does not keep any longer (domain/Retention.h). Nothing is erased without a person
/// who saw the list. On a worker: reads the register. Thread-safe.
class RetentionService {
  public:
    enum class Rule { rejectedPhoto, photoOfLeaver };
    struct Item {
        domain::StudentId student;
        std::string label; ///< "Kowalska Anna, 1A"
        Rule rule = Rule::rejectedPhoto;
        Timestamp since{};        ///< the rejection, or the day on which the pupil left
        int days = 0;             ///< of the rule
        std::int64_t version = 0; ///< of the photo file that was listed
    };
    struct Erased {
        std::vector<Item> done;
        std::vector<std::pair<Item, Error>> refused; ///< changed since the list was made
    };

    explicit RetentionService(Office& office) : m_office(office) {}

    domain::RetentionRules rules();
    /// Errors: those of domain::setRetention and SchoolService::save.
    Result<void> setRules(const domain::RetentionRules&);

    /// What the rules would erase today, by class and name. A photo about which a family still waits for an
    /// answer is not among them, nor that of a leaver of whom nobody knows since when.
    Result<std::vector<Item>> preview();
    /// Erases what was listed: the bytes here, on the server and in every office, with all that was made of
    /// them. Each is a change of its own in the audit, with the rule as its reason. It cannot be undone.
    Result<Erased> erase(const std::vector<Item>&);

  private:
    Office& m_office;
};

/// "Time of keeping rejected photos, days: 30.", in the current language.
std::string ruleText(const RetentionService::Item&);

} // namespace esek::app

#pragma once
#include "app/Office.h"

#include <string>
#include <vector>

namespace esek::app {

/// A pupil as a school year had them.
struct YearPupil {
    domain::StudentId student;
    std::string name;      ///< "Kowalska Anna", as in that year
    std::string classUnit; ///< their last class of that year
    std::string registerNumber;
    bool left = false;                       ///< left the school in the course of it
    std::vector<domain::StudentCard> cards;  ///< issued in it, in the order of their days
    std::vector<domain::ValidityMark> marks; ///< of it, those that count
};

/// Earlier school years, read from the history of changes: nothing is stored for them and nothing can be
/// changed. A year ends with the change of the school year that this school made, without one on 31 August.
/// An office that joined a server later knows earlier years as far as its history and the cards reach. On a
/// worker; any thread.
class SchoolYearArchive {
  public:
    explicit SchoolYearArchive(Office& office) : m_office(office) {}

    /// The newest first; the one that runs is among them.
    Result<std::vector<std::string>> years();
    /// By class and name. valueInvalid for a text that is no school year.
    Result<std::vector<YearPupil>> pupils(const std::string& year);

  private:
    Office& m_office;
};

} // namespace esek::app

#pragma once
#include "domain/Photo.h"

#include <string>

namespace esek::ui {

class Preferences;

/// Who works at this computer, as the history of changes, the audit and conflicts name them. Asked once, kept
/// in the preferences. Interface thread only.
class Operator {
  public:
    explicit Operator(Preferences& preferences) : m_preferences(preferences) {}
    bool known() const; ///< a name was given once
    /// What was given; until then the computer's user and its name.
    domain::Actor actor() const;
    void set(const std::string& name, const std::string& workstation);

  private:
    Preferences& m_preferences;
};

} // namespace esek::ui

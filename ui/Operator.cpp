#include "ui/Operator.h"

#include "base/Text.h"
#include "base/platform/Paths.h"
#include "ui/Preferences.h"

namespace esek::ui {

bool Operator::known() const {
    return !m_preferences.text("operator.name").empty();
}

domain::Actor Operator::actor() const {
    const std::string name = m_preferences.text("operator.name");
    const std::string workstation = m_preferences.text("operator.workstation");
    return {domain::Role::clerk, name.empty() ? platform::userName() : name,
            workstation.empty() ? platform::workstation() : workstation};
}

void Operator::set(const std::string& name, const std::string& workstation) {
    m_preferences.set("operator.name", squeeze(name));
    m_preferences.set("operator.workstation", squeeze(workstation));
    // It counts for what is done now; a disk that refuses it asks again next time.
    (void)m_preferences.save().ok();
}

} // namespace esek::ui

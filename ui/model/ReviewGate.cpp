#include "ui/model/ReviewGate.h"

#include "base/Hex.h"
#include "base/Json.h"
#include "base/Sha256.h"

#include <utility>

namespace esek::ui::model {

ReviewGate::ShownPhoto ReviewGate::ShownPhoto::of(const domain::PhotoFile& file) {
    return {file.student, file.version, toHex(Sha256::of(dumpJson(domain::toJson(file.state))))};
}

void ReviewGate::painted(ShownPhoto seen, Millis now) {
    if (m_shown == seen)
        return;
    m_shown = seen;
    m_since = now;
}

std::optional<ReviewGate::ShownPhoto> ReviewGate::byKey(Millis now) {
    const bool repeat = m_lastPress && now - *m_lastPress < kRepeat;
    m_lastPress = now;
    return repeat ? std::nullopt : pass(now);
}

std::optional<ReviewGate::ShownPhoto> ReviewGate::byClick(Millis now) {
    return pass(now);
}

std::optional<ReviewGate::ShownPhoto> ReviewGate::pass(Millis now) {
    if (!m_shown || now - m_since < kLook)
        return std::nullopt;
    return std::exchange(m_shown, std::nullopt);
}

} // namespace esek::ui::model

#pragma once
#include "app/PhotoAdvice.h"

namespace esek::ui::model {

/// A property that the photo checks judge otherwise in the two photos.
struct CheckDifference {
    app::PhotoAdvice::Finding present;
    app::PhotoAdvice::Finding fresh;
};

/// Errors of either photo first. What could not be measured in both, or is as grave in both, is left out.
std::vector<CheckDifference> checkDifferences(const app::PhotoAdvice& present, const app::PhotoAdvice& fresh);

/// "✖ sentence", "▲ sentence", "✔ sentence", "– sentence".
std::string findingText(const app::PhotoAdvice::Finding&);

} // namespace esek::ui::model

#pragma once
#include "app/PhotoAdvice.h"
#include "ui/controls/PhotoFacts.h"
#include "ui/model/QueueModel.h"

namespace esek::ui {

/// What is told beside the photo of this row. Each pointer may be null: what is not known yet is left out.
struct KnownOfPhoto {
    const domain::PhotoFile* file = nullptr;
    const domain::Photo* photo = nullptr; ///< of the file: the one that is decided about
    const app::PhotoAdvice* advice = nullptr;
    const model::PhotoHistory* history = nullptr;
};
PhotoFacts::Content factsContent(const model::Row&, const KnownOfPhoto&);

} // namespace esek::ui

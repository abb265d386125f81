#pragma once
#include "domain/Mutation.h"

namespace esek::domain {

/// Brings the texts that a person typed or pasted into the form in which texts are kept (normaliseText): a
/// note that was copied from a letter may hold characters that nobody sees, and a refusal could not be
/// understood. Data of pupils and cards are left alone: the form and the import bring them into that form
/// before they compare them. Pure; any thread.
void cleanTexts(Change&);
void cleanTexts(School&);

} // namespace esek::domain

#pragma once
#include "app/PrintOffset.h"
#include "app/TemplateSet.h"
#include "base/Result.h"
#include "cards/CardContent.h"
#include "cards/CardLayout.h"
#include "domain/Card.h"
#include "domain/Photo.h"

#include <optional>

namespace esek::app {

/// "Kowalska Anna, 1A", as messages name a pupil.
std::string labelOf(const domain::Student&);
std::string labelOf(const domain::StudentCard&);
cards::LayoutOptions layoutOf(const PrintOffset&);

/// May this pupil be printed with what the photo file holds now (domain/README.md, Statuses)? Gives the Error
/// that says why not.
std::optional<Error> photoObstacle(const domain::PhotoFile&, const std::string& label);
/// May this issued card still be printed? Besides the above: its picture must be the accepted one, and the
/// card must not be spent.
std::optional<Error> printObstacle(const domain::StudentCard&, const domain::PhotoFile&);

/// What is printed on the pupil's card; cardDataMissing names the first thing that is not there.
Result<domain::CardContents> contentsFor(const domain::Student&, const domain::School&, const domain::Photo&);

/// What the pupil's card would be if it were issued on that day with this photo: without id, batch and
/// number. Errors: those of contentsFor, and issueDateInvalid on a day before the birth.
Result<domain::StudentCard> draftCard(const domain::Student&, const domain::School&, const domain::Photo&,
                                      Date issuedOn);
/// Why no number by this pattern can be made for the pupil: there is no register number.
std::optional<Error> numberObstacle(const domain::NumberPattern&, const domain::Student&);
/// Why the card cannot be drawn: no template of its type, a text that does not fit, a letter that the font
/// lacks.
std::optional<Error> layoutObstacle(TemplateSet&, const domain::StudentCard&);

/// Texts for the drawing; the picture is added by the caller.
cards::CardContent textsOf(const domain::StudentCard&);

} // namespace esek::app

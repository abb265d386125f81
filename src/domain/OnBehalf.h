#pragma once
#include "domain/Mutation.h"

namespace esek::domain {

/// What an office enters for a family is the office's deed. Programs before protocol 3 wrote the family
/// itself as the one who acts: these two turn one form into the other, for who acts and for the sender of a
/// photo.

/// A family's form becomes the office's: a clerk, whose name is not known, on behalf of that person. Anything
/// else stays as it is.
Actor enteredByOffice(const Actor&);
Mutation enteredByOffice(Mutation);

/// The form that programs before protocol 3 know; the clerk's name is lost in it.
Mutation enteredByFamily(Mutation);

/// "on behalf of the parent or guardian: Adam Kowalski", in the current language; empty when the actor acts
/// for nobody.
std::string onBehalfText(const Actor&);

} // namespace esek::domain

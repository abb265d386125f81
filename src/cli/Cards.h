#pragma once
#include "domain/Ids.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace esek::cli {

class Context;

/// The cards of a batch with these numbers; when none is named, those that wait for the printer, or `all`.
/// Throws unknownBatch, unknownCard.
std::vector<domain::CardId> chosenCards(Context&, const std::string& batch,
                                        const std::vector<std::string>& numbers, bool all);

/// Verbs that print straight on a card printer.
void addCardsPrint(CLI::App& cards, Context&);
/// Places of the card's data on the blanks of this office.
void addCardTemplates(CLI::App& cards, Context&);

} // namespace esek::cli

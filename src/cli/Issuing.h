#pragma once
#include "cli/Context.h"

namespace esek::cli {

// What the verbs share that give cards.

struct DateArgs {
    std::string date;
    bool earlier = false;
};
void addDate(CLI::App* verb, DateArgs&);
/// Refuses here what issuing would refuse, so that the options that help can be named.
app::CardService::IssueDate issueDate(Context&, const DateArgs&);

Json cardToJson(const domain::StudentCard&);
void printIssued(Context&, const app::CardService::Issued&);

} // namespace esek::cli

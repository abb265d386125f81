#include "cli/Context.h"

#include "app/OfficePrivacy.h"
#include "base/CleanText.h"
#include "base/CommandLine.h"
#include "base/Describe.h"
#include "base/OutputFile.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"

#include <iostream>

namespace esek::cli {

std::filesystem::path Context::folder() const {
    return dataDir.empty() ? platform::userDataDir() : platform::pathFromUtf8(dataDir);
}

std::filesystem::path Context::output(const std::string& utf8) const {
    return outputFile(platform::pathFromUtf8(utf8), folder()).value();
}

app::Office& Context::office() {
    if (!m_office) {
        m_office = app::Office::open(folder(), m_clock, m_rng).value();
        if (!platform::ensureFolder(folder())) {
            message(tr("The school's folder can only be read: lists, check and backup work, nothing can be "
                       "changed."));
            return *m_office;
        }
        if (const auto closed = app::closeToOthers(*m_office); !closed)
            message(closed.error());
        m_office->sweepCaches(); // what a program that was killed has left of photos that are gone
    }
    return *m_office;
}

domain::Actor Context::actor(const std::string& as, const std::string& name) {
    const domain::Role role = domain::roleFromString(as).value();
    if (domain::isFamily(role))
        return office().clerkFor({role, name});
    domain::Actor clerk = office().clerk();
    clerk.role = role;
    if (!name.empty())
        clerk.name = name;
    return clerk;
}

void Context::print(const Json& j) const {
    std::cout << jsonForTerminal(dumpJson(j, 2)) << '\n';
}
void Context::line(const std::string& text) const {
    std::cout << forTerminal(text) << '\n';
}
void Context::message(const std::string& text) const {
    std::cerr << forTerminal(text) << '\n';
}
void Context::message(const Error& error) const {
    message(describe(error));
}

Json Context::refusals(const std::vector<app::CardService::Refusal>& refused) const {
    Json list = Json::array();
    for (const auto& r : refused) {
        const std::string sentence = describe(r.error);
        message(sentence);
        list.push_back({{"student", r.student.toString()},
                        {"label", r.label},
                        {"code", name(r.error.code)},
                        {"reason", sentence}});
    }
    return list;
}

std::string table(const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& cells) {
    // As they are shown, so that the columns stand under each other: a line feed in a cell would break them.
    auto rows = cells;
    for (auto& row : rows)
        for (std::string& cell : row)
            cell = shownText(cell);
    std::vector<std::size_t> widths;
    for (const std::string& h : header)
        widths.push_back(characterCount(h));
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], characterCount(row[i]));
    }
    std::string out;
    const auto append = [&](const std::vector<std::string>& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += row[i];
            if (i + 1 < row.size())
                out += std::string(widths[i] - characterCount(row[i]) + 2, ' ');
        }
        out += '\n';
    };
    append(header);
    for (const auto& row : rows)
        append(row);
    if (!out.empty())
        out.pop_back();
    return out;
}

} // namespace esek::cli

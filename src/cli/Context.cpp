#include "cli/Context.h"

#include "app/OfficePrivacy.h"
#include "base/Describe.h"
#include "base/OutputFile.h"
#include "base/Text.h"
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
        if (const auto closed = app::closeToOthers(*m_office); !closed)
            message(closed.error());
    }
    return *m_office;
}

void Context::print(const Json& j) const {
    std::cout << dumpJson(j, 2) << '\n';
}
namespace {

/// Names of files and arguments may hold any bytes; a terminal and a program that reads the output expect
/// UTF-8.
std::string asUtf8(const std::string& text) {
    return isValidUtf8(text) ? text : toUtf8(toUtf32(text));
}

} // namespace

void Context::line(const std::string& text) const {
    std::cout << asUtf8(text) << '\n';
}
void Context::message(const std::string& text) const {
    std::cerr << asUtf8(text) << '\n';
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

std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows) {
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

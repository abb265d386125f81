#include "ui/model/SyncJoin.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"

namespace esek::ui::model {

namespace {

constexpr std::size_t kCodeLength = 12; // XXXX-XXXX-XXXX without the hyphens

std::string trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    return std::string(text);
}

std::string code(std::string_view typed) {
    std::string letters;
    for (const char c : typed) {
        if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r')
            continue;
        letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    std::string text;
    for (std::size_t i = 0; i < letters.size(); ++i) {
        if (i > 0 && i % 4 == 0)
            text += '-';
        text += letters[i];
    }
    return text;
}

} // namespace

SyncJoin readJoin(std::string_view address, std::string_view typedCode, std::string_view caFile) {
    SyncJoin join;
    std::string server = trimmed(address);
    if (server.empty())
        join.addressComplaint = tr("Type the address that the administrator of the server gave you.");
    else if (server.find("://") == std::string::npos)
        server = "https://" + server;
    else if (!server.starts_with("https://") && !server.starts_with("http://"))
        join.addressComplaint = tr("The address must begin with https://.");
    if (server.find(' ') != std::string::npos)
        join.addressComplaint = tr("There is a blank in the address.");
    join.request.server = std::move(server);
    join.request.code = code(typedCode);
    if (join.request.code.empty())
        join.codeComplaint = tr("Type the one-time code from the administrator of the server.");
    else if (join.request.code.size() != kCodeLength + 2)
        join.codeComplaint = tr("The code has twelve letters and digits: XXXX-XXXX-XXXX.");
    join.request.caFile = trimmed(caFile);
    return join;
}

std::string joinErrorText(const Error& error) {
    if (error.code != ErrorCode::serverUnreachable)
        return describe(error);
    const std::string reason = error.value("reason");
    return format(fmt::runtime(tr("The server could not be asked: {}. Check the address and the network.")),
                  reason.empty() ? tr("no connection") : reason);
}

} // namespace esek::ui::model

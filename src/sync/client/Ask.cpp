#include "sync/client/Ask.h"

#include "base/Version.h"
#include "sync/client/Join.h"
#include "sync/protocol/Wire.h"

namespace esek::sync {

namespace {

Json askIn(int protocol, Transport& transport, const std::string& method, const std::string& target,
           const std::string& token, const Json* body) {
    HttpRequest request;
    request.method = method;
    request.target = target;
    request.headers.emplace_back(kProtocolHeader, std::to_string(protocol));
    request.headers.emplace_back("User-Agent", programName());
    if (!token.empty())
        request.headers.emplace_back("Authorization", "Bearer " + token);
    if (body) {
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = body->dump();
    }
    const HttpResponse r = transport.send(request).value();
    if (r.status / 100 != 2)
        throw Exception(errorOf(r));
    auto json = parseJson(r.body);
    if (!json)
        throw Exception(ErrorCode::serverUnreachable, "an answer that cannot be read");
    return std::move(json).value();
}

} // namespace

Json ask(Transport& transport, const std::string& method, const std::string& target, const std::string& token,
         const Json* body) {
    try {
        return askIn(kProtocols.highest, transport, method, target, token, body);
    } catch (const Exception& e) {
        const auto theirs = rangeOf(e.error());
        if (!theirs)
            throw;
        const auto common = commonProtocol(kProtocols, *theirs);
        if (!common)
            throw Exception(tooFarApart(e.error().value("server"), *theirs, kProtocols));
        return askIn(*common, transport, method, target, token, body);
    }
}

std::string programName() {
    return "e-Sekretariat/" + std::string(version());
}

} // namespace esek::sync

// Heads, bodies and chunks of HTTP: what is read must not depend on how the bytes come in.
#include "fuzz/Fuzz.h"
#include "server/http/RequestReader.h"

#include <algorithm>

using namespace esek;
using server::Inbox;
using server::RequestReader;

namespace {

constexpr std::int64_t kBodyLimit = 64 * 1024;

struct Outcome {
    RequestReader::State state = RequestReader::State::head;
    int status = 0;
    std::string request;
    std::size_t left = 0; ///< bytes of the next request
    bool operator==(const Outcome&) const = default;
};

Outcome read(std::string_view bytes, std::size_t piece) {
    RequestReader reader;
    Inbox in;
    while (true) {
        auto state = reader.feed(in);
        if (state == RequestReader::State::decision)
            state = reader.acceptBody(kBodyLimit);
        if (state == RequestReader::State::body)
            state = reader.feed(in);
        if (state == RequestReader::State::done || state == RequestReader::State::fault || bytes.empty())
            break;
        const std::size_t n = std::min(piece, bytes.size());
        in.append(bytes.substr(0, n));
        bytes.remove_prefix(n);
    }
    Outcome out{reader.state(), reader.status(), {}, 0};
    if (out.state == RequestReader::State::done) {
        out.request = reader.request().method + " " + reader.request().target + "\n" + reader.request().body;
        for (const auto& [name, value] : reader.request().headers)
            out.request += "\n" + name + ": " + value;
        out.left = in.size() + bytes.size();
    }
    return out;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::textOf(data, size);
    const Outcome whole = read(bytes, bytes.size() + 1);
    fuzz::require(read(bytes, 1) == whole, "byte by byte is read as in one piece");
    fuzz::require(read(bytes, 7) == whole, "small pieces are read as one");
    return 0;
}

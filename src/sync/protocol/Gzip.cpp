#include "sync/protocol/Gzip.h"

#include <Poco/DeflatingStream.h>
#include <Poco/InflatingStream.h>

#include <array>
#include <sstream>

namespace esek::sync {

namespace {
constexpr int kFast = 1; // JSON shrinks to a tenth even so, at 100 MB a second and more
}

std::string gzip(const std::string& text) {
    std::ostringstream out;
    Poco::DeflatingOutputStream deflate(out, Poco::DeflatingStreamBuf::STREAM_GZIP, kFast);
    deflate.write(text.data(), static_cast<std::streamsize>(text.size()));
    deflate.close();
    return std::move(out).str();
}

std::optional<std::string> gunzip(const std::string& packed, std::size_t limit, bool& tooLarge) {
    tooLarge = false;
    try {
        std::istringstream in(packed);
        Poco::InflatingInputStream inflate(in, Poco::InflatingStreamBuf::STREAM_GZIP);
        std::string out;
        std::array<char, 16 * 1024> piece{};
        for (;;) {
            inflate.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            const auto n = static_cast<std::size_t>(inflate.gcount());
            if (out.size() + n > limit) {
                tooLarge = true;
                return std::nullopt;
            }
            out.append(piece.data(), n);
            if (inflate.bad())
                return std::nullopt;
            if (!inflate)
                return out;
        }
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

} // namespace esek::sync

#include "app/ScanAnswer.h"

#include "base/Json.h"
#include "base/Translate.h"
#include "scanning/ScanError.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace esek::app {

namespace {

constexpr std::string_view kMark = "ESEKSCAN1 ";
constexpr double kBeyond = 0.5; ///< parts of the page that a corner may lie outside of it
constexpr std::size_t kMostPhotos = 200;
constexpr int kMostPixels = 100'000; ///< of a side

[[noreturn]] void broken() {
    throw Exception(scanning::scanError(
        "an answer of the scanner's program that cannot be read",
        tr("the scanner's part of the program ended unexpectedly; switch the scanner off and on, and try "
           "again")));
}

std::vector<std::uint8_t> bytesOf(const Json& json) {
    const std::string text = std::string(kMark) + dumpJson(json) + "\n";
    return {text.begin(), text.end()};
}

Json toJson(const Error& error) {
    Json context = Json::array();
    for (const auto& [key, value] : error.context)
        context.push_back({key, value});
    return {{"error", name(error.code)}, {"message", error.message}, {"context", std::move(context)}};
}

/// The JSON line; `rest` are the bytes behind it. Throws the error that it tells.
Json header(std::span<const std::uint8_t> answer, std::span<const std::uint8_t>& rest) {
    const std::string_view text(reinterpret_cast<const char*>(answer.data()), answer.size());
    const auto end = text.find('\n');
    if (!text.starts_with(kMark) || end == std::string_view::npos)
        broken();
    rest = answer.subspan(end + 1);
    Json json = parseJson(text.substr(kMark.size(), end - kMark.size())).value();
    if (!json.contains("error"))
        return json;
    const auto code = json.at("error").get<std::string>();
    const auto& codes = allErrorCodes();
    const auto known = std::ranges::find_if(codes, [&](ErrorCode c) { return name(c) == code; });
    Error error{
        known == codes.end() ? ErrorCode::internal : *known, json.at("message").get<std::string>(), {}};
    for (const Json& pair : json.at("context"))
        error.context.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
    throw Exception(std::move(error));
}

std::vector<std::uint8_t> take(std::span<const std::uint8_t>& rest, const Json& size) {
    const auto count = size.get<std::uint64_t>();
    if (count > rest.size())
        broken();
    const auto bytes = rest.first(static_cast<std::size_t>(count));
    rest = rest.subspan(static_cast<std::size_t>(count));
    return {bytes.begin(), bytes.end()};
}

int pixels(const Json& json) {
    const auto value = json.get<std::int64_t>();
    if (value < 1 || value > kMostPixels)
        broken();
    return static_cast<int>(value);
}

double part(const Json& json) {
    const double value = json.get<double>();
    if (!std::isfinite(value) || value < -kBeyond || value > 1 + kBeyond)
        broken();
    return value;
}

ScannedPhoto photo(const Json& json, std::span<const std::uint8_t>& rest) {
    ScannedPhoto out{pixels(json.at("width")), pixels(json.at("height")), take(rest, json.at("bytes")), {}};
    const Json& corners = json.at("corners");
    if (corners.size() != out.corners.size())
        broken();
    for (std::size_t i = 0; i < out.corners.size(); ++i)
        out.corners[i] = {part(corners[i].at(0)), part(corners[i].at(1))};
    return out;
}

/// What the JSON library throws becomes the same sentence.
template <class Read>
auto reading(Read read) -> Result<decltype(read())> {
    return guarded([&] {
        try {
            return read();
        } catch (const Json::exception&) {
            broken();
        } catch (const Exception& e) {
            if (e.error().code == ErrorCode::jsonInvalid)
                broken();
            throw;
        }
    });
}

} // namespace

std::vector<std::uint8_t> scanAnswer(const Result<std::vector<ScannerFacts>>& scanners) {
    if (!scanners)
        return bytesOf(toJson(scanners.error()));
    Json list = Json::array();
    for (const ScannerFacts& one : *scanners)
        list.push_back({{"name", one.name}, {"description", one.description}});
    return bytesOf({{"scanners", std::move(list)}});
}

std::vector<std::uint8_t> scanAnswer(const Result<ScannedSheet>& sheet) {
    if (!sheet)
        return bytesOf(toJson(sheet.error()));
    Json photos = Json::array();
    for (const ScannedPhoto& one : sheet->photos) {
        Json corners = Json::array();
        for (const auto& [x, y] : one.corners)
            corners.push_back({x, y});
        photos.push_back({{"width", one.width},
                          {"height", one.height},
                          {"bytes", one.jpeg.size()},
                          {"corners", std::move(corners)}});
    }
    auto bytes = bytesOf({{"sheet", sheet->jpeg.size()}, {"photos", std::move(photos)}});
    bytes.insert(bytes.end(), sheet->jpeg.begin(), sheet->jpeg.end());
    for (const ScannedPhoto& one : sheet->photos)
        bytes.insert(bytes.end(), one.jpeg.begin(), one.jpeg.end());
    return bytes;
}

Result<std::vector<ScannerFacts>> scannersFromAnswer(std::span<const std::uint8_t> answer) {
    return reading([&] {
        std::span<const std::uint8_t> rest;
        std::vector<ScannerFacts> out;
        const Json json = header(answer, rest);
        for (const Json& one : json.at("scanners"))
            out.push_back({one.at("name").get<std::string>(), one.at("description").get<std::string>()});
        return out;
    });
}

Result<ScannedSheet> sheetFromAnswer(std::span<const std::uint8_t> answer) {
    return reading([&] {
        std::span<const std::uint8_t> rest;
        const Json json = header(answer, rest);
        ScannedSheet sheet;
        sheet.jpeg = take(rest, json.at("sheet"));
        if (json.at("photos").size() > kMostPhotos)
            broken();
        for (const Json& one : json.at("photos"))
            sheet.photos.push_back(photo(one, rest));
        return sheet;
    });
}

} // namespace esek::app

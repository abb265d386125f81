#include "imaging/OutsideDecoder.h"

#include "base/platform/Child.h"
#include "imaging/Border.h"
#include "imaging/DecoderProtocol.h"
#include "imaging/Limits.h"
#include "imaging/PixelSource.h"

#include <algorithm>

namespace esek::imaging {
namespace {

/// A HEIC of 48 megapixels takes about two seconds on a slow computer.
constexpr std::chrono::seconds kTime{20};
/// Only Windows takes it from here; elsewhere the decoder bounds itself.
constexpr std::uint64_t kMemory = std::uint64_t{1} << 30;
constexpr std::uint64_t kMaxThumbnailBytes = std::uint64_t{8} << 20; ///< 2,400 pixels of noise at quality 95
constexpr std::uint32_t kMostPages = 10'000;

[[noreturn]] void stopped(const char* why) {
    throw Exception(ErrorCode::decodingStopped, why);
}

/// An error that the decoder told, in the same words as if it had been found here.
[[noreturn]] void rethrow(const DecoderAnswer& answer, std::span<const std::uint8_t> file) {
    if (answer.error == ErrorCode::imageTooLarge)
        throw Exception(tooLarge(answer.width, answer.height));
    if (answer.error == ErrorCode::imageTooSmall)
        checkSize(answer.width, answer.height);
    Error error{answer.error, "told by the decoder", {}};
    if (answer.error == ErrorCode::fileKindUnknown)
        error.context.emplace_back("hint", unknownKindHint(file));
    throw Exception(std::move(error));
}

} // namespace

OutsideDecoder::OutsideDecoder() : OutsideDecoder(platform::ownProgram(kDecoderName), kTime) {}

std::vector<std::uint8_t> OutsideDecoder::run(const std::vector<std::string>& arguments,
                                              std::span<const std::uint8_t> file) const {
    if (!installed())
        throw Exception(
            Error{ErrorCode::programMissing, "no decoder", {{"program", std::string(kDecoderName)}}});
    platform::ChildLimits limits;
    limits.time = m_time;
    limits.memoryBytes = kMemory;
    limits.outputBytes =
        kAnswerHeaderBytes + (arguments.front() == "pixels" ? kLimits.maxMemoryBytes : kMaxThumbnailBytes);
    auto outcome = platform::runChild(m_program, arguments, file, limits).value();
    switch (outcome.end) {
    case platform::ChildOutcome::End::exited:
        break;
    case platform::ChildOutcome::End::killed:
    case platform::ChildOutcome::End::stopped:
        stopped("the decoder was killed");
    case platform::ChildOutcome::End::outOfTime:
        stopped("the decoder took too long");
    case platform::ChildOutcome::End::tooMuchOutput:
        stopped("the decoder wrote too much");
    }
    if (outcome.exitCode != 0)
        stopped("the decoder gave up");
    return std::move(outcome.output);
}

std::shared_ptr<const OutsidePicture>
OutsideDecoder::decodeOrThrow(std::span<const std::uint8_t> file) const {
    const auto bytes = run({"pixels"}, file);
    const DecoderAnswer answer = parseAnswer(bytes);
    if (answer.content == DecoderAnswer::Content::error)
        rethrow(answer, file);
    if (answer.content != DecoderAnswer::Content::pixels)
        stopped("the decoder answered something else");
    checkSize(answer.width, answer.height);
    auto picture = std::make_shared<OutsidePicture>();
    picture->info.kind = answer.kind;
    picture->info.width = static_cast<int>(answer.width);
    picture->info.height = static_cast<int>(answer.height);
    picture->info.channels = 3;
    picture->info.pages = static_cast<int>(std::min<std::uint32_t>(answer.pages, kMostPages));
    picture->image.width = picture->info.width;
    picture->image.height = picture->info.height;
    picture->image.rgb.assign(bytes.begin() + kAnswerHeaderBytes, bytes.end());
    return picture;
}

Result<std::shared_ptr<const OutsidePicture>> OutsideDecoder::decode(std::span<const std::uint8_t> file,
                                                                     const std::string& name) const {
    return guardedForFile(name, [&] { return decodeOrThrow(file); });
}

Result<std::vector<std::uint8_t>> OutsideDecoder::thumbnail(std::span<const std::uint8_t> file,
                                                            const std::string& name, int maxSide,
                                                            int quality) const {
    return guardedForFile(name, [&] {
        auto bytes = run({"jpeg", std::to_string(maxSide), std::to_string(quality)}, file);
        const DecoderAnswer answer = parseAnswer(bytes);
        if (answer.content == DecoderAnswer::Content::error)
            rethrow(answer, file);
        const auto jpeg = std::span(bytes).subspan(kAnswerHeaderBytes);
        if (answer.content != DecoderAnswer::Content::jpeg || detectKind(jpeg) != FileKind::jpeg)
            stopped("the decoder answered something else");
        bytes.erase(bytes.begin(), bytes.begin() + kAnswerHeaderBytes);
        return bytes;
    });
}

} // namespace esek::imaging

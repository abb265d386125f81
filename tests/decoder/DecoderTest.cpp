// A hostile or broken picture meets a process without anything; whatever becomes of it, the parent has pixels
// or a sentence.
#include "base/Describe.h"
#include "base/platform/Child.h"
#include "base/platform/Files.h"
#include "imaging/Decode.h"
#include "imaging/DecoderProtocol.h"
#include "imaging/Encode.h"
#include "imaging/OutsideDecoder.h"
#include "support/Pictures.h"
#include "support/TempDir.h"

#include <catch2/catch.hpp>

#include <chrono>

using namespace esek;
using namespace esek::imaging;
using namespace std::chrono_literals;

namespace {

const std::filesystem::path kData = ESEK_TEST_DATA;

std::vector<std::uint8_t> bytesOf(const std::string& name) {
    return platform::readFile(kData / name).value();
}

OutsideDecoder realDecoder() {
    return {std::filesystem::path(ESEK_DECODER), 55s}; // other tests keep the processor busy
}

/// A decoder that a picture has taken over: it does what the script says.
class TakenOver {
  public:
    explicit TakenOver(const std::string& script) {
        const auto file = m_dir / "decoder";
        platform::writeFileAtomically(file, "#!/bin/sh\n" + script + "\n").value();
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }
    OutsideDecoder decoder(std::chrono::milliseconds time = 5s) const { return {m_dir / "decoder", time}; }
    const test::TempDir& dir() const { return m_dir; }

  private:
    test::TempDir m_dir;
};

ErrorCode failure(const OutsideDecoder& decoder, const std::vector<std::uint8_t>& file) {
    const auto pixels = decoder.decode(file, "zdjęcie.heic");
    REQUIRE_FALSE(pixels);
    const auto jpeg = decoder.thumbnail(file, "zdjęcie.heic", 40, 80);
    REQUIRE_FALSE(jpeg);
    CHECK(pixels.error().code == jpeg.error().code);
    CHECK(pixels.error().value("file") == "zdjęcie.heic");
    // A missing program is no fault of the file.
    const bool aboutFile = pixels.error().code != ErrorCode::programMissing;
    CHECK((describe(pixels.error()).find("zdjęcie.heic") != std::string::npos) == aboutFile);
    return pixels.error().code;
}

/// A header as the decoder writes it, in the words of the shell.
std::string printed(const DecoderAnswer& answer) {
    std::string text = "printf '";
    for (const std::uint8_t b : toBytes(answer)) {
        static constexpr char kDigits[] = "01234567";
        text += std::string("\\") + kDigits[b >> 6] + kDigits[b >> 3 & 7] + kDigits[b & 7];
    }
    return text + "'";
}

bool near(const std::uint8_t* p, int r, int g, int b, int tolerance) {
    return std::abs(p[0] - r) <= tolerance && std::abs(p[1] - g) <= tolerance &&
           std::abs(p[2] - b) <= tolerance;
}

} // namespace

TEST_CASE("the decoder reads what phones, web pages and studios send") {
    const auto [name, kind] = GENERATE(table<std::string, FileKind>({{"picture.heic", FileKind::heic},
                                                                     {"picture.avif", FileKind::avif},
                                                                     {"picture.webp", FileKind::webp},
                                                                     {"picture.gif", FileKind::gif},
                                                                     {"picture.bmp", FileKind::bmp},
                                                                     {"picture.jp2", FileKind::jpeg2000}}));
    INFO(name);
    const auto file = bytesOf(name);
    const auto picture = realDecoder().decode(file, name);
    if (!picture)
        FAIL(esek::name(picture.error().code) << ": " << picture.error().message);
    const Image& image = (*picture)->image;
    CHECK((*picture)->info.kind == kind);
    REQUIRE(image.width == 64);
    REQUIRE(image.height == 48);
    CHECK(near(&image.rgb[3 * (5 * 64 + 5)], 0, 128, 0, 40));    // the green corner
    CHECK(near(&image.rgb[3 * (2 * 64 + 40)], 245, 0, 10, 40));  // red above
    CHECK(near(&image.rgb[3 * (46 * 64 + 40)], 10, 0, 245, 40)); // blue below
    // As the other programs meet it.
    const auto decoded = decode(file, name);
    REQUIRE(decoded);
    CHECK(decoded->rgb == image.rgb);
    CHECK(probe(file, name)->kind == kind);
    CHECK(thumbnail(file, name, 32)->width == 32);
}

TEST_CASE("a Photoshop document is named, with a way out") {
    const auto result = realDecoder().decode(bytesOf("picture.psd"), "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::fileKindUnknown);
    CHECK(result.error().value("hint").find("Photoshop") != std::string::npos);
}

TEST_CASE("the decoder turns a picture as its EXIF says") {
    const auto picture = realDecoder().decode(bytesOf("turned.webp"), "").value();
    REQUIRE(picture->image.width == 48);
    REQUIRE(picture->image.height == 64);
    CHECK(
        near(&picture->image.rgb[3 * (5 * 48 + 42)], 0, 128, 0, 40)); // the corner is at the upper right now
}

TEST_CASE("the decoder gives a clean JPEG of every kind") {
    const Image painted = test::paintedPicture(200, 100);
    auto jpeg = encodeJpeg(painted, 92, 300).value();
    const auto small = realDecoder().thumbnail(jpeg, "", 50, 85);
    REQUIRE(small);
    const auto back = decode(*small, "").value();
    CHECK(back.width == 50);
    CHECK(back.height == 25);
    CHECK(test::psnr(decode(realDecoder().thumbnail(jpeg, "", 4000, 95).value(), "").value(), painted) > 30);
    CHECK(decode(realDecoder().thumbnail(bytesOf("picture.heic"), "", 40, 85).value(), "")->width == 40);
}

TEST_CASE("what is wrong with a file is told as if it had been found here") {
    const auto decoder = realDecoder();
    CHECK(failure(decoder, {}) == ErrorCode::fileEmpty);
    CHECK(failure(decoder, std::vector<std::uint8_t>(500, 'x')) == ErrorCode::fileKindUnknown);
    for (const char* name : {"picture.heic", "picture.avif", "picture.webp", "picture.bmp"}) {
        INFO(name);
        auto half = bytesOf(name);
        half.resize(half.size() / 2);
        const auto code = failure(decoder, half);
        CHECK((code == ErrorCode::fileTruncated || code == ErrorCode::fileCorrupt));
    }
    auto tiny = encodeJpeg(test::paintedPicture(10, 10), 92, 300).value();
    const auto result = decoder.decode(tiny, "");
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::imageTooSmall);
    CHECK(result.error().value("width") == "10");
}

TEST_CASE("a decoder that is killed, hangs, overgrows or lies is told in words") {
    const auto file = bytesOf("picture.heic");
    SECTION("killed") {
        CHECK(failure(TakenOver("kill -9 $$").decoder(), file) == ErrorCode::decodingStopped);
    }
    SECTION("crashed") {
        CHECK(failure(TakenOver("kill -SEGV $$").decoder(), file) == ErrorCode::decodingStopped);
    }
    SECTION("hangs") {
        const TakenOver hanging("sleep 600");
        const auto before = std::chrono::steady_clock::now();
        CHECK(failure(hanging.decoder(200ms), file) == ErrorCode::decodingStopped);
        CHECK(std::chrono::steady_clock::now() - before < 10s);
    }
    SECTION("reads nothing and goes") {
        const std::vector<std::uint8_t> large(4 << 20, 1);
        CHECK(failure(TakenOver("exit 0").decoder(), large) == ErrorCode::decodingStopped);
    }
    SECTION("writes without end") {
        CHECK(failure(TakenOver("exec cat /dev/zero").decoder(20s), file) == ErrorCode::decodingStopped);
    }
    SECTION("gives up") {
        CHECK(failure(TakenOver("exit 1").decoder(), file) == ErrorCode::decodingStopped);
    }
    SECTION("says nothing") {
        CHECK(failure(TakenOver("exit 0").decoder(), file) == ErrorCode::decodingStopped);
    }
    SECTION("speaks of another size than it sends") {
        DecoderAnswer answer;
        answer.content = DecoderAnswer::Content::pixels;
        answer.width = answer.height = 30'000;
        answer.payloadBytes = 3;
        CHECK(failure(TakenOver(printed(answer) + "; printf abc").decoder(), file) ==
              ErrorCode::decodingStopped);
    }
    SECTION("sends pixels for a JPEG") {
        DecoderAnswer answer;
        answer.content = DecoderAnswer::Content::jpeg;
        answer.width = answer.height = 20;
        answer.payloadBytes = 3;
        CHECK(failure(TakenOver(printed(answer) + "; printf abc").decoder(), file) ==
              ErrorCode::decodingStopped);
    }
}

TEST_CASE("a decoder that is not there is told in words") {
    CHECK(failure(OutsideDecoder({}, 1s), {1}) == ErrorCode::programMissing);
    CHECK(failure(OutsideDecoder("/nowhere/esekretariat-decoder", 1s), {1}) == ErrorCode::programMissing);
}

TEST_CASE("a child has an empty environment and no open file of ours") {
    const TakenOver child("env > $0.env; ls /proc/self/fd | wc -l > $0.files");
    ::setenv("ESEK_SECRET", "geheim", 1);
    std::FILE* const inherited = std::fopen("/dev/null", "r"); // without close-on-exec
    static_cast<void>(child.decoder().decode(std::vector<std::uint8_t>{1}, ""));
    std::fclose(inherited);
    ::unsetenv("ESEK_SECRET");
    const auto text = [&](const char* name) {
        const auto bytes = platform::readFile(child.dir() / name).value();
        return std::string(bytes.begin(), bytes.end());
    };
    CHECK(text("decoder.env").find("ESEK_SECRET") == std::string::npos);
    CHECK(text("decoder.env").find("HOME=") == std::string::npos);
    CHECK(std::stoi(text("decoder.files")) <= 4); // 0, 1, 2 and the folder that ls looks at
}

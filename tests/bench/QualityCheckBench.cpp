// esekretariat-bench check [PHOTO...]: all measures of a 12-megapixel photo beside a full libjpeg-turbo
// decode of it, processor time of one core (the wall clock says more about the neighbours than about us).
#include "base/Format.h"
#include "base/platform/Paths.h"
#include "bench/PhoneJpeg.h"
#include "bench/Registry.h"
#include "golden/quality/Evaluate.h"
#include "support/Corpus.h"

#include <cstdio>
// after cstdio
#include <jpeglib.h>

#include <algorithm>
#include <ctime>
#include <iostream>

namespace {

double seconds(const auto& work) {
    const auto start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// Every pixel by libjpeg-turbo as it comes: 8-bit RGB, default options.
std::size_t decodeFull(const std::vector<std::uint8_t>& file) {
    jpeg_decompress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, file.data(), static_cast<unsigned long>(file.size()));
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_RGB;
    jpeg_start_decompress(&jpeg);
    const std::size_t stride = static_cast<std::size_t>(jpeg.output_width) * 3;
    std::vector<std::uint8_t> pixels(stride * jpeg.output_height);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = pixels.data() + stride * jpeg.output_scanline;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return pixels.size();
}

int checkSpeed(const std::vector<std::string>& args) {
    constexpr int kRuns = 7;
    std::vector<std::vector<std::uint8_t>> files;
    for (const auto& a : args)
        files.push_back(esek::golden::readBytes(a));
    if (files.empty()) {
        const auto corpus = esek::test::corpusDir();
        for (const char* name : {"f60.jpg", "m12.jpg", "m85.jpg"}) {
            const auto portrait = corpus ? std::optional(*corpus / "portraits" / "ai" / name) : std::nullopt;
            files.push_back(esek::bench::phoneJpeg(portrait, static_cast<int>(files.size())));
        }
    }
    const auto profile = esek::quality::PhotoProfile::load("gov-pl").value();
    esek::quality::PhotoChecker checker;
    for (const auto& file : files) {
        std::vector<double> check, decode;
        int faces = 0;
        for (int i = 0; i < kRuns; ++i) {
            decode.push_back(seconds([&] { decodeFull(file); }));
            check.push_back(
                seconds([&] { faces = checker.check(file, "photo.jpg", profile).value().faces; }));
        }
        std::sort(check.begin(), check.end());
        std::sort(decode.begin(), decode.end());
        std::cout << esek::format(
            "{:.1f} MB: full decode {:.0f} ms, check {:.0f} ms, {:.2f} times; faces {}\n",
            static_cast<double>(file.size()) / 1e6, decode[kRuns / 2] * 1e3, check[kRuns / 2] * 1e3,
            check[kRuns / 2] / decode[kRuns / 2], faces);
    }
    std::cout << esek::format("peak memory of the process, the full decode's 36 MB included: {:.0f} MB\n",
                              static_cast<double>(esek::platform::peakMemory()) / 1e6);
    return 0;
}

} // namespace

ESEK_BENCH("check", "photo checks of a 12-megapixel photo beside a full decode", checkSpeed);

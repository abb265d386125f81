#include "app/PhotoAdvice.h"
#include "base/Translate.h"
#include "demo/Portrait.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::app;
using test::SampleOffice;

namespace {

imaging::Image portrait() {
    SeededRng rng(7);
    auto params = demo::randomPortrait(rng, true);
    params.glasses = demo::Glasses::none;
    params.roll = 0;
    return demo::paintPortrait(params, 450, 600);
}

domain::BlobId put(SampleOffice& s, const imaging::Image& image) {
    return s.office->replica().blobs().put(imaging::encodeJpeg(image, 95, 300).value()).value();
}

/// Black lenses where the eyes are.
void darken(imaging::Image& image, const PhotoAdvice::Face& face) {
    const double gap = std::abs(face.rightEye.x - face.leftEye.x) * image.width;
    for (const auto& eye : {face.leftEye, face.rightEye})
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) {
                const double dx = (x - eye.x * image.width) / (0.48 * gap);
                const double dy = (y - eye.y * image.height) / (0.38 * gap);
                if (dx * dx + dy * dy < 1)
                    std::fill_n(&image.rgb[3 * static_cast<std::size_t>(y * image.width + x)], 3,
                                static_cast<std::uint8_t>(8));
            }
}

bool has(const PhotoAdvice& advice, domain::RejectionReason reason) {
    return std::find(advice.reasons.begin(), advice.reasons.end(), reason) != advice.reasons.end();
}

void note(SampleOffice& s, const domain::StudentId& id, domain::PhotoExceptionKind kind, const char* reason) {
    domain::Student student = s.office->replica().students().get(id)->student;
    domain::setPhotoException(student, kind, reason);
    REQUIRE(s.office->replica().commit(
        s.office->mutation(id.uuid, domain::PutStudent{student}, s.office->clerk(), student.version)));
}

} // namespace

TEST_CASE("dark glasses are an error, with a noted exception advice that names the reason") {
    setLanguage(Language::english);
    SampleOffice s;
    const auto id = s.add();
    imaging::Image image = portrait();
    const auto plain = adviseOnPhoto(*s.office, id, put(s, image)).value();
    REQUIRE(plain.face);
    CHECK_FALSE(has(plain, domain::RejectionReason::darkGlasses));
    darken(image, *plain.face);
    const auto blob = put(s, image);

    const auto dark = adviseOnPhoto(*s.office, id, blob).value();
    REQUIRE(has(dark, domain::RejectionReason::darkGlasses));
    CHECK(dark.worst() == PhotoAdvice::Severity::error);
    CHECK(dark.exceptions.empty());

    note(s, id, domain::PhotoExceptionKind::headwear, "headscarf"); // explains no glasses
    CHECK(has(adviseOnPhoto(*s.office, id, blob).value(), domain::RejectionReason::darkGlasses));

    note(s, id, domain::PhotoExceptionKind::glasses, "photophobia, certificate 7/2026");
    const auto excused = adviseOnPhoto(*s.office, id, blob).value();
    CHECK_FALSE(has(excused, domain::RejectionReason::darkGlasses));
    CHECK_FALSE(has(excused, domain::RejectionReason::eyesNotVisible));
    CHECK(excused.exceptions.size() == 2);
    CHECK(std::any_of(excused.findings.begin(), excused.findings.end(), [](const auto& f) {
        return f.severity == PhotoAdvice::Severity::advice &&
               f.sentence.find("photophobia, certificate 7/2026") != std::string::npos;
    }));
    // Another pupil's photo is judged without them.
    CHECK(has(adviseOnPhoto(*s.office, s.add(), blob).value(), domain::RejectionReason::darkGlasses));
}

TEST_CASE("advice for a pupil who is not there") {
    SampleOffice s;
    const auto blob = s.office->replica().blobs().put(test::sampleJpeg(1)).value();
    const domain::StudentId nobody{Uuid::v7(s.clock, s.rng)};
    CHECK(adviseOnPhoto(*s.office, nobody, blob).error().code == ErrorCode::unknownStudent);
}

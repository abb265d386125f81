#pragma once
#include "app/Office.h"
#include "app/ReviewService.h"
#include "imaging/Encode.h"
#include "support/FixedClock.h"
#include "support/TempDir.h"

namespace esek::test {

/// A JPEG of a soft gradient; `n` makes each one different.
inline std::vector<std::uint8_t> sampleJpeg(int n, int width = 380, int height = 520) {
    imaging::Image image{width, height, {}};
    image.rgb.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            std::uint8_t* p = &image.rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                          static_cast<std::size_t>(x)) *
                                         3];
            p[0] = static_cast<std::uint8_t>((x + 17 * n) & 255);
            p[1] = static_cast<std::uint8_t>((y / 2 + 31 * n) & 255);
            p[2] = static_cast<std::uint8_t>((x + y) / 4 & 255);
        }
    }
    return imaging::encodeJpeg(image, 90, 300).value();
}

inline domain::School sampleSchool() {
    domain::School s;
    s.name = "Szkoła Podstawowa nr 1 im. Marii Skłodowskiej-Curie";
    s.address = {"ul. Długa 1", "00-001", "Warszawa"};
    s.headteacher = "Grażyna Brzęczyszczykiewicz";
    return s;
}

inline domain::Student sampleStudent(int n) {
    domain::Student s;
    s.registerNumber = std::to_string(100 + n);
    s.surname = "Żółć-Nowak";
    s.givenNames = "Łucja Świętosława";
    s.birthDate = *dateFromIso("2015-03-04");
    s.pesel = domain::makePesel(*s.birthDate, n * 10 + 2);
    s.classUnit = n % 2 == 0 ? "1A" : "2B";
    return s;
}

/// A school in a folder of its own, with pupils on demand.
struct SampleOffice {
    TempDir dir;
    FixedClock clock;
    SystemRng rng;
    std::unique_ptr<app::Office> office =
        app::Office::create(dir / "replica", sampleSchool(), clock, rng).value();
    app::ReviewService review{*office};
    int count = 0;

    domain::StudentId add(domain::Student s) {
        s.id = {Uuid::v7(clock, rng)};
        const Uuid id = s.id.uuid;
        static_cast<void>(
            office->replica().commit(office->mutation(id, domain::PutStudent{std::move(s)})).value());
        return {id};
    }
    domain::StudentId add() { return add(sampleStudent(count++)); }
    domain::StudentId addWithPhoto() {
        const auto id = add();
        static_cast<void>(
            review.submit(id, sampleJpeg(count), "a.jpg", domain::PhotoChannel::office, office->clerk(), true)
                .value());
        return id;
    }
    domain::Actor parent() const { return {domain::Role::guardian, "Adam Nowak", ""}; }
};

} // namespace esek::test

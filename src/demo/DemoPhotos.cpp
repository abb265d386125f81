#include "demo/DemoPhotos.h"

#include "base/platform/Files.h"
#include "demo/Dice.h"
#include "imaging/Decode.h"
#include "imaging/Encode.h"

#include <algorithm>

namespace esek::demo {

namespace fs = std::filesystem;
using imaging::Image;

namespace {

constexpr int kQuality = 92;
constexpr int kDpi = 300;

std::string fileNameOf(const DemoPupil& pupil) {
    const domain::Student& s = pupil.student;
    switch (pupil.fileName) {
    case FileName::pesel:
        return s.pesel->text() + ".jpg";
    case FileName::registerNumber:
        return s.registerNumber + ".JPG";
    case FileName::nameAndClass:
        return s.surname + " " + s.givenNames.substr(0, s.givenNames.find(' ')) + " " + s.classUnit + ".jpg";
    case FileName::camera:
        return "IMG_20260904_101533.jpg";
    case FileName::missing:
        break;
    }
    return {};
}

/// A year later: other clothes, other light, a little more hair.
PortraitParams later(PortraitParams p, SeededRng& rng) {
    Dice dice(rng);
    const PortraitParams other = randomPortrait(rng, p.female);
    p.clothes = static_cast<Clothes>((static_cast<std::size_t>(p.clothes) + 1 + dice.index(4)) % 5);
    p.cloth = other.cloth;
    p.wall = other.wall;
    p.lightX = -p.lightX;
    p.roll = -p.roll;
    p.headShare = other.headShare;
    p.childlike *= 0.8f;
    if (p.hair != HairStyle::cropped)
        p.hairVolume *= 1.3f;
    p.smile = other.smile;
    return p;
}

int widthOf(int height) {
    return height * 7 / 9;
}

std::vector<std::uint8_t> encoded(const Image& image) {
    return imaging::encodeJpeg(image, kQuality, kDpi).value();
}

Image decoded(const fs::path& file) {
    const auto bytes = platform::readFile(file).value();
    return imaging::decode(bytes, platform::toUtf8(file.filename())).value();
}

} // namespace

PhotoMaker::PhotoMaker(const DemoOptions& options) : m_rng(options.seed), m_height(options.photoHeight) {
    if (!options.portraitDir)
        return;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(*options.portraitDir))
        if (entry.path().extension() == ".jpg")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end()); // folders come in any order
    for (const fs::path& file : files)
        m_pictures[file.filename().string()[0] == 'f'].push_back(file);
    if (files.empty())
        throw Exception(Error{ErrorCode::fileNotFound, "no pictures in the folder of portraits", {}}.with(
            "file", platform::toUtf8(*options.portraitDir / "*.jpg")));
}

PhotoSet PhotoMaker::make(const DemoPupil& pupil) {
    // Always drawn, so that one pupil's photo does not depend on what the others have.
    const PortraitParams person = randomPortrait(m_rng, pupil.female);
    const PortraitParams second = randomPortrait(m_rng);
    PhotoSet set;
    if (pupil.fileName == FileName::missing)
        return set;
    set = m_pictures.empty() ? painted(pupil, person, second) : fromPicture(pupil);
    set.fileName = fileNameOf(pupil);
    return set;
}

std::vector<PhotoSet> PhotoMaker::strays() {
    const Image someone = paint(randomPortrait(m_rng, true));
    return {{"Kowalska Anna.jpg", encoded(someone), {}},
            {"wycieczka klasa 2B.jpg", encoded(hills(m_height, widthOf(m_height))), {}}};
}

Image PhotoMaker::paint(const PortraitParams& p) const {
    return paintPortrait(p, widthOf(m_height), m_height);
}

PhotoSet PhotoMaker::painted(const DemoPupil& pupil, const PortraitParams& person,
                             const PortraitParams& second) {
    PhotoSet set;
    PortraitParams p = person;
    if (pupil.spoil == Spoil::busyBackground)
        p.backdrop = pupil.female ? Backdrop::garden : Backdrop::shelves;
    const Image image = paint(p);
    const Image other = pupil.spoil == Spoil::twoPersons ? paint(second) : Image{};
    set.photo = spoiledFile(image, pupil.spoil, other).value();
    if (pupil.part == Part::changeRequest || pupil.part == Part::changeTaken) {
        SeededRng rng(person.grain);
        set.newer = encoded(paint(later(person, rng)));
    }
    return set;
}

PhotoSet PhotoMaker::fromPicture(const DemoPupil& pupil) {
    PhotoSet set;
    const fs::path file = nextPicture(pupil.female);
    const bool asItIs = pupil.spoil == Spoil::none || pupil.spoil == Spoil::busyBackground;
    if (asItIs)
        set.photo = platform::readFile(file).value();
    else
        set.photo =
            spoiledFile(decoded(file), pupil.spoil,
                        pupil.spoil == Spoil::twoPersons ? decoded(nextPicture(!pupil.female)) : Image{})
                .value();
    if (pupil.part == Part::changeRequest || pupil.part == Part::changeTaken) {
        const Image image = decoded(file); // the same person, photographed from a little nearer
        const int dx = image.width / 16;
        const int dy = image.height / 16;
        set.newer = encoded(cropped(image, dx, dy, image.width - 2 * dx, image.height - 2 * dy));
    }
    return set;
}

fs::path PhotoMaker::nextPicture(bool female) {
    const bool has = !m_pictures[female].empty();
    const auto& list = m_pictures[has ? female : !female];
    return list[m_next[female]++ % list.size()];
}

} // namespace esek::demo

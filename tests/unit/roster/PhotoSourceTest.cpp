#include "Support.h"

#include "roster/PhotoSource.h"
#include "roster/Zip.h"

#include <fstream>

using namespace esek;
using namespace esek::test;
using roster::PhotoSource;

namespace {
std::string textOf(const std::vector<std::uint8_t>& bytes) {
    return {bytes.begin(), bytes.end()};
}
} // namespace

TEST_CASE("a folder of photos, with its subfolders and without junk") {
    TempDir dir;
    for (const char* name :
         {"1A/Kot Ala.jpg", "1A/Thumbs.db", "b.PNG", "bez rozszerzenia", "__MACOSX/._b.PNG", ".DS_Store",
          "1A/desktop.ini", "lista.csv", ".ukryte/x.jpg", "Żółć.jpeg"}) {
        const auto path = dir / platform::pathFromUtf8(name);
        std::filesystem::create_directories(path.parent_path());
        platform::writeFileAtomically(path, std::string_view(name)).value();
    }
    const auto source = PhotoSource::open(dir.path()).value();
    CHECK(source->names() ==
          std::vector<std::string>{"1A/Kot Ala.jpg", "b.PNG", "bez rozszerzenia", "Żółć.jpeg"});
    for (const auto& name : source->names())
        CHECK(textOf(source->read(name).value()) == name);
    CHECK(source->read("../" + platform::toUtf8(dir.path().filename()) + "/b.PNG").error().code ==
          ErrorCode::fileNotFound);
    CHECK(source->read("lista.csv").error().code == ErrorCode::fileNotFound);
    std::filesystem::remove(dir / "b.PNG");
    CHECK(source->read("b.PNG").error().code == ErrorCode::fileNotFound);
}

TEST_CASE("a zip of photos") {
    TempDir dir;
    const std::string big(300'000, 'x');
    const auto path = writeZip(dir / "zdjecia.bin", {{"1A/Kot Ala.jpg", "kot"},
                                                     {"1A/", ""},
                                                     {"__MACOSX/1A/._Kot Ala.jpg", "x"},
                                                     {"Żuk.jpg", big},
                                                     {"../../etc/passwd", "x"},
                                                     {"a/../../b.jpg", "x"},
                                                     {"/abs.jpg", "x"},
                                                     {"C:/win.jpg", "x"},
                                                     {"pusty.jpg", ""},
                                                     {"Thumbs.db", "x"}});
    const auto source = PhotoSource::open(path).value();
    CHECK(source->names() == std::vector<std::string>{"1A/Kot Ala.jpg", "pusty.jpg", "Żuk.jpg"});
    CHECK(textOf(source->read("1A/Kot Ala.jpg").value()) == "kot");
    CHECK(textOf(source->read("Żuk.jpg").value()) == big);
    CHECK(source->read("pusty.jpg").value().empty());
    CHECK(source->read("../../etc/passwd").error().code == ErrorCode::fileNotFound);
}

namespace {

/// What is left out and why, by the beginning of the hint.
std::vector<std::string> leftOut(const PhotoSource& source) {
    std::vector<std::string> out;
    for (const auto& l : source.leftOut()) {
        CHECK(l.error.code == ErrorCode::fileKindUnknown);
        CHECK(l.error.value("file") == l.name);
        out.push_back(l.name + ": " + l.error.value("hint").substr(0, 14));
    }
    return out;
}

} // namespace

TEST_CASE("nothing that a person put there is left out in silence") {
    TempDir dir;
    for (const char* name :
         {"klasa/inne.zip", "Kot Ala 1A.pdf", "film.MOV", "lista.csv", "Thumbs.db", "Kot Ala.jpg"}) {
        const auto path = dir / platform::pathFromUtf8(name);
        std::filesystem::create_directories(path.parent_path());
        platform::writeFileAtomically(path, std::string_view(name)).value();
    }
    const auto folder = PhotoSource::open(dir.path()).value();
    CHECK(folder->names() == std::vector<std::string>{"Kot Ala.jpg"});
    CHECK(leftOut(*folder) ==
          std::vector<std::string>{"Kot Ala 1A.pdf: It is a docume", "film.MOV: It is a film. ",
                                   "klasa/inne.zip: It is an archi", "lista.csv: It is no photo"});
}

TEST_CASE("a zip says of every entry that is not taken why") {
    TempDir dir;
    const auto path = writeZip(
        dir / "zdjecia.zip",
        {{"a.jpg", "raz"}, {"b.jpg", "dwa"}, {"c.jpg", "trzy"}, {"../d.jpg", "x"}, {"opis.docx", "x"}});
    replaceInFile(path, "b.jpg", "a.jpg"); // two of a name
    const auto source = PhotoSource::open(path).value();
    CHECK(source->names() == std::vector<std::string>{"c.jpg"});
    CHECK(leftOut(*source) == std::vector<std::string>{"a.jpg: The archive ho", "opis.docx: It is a docume",
                                                       "../d.jpg: Its name leads"});
    CHECK(source->read("a.jpg").error().code == ErrorCode::fileNotFound);
}

TEST_CASE("a packing that is not read is told, not called damage") {
    TempDir dir;
    const auto path = writeZip(dir / "windows.zip", {{"a.jpg", std::string(5000, 'x')}});
    auto bytes = platform::readFile(path).value();
    int changed = 0;
    for (std::size_t i = 0; i + 12 < bytes.size(); ++i) {
        // The method stands at 8 in the header of an entry and at 10 in the directory: 8 is deflate, 9
        // Deflate64.
        if (bytes[i] != 'P' || bytes[i + 1] != 'K')
            continue;
        if (bytes[i + 2] == 3 && bytes[i + 3] == 4)
            bytes[i + 8] = 9, ++changed;
        if (bytes[i + 2] == 1 && bytes[i + 3] == 2)
            bytes[i + 10] = 9, ++changed;
    }
    REQUIRE(changed == 2);
    platform::writeFileAtomically(path, bytes).value();
    const auto error = PhotoSource::open(path).value()->read("a.jpg").error();
    CHECK(error.code == ErrorCode::fileKindUnknown);
    CHECK(error.value("hint").find("Deflate64") != std::string::npos);
    CHECK(error.value("file") == "a.jpg");
}

TEST_CASE("names in zips of old programs") {
    // "Żółć" and "Śliwa Łucja" in CP852, Windows-1250 and UTF-8.
    CHECK(roster::entryNameToUtf8("\xBD\xA2\x88\x86.jpg") == "Żółć.jpg");
    CHECK(roster::entryNameToUtf8("\xAF\xF3\xB3\xE6.jpg") == "Żółć.jpg");
    CHECK(roster::entryNameToUtf8("\x97liwa \x9Du\x86ja") == "Śliwa Łućja");
    CHECK(roster::entryNameToUtf8("\x8Cliwa \xA3ucja") == "Śliwa Łucja");
    CHECK(roster::entryNameToUtf8("Żółć.jpg") == "Żółć.jpg");
    CHECK(roster::entryNameToUtf8("Kot.jpg") == "Kot.jpg");
    TempDir dir;
    // The same length as the CP852 bytes, then patched: libzip itself writes UTF-8 only.
    const auto path = writeZip(dir / "a.zip", {{"ZOLC.jpg", "x"}});
    replaceInFile(path, "ZOLC", "\xBD\xA2\x88\x86");
    const auto source = PhotoSource::open(path).value();
    CHECK(source->names() == std::vector<std::string>{"Żółć.jpg"});
    CHECK(textOf(source->read("Żółć.jpg").value()) == "x");
}

TEST_CASE("zips that cannot be read say why") {
    TempDir dir;
    const auto locked =
        PhotoSource::open(writeZip(dir / "haslo.zip", {{"a.jpg", "tajne zdjęcie"}}, true)).value();
    CHECK(locked->names().size() == 1);
    CHECK(locked->read("a.jpg").error().code == ErrorCode::fileEncrypted);
    CHECK(locked->read("a.jpg").error().value("file") == "a.jpg");

    // 64 MB of zeros in 64 KB.
    const auto bomb =
        PhotoSource::open(writeZip(dir / "bomba.zip", {{"a.jpg", std::string(std::size_t{64} << 20, '\0')}}))
            .value();
    CHECK(bomb->read("a.jpg").error().code == ErrorCode::fileCorrupt);

    CHECK(PhotoSource::open(writeText(dir, "a.txt", "zdjęcia")).error().code == ErrorCode::fileKindUnknown);
    CHECK(PhotoSource::open(writeText(dir, "b.zip", "")).error().code == ErrorCode::fileEmpty);
    CHECK(PhotoSource::open(dir / "nie ma.zip").error().code == ErrorCode::fileNotFound);
}

TEST_CASE("every cut of a zip is an error or less photos, never a crash") {
    TempDir dir;
    std::string noise;
    for (unsigned i = 0, x = 1; i < 2'000; ++i, x = x * 1664525U + 1013904223U)
        noise += static_cast<char>(x >> 24);
    const auto path = writeZip(dir / "caly.zip", {{"a.jpg", noise}, {"b.jpg", noise + noise}});
    const auto whole = platform::readFile(path).value();
    for (std::size_t size = 1; size < whole.size(); size += 37) {
        platform::writeFileAtomically(dir / "ciety.zip", std::span(whole).first(size)).value();
        const auto source = PhotoSource::open(dir / "ciety.zip");
        if (!source)
            continue;
        for (const auto& name : (*source)->names())
            (void)(*source)->read(name).ok();
    }
    // A changed byte inside is found by the checksum.
    auto damaged = whole;
    damaged[200] ^= 0x40;
    platform::writeFileAtomically(dir / "zly.zip", damaged).value();
    const auto source = PhotoSource::open(dir / "zly.zip").value();
    CHECK(source->read("a.jpg").error().code == ErrorCode::fileCorrupt);
    CHECK(source->read("b.jpg").ok());
}

TEST_CASE("a file whose name is no UTF-8 is listed in letters and can be read") {
    TempDir dir;
    std::filesystem::create_directory(dir / "zdjecia");
    const std::string folder = platform::toUtf8(dir / "zdjecia") + "/";
    std::ofstream(folder + "Za\xB3\xEA.jpg", std::ios::binary) << "x"; // Windows-1250
    const auto source = roster::PhotoSource::open(dir / "zdjecia").value();
    REQUIRE(source->names() == std::vector<std::string>{"Załę.jpg"});
    CHECK(source->read("Załę.jpg").value().size() == 1);
}

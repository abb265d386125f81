#include "demo/DemoPupils.h"

#include "base/Format.h"
#include "demo/Dice.h"

#include <array>
#include <set>

namespace esek::demo {

namespace {

struct Row {
    const char* classUnit;
    char sex;
    const char* surname;
    const char* givenNames;
    int birthYear = 0; ///< 0: the usual year of the class
    const char* documentKind = nullptr;
    Spoil spoil = Spoil::none;
    Part part = Part::accepted;
    bool hasPhoto = true;
};

constexpr std::array<Row, 60> kRows{{
    {"1A", 'F', "Adamczyk", "Zuzanna"},
    {"1A", 'F', "Brzęczyszczykiewicz-Łękołodzka", "Grażyna Żaneta Świętosława Bożena"},
    {"1A", 'M', "Ćwikliński", "Błażej", 0, nullptr, Spoil::exifSideways},
    {"1A", 'M', "D'Arcy-Wąsowicz", "Ksawery"},
    {"1A", 'F', "Dąb", "Ewa"},
    {"1A", 'F', "Gżegżółka", "Łucja"},
    {"1A", 'M', "Jabłoński", "Łukasz Józef", 0, nullptr, Spoil::none, Part::changeTaken},
    {"1A", 'F', "Kowalska", "Anna Maria", 0, nullptr, Spoil::none, Part::changeRequest},
    {"1A", 'M', "Kowalski", "Adam", 0, nullptr, Spoil::none, Part::changeRequest},
    {"1A", 'F', "Lewandowska", "Róża", 0, nullptr, Spoil::exifSideways},
    {"1A", 'M', "Łoś", "Święcisław"},
    {"1A", 'F', "Mickiewicz-Żeromska", "Jagoda", 0, nullptr, Spoil::dark, Part::rejected},
    {"1A", 'M', "Nowak", "Jan", 0, nullptr, Spoil::none, Part::pending},
    {"1A", 'M', "Nowak", "Jan Paweł", 0, nullptr, Spoil::none, Part::pending, false},
    {"1A", 'F', "O'Connor-Dąbrowska", "Maeve Katarzyna"},
    {"1A", 'F', "Šimůnková", "Tereza", 0, "paszport"},
    {"1A", 'M', "Śliwiński", "Krzysztof", 0, nullptr, Spoil::blurred, Part::pending},
    {"1A", 'M', "Wójcik", "Mikołaj"},
    {"1A", 'F', "Zając", "Hanna Zofia", 0, nullptr, Spoil::none, Part::deletionRequest},
    {"1A", 'M', "Źrebak", "Żegota", 0, nullptr, Spoil::none, Part::pending, false},

    {"2B", 'F', "Bąk", "Oliwia"},
    {"2B", 'M', "Chrząszczewski", "Ignacy Szczepan", 0, nullptr, Spoil::overexposed, Part::pending},
    {"2B", 'F', "Czerwińska", "Julia"},
    {"2B", 'M', "Dobrzyński", "Franciszek"},
    {"2B", 'M', "García Hernández", "Diego", 0, "karta pobytu"},
    {"2B", 'F', "Głąb", "Amelia", 0, nullptr, Spoil::twoPersons, Part::pending},
    {"2B", 'F', "Ilczuk", "Sołomija"},
    {"2B", 'M', "Jóźwiak", "Kacper", 0, nullptr, Spoil::sideways, Part::pending},
    {"2B", 'F', "Kaźmierczak", "Pola", 0, nullptr, Spoil::greyscale, Part::rejected},
    {"2B", 'M', "Kowalczyk", "Szymon", 0, nullptr, Spoil::none, Part::changeRequest},
    {"2B", 'F', "Kowalska", "Anna"},
    {"2B", 'M', "Müller", "Jonas Emanuel", 0, nullptr, Spoil::none, Part::deletionRequest},
    {"2B", 'F', "Nguyen", "Thi Lan Anh", 0, nullptr, Spoil::none, Part::pending},
    {"2B", 'M', "Ożóg", "Tymoteusz", 0, nullptr, Spoil::tiny, Part::pending},
    {"2B", 'F', "Pięta", "Weronika", 0, nullptr, Spoil::none, Part::pending},
    {"2B", 'M', "Rzeźnik", "Stanisław", 0, nullptr, Spoil::pngNamedJpg, Part::pending},
    {"2B", 'F', "Szczęsna-Kołłątaj", "Dąbrówka Wanda Mieczysława", 0, nullptr, Spoil::none,
     Part::changeRequest},
    {"2B", 'M', "Świątek", "Dawid", 0, nullptr, Spoil::truncated, Part::pending},
    {"2B", 'F', "Tkaczenko", "Oleksandra", 0, "paszport", Spoil::none, Part::pending},
    {"2B", 'M', "Żółć", "Gwidon", 0, nullptr, Spoil::none, Part::pending, false},

    {"3C", 'M', "Bielecki", "Oskar", 0, nullptr, Spoil::busyBackground, Part::pending},
    {"3C", 'F', "Chmiel", "Lena", 0, nullptr, Spoil::none, Part::pending},
    {"3C", 'M', "Dziedzic", "Filip", 0, nullptr, Spoil::lowContrast, Part::pending},
    {"3C", 'F', "Gołębiewska", "Martyna", 0, nullptr, Spoil::none, Part::pending},
    {"3C", 'M', "Grzegżółkowski-Prędki", "Wawrzyniec Jędrzej", 0, nullptr, Spoil::none, Part::pending},
    {"3C", 'F', "Jaśkiewicz", "Nadia", 0, nullptr, Spoil::cutOff, Part::pending},
    {"3C", 'M', "Kędzierski", "Aleksander", 0, nullptr, Spoil::noFace, Part::pending},
    {"3C", 'F', "Krzyżanowska", "Pelagia", 0, nullptr, Spoil::none, Part::pending},
    {"3C", 'F', "Łęcka", "Irena", 1999, nullptr, Spoil::none, Part::pending},
    {"3C", 'M', "Majchrzak", "Hubert", 1999, nullptr, Spoil::none, Part::pending},
    {"3C", 'M', "Nowakowski", "Maksymilian", 0, nullptr, Spoil::onePixel, Part::pending},
    {"3C", 'F', "Ostrowska", "Gabriela", 0, nullptr, Spoil::busyBackground, Part::pending},
    {"3C", 'M', "Pawłowski", "Antoni", 0, nullptr, Spoil::dark, Part::pending},
    {"3C", 'F', "Przybysz", "Stefania", 0, nullptr, Spoil::none, Part::pending},
    {"3C", 'M', "Rokosz", "Bartłomiej", 0, nullptr, Spoil::blurred, Part::pending},
    {"3C", 'F', "Sęk", "Kinga", 0, nullptr, Spoil::overexposed, Part::pending},
    {"3C", 'M', "Szewczenko", "Danyło", 0, "paszport", Spoil::none, Part::pending},
    {"3C", 'F', "Wiśniewska", "Klaudia", 0, nullptr, Spoil::none, Part::pending},
    {"3C", 'M', "Wołodko", "Michał Jerzy", 0, nullptr, Spoil::none, Part::pending, false},
    {"3C", 'F', "Zielińska", "Maja", 0, nullptr, Spoil::sideways, Part::pending},
}};

Date randomBirthday(Dice& dice, int year) {
    const auto month = static_cast<unsigned>(1 + dice.index(12));
    const auto day = static_cast<unsigned>(1 + dice.index(28));
    return Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

domain::Pesel randomPesel(Dice& dice, Date birth, bool female, std::set<std::string>& taken) {
    for (;;) {
        const int serial = static_cast<int>(dice.index(5000)) * 2 + (female ? 0 : 1);
        const domain::Pesel pesel = domain::makePesel(birth, serial);
        if (taken.insert(pesel.text()).second)
            return pesel;
    }
}

std::string rejectionOf(Spoil spoil) {
    return spoil == Spoil::dark ? "too_dark" : "greyscale";
}

} // namespace

std::vector<DemoPupil> demoPupils(std::uint64_t seed) {
    SeededRng rng(seed * 7919 + 11);
    Dice dice(rng);
    std::set<std::string> taken;
    std::vector<DemoPupil> pupils;
    int registerNumber = 1187;
    for (const Row& row : kRows) {
        DemoPupil pupil;
        pupil.female = row.sex == 'F';
        pupil.spoil = row.spoil;
        pupil.part = row.part;
        domain::Student& s = pupil.student;
        s.surname = row.surname;
        s.givenNames = row.givenNames;
        s.classUnit = row.classUnit;
        s.registerNumber = format("{}", registerNumber++);
        const int usualYear = 2012 - (row.classUnit[0] - '0');
        s.birthDate = randomBirthday(dice, row.birthYear ? row.birthYear : usualYear);
        if (row.documentKind)
            s.document = domain::IdentityDocument{row.documentKind,
                                                  format("{}{}{:06}", char('A' + dice.index(26)),
                                                         char('A' + dice.index(26)), dice.index(1000000))};
        else
            s.pesel = randomPesel(dice, *s.birthDate, pupil.female, taken);

        static constexpr std::array kWays{FileName::pesel, FileName::nameAndClass, FileName::registerNumber};
        pupil.fileName = kWays[pupils.size() % kWays.size()];
        if (pupil.fileName == FileName::pesel && !s.pesel)
            pupil.fileName = FileName::registerNumber;
        const bool namesake = s.surname == "Nowak"; // two of them: whose photo is it?
        if (namesake)
            pupil.fileName = FileName::nameAndClass;
        if (s.surname == "Chmiel")
            pupil.fileName = FileName::camera;
        if (!row.hasPhoto)
            pupil.fileName = FileName::missing;
        if (pupil.part == Part::rejected)
            pupil.rejection = rejectionOf(pupil.spoil);
        pupils.push_back(std::move(pupil));
    }
    return pupils;
}

} // namespace esek::demo

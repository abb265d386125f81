#include "roster/Headers.h"

#include "base/Text.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace esek::roster {

namespace {

struct Synonyms {
    Field field;
    std::vector<const char*> keys;
};

// Sources: ALG Sekretariat's import page, VULCAN lists as read by druk_legitymacji, SIO, OneRoster 1.2
// (domain/README.md, Exchange); Librus publishes no column list, its schools' lists use the common Polish
// names.
const std::vector<Synonyms>& synonyms() {
    static const std::vector<Synonyms> all{
        {Field::surname,
         {"nazwisko", "nazwiskoucznia", "nazwiskodziecka", "nazwiskouczennicyucznia", "surname", "lastname",
          "familyname"}},
        {Field::givenName,
         {"imie", "imieucznia", "imiedziecka", "imiepierwsze", "pierwszeimie", "imie1", "1imie", "givenname",
          "firstname"}},
        {Field::secondName,
         {"drugieimie", "imiedrugie", "imie2", "2imie", "drugieimieucznia", "imiedrugieucznia", "middlename",
          "secondname"}},
        {Field::thirdName, {"trzecieimie", "imietrzecie", "imie3", "3imie", "thirdname"}},
        {Field::givenNames,
         {"imiona", "imieimiona", "imionaucznia", "imionadziecka", "wszystkieimiona", "imieiimiona",
          "imielubimiona", "givennames", "firstnames"}},
        {Field::surnameThenGiven,
         {"nazwiskoiimie", "nazwiskoimie", "nazwiskoiimiona", "nazwiskoimiona", "nazwiskoiimieucznia",
          "nazwiskoimieucznia", "nazwiskoiimionaucznia", "uczen", "uczennicauczen", "dziecko"}},
        {Field::givenThenSurname,
         {"imieinazwisko", "imienazwisko", "imionainazwisko", "imionanazwisko", "imieinazwiskoucznia",
          "imionainazwiskoucznia", "imieimionainazwisko", "fullname"}},
        {Field::pesel, {"pesel", "nrpesel", "numerpesel", "peselucznia", "peseldziecka", "numerpeselucznia"}},
        {Field::birthDate,
         {"dataurodzenia", "dataur", "datur", "dataurodzeniaucznia", "dataurodzeniadziecka", "dturodzenia",
          "dtur", "urodzony", "urodzonya", "dataimiejsceurodzenia", "miejsceidataurodzenia",
          "datamiejsceurodzenia", "dataimiejsceur", "birthdate", "dateofbirth", "dob"}},
        {Field::documentKind,
         {"rodzajdokumentu", "typdokumentu", "nazwadokumentu", "dokument", "rodzajdokumentutozsamosci",
          "typdokumentutozsamosci", "documentkind", "documenttype"}},
        {Field::documentNumber,
         {"nrdokumentu",
          "numerdokumentu",
          "numerdokumentutozsamosci",
          "nrdokumentutozsamosci",
          "seriainumerdokumentu",
          "seriainrdokumentu",
          "serianumerdokumentu",
          "seriainumerdokumentutozsamosci",
          "innydokument",
          "numerinnegodokumentu",
          "numerinnegodokumentutozsamosci",
          "dokumenttozsamosci",
          "innydokumenttozsamosci",
          "rodzajinumerdokumentu",
          "rodzajinrdokumentu",
          "rodzajinumerdokumentutozsamosci",
          "nazwainumerdokumentu",
          "paszport",
          "nrpaszportu",
          "numerpaszportu",
          "seriainumerpaszportu",
          "seriainrpaszportu",
          "kartapobytu",
          "nrkartypobytu",
          "numerkartypobytu",
          "dowodosobisty",
          "nrdowodu",
          "nrdowoduosobistego",
          "numerdowoduosobistego",
          "passport",
          "passportnumber",
          "documentnumber"}},
        {Field::registerNumber,
         {"nrwksiedze",
          "numerwksiedze",
          "nrwksiedzeuczniow",
          "numerwksiedzeuczniow",
          "nrksiegi",
          "numerksiegi",
          "nrksiegiuczniow",
          "numerksiegiuczniow",
          "nrku",
          "numerku",
          "nrwku",
          "ksiegauczniow",
          "nrksuczniow",
          "nrwksuczniow",
          "nrwksuczn",
          "nrks",
          "numerzksiegiuczniow",
          "nrzksiegiuczniow",
          "nrewidencyjny",
          "numerewidencyjny",
          "nrewid",
          "registernumber"}},
        {Field::classUnit,
         {"klasa",
          "oddzial",
          "daneoddzialu",
          "klasaoddzial",
          "oddzialklasa",
          "klasaioddzial",
          "nazwaoddzialu",
          "nazwaklasy",
          "oddzialgrupa",
          "klasagrupa",
          "klasaucznia",
          "oddzialucznia",
          "oddzialpodstawowy",
          "aktualnyoddzial",
          "aktualnaklasa",
          "symboloddzialu",
          "kl",
          "class",
          "classunit",
          "classcode"}},
        {Field::classLevel, {"poziom", "poziomklasy", "poziomoddzialu", "poziomnauczania", "classlevel"}},
        {Field::classSymbol, {"symbol", "symbolklasy", "literaklasy", "literaoddzialu", "classsymbol"}},
        {Field::cardType,
         {"typlegitymacji", "rodzajlegitymacji", "wzorlegitymacji", "symboldruku", "symbollegitymacji",
          "cardtype"}},
        {Field::disability, {"czyniepelnosprawnosc", "niepelnosprawnosc", "czyniepelnosprawny"}},
        {Field::cardNumber,
         {"nrlegitymacji", "numerlegitymacji", "nrlegitymacjiszkolnej", "numerlegitymacjiszkolnej", "nrleg",
          "legitymacja", "cardnumber"}},
    };
    return all;
}

const std::unordered_map<std::string, Field>& index() {
    static const std::unordered_map<std::string, Field> map = [] {
        std::unordered_map<std::string, Field> m;
        for (const Synonyms& s : synonyms())
            for (const char* key : s.keys)
                m.emplace(key, s.field);
        return m;
    }();
    return map;
}

Field lookUp(const std::string& key) {
    const auto found = index().find(key);
    return found == index().end() ? Field::ignore : found->second;
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out(1);
    for (const char c : fold(text)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out.back() += c;
        else if (!out.back().empty())
            out.emplace_back();
    }
    if (out.back().empty())
        out.pop_back();
    return out;
}

// A list for the school knows of parents, teachers and people to call; their columns have the same names.
bool namesAnother(const std::vector<std::string>& words) {
    static constexpr std::array<std::string_view, 31> kStems{
        "matk",     "ojca",      "ojciec",   "ojcu",    "rodzic",   "opiekun",  "mama",    "mamy",
        "tata",     "taty",      "babci",    "dziadk",  "mother",   "father",   "parent",  "guardian",
        "nauczyc",  "wychowawc", "dyrektor", "upowazn", "wnioskod", "zglaszaj", "wypelni", "kontakt",
        "pelnomoc", "rodzenst",  "siostr",   "brata",   "teacher",  "contact",  "malzon"};
    return std::any_of(words.begin(), words.end(), [](const std::string& w) {
        return std::any_of(kStems.begin(), kStems.end(),
                           [&](std::string_view stem) { return startsWith(w, stem); });
    });
}

bool isPupilWord(const std::string& word) {
    static constexpr std::array<std::string_view, 21> kWords{
        "ucznia",     "uczniow", "uczen",     "uczennicy",  "uczennica", "uczennic",   "dziecka",
        "dziecko",    "dzieci",  "kandydata", "kandydatki", "kandydat",  "wychowanka", "sluchacza",
        "sluchaczki", "child",   "childs",    "pupil",      "pupils",    "student",    "students"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

Field fieldOfWords(const std::vector<std::string>& all) {
    if (const Field field = lookUp(join(all, "")); field != Field::ignore)
        return field;
    std::vector<std::string> rest = all;
    std::erase_if(rest, [](const std::string& w) { return isPupilWord(w) || w == "s"; });
    return rest.empty() || rest.size() == all.size() ? Field::ignore : lookUp(join(rest, ""));
}

/// "PESEL (lub nr paszportu)", "Oddział/grupa": names that stand side by side in one heading.
std::vector<std::string> alternatives(std::string_view header) {
    std::vector<std::string> out(1);
    for (const char c : header) {
        if (c == '/' || c == '(' || c == ')' || c == ',' || c == ';' || c == '|' || c == '\n')
            out.emplace_back();
        else
            out.back() += c;
    }
    std::vector<std::string> parts;
    for (const std::string& part : out) {
        std::vector<std::string> now;
        for (std::string& w : words(part)) {
            if (w == "lub" || w == "albo" || w == "or") {
                parts.push_back(join(now, " "));
                now.clear();
            } else {
                now.push_back(std::move(w));
            }
        }
        parts.push_back(join(now, " "));
    }
    std::erase_if(parts, [](const std::string& p) { return p.empty(); });
    return parts;
}

bool isDocument(Field f) {
    return f == Field::documentNumber || f == Field::documentKind;
}

} // namespace

std::string headerKey(std::string_view header) {
    return join(words(header), "");
}

HeaderMeaning meaningOfHeader(std::string_view header) {
    constexpr std::size_t kLongest = 150;
    HeaderMeaning meaning;
    if (header.empty() || header.size() > kLongest)
        return meaning;
    const auto all = words(header);
    if (namesAnother(all)) {
        meaning.whose = Whose::other;
        return meaning;
    }
    if (std::any_of(all.begin(), all.end(), isPupilWord))
        meaning.whose = Whose::pupil;
    meaning.field = fieldOfWords(all);
    if (meaning.field != Field::ignore)
        return meaning;
    std::set<Field> fields;
    for (const std::string& part : alternatives(header))
        fields.insert(fieldOfWords(words(part)));
    fields.erase(Field::ignore);
    if (fields.count(Field::pesel) && std::all_of(fields.begin(), fields.end(), [](Field f) {
            return f == Field::pesel || isDocument(f);
        })) {
        meaning.field = Field::pesel;
        meaning.orDocument = fields.size() > 1;
    } else if (fields.size() == 1) {
        meaning.field = *fields.begin();
    }
    return meaning;
}

Field fieldOfHeader(std::string_view header) {
    return meaningOfHeader(header).field;
}

HeaderPlace findHeader(const std::vector<std::vector<std::string>>& rows) {
    constexpr std::size_t kDepth = 200;
    constexpr std::size_t kWidth = 512;
    HeaderPlace best;
    for (std::size_t i = 0; i < std::min(rows.size(), kDepth); ++i) {
        std::set<Field> fields;
        for (std::size_t c = 0; c < std::min(rows[i].size(), kWidth); ++c)
            fields.insert(fieldOfHeader(rows[i][c]));
        fields.erase(Field::ignore);
        if (fields.size() > best.known)
            best = {i, fields.size()};
    }
    return best;
}

} // namespace esek::roster

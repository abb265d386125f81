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
          "dtur", "urodzony", "urodzonya", "birthdate", "dateofbirth", "dob"}},
        {Field::documentKind,
         {"rodzajdokumentu", "typdokumentu", "nazwadokumentu", "dokument", "rodzajdokumentutozsamosci",
          "typdokumentutozsamosci", "documentkind", "documenttype"}},
        {Field::documentNumber,
         {"nrdokumentu", "numerdokumentu", "numerdokumentutozsamosci", "nrdokumentutozsamosci",
          "seriainumerdokumentu", "seriainrdokumentu", "serianumerdokumentu",
          "seriainumerdokumentutozsamosci", "innydokument", "numerinnegodokumentu",
          "numerinnegodokumentutozsamosci", "paszport", "nrpaszportu", "numerpaszportu", "passport",
          "passportnumber", "documentnumber"}},
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
         {"klasa", "oddzial", "daneoddzialu", "klasaoddzial", "oddzialklasa", "klasaioddzial",
          "nazwaoddzialu", "nazwaklasy", "klasaucznia", "oddzialucznia", "oddzialpodstawowy",
          "aktualnyoddzial", "aktualnaklasa", "symboloddzialu", "kl", "class", "classunit", "classcode"}},
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

} // namespace

std::string headerKey(std::string_view header) {
    std::string key = fold(header);
    std::erase_if(key, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
    return key;
}

Field fieldOfHeader(std::string_view header) {
    if (header.empty() || header.size() > 100)
        return Field::ignore;
    if (const Field field = lookUp(headerKey(header)); field != Field::ignore)
        return field;
    // "PESEL (11 cyfr)"
    const auto open = header.find('(');
    const auto close = header.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return Field::ignore;
    return lookUp(headerKey(std::string(header.substr(0, open)) + std::string(header.substr(close + 1))));
}

HeaderPlace findHeader(const std::vector<std::vector<std::string>>& rows) {
    constexpr std::size_t kDepth = 15;
    HeaderPlace best;
    for (std::size_t i = 0; i < std::min(rows.size(), kDepth); ++i) {
        std::set<Field> fields;
        for (const std::string& cell : rows[i])
            fields.insert(fieldOfHeader(cell));
        fields.erase(Field::ignore);
        if (fields.size() > best.known)
            best = {i, fields.size()};
    }
    return best;
}

} // namespace esek::roster

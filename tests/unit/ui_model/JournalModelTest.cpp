#include "ui/model/JournalModel.h"
#include "base/Translate.h"

#include <catch2/catch.hpp>

using namespace esek;
using ui::model::JournalModel;

TEST_CASE("the journal is searched by words of any column, without diacritics") {
    setLanguage(Language::english);
    JournalModel m;
    m.setRows({{{}, "Anna Nowak (school office)", "Desk 1", "Żółć Łucja, 1A", "The photo was accepted"},
               {{}, "Ewa Lis (school office)", "Desk 2", "Kot Jan, 2B", "The photo was rejected: blurred"}});
    CHECK(m.size() == 2);
    CHECK(m.counts() == "2 changes");
    m.filter("zolc");
    REQUIRE(m.size() == 1);
    CHECK(m.text(0, JournalModel::about) == "Żółć Łucja, 1A");
    m.filter("LIS rejected");
    REQUIRE(m.size() == 1);
    CHECK(m.text(0, JournalModel::workstation) == "Desk 2");
    m.filter("nobody");
    CHECK(m.size() == 0);
    // Rows that are read anew keep what was typed.
    m.setRows({{{}, "nobody", "", "", ""}});
    CHECK(m.size() == 1);
}

#include "Support.h"

using namespace esek;
using namespace esek::test;

namespace {
const std::string kPesel = "44051401458";

Result<roster::Table> read(std::vector<ZipPart> parts) {
    parts.push_back({"manifest.csv", "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"});
    TempDir dir;
    return roster::readTable(writeZip(dir / "oneroster.zip", parts));
}
} // namespace

TEST_CASE("OneRoster 1.2") {
    const auto table = read(
        {{"users.csv", "sourcedId,status,enabledUser,givenName,familyName,middleName,userIds,identifier\n"
                       "u1,,true,Ala,Kot,Maria,{ldap:ak},12/2020\n"
                       "u2,,true,Jan,Lis,,\"{ldap:x},{PESEL:" +
                           kPesel + "}\",\n" +
                           "u3,,true,Nauczyciel,Jan,,,\nu4,tobedeleted,true,Usunięty,X,,,\n" +
                           "u5,,true,Ewa,Żuk,,," + kPesel + "\n"},
         {"roles.csv", "sourcedId,userSourcedId,roleType,role\nr1,u1,primary,student\nr2,u2,primary,student\n"
                       "r3,u3,primary,teacher\nr4,u4,primary,student\nr5,u5,primary,student\n"},
         {"classes.csv", "sourcedId,title,classType\nc1,1A,homeroom\nc2,Matematyka,scheduled\n"},
         {"enrollments.csv",
          "sourcedId,classSourcedId,userSourcedId,role\ne0,c2,u1,student\ne1,c1,u1,student\n"},
         {"demographics.csv", "sourcedId,birthDate,sex\nu1,2011-02-03,female\n"}});
    REQUIRE(table);
    const auto result = roster::parseRows(*table, roster::guessMapping(*table, "oneroster").value());
    REQUIRE(result.good.size() == 3);
    const auto& ala = result.good[0].student;
    CHECK(ala.surname == "Kot");
    CHECK(ala.givenNames == "Ala Maria");
    CHECK(ala.registerNumber == "12/2020");
    CHECK(ala.classUnit == "1A");
    CHECK(toIso(*ala.birthDate) == "2011-02-03");
    CHECK(result.good[0].line == 2);
    CHECK(result.good[1].student.pesel->text() == kPesel);
    CHECK(result.good[2].student.pesel->text() == kPesel);
    CHECK(result.good[2].student.registerNumber.empty());
    CHECK(result.good[2].line == 6);
}

TEST_CASE("OneRoster 1.1 keeps the role in users.csv") {
    const auto table =
        read({{"users.csv", "sourcedId,role,givenName,familyName,identifier\nu1,student,Ala,Kot,5\n"
                            "u2,parent,Ewa,Kot,\n"}});
    REQUIRE(table);
    CHECK(table->rows.size() == 1);
}

TEST_CASE("OneRoster without its columns or pupils") {
    CHECK(read({{"users.csv", "a,b\n1,2\n"}}).error().code == ErrorCode::fileCorrupt);
    CHECK(read({{"users.csv", "sourcedId,givenName,familyName,role\nu1,A,B,teacher\n"}}).error().code ==
          ErrorCode::listWithoutPupils);
}

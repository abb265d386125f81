#include "base/Translate.h"
#include "base/platform/Privacy.h"
#include "support/FixedClock.h"
#include "support/TempDir.h"
#include "ui/model/SyncConflicts.h"
#include "ui/model/SyncJoin.h"
#include "ui/model/SyncTokens.h"
#include "ui/model/SyncWords.h"

#include <catch2/catch.hpp>

#include <map>

using namespace esek;
using namespace esek::test;
using namespace esek::ui::model;
using State = sync::LoopStatus::State;
using Kind = storage::ConflictRow::Kind;

namespace {

const Timestamp kNow = *timestampFromIso("2026-11-21T12:11:32.000Z");
const Date kToday = *dateFromIso("2026-11-21");

sync::LoopStatus status(State state, std::int64_t waiting = 0) {
    sync::LoopStatus s;
    s.state = state;
    s.summary.waiting = waiting;
    s.lastContact = kNow;
    return s;
}

std::string line(const sync::LoopStatus& s, bool offlineBefore = false) {
    return statusLine(s, true, offlineBefore, kToday);
}

class FakeKeychain final : public Keychain {
  public:
    bool works = true;
    std::map<std::string, std::string> kept;
    bool save(const std::string& device, const std::string& token) override {
        if (works)
            kept[device] = token;
        return works;
    }
    std::optional<std::string> load(const std::string& device) override {
        const auto it = kept.find(device);
        return works && it != kept.end() ? std::optional(it->second) : std::nullopt;
    }
    void erase(const std::string& device) override { kept.erase(device); }
};

app::ConflictText conflict(std::int64_t number, Kind kind) {
    app::ConflictText t;
    t.number = number;
    t.kind = kind;
    t.title = "Nowak Zofia, 1A";
    t.canTakeMine = kind == Kind::conflict;
    return t;
}

} // namespace

TEST_CASE("the status line says in words how the office stands with its server") {
    setLanguage(Language::english);
    CHECK(statusLine({}, false, false, kToday) == "Working on this computer alone, without a server");
    CHECK(line(status(State::offline)) == "Working without a network");
    CHECK(line(status(State::offline, 12)) == "Working without a network · 12 decisions wait to be sent");
    CHECK(line(status(State::off, 1)) == "Working without a network · 1 decision waits to be sent");
    CHECK(line(status(State::online)) == "Synchronised " + timeText(kNow, kToday));
    auto s = status(State::online);
    s.summary.conflicts = 2;
    CHECK(line(s).find("2 matters to look at") != std::string::npos);
    CHECK(line(status(State::attention)).find("has stopped") != std::string::npos);
    s = status(State::working);
    s.phase = sync::Phase::photos;
    s.done = 120;
    s.total = 1000;
    CHECK(line(s) == "Synchronisation: fetching photos 120 of 1000");
    s.phase = sync::Phase::fetching;
    s.total = 0;
    s.done = 500;
    CHECK(line(s) == "Synchronisation: fetching the school's data, 500 so far");
}

TEST_CASE("a try that may find no network again is no news") {
    setLanguage(Language::english);
    auto s = status(State::working, 3);
    s.phase = sync::Phase::meeting;
    CHECK(line(s, true) == "Working without a network · 3 decisions wait to be sent");
    CHECK(syncWords(s, true, kToday).mood == SyncWords::Mood::calm);
    CHECK(line(s, false).find("connecting") != std::string::npos);
    s.phase = sync::Phase::sending; // now the server did answer
    CHECK(line(s, true).find("sending") != std::string::npos);
}

TEST_CASE("only what a person must cure has a button, and no network is calm") {
    setLanguage(Language::english);
    auto s = status(State::offline);
    s.error = Error{ErrorCode::serverUnreachable, "x", {{"reason", "no connection"}}};
    auto w = syncWords(s, false, kToday);
    CHECK(w.mood == SyncWords::Mood::calm);
    CHECK(w.cure == SyncCure::none);
    CHECK(w.contact.find("no connection") != std::string::npos);
    s.error = Error{ErrorCode::serverBusy, "x", {{"seconds", "1800"}, {"minutes", "30"}, {"limit", "hour"}}};
    w = syncWords(s, false, kToday);
    CHECK(w.headline == "The server asks this computer to wait");
    CHECK(w.problem.find("in 30 min") != std::string::npos);
    CHECK(w.cure == SyncCure::none);
    s = status(State::attention);
    s.error = Error{ErrorCode::serverUnauthorized, "x", {}};
    w = syncWords(s, false, kToday);
    CHECK(w.mood == SyncWords::Mood::attention);
    CHECK(w.cure == SyncCure::rejoin);
    s.error = Error{ErrorCode::removalNeedsConsent, "x", {{"count", "60"}, {"total", "200"}}};
    w = syncWords(s, false, kToday);
    CHECK(w.cure == SyncCure::removal);
    CHECK(w.cureLabel.find("60") != std::string::npos);
    CHECK(w.problem.find("60 of 200") != std::string::npos);
    CHECK(w.otherCure == SyncCure::sendAgain); // the way that loses nothing
    CHECK(w.otherLabel == "Send 60 records again");
    s.error = Error{ErrorCode::removalNeedsConsent, "x", {{"count", "1"}, {"total", "200"}}};
    w = syncWords(s, false, kToday);
    CHECK(w.cureLabel == "I agree to the removal of 1 record");
    CHECK(w.otherLabel == "Send 1 record again");
    s.error = Error{ErrorCode::serverProtocol, "x", {{"server", "9"}, {"program", "1"}}};
    CHECK(syncWords(s, false, kToday).cure == SyncCure::again);
    CHECK(syncWords(s, false, kToday).otherLabel.empty());
}

TEST_CASE("changes that are held back are a question of their own, and the sync goes on") {
    setLanguage(Language::english);
    auto s = status(State::online);
    s.summary.heldPhotos = 60;
    s.summary.heldPupils = 7;
    const auto w = syncWords(s, false, kToday);
    CHECK(w.mood == SyncWords::Mood::attention);
    CHECK(w.cure == SyncCure::changes);
    CHECK(w.problem.find("erase photos (number: 60)") != std::string::npos);
    CHECK(w.problem.find("(number: 7)") != std::string::npos);
    CHECK_FALSE(w.cureLabel.empty());
    CHECK(line(s).find("wait for your consent") != std::string::npos);
    s.state = State::offline; // a person who has no network cannot answer now
    CHECK(syncWords(s, false, kToday).cure == SyncCure::none);
}

TEST_CASE("a server that cannot be trusted is a state of its own, not a missing network") {
    setLanguage(Language::english);
    auto s = status(State::attention, 2);
    s.error = Error{ErrorCode::serverNotTrusted,
                    "x",
                    {{"server", "szkoly.example.pl"},
                     {"reason", "its certificate has expired"},
                     {"certificate", "issued by Urząd Miasta, valid from 01.02.2025 to 01.02.2026"}}};
    const auto w = syncWords(s, true, kToday);
    CHECK(w.mood == SyncWords::Mood::attention);
    CHECK(w.headline == "The server cannot be trusted");
    for (const char* part :
         {"szkoly.example.pl", "has expired", "Urząd Miasta", "01.02.2026", "go on working"})
        CHECK(w.problem.find(part) != std::string::npos);
    CHECK(w.cure == SyncCure::again);
    CHECK(line(s, true).rfind("The server cannot be trusted", 0) == 0);
    CHECK(line(s, true).find("network") == std::string::npos);
}

TEST_CASE("who has to be brought up to date is told") {
    setLanguage(Language::english);
    auto s = status(State::attention);
    s.error =
        Error{ErrorCode::serverProtocol, "x", {{"server", "9"}, {"program", "1"}, {"older", "program"}}};
    CHECK(syncWords(s, false, kToday).headline == "This computer needs the newest version of the program");
    s.error = Error{ErrorCode::serverProtocol, "x", {{"server", "1"}, {"program", "9"}, {"older", "server"}}};
    CHECK(syncWords(s, false, kToday).headline == "The server needs a newer version of its program");
    s = status(State::online);
    CHECK(syncWords(s, false, kToday).problem.empty());
    s.summary.laterRows = 1;
    CHECK(syncWords(s, false, kToday).problem.find("1 record from the server") == 0);
    s.summary.refusedRows = 2;
    CHECK(syncWords(s, false, kToday).problem.find("2 records from the server do not fit") !=
          std::string::npos);
    s.summary.forLaterServer = 3;
    CHECK(syncWords(s, false, kToday).problem.find("3 changes wait until") != std::string::npos);
}

TEST_CASE("times of today are told without the day") {
    setLanguage(Language::english);
    CHECK(timeText(kNow, kToday).size() == std::string("at 12:11").size());
    CHECK(timeText(kNow, *dateFromIso("2026-11-23")).find("21.11.2026 at ") == 0);
}

TEST_CASE("in Polish the number of decisions is declined") {
    setLanguage(Language::polish);
    CHECK(waitingText(1) == "1 decyzja czeka na wysłanie");
    CHECK(waitingText(3) == "3 decyzje czekają na wysłanie");
    CHECK(waitingText(12) == "12 decyzji czeka na wysłanie");
    CHECK(line(status(State::offline, 12)) == "Praca bez sieci · 12 decyzji czeka na wysłanie");
    setLanguage(Language::english);
}

TEST_CASE("what is typed to join is put right where it can be") {
    const auto good = readJoin(" serwer.miasto.pl ", "ab2cdef3 gh4k", "");
    CHECK(good.ok());
    CHECK(good.request.server == "https://serwer.miasto.pl");
    CHECK(good.request.code == "AB2C-DEF3-GH4K");
    CHECK(readJoin("http://127.0.0.1:8080", "AAAA-BBBB-CCCC", "/x.pem").request.caFile == "/x.pem");
    CHECK_FALSE(readJoin("", "AAAA-BBBB-CCCC", "").addressComplaint.empty());
    CHECK_FALSE(readJoin("ftp://x", "AAAA-BBBB-CCCC", "").addressComplaint.empty());
    CHECK_FALSE(readJoin("https://a b", "AAAA-BBBB-CCCC", "").addressComplaint.empty());
    CHECK_FALSE(readJoin("https://a", "", "").codeComplaint.empty());
    CHECK_FALSE(readJoin("https://a", "AAAA-BBBB", "").codeComplaint.empty());
    CHECK_FALSE(readJoin("https://a", "AAAA-BBBB-CCCC-D", "").codeComplaint.empty());
    CHECK(joinErrorText(Error{ErrorCode::serverUnreachable, "x", {{"reason", "no answer"}}})
              .find("no answer") != std::string::npos);
}

TEST_CASE("the list of matters keeps its place, decisions come before notices") {
    SyncConflicts model;
    model.setRows({conflict(1, Kind::notice), conflict(2, Kind::conflict), conflict(3, Kind::rejected),
                   conflict(4, Kind::conflict)});
    CHECK(model.row(0).number == 2);
    CHECK(model.row(1).number == 4);
    CHECK(model.icon(2) == 1);
    CHECK(model.place(4, 0) == 1);
    model.setRows({conflict(1, Kind::notice), conflict(3, Kind::rejected)});
    CHECK(model.place(4, 1) == 1); // gone: what stands in its place
    CHECK(model.place(9, 7) == 1);
    CHECK(model.place(9, -1) == 0);
    model.setRows({});
    CHECK(model.place(3, 0) == -1);
}

TEST_CASE("the token is in the keychain where one works, else in the file, and never in both") {
    TempDir dir;
    const auto file = dir / "server-token";
    const auto keychain = std::make_shared<FakeKeychain>();
    {
        sync::FileTokenStore(dir / ".").save("before").value(); // joining writes the file first
        KeychainTokenStore store(dir / ".", keychain, "device-1");
        CHECK(store.load().value() == "before");
        CHECK(store.adopt());
        CHECK_FALSE(std::filesystem::exists(file));
        CHECK(store.load().value() == "before");
        store.save("second").value();
        CHECK(keychain->kept.at("device-1") == "second");
        CHECK_FALSE(std::filesystem::exists(file));
        store.erase().value();
        CHECK(keychain->kept.empty());
        CHECK_FALSE(store.load().value().has_value());
    }
    keychain->works = false;
    {
        KeychainTokenStore store(dir / ".", keychain, "device-1");
        store.save("third").value();
        CHECK(std::filesystem::exists(file));
        CHECK_FALSE(platform::othersMayRead(file));
        CHECK(store.load().value() == "third");
        // The command line joined since: its token is in the file and counts.
        keychain->works = true;
        keychain->kept["device-1"] = "old";
        CHECK(store.load().value() == "third");
    }
    KeychainTokenStore none(dir / ".", nullptr, "device-1");
    CHECK_FALSE(none.adopt());
    CHECK(none.load().value() == "third");
}

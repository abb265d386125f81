#include "Fixture.h"
#include "imaging/Encode.h"
#include "support/Pictures.h"
#include "sync/protocol/Pack.h"

#include <catch2/catch.hpp>

using namespace esek;
using test::Office;
using test::Server;

namespace {

struct OneOffice {
    Server server;
    domain::SchoolId school = server.addSchool();
    Office a{server, school};

    server::Response start(const std::string& bytes, std::int64_t size = -1) {
        return a.ask("POST", "/v1/uploads",
                     Json{{"id", toHex(Sha256::of(bytes))},
                          {"size", size < 0 ? static_cast<std::int64_t>(bytes.size()) : size}}
                         .dump());
    }
    server::Response patch(const std::string& upload, std::int64_t offset, const std::string& bytes) {
        return a.ask("PATCH", "/v1/uploads/" + upload, bytes, {{"Upload-Offset", std::to_string(offset)}});
    }
    static std::string id(const server::Response& r) { return parseJson(r.body).value().value("upload", ""); }
    int get(const std::string& bytes) { return a.ask("GET", "/v1/blobs/" + toHex(Sha256::of(bytes))).status; }
    std::size_t files(const std::string& folder) {
        std::size_t n = 0;
        const auto path = server.dir / "schools" / school.toString() / folder;
        if (std::filesystem::exists(path))
            for (const auto& e : std::filesystem::recursive_directory_iterator(path))
                n += e.is_regular_file() ? 1 : 0;
        return n;
    }
};

} // namespace

TEST_CASE("server: an upload goes on where it stopped") {
    OneOffice t;
    const std::string bytes(100'000, 'p');
    const std::string id = t.id(t.start(bytes));
    CHECK(t.patch(id, 0, bytes.substr(0, 40'000)).header("Upload-Offset") == "40000");
    CHECK(t.a.ask("HEAD", "/v1/uploads/" + id).header("Upload-Offset") == "40000");
    const auto wrong = t.patch(id, 0, bytes);
    CHECK(wrong.status == 409);
    CHECK(wrong.header("Upload-Offset") == "40000");
    const auto again = parseJson(t.start(bytes).body).value();
    CHECK(again["upload"] == id);
    CHECK(again["offset"] == 40'000);
    CHECK(t.get(bytes) == 404);
    const auto last = t.patch(id, 40'000, bytes.substr(40'000));
    CHECK(last.status == 204);
    CHECK(last.header("Upload-Offset") == "100000");
    CHECK(t.get(bytes) == 200);
    CHECK(parseJson(t.start(bytes).body).value()["done"] == true);
    CHECK(t.a.ask("HEAD", "/v1/uploads/" + id).status == 404);
    CHECK(t.files("uploads") == 0);
}

TEST_CASE("server: an upload with another hash is thrown away") {
    OneOffice t;
    const std::string bytes = "what was promised";
    const std::string id = t.id(t.start(bytes));
    CHECK(t.patch(id, 0, "what has come....").status == 422);
    CHECK(t.get(bytes) == 404);
    CHECK(t.files("uploads") == 0);
    const auto fresh = parseJson(t.start(bytes).body).value();
    CHECK(fresh["offset"] == 0);
    CHECK(t.patch(fresh["upload"], 0, bytes).status == 204);
    CHECK(t.get(bytes) == 200);
}

TEST_CASE("server: sizes of uploads are held to") {
    OneOffice t;
    CHECK(t.start("x", 51ll * 1024 * 1024).status == 413);
    CHECK(t.start("x", 0).status == 400);
    const std::string id = t.id(t.start("abc"));
    CHECK(t.patch(id, 0, "abcdef").status == 413);
    CHECK(t.patch(id, -1, "abc").status == 400);
    CHECK(t.a.ask("PATCH", "/v1/uploads/" + id, "abc").status == 400);
    CHECK(t.a.ask("PATCH", "/v1/uploads/../../x", "abc", {{"Upload-Offset", "0"}}).status == 404);
    CHECK(t.a.ask("GET", "/v1/blobs/..%2f..%2fserver.sqlite").status == 404);
    // Another size under the same hash begins anew.
    const std::string other = t.id(t.start("abc", 4));
    CHECK(other != id);
    CHECK(t.patch(other, 0, "abcd").status == 422);
}

TEST_CASE("server: bytes in ranges, with a tag") {
    OneOffice t;
    t.a.upload("0123456789");
    const std::string target = "/v1/blobs/" + toHex(Sha256::of("0123456789"));
    const auto range = [&](const std::string& r) { return t.a.ask("GET", target, "", {{"Range", r}}); };
    CHECK(range("bytes=2-4").status == 206);
    CHECK(range("bytes=2-4").bytes() == "234");
    CHECK(range("bytes=2-4").header("Content-Range") == "bytes 2-4/10");
    CHECK(range("bytes=7-").bytes() == "789");
    CHECK(range("bytes=-3").bytes() == "789");
    CHECK(range("bytes=0-999").bytes() == "0123456789");
    CHECK(range("bytes=10-").status == 416);
    CHECK(range("bytes=5-2").status == 416);
    CHECK(range("bytes=-0").status == 416);
    CHECK(range("bytes=x").status == 200);
    CHECK(range("bytes=0-1,3-4").status == 200);
    const auto whole = t.a.ask("GET", target);
    REQUIRE(whole.header("ETag"));
    CHECK(t.a.ask("GET", target, "", {{"If-None-Match", *whole.header("ETag")}}).status == 304);
}

TEST_CASE("server: many photos in one answer") {
    OneOffice t;
    const std::string one(100'000, '1'), two = "2", gone = "never sent";
    for (const auto& bytes : {one, two})
        t.a.upload(bytes);
    Office other(t.server, t.server.addSchool("SP 2"));
    const auto id = [](const std::string& bytes) { return domain::BlobId{Sha256::of(bytes)}; };
    const std::vector<domain::BlobId> ids{id(two), id(gone), id(one), id(two)};
    const auto fetch = [](Office& office, const std::vector<domain::BlobId>& wanted) {
        Json list = Json::array();
        for (const auto& blob : wanted)
            list.push_back(blob.toString());
        return office.ask("POST", "/v1/blobs/fetch", Json{{"ids", list}}.dump());
    };
    const auto read = [&](const std::string& body, std::size_t piece) {
        std::vector<std::string> came;
        sync::PackReader reader(ids, [&](sync::PackReader::Item&& item) {
            came.emplace_back(item.bytes.begin(), item.bytes.end());
            CHECK(id(came.back()) == item.id);
        });
        for (std::size_t at = 0; at < body.size(); at += piece)
            reader.feed(
                {reinterpret_cast<const std::uint8_t*>(body.data()) + at, std::min(piece, body.size() - at)});
        CHECK(reader.complete());
        return came;
    };
    const auto answer = fetch(t.a, ids);
    REQUIRE(answer.status == 200);
    const std::string body = answer.bytes();
    CHECK(static_cast<std::int64_t>(body.size()) == answer.size());
    CHECK(read(body, 1 << 20) == std::vector{two, one, two});
    CHECK(read(body, 1) == std::vector{two, one, two});
    // As the loop reads it: in pieces that begin anywhere.
    std::string pieces;
    for (std::int64_t at = 0; at < answer.size(); at += 7777) {
        std::string piece(static_cast<std::size_t>(std::min<std::int64_t>(7777, answer.size() - at)), ' ');
        REQUIRE(answer.source->read(at, {reinterpret_cast<std::uint8_t*>(piece.data()), piece.size()}) ==
                piece.size());
        pieces += piece;
    }
    CHECK(pieces == body);
    CHECK(read(fetch(other, ids).bytes(), 100).empty()); // another school has none of them
    CHECK(fetch(t.a, {}).size() == 0);
    CHECK(fetch(t.a, std::vector(sync::kPackBlobs + 1, ids[0])).status == 400);
    CHECK(t.a.ask("GET", "/v1/blobs/fetch").status == 404); // no photo has this name
    CHECK(t.a.ask("PUT", "/v1/blobs/fetch").status == 405);
    // Gone between the question and the reading: the promised length cannot be kept.
    const auto promised = fetch(t.a, ids);
    t.server.blobs.erase(t.school.toString(), id(one));
    CHECK_THROWS_AS(promised.bytes(), Exception);
    // Lost by the disk: the others come all the same.
    CHECK(read(fetch(t.a, ids).bytes(), 100) == std::vector{two, two});
}

TEST_CASE("server: a school cannot promise more uploads than the disk should hold") {
    OneOffice t;
    int begun = 0;
    int status = 0;
    for (; begun < 100; ++begun) {
        status = t.start("promise " + std::to_string(begun), sync::kMaxBlobBytes).status;
        if (status != 201)
            break;
    }
    CHECK(begun == 81); // 4 GB of 50 MB each
    CHECK(status == 429);
    Office other(t.server, t.server.addSchool("SP 2"));
    CHECK(other.ask("POST", "/v1/uploads", Json{{"id", std::string(64, 'a')}, {"size", 10}}.dump()).status ==
          201);
}

TEST_CASE("server: small pictures are made once and go with the photo") {
    OneOffice t;
    const auto jpeg = imaging::encodeJpeg(test::paintedPicture(900, 1200), 90, 300).value();
    const std::string bytes(jpeg.begin(), jpeg.end());
    const auto blob = t.a.upload(bytes);
    const auto small = t.a.ask("GET", "/v1/blobs/" + blob.toString() + "?size=thumb");
    REQUIRE(small.status == 200);
    CHECK(small.header("Content-Type") == "image/jpeg");
    CHECK(small.size() < 60'000);
    CHECK(t.files("thumbs") == 1);
    t.a.upload("no picture");
    const auto drawn = t.server.central.photos().thumbsDrawn();
    const auto unreadable = "/v1/blobs/" + toHex(Sha256::of("no picture")) + "?size=thumb";
    for (int i = 0; i < 3; ++i)
        CHECK(t.a.ask("GET", unreadable).status == 404);
    CHECK(t.server.central.photos().thumbsDrawn() == drawn + 1); // that it is no picture is remembered

    const auto s = t.a.add("1");
    REQUIRE(t.a.submit(s.id, t.a.photoOf(bytes), true).verdict == domain::Verdict::applied);
    const auto erase = [&] {
        auto state = t.a.photoFile(s.id).file.state;
        t.a.push(t.a.mutation(s.id.uuid, domain::RequestDeletion{}, domain::Role::guardian),
                 domain::toJson(state));
        state = t.a.photoFile(s.id).file.state;
        return t.a.push(t.a.mutation(s.id.uuid, domain::ApproveDeletion{}), domain::toJson(state)).verdict;
    };
    CHECK(erase() == domain::Verdict::applied);
    CHECK(t.files("thumbs") == 0);
    CHECK(t.files("blobs") == 1); // what is no picture
}

TEST_CASE("server: an approved deletion breaks off an upload of the same bytes") {
    OneOffice t;
    const auto s = t.a.add("1");
    const std::string bytes = "to be erased";
    t.a.upload(bytes);
    REQUIRE(t.a.submit(s.id, t.a.photoOf(bytes), true).verdict == domain::Verdict::applied);
    // The row says that the bytes are gone, so that a second upload can begin beside the stored ones.
    const domain::BlobId blob{Sha256::of(bytes)};
    const std::string school = t.school.toString();
    t.server.store.write([&](server::Tx& tx) {
        tx.addUpload(school, {t.a.newId().toString(), blob.toString(), 12, toIso(t.server.clock.now())});
    });
    std::string upload;
    t.server.store.read([&](server::Tx& tx) { upload = tx.uploadOf(school, blob.toString())->id; });
    t.server.blobs.writeUpload(school, upload, 0, "to be");
    auto state = t.a.photoFile(s.id).file.state;
    t.a.push(t.a.mutation(s.id.uuid, domain::RequestDeletion{}, domain::Role::guardian),
             domain::toJson(state));
    state = t.a.photoFile(s.id).file.state;
    REQUIRE(t.a.push(t.a.mutation(s.id.uuid, domain::ApproveDeletion{}), domain::toJson(state)).verdict ==
            domain::Verdict::applied);
    CHECK(t.files("uploads") == 0);
    CHECK(t.files("blobs") == 0);
    CHECK(t.patch(upload, 5, " erased").status == 404);
    CHECK(t.files("uploads") == 0);
}

TEST_CASE("server: erasing is finished after a crash, and old leftovers are swept") {
    OneOffice t;
    const std::string school = t.school.toString();
    const auto s = t.a.add("1");
    t.a.upload("held");
    REQUIRE(t.a.submit(s.id, t.a.photoOf("held"), true).verdict == domain::Verdict::applied);
    const auto marked = t.a.upload("marked");
    t.server.store.write([&](server::Tx& tx) { tx.markErasing(school, marked.toString()); });
    t.a.upload("nobody names it");
    t.id(t.start("begun long ago"));
    t.server.blobs.writeUpload(school, "left-by-a-crash", 0, "x");
    t.server.central.care().sweep();
    CHECK(t.get("marked") == 404);
    CHECK_FALSE(t.server.blobs.has(school, marked));
    CHECK(t.get("nobody names it") == 200);
    CHECK(t.files("uploads") == 0);
    t.server.clock.advance(std::chrono::hours(4 * 24));
    t.server.central.care().sweep();
    CHECK(t.get("nobody names it") == 404);
    CHECK(t.get("held") == 200);
    CHECK(t.files("blobs") == 1);
    CHECK(t.server.central.care().verify().value().ok());
}

namespace {

/// As if a school had sent so much that no record names.
void pretendStored(OneOffice& t, int photos, std::int64_t size) {
    t.server.store.write([&](server::Tx& tx) {
        for (int i = 0; i < photos; ++i)
            tx.putBlob(t.school.toString(), {toHex(Sha256::of("unnamed " + std::to_string(i))), size,
                                             toIso(t.server.clock.now())});
    });
}

} // namespace

TEST_CASE("server: bytes that no record names are counted with the uploads") {
    OneOffice t;
    pretendStored(t, 81, sync::kMaxBlobBytes); // 4 GB lack 46 MB
    CHECK(t.start("one more", sync::kMaxBlobBytes).status == 429);
    CHECK(t.start("a small one").status == 201);
    // What was sent before is taken again, and what a record names does not count.
    CHECK(t.start("unnamed 1").status == 200);
    t.server.store.write([&](server::Tx& tx) {
        for (int i = 0; i < 2; ++i)
            tx.addHeld(t.school.toString(), t.a.newId().toString(),
                       {toHex(Sha256::of("unnamed " + std::to_string(i))), sync::kMaxBlobBytes, ""});
    });
    CHECK(t.start("one more", sync::kMaxBlobBytes).status == 201);
}

TEST_CASE("server: a school cannot leave any number of photos without a record") {
    OneOffice t;
    pretendStored(t, 5000, 1);
    CHECK(t.start("one more").status == 429);
    std::string pack;
    const std::string photo = "one in a pack";
    sync::appendPhoto(pack, {Sha256::of(photo)},
                      {reinterpret_cast<const std::uint8_t*>(photo.data()), photo.size()});
    CHECK(t.a.ask("POST", "/v1/blobs/store", pack).status == 429);
    // Where there are so many, an hour is enough for an office to name what it has sent.
    t.server.clock.advance(std::chrono::hours(2));
    t.server.central.care().sweep();
    CHECK(t.start("one more").status == 201);
}

TEST_CASE("server: what a family began to send stays for two weeks") {
    OneOffice t;
    const auto pupil = t.a.add("1");
    const auto blob = t.a.upload("a family's photo");
    const std::string login = t.a.newId().toString();
    t.server.store.write([&](server::Tx& tx) {
        server::LoginRow row;
        row.id = login;
        row.school = t.school.toString();
        row.student = pupil.id.toString();
        tx.putLogin(row);
        server::DraftRow draft;
        draft.login = login;
        draft.blob = blob.toString();
        draft.createdAt = toIso(t.server.clock.now());
        tx.putDraft(draft);
    });
    const auto draft = [&] { return t.server.store.read([&](server::Tx& tx) { return tx.draft(login); }); };
    t.server.clock.advance(std::chrono::hours(13 * 24));
    t.server.central.care().sweep();
    CHECK(draft());
    CHECK(t.get("a family's photo") == 200);
    t.server.clock.advance(std::chrono::hours(2 * 24));
    t.server.central.care().sweep();
    CHECK_FALSE(draft());
    CHECK(t.get("a family's photo") == 404);
    CHECK(t.files("blobs") == 0);
}

TEST_CASE("server: verify counts files that belong to no row") {
    OneOffice t;
    const std::string school = t.school.toString();
    const auto jpeg = imaging::encodeJpeg(test::paintedPicture(900, 1200), 90, 300).value();
    const auto blob = t.a.upload({jpeg.begin(), jpeg.end()});
    CHECK(t.a.ask("GET", "/v1/blobs/" + blob.toString() + "?size=thumb").status == 200);
    const std::string upload = t.id(t.start("under way"));
    t.patch(upload, 0, "under");
    CHECK(t.server.central.care().verify().value().strays == 0);
    const std::vector<std::uint8_t> bytes{1, 2, 3};
    const auto folder = t.server.dir / "schools" / school;
    t.server.blobs.put(school, bytes);
    t.server.blobs.putThumb(school, domain::BlobId::of(bytes), bytes);
    t.server.blobs.writeUpload(school, "left-by-a-crash", 0, "x");
    std::filesystem::copy_file(folder / "uploads" / upload, folder / "thumbs" / upload); // a name elsewhere
    for (const std::string& other :
         {t.a.newId().toString(), std::string("lost+found")}) { // a school's, nobody's
        std::filesystem::create_directories(t.server.dir / "schools" / other);
        std::filesystem::copy_file(folder / "uploads" / upload, t.server.dir / "schools" / other / upload);
    }
    const auto report = t.server.central.care().verify().value();
    CHECK(report.strays == 5);
    CHECK(report.ok());
}

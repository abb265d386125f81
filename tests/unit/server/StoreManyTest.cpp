#include "Fixture.h"
#include "sync/protocol/Pack.h"

#include <catch2/catch.hpp>

using namespace esek;
using test::Office;
using test::Server;

namespace {

std::span<const std::uint8_t> bytesOf(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

struct ManyPhotos {
    Server server;
    domain::SchoolId school = server.addSchool();
    Office a{server, school};

    static domain::BlobId id(const std::string& bytes) { return {Sha256::of(bytes)}; }
    static std::string pack(const std::vector<std::string>& photos) {
        std::string out;
        for (const std::string& photo : photos)
            sync::appendPhoto(out, id(photo), bytesOf(photo));
        return out;
    }
    /// The ids that the server says it has.
    std::vector<std::string> store(const std::string& body) {
        const auto r = a.ask("POST", "/v1/blobs/store", body);
        REQUIRE(r.status == 200);
        return parseJson(r.body).value()["stored"].get<std::vector<std::string>>();
    }
    int get(const std::string& bytes) { return a.ask("GET", "/v1/blobs/" + id(bytes).toString()).status; }
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

TEST_CASE("server: many photos come in one request") {
    ManyPhotos t;
    const std::string one(1000, 'a'), two(70'000, 'b');
    CHECK(t.store(t.pack({one, two})) ==
          std::vector<std::string>{t.id(one).toString(), t.id(two).toString()});
    CHECK(t.get(one) == 200);
    CHECK(t.get(two) == 200);
    CHECK(t.files("blobs") == 2);
    CHECK(t.store(t.pack({two, two, "new"})).size() == 3); // those that are here already count as stored
    CHECK(t.files("blobs") == 3);
    CHECK(t.store("").empty());
    CHECK(t.server.central.care().verify()->ok());
}

TEST_CASE("server: of many photos those with another hash are left out") {
    ManyPhotos t;
    std::string body;
    sync::appendPhoto(body, t.id("promised"), bytesOf("something else"));
    sync::appendPhoto(body, t.id("right"), bytesOf("right"));
    CHECK(t.store(body) == std::vector<std::string>{t.id("right").toString()});
    CHECK(t.get("promised") == 404);
    CHECK(t.files("blobs") == 1);
    CHECK(t.server.store.read([&](server::Tx& tx) { return tx.uploads(t.school.toString()); }).empty());
}

TEST_CASE("server: what is no pack of photos is refused") {
    ManyPhotos t;
    const std::string good = t.pack({"photo"});
    std::string size = good;
    size[32] = '\x40'; // a size of 2^62
    std::string empty = good.substr(0, 40);
    empty[39] = '\0';
    std::string many;
    for (std::size_t i = 0; i <= sync::kPackBlobs; ++i)
        many += t.pack({std::to_string(i)});
    for (const std::string& bad : {good.substr(0, 20), good.substr(0, 42), good + "x", size, empty, many})
        CHECK(t.a.ask("POST", "/v1/blobs/store", bad).status == 400);
    CHECK(t.a.ask("POST", "/v1/blobs/store", std::string(sync::kStoreBytes + 1, 'x')).status == 413);
    CHECK(t.files("blobs") == 0);
    Office head(t.server, t.school, domain::Role::headteacher);
    CHECK(head.ask("POST", "/v1/blobs/store", good).status == 403);
}

TEST_CASE("server: a photo that is stored with others ends the upload of another office that was cut") {
    ManyPhotos t;
    const std::string photo(50'000, 'p');
    const auto begun = parseJson(t.a.ask("POST", "/v1/uploads",
                                         Json{{"id", t.id(photo).toString()}, {"size", photo.size()}}.dump())
                                     .body)
                           .value();
    const std::string upload = "/v1/uploads/" + begun["upload"].get<std::string>();
    CHECK(t.a.ask("PATCH", upload, photo.substr(0, 10'000), {{"Upload-Offset", "0"}}).status == 204);
    CHECK(t.store(t.pack({photo})).size() == 1);
    CHECK(t.a.ask("HEAD", upload).status == 404);
    CHECK(t.files("uploads") == 0);
    CHECK(t.get(photo) == 200);
}

TEST_CASE("server: photos of one school are no other's") {
    ManyPhotos t;
    t.store(t.pack({"secret"}));
    Office other(t.server, t.server.addSchool("SP 2"));
    CHECK(other.ask("GET", "/v1/blobs/" + t.id("secret").toString()).status == 404);
}

#include "FakeSchool.h"

#include "base/platform/Files.h"
#include "sync/client/IncomingFile.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace esek;
using namespace esek::domain;
using namespace esek::test;

namespace {

/// Files below the folder that hold these bytes.
std::vector<std::string> filesWith(const std::filesystem::path& folder,
                                   std::span<const std::uint8_t> needle) {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        const auto bytes = platform::readFile(entry.path()).value();
        if (std::search(bytes.begin(), bytes.end(), needle.begin(), needle.end()) != bytes.end())
            found.push_back(entry.path().filename().string());
    }
    return found;
}

} // namespace

TEST_CASE("an approved deletion leaves the bytes in no file: not here, not there, not in parts or backups") {
    FakeSchool school(77);
    school.faults = Faults::none();
    FakeOffice& first = school.office(0);
    FakeOffice& second = school.office(1);
    const StudentId student = first.addStudent();
    const Photo photo = first.newPhoto(Role::guardian);
    const auto bytes = first.replica().blobs().get(photo.blob).value();
    const auto part = std::span(bytes).first(24);
    first.commit(student.uuid, Change(PhotoChange(SubmitPhoto{photo, false})), Role::guardian).value();
    first.commit(student.uuid, Change(PhotoChange(AcceptPhoto{}))).value();
    school.settle();
    CHECK(filesWith(school.serverFolder(), bytes).size() == 1);
    CHECK(filesWith(second.folder(), bytes).size() == 1);

    // A part of the same photo is still on its way to the third office.
    {
        sync::IncomingFile incoming(school.office(2).folder(), photo.blob);
        incoming.append(part);
        incoming.keep();
    }
    second.commit(student.uuid, Change(PhotoChange(RequestDeletion{""})), Role::guardian).value();
    second.commit(student.uuid, Change(PhotoChange(ApproveDeletion{""}))).value();
    CHECK(filesWith(second.folder(), part).empty()); // at once where it was decided
    CHECK_FALSE(filesWith(first.folder(), part).empty());
    school.settle();

    for (std::size_t i = 0; i < school.size(); ++i) {
        INFO("office " << i);
        CHECK(filesWith(school.office(i).folder(), part) == std::vector<std::string>{});
    }
    CHECK(filesWith(school.serverFolder(), part) == std::vector<std::string>{});
    TempDir backups;
    first.replica().care().backup(backups / "office.backup").value();
    school.central().care().backup(backups / "server.backup").value();
    CHECK(filesWith(backups.path(), part) == std::vector<std::string>{});
    school.check();
}

TEST_CASE("an upload under way of bytes that are erased meanwhile is dropped") {
    FakeSchool school(78, 2);
    school.faults = Faults::none();
    FakeOffice& first = school.office(0);
    const StudentId student = first.addStudent();
    const Photo photo = first.newPhoto(Role::guardian);
    const auto bytes = first.replica().blobs().get(photo.blob).value();

    // Another office has begun to send the very same bytes and was cut.
    const std::string token = sync::FileTokenStore(school.office(1).folder()).load().value().value();
    const auto ask = [&](const std::string& method, const std::string& target, std::string body,
                         server::Headers headers = {}) {
        headers.emplace_back("X-Esek-Protocol", "1");
        headers.emplace_back("Authorization", "Bearer " + token);
        return school.serve({method, target, headers, std::move(body), "-"});
    };
    const auto begun =
        ask("POST", "/v1/uploads", Json{{"id", photo.blob.toString()}, {"size", bytes.size()}}.dump());
    REQUIRE(begun.status == 201);
    const std::string upload = "/v1/uploads/" + parseJson(begun.body).value()["upload"].get<std::string>();
    CHECK(ask("PATCH", upload, std::string(bytes.begin(), bytes.begin() + 24), {{"Upload-Offset", "0"}})
              .status == 204);
    CHECK_FALSE(filesWith(school.serverFolder(), std::span(bytes).first(24)).empty());

    first.commit(student.uuid, Change(PhotoChange(SubmitPhoto{photo, true}))).value();
    school.settle();
    first.commit(student.uuid, Change(PhotoChange(RequestDeletion{""})), Role::guardian).value();
    first.commit(student.uuid, Change(PhotoChange(ApproveDeletion{""}))).value();
    school.settle();
    CHECK(filesWith(school.serverFolder(), std::span(bytes).first(24)) == std::vector<std::string>{});
    CHECK(ask("HEAD", upload, {}).status == 404);
}

TEST_CASE("very many deletions wait in the other offices for a person, and their work goes on") {
    FakeSchool school(79, 2);
    school.faults = Faults::none();
    school.agreeToChanges = false;
    FakeOffice& first = school.office(0);
    FakeOffice& second = school.office(1);
    constexpr std::size_t kPupils = 20, kDeleted = 10;
    std::vector<StudentId> pupils;
    for (std::size_t i = 0; i < kPupils; ++i) {
        pupils.push_back(first.addStudent());
        first
            .commit(pupils.back().uuid,
                    Change(PhotoChange(SubmitPhoto{first.newPhoto(Role::guardian), false})), Role::guardian)
            .value();
        first.commit(pupils.back().uuid, Change(PhotoChange(AcceptPhoto{}))).value();
    }
    school.settle();
    const auto photosOf = [](FakeOffice& o) {
        std::size_t n = 0;
        o.replica().blobs().forEach([&](const BlobId&) { ++n; });
        return n;
    };
    REQUIRE(photosOf(second) == kPupils);
    for (std::size_t i = 0; i < kDeleted; ++i) {
        first.commit(pupils[i].uuid, Change(PhotoChange(RequestDeletion{""})), Role::guardian).value();
        first.commit(pupils[i].uuid, Change(PhotoChange(ApproveDeletion{""}))).value();
    }
    first.sync().value();
    second.sync().value();
    CHECK(photosOf(first) == kPupils - kDeleted); // whoever decided it was asked by the decision itself
    CHECK(photosOf(second) == kPupils);
    CHECK(second.store().summary()->heldPhotos == kDeleted);
    const StudentId added = second.addStudent();
    CHECK(second.sync()->pushed == 1);
    first.sync().value();
    CHECK(first.replica().students().get(added).ok());

    school.agreeToChanges = true;
    second.sync().value();
    CHECK(photosOf(second) == kPupils - kDeleted);
    CHECK(second.store().summary()->heldPhotos == 0);
    school.settle();
    school.check();
}

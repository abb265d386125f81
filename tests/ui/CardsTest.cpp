#include "Desk.h"
#include "base/platform/Files.h"
#include "ui/Ids.h"

#include <catch2/catch.hpp>

#include <wx/button.h>
#include <wx/listctrl.h>
#include <wx/notebook.h>

using namespace esek;
using namespace esek::test;
namespace id = esek::ui::id;

namespace {

/// Pages of a PDF as libharu writes it: page objects stand uncompressed.
std::size_t pdfPages(const std::filesystem::path& file) {
    const auto bytes = platform::readFile(file).value();
    const std::string text(bytes.begin(), bytes.end());
    std::size_t pages = 0;
    for (std::size_t at = text.find("/Type /Page"); at != std::string::npos;
         at = text.find("/Type /Page", at + 11))
        pages += text[at + 11] != 's';
    return pages;
}

} // namespace

TEST_CASE("cards are issued for those who are ready and saved as a PDF with a page each") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 5; ++i)
                office.addWithPhoto();
            office.add(); // without a photo
        },
        Language::english, "cards");
    auto* people = desk.find<wxListCtrl>(id::cardsPeople);
    REQUIRE(people->GetItemCount() == 5);
    desk.click(id::cardsIssue);
    REQUIRE(desk.until([&] { return !desk.replica().batches().value().empty(); }));
    desk.settle();
    REQUIRE(desk.dialogs().asked.size() == 1);
    CHECK(desk.replica().batches().value().front().cardCount == 5);
    CHECK(desk.find<wxNotebook>(id::cardsTabs)->GetSelection() == 1); // on to the printing
    CHECK(desk.find<wxListCtrl>(id::batchCards)->GetItemCount() == 5);

    const auto pdf = desk.dir() / "cards.pdf";
    desk.dialogs().files.push_back(pdf.string());
    desk.click(id::batchPdf);
    REQUIRE(desk.until([&] { return std::filesystem::exists(pdf); }));
    desk.settle();
    CHECK(pdfPages(pdf) == 5);

    // One is spoiled; a reason is asked for first.
    desk.click(id::batchSpoiled);
    CHECK(desk.replica().cards().value().front().state == domain::CardState::issued);
    desk.click(id::batchReason);
    desk.type("smudged");
    desk.click(id::batchSpoiled);
    CHECK(desk.until(
        [&] { return desk.replica().cards().value().front().state == domain::CardState::spoiled; }));
    desk.settle();
}

TEST_CASE("the question before issuing can be refused, and nothing happens") {
    Desk desk([](SampleOffice& office) { office.addWithPhoto(); }, Language::english, "cards");
    desk.dialogs().nextConfirm = false;
    desk.click(id::cardsIssue);
    desk.settle();
    CHECK(desk.dialogs().asked.size() == 1);
    CHECK(desk.replica().batches().value().empty());
}

TEST_CASE("an export that is stopped leaves no file") {
    Desk desk(
        [](SampleOffice& office) {
            for (int i = 0; i < 40; ++i)
                office.addWithPhoto();
        },
        Language::english, "cards");
    desk.click(id::cardsIssue);
    REQUIRE(desk.until([&] { return !desk.replica().batches().value().empty(); }, 60000));
    desk.settle();
    const auto pdf = desk.dir() / "stopped.pdf";
    desk.dialogs().files.push_back(pdf.string());
    // The button is pressed by the same hands that would press it a moment later: the export is under way
    // then.
    auto* stop = desk.find<wxButton>(id::batchCancel);
    wxCommandEvent save(wxEVT_BUTTON, id::batchPdf);
    auto* button = desk.find<wxButton>(id::batchPdf);
    save.SetEventObject(button);
    button->ProcessWindowEvent(save);
    wxCommandEvent press(wxEVT_BUTTON, id::batchCancel);
    press.SetEventObject(stop);
    stop->ProcessWindowEvent(press);
    desk.settle();
    CHECK_FALSE(std::filesystem::exists(pdf));
    CHECK(desk.find<wxButton>(id::batchPdf)->IsEnabled());
}

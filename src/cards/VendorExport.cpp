#include "cards/VendorExport.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "cards/ZipWriter.h"
#include "pdf/DrawableText.h"
#include "pdf/JpegHeader.h"
#include "spreadsheet/Sheet.h"

namespace esek::cards {

namespace {

// The firm's program reads these whatever language our window has.
const std::vector<std::string> kHeader{
    "lp",       "imię i nazwisko", "data urodzenia", "PESEL",  "inny dokument", "nazwa i adres szkoły",
    "dyrektor", "data wydania",    "nr legitymacji", "zdjęcie"};
constexpr const char* kColumns[] = {kFieldName,   kFieldBirthDate,   kFieldPesel,     kFieldDocument,
                                    kFieldSchool, kFieldHeadteacher, kFieldIssueDate, kFieldNumber};

std::span<const std::uint8_t> bytesOf(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

Result<void> writeVendorZip(const std::filesystem::path& path, const CardSource& source, Progress* progress) {
    return guarded([&] {
        if (source.count == 0)
            throw Exception(ErrorCode::nothingToDo, "no cards");
        ZipWriter zip(path);
        spreadsheet::Sheet sheet{"Legitymacje", kHeader, {}};
        for (std::size_t i = 0; i < source.count; ++i) {
            if (progress && progress->cancelled())
                throw Exception(ErrorCode::cancelled, "cancelled by the user");
            const CardContent card = source.fetch(i).value();
            if (!pdf::JpegHeader::read(card.photoJpeg))
                throw Exception(
                    Error{ErrorCode::cardDataMissing,
                          "no photo",
                          {{"student", card.personLabel}, {"id", card.id}, {"field", tr("photo")}}});
            const std::string photo = format("zdjecia/{:04}.jpg", i + 1);
            zip.add(photo, card.photoJpeg);
            spreadsheet::Row row{std::to_string(i + 1)};
            for (const char* column : kColumns) {
                const auto found = card.fields.find(column);
                row.push_back(found == card.fields.end() ? std::string() : pdf::drawableText(found->second));
            }
            row.push_back(photo);
            sheet.rows.push_back(std::move(row));
            if (progress)
                progress->report(i + 1, source.count);
        }
        zip.add("legitymacje.csv", bytesOf(spreadsheet::toCsv(sheet, spreadsheet::ByteOrderMark::yes)));
        // A spreadsheet that opens the CSV makes dates of numbers and loses zeros; the workbook keeps them.
        zip.add("legitymacje.xlsx", spreadsheet::toXlsx(sheet, path.parent_path()).value());
        zip.finish();
    });
}

} // namespace esek::cards

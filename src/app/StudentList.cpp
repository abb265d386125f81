#include "app/StudentList.h"

#include "base/OutputFile.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "spreadsheet/Sheet.h"

namespace esek::app {

Result<void> saveForPerson(Office& office, const std::filesystem::path& out,
                           std::span<const std::uint8_t> bytes) {
    const auto file = outputFile(out, office.dir());
    if (!file)
        return file.error();
    return platform::writeFileAtomically(*file, bytes);
}

Result<void> saveForPerson(Office& office, const std::filesystem::path& out, std::string_view text) {
    return saveForPerson(office, out,
                         std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

Result<void> saveStudentList(Office& office, const std::vector<storage::StudentRow>& rows,
                             const std::filesystem::path& out) {
    return guarded([&] {
        spreadsheet::Sheet sheet;
        sheet.name = tr("Pupils");
        sheet.header = {tr("Class"),       tr("Register no."), tr("Surname"),
                        tr("Given names"), tr("Photo"),        tr("Card no.")};
        for (const storage::StudentRow& row : rows) {
            const domain::Student& s = row.student;
            sheet.rows.push_back(
                {s.classUnit, s.registerNumber, s.surname, s.givenNames, domain::officeLabel(row.photoStatus),
                 s.needsNoCard && row.cardNumber.empty() ? tr("not needed") : row.cardNumber});
        }
        if (toLower(platform::toUtf8(out.extension())) == ".xlsx") {
            saveForPerson(office, out, spreadsheet::toXlsx(sheet, out.parent_path()).value()).value();
            return;
        }
        saveForPerson(office, out, spreadsheet::toCsv(sheet, spreadsheet::ByteOrderMark::yes)).value();
    });
}

} // namespace esek::app

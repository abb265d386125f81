#include "bench/CardsPeers.h"

#include "base/Format.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"

#include <hpdf.h>

#include <algorithm>
#include <fstream>
#include <iostream>

namespace esek::bench {

namespace fs = std::filesystem;

std::vector<fs::path> photoFiles(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".jpg")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

cards::CardContent cardContent(std::size_t index, const std::vector<fs::path>& photos) {
    cards::CardContent card;
    card.id = std::to_string(index);
    card.personLabel = format("Kowalska Anna {}", index);
    card.fields = {{cards::kFieldName, format("Anna Maria Kowalska {}", index)},
                   {cards::kFieldBirthDate, "08.05.2011"},
                   {cards::kFieldPesel, "11250812345"},
                   {cards::kFieldSchool, format("{}\n{}", kSchoolLine1, kSchoolLine2)},
                   {cards::kFieldHeadteacher, "Małgorzata Święcicka"},
                   {cards::kFieldIssueDate, "01.09.2026"},
                   {cards::kFieldNumber, format("{}/2026", index)}};
    card.photoJpeg = platform::readFile(photos[index % photos.size()]).value();
    return card;
}

void writeCardsCsv(const CardsJob& job, const fs::path& csv) {
    const auto photos = photoFiles(job.photos);
    std::ofstream out(csv);
    out << "name,birthDate,pesel,school1,school2,headteacher,issueDate,number,photo\n";
    for (std::size_t i = 0; i < job.count; ++i)
        out << format("Anna Maria Kowalska {0},08.05.2011,11250812345,{1},{2},Małgorzata "
                      "Święcicka,01.09.2026,{0}/2026,{3}\n",
                      i, kSchoolLine1, kSchoolLine2, fs::absolute(photos[i % photos.size()]).string());
}

int writeWithBareHaru(const CardsJob& job) {
    const auto failed = [](HPDF_STATUS error, HPDF_STATUS detail, void*) {
        std::cerr << "libharu: " << error << ' ' << detail << '\n';
        std::exit(1);
    };
    const auto photos = photoFiles(job.photos);
    const fs::path fonts = platform::resourceDir() / "fonts";
    HPDF_Doc doc = HPDF_New(failed, nullptr);
    HPDF_SetCompressionMode(doc, HPDF_COMP_TEXT | HPDF_COMP_METADATA);
    HPDF_UseUTFEncodings(doc);
    const auto font = [&](const char* name) {
        return HPDF_GetFont(doc, HPDF_LoadTTFontFromFile(doc, (fonts / name).c_str(), HPDF_TRUE), "UTF-8");
    };
    HPDF_Font regular = font("DejaVuSans.ttf"), bold = font("DejaVuSans-Bold.ttf");
    constexpr float mm = 72.0F / 25.4F, height = 53.98F * mm;
    for (std::size_t i = 0; i < job.count; ++i) {
        const auto card = cardContent(i, photos);
        HPDF_Page page = HPDF_AddPage(doc);
        HPDF_Page_SetWidth(page, 85.60F * mm);
        HPDF_Page_SetHeight(page, height);
        HPDF_Image photo = HPDF_LoadJpegImageFromMem(doc, card.photoJpeg.data(),
                                                     static_cast<HPDF_UINT>(card.photoJpeg.size()));
        HPDF_Page_DrawImage(page, photo, 5.5F * mm, height - 43 * mm, 19 * mm, 26 * mm);
        HPDF_Page_BeginText(page);
        const auto text = [&](float x, float y, HPDF_Font face, float size, const std::string& line) {
            HPDF_Page_SetFontAndSize(page, face, size);
            HPDF_Page_TextOut(page, x * mm, height - y * mm, line.c_str());
        };
        text(28.1F, 18.8F, bold, 6, card.fields.at(cards::kFieldName));
        text(28.1F, 24.8F, regular, 6, card.fields.at(cards::kFieldBirthDate));
        text(55.5F, 24.8F, regular, 6, card.fields.at(cards::kFieldPesel));
        text(28.1F, 30.8F, regular, 6, kSchoolLine1);
        text(28.1F, 33.2F, regular, 6, kSchoolLine2);
        text(28.1F, 42.8F, regular, 6, card.fields.at(cards::kFieldHeadteacher));
        text(28.1F, 48.8F, regular, 6, card.fields.at(cards::kFieldIssueDate));
        text(10.0F, 49.6F, bold, 8, card.fields.at(cards::kFieldNumber));
        HPDF_Page_EndText(page);
    }
    HPDF_SaveToFile(doc, job.out.c_str());
    HPDF_Free(doc);
    return 0;
}

} // namespace esek::bench

#include "app/CardPreview.h"

#include "app/CardService.h"
#include "app/CardTemplates.h"
#include "cards/CardLayout.h"
#include "imaging/Decode.h"

namespace esek::app {

namespace {

constexpr int kScreenDpi = 300;

CardPicture picture(const cards::CardTemplate& card, const cards::CardContent& content) {
    const auto metrics = card.fonts().value();
    CardPicture out;
    out.widthMm = card.widthMm();
    out.heightMm = card.heightMm();
    out.regularFont = metrics.file(pdf::FontStyle::regular);
    out.boldFont = metrics.file(pdf::FontStyle::bold);
    out.blank = cards::previewBackground(card, metrics);
    out.data = cards::layoutCard(card, content, metrics).value();
    out.photo = imaging::decode(content.photoJpeg, {}).value();
    return out;
}

} // namespace

Result<CardPicture> CardPreview::draw(domain::StudentId id) {
    return guarded([&] {
        CardService service(m_office);
        const storage::StudentRow row = m_office.replica().students().get(id).value();
        if (row.card)
            return draw(m_office.replica().cards().get(*row.card).value()).value();
        const std::string type = row.student.cardType.empty()
                                     ? m_office.replica().school().value().defaultCardType
                                     : row.student.cardType;
        return picture(CardTemplates(m_office).load(type).value(), service.preview(id).value());
    });
}

Result<CardPicture> CardPreview::draw(const domain::StudentCard& issued) {
    return guarded([&] {
        CardService service(m_office);
        const auto card = service.templateFor(issued).value();
        return picture(card, service.content(issued, card, kScreenDpi).value());
    });
}

} // namespace esek::app

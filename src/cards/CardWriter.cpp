#include "cards/CardWriter.h"

#include "base/Translate.h"

#include <cmath>

namespace esek::cards {

namespace {

// A crop of whole pixels cannot hit 19:26 exactly; more than this is a wrong crop that would look squeezed.
constexpr double kShapeTolerance = 0.02;

} // namespace

void CardWriter::stopIfCancelled() const {
    if (m_progress && m_progress->cancelled())
        throw Exception(ErrorCode::cancelled, "cancelled by the user");
}

pdf::JpegHeader CardWriter::checkedPhoto(const CardContent& content) const {
    const auto refuse = [&](ErrorCode code, const char* message, std::string reason) {
        throw Exception(Error{code,
                              message,
                              {{"student", content.personLabel},
                               {"id", content.id},
                               {"field", tr("photo")},
                               {"reason", content.personLabel + ": " + reason}}});
    };
    if (content.photoJpeg.empty())
        refuse(ErrorCode::cardDataMissing, "no photo", {});
    const auto header = pdf::JpegHeader::read(content.photoJpeg);
    if (!header)
        refuse(ErrorCode::valueInvalid, "photo is no whole JPEG",
               tr("the photo is not a complete JPEG file"));
    const RectMm& window = m_card.photoWindow();
    const double shape = static_cast<double>(header->width) / header->height / (window.width / window.height);
    if (std::abs(shape - 1) > kShapeTolerance)
        refuse(ErrorCode::valueInvalid, "photo not of the window's shape",
               tr("the photo is not cropped to the shape of the card's photo window"));
    return *header;
}

CardWriter::Card CardWriter::next(pdf::Document& document, std::size_t index) {
    stopIfCancelled();
    const CardContent content = m_source.fetch(index).value();
    Card card;
    card.drawing = layoutCard(m_card, content, m_metrics, m_layout).value();
    card.photo = document.addPhoto(content.photoJpeg, checkedPhoto(content));
    if (m_progress)
        m_progress->report(index + 1, m_source.count);
    return card;
}

void CardWriter::finish(pdf::Document& document) {
    if (m_source.count == 0)
        throw Exception(ErrorCode::nothingToDo, "no cards");
    stopIfCancelled();
    document.save();
}

} // namespace esek::cards

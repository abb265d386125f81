#include "cards/CardLayout.h"

#include "base/Format.h"
#include "base/Text.h"
#include "cards/CardLetters.h"
#include "cards/TextFit.h"
#include "pdf/DrawableText.h"

namespace esek::cards {

namespace {

Exception trouble(ErrorCode code, const char* message, const CardContent& content, const std::string& field) {
    return Exception(
        Error{code, message, {{"student", content.personLabel}, {"id", content.id}, {"field", field}}});
}

std::string valueOf(const TextField& field, const CardContent& content) {
    for (const std::string& source : field.sources)
        if (const auto found = content.fields.find(source); found != content.fields.end())
            if (std::string text = pdf::drawableText(found->second); !text.empty())
                return text;
    return {};
}

void layoutField(const TextField& field, const CardTemplate& card, const CardContent& content,
                 const pdf::FontMetrics& metrics, pdf::Drawing& drawing) {
    const std::string text = valueOf(field, content);
    if (text.empty()) {
        if (field.required)
            throw trouble(ErrorCode::cardDataMissing, "a required field is empty", content, field.label);
        return;
    }
    if (const auto missing = missingLetters(metrics, field.style, text); !missing.empty()) {
        Error error = trouble(ErrorCode::glyphMissing, "no glyph", content, field.label).error();
        throw Exception(std::move(error).with("text", join(missing, " ")));
    }
    auto ops = fitText(field, card.keepOut(), metrics, text);
    if (ops.empty()) {
        Error error =
            trouble(ErrorCode::textDoesNotFit, "text too long for its field", content, field.label).error();
        throw Exception(std::move(error).with("text", text).with("size", format("{:g}", field.minSizePt)));
    }
    drawing.insert(drawing.end(), std::make_move_iterator(ops.begin()), std::make_move_iterator(ops.end()));
}

} // namespace

Result<pdf::Drawing> layoutCard(const CardTemplate& card, const CardContent& content,
                                const pdf::FontMetrics& metrics, const LayoutOptions& options) {
    return guarded([&] {
        pdf::Drawing drawing;
        const RectMm& window = card.photoWindow();
        drawing.push_back(pdf::PhotoOp{window.x, window.y, window.width, window.height});
        for (const TextField& field : card.fields())
            layoutField(field, card, content, metrics, drawing);
        if (options.scaleX != 1 || options.scaleY != 1)
            drawing = pdf::stretched(std::move(drawing), options.scaleX, options.scaleY);
        return pdf::moved(std::move(drawing), options.offsetXmm, options.offsetYmm);
    });
}

} // namespace esek::cards

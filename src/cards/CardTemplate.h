#pragma once
#include "base/Json.h"
#include "pdf/FontMetrics.h"

#include <optional>

namespace esek::cards {

struct RectMm {
    double x = 0, y = 0, width = 0, height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
};

/// A place for text. Ink stays inside `box` and out of the template's keep-out zones.
struct TextField {
    std::string id;
    std::vector<std::string> sources; ///< keys of CardContent::fields, the first that is not empty is printed
    std::string label;                ///< as pre-printed on the blank; names the field in errors
    RectMm box;
    double baseline = 0; ///< of the first line; moved up only as far as further lines need
    pdf::FontStyle style = pdf::FontStyle::regular;
    double sizePt = 6;
    double minSizePt = 5;
    int maxLines = 1;
    bool required = true;
};

/// Something pre-printed that the screen shows behind the data, and that text must not touch.
struct PrintedLabel {
    std::string text;
    double x = 0, baseline = 0, sizePt = 6;
    pdf::FontStyle style = pdf::FontStyle::regular;
};

/// Where things go on one kind of blank. Millimetres from the top left corner of the card.
/// Data: resources/cards/*.json, described by card-template.schema.json beside them.
class CardTemplate {
  public:
    /// templateInvalid with the place and the rule that was broken. "extends" is looked up among the bundled
    /// ones.
    static Result<CardTemplate> fromJson(const Json&, std::string_view name);
    /// By name ("mein-i-1") or by card type ("MEiN-I/1"). unknownTemplate lists what there is.
    static Result<CardTemplate> load(std::string_view nameOrCardType);
    /// A file of the office's own; "extends" is looked up beside it, then among the bundled ones.
    static Result<CardTemplate> loadFile(const std::filesystem::path&);
    /// Names of the bundled templates, sorted.
    static std::vector<std::string> available();

    const std::string& name() const { return m_name; }
    const std::string& cardType() const { return m_cardType; } ///< "MEiN-I/1"
    const std::string& title() const { return m_title; }       ///< for lists, in Polish
    double widthMm() const { return m_width; }
    double heightMm() const { return m_height; }
    const RectMm& photoWindow() const { return m_photo; }
    const std::vector<TextField>& fields() const { return m_fields; }
    const std::vector<RectMm>& keepOut() const { return m_keepOut; }
    const std::vector<PrintedLabel>& labels() const { return m_labels; }
    const std::vector<pdf::RectOp>& backdrop() const { return m_backdrop; }
    /// The fonts of resources/fonts that the template names. fileNotFound, or fileCorrupt when one is no
    /// TrueType font.
    Result<pdf::FontMetrics> fonts() const;

  private:
    friend class TemplateReader;
    std::string m_name, m_cardType, m_title, m_regularFont, m_boldFont;
    double m_width = 85.60, m_height = 53.98;
    RectMm m_photo;
    std::vector<TextField> m_fields;
    std::vector<RectMm> m_keepOut;
    std::vector<PrintedLabel> m_labels;
    std::vector<pdf::RectOp> m_backdrop;
};

} // namespace esek::cards

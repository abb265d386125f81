#include "cards/TemplateReader.h"

#include "base/Format.h"
#include "base/Hex.h"
#include "base/Translate.h"

#include <algorithm>
#include <array>

namespace esek::cards {

namespace {

constexpr double kSmallestPt = 5; // legible on a dye-sublimation card; no template may go below
constexpr double kLargestPt = 30;

} // namespace

void TemplateReader::refuse(const std::string& where, const std::string& rule) const {
    throw Exception(Error{ErrorCode::templateInvalid,
                          "template " + m_name + ": " + where + ": " + rule,
                          {{"template", m_name}, {"reason", where + ": " + rule}}});
}

const Json& TemplateReader::member(const Json& json, const std::string& where, const char* key,
                                   Json::value_t type) const {
    const auto found = json.find(key);
    if (found == json.end())
        refuse(where, format(runtime(tr("“{}” is missing")), key));
    const bool right = type == Json::value_t::number_float ? found->is_number() : found->type() == type;
    if (!right)
        refuse(where + "/" + key, tr("wrong kind of value"));
    return *found;
}

std::string TemplateReader::text(const Json& json, const std::string& where, const char* key) const {
    std::string value = member(json, where, key, Json::value_t::string).get<std::string>();
    if (value.empty())
        refuse(where + "/" + key, tr("empty text"));
    return value;
}

double TemplateReader::number(const Json& json, const std::string& where, const char* key, double low,
                              double high) const {
    const double value = member(json, where, key, Json::value_t::number_float).get<double>();
    if (!(value >= low && value <= high))
        refuse(where + "/" + key, format(runtime(tr("{} is outside {} to {}")), value, low, high));
    return value;
}

double TemplateReader::numberOr(const Json& json, const std::string& where, const char* key, double low,
                                double high, double otherwise) const {
    return json.contains(key) ? number(json, where, key, low, high) : otherwise;
}

void TemplateReader::onlyKeys(const Json& json, const std::string& where,
                              std::initializer_list<const char*> keys) const {
    if (!json.is_object())
        refuse(where, tr("wrong kind of value"));
    for (const auto& [key, value] : json.items())
        if (std::none_of(keys.begin(), keys.end(), [&k = key](const char* known) { return k == known; }))
            refuse(where, format(runtime(tr("unknown key “{}”")), key));
}

RectMm TemplateReader::rect(const Json& json, const std::string& where,
                            std::initializer_list<const char*> more) const {
    if (more.size() == 0)
        onlyKeys(json, where, {"x", "y", "width", "height"});
    RectMm r{number(json, where, "x", 0, m_card.m_width), number(json, where, "y", 0, m_card.m_height),
             number(json, where, "width", 0.1, m_card.m_width),
             number(json, where, "height", 0.1, m_card.m_height)};
    constexpr double kRounding = 1e-6;
    if (r.right() > m_card.m_width + kRounding || r.bottom() > m_card.m_height + kRounding)
        refuse(where, tr("reaches beyond the card"));
    return r;
}

pdf::FontStyle TemplateReader::style(const Json& json, const std::string& where) const {
    if (!json.contains("style"))
        return pdf::FontStyle::regular;
    const std::string value = text(json, where, "style");
    if (value != "regular" && value != "bold")
        refuse(where + "/style", tr("must be “regular” or “bold”"));
    return value == "bold" ? pdf::FontStyle::bold : pdf::FontStyle::regular;
}

pdf::Color TemplateReader::color(const Json& json, const std::string& where) const {
    const std::string value = text(json, where, "color");
    std::array<std::uint8_t, 3> rgb{};
    if (value.size() != 7 || value[0] != '#' || !fromHex(std::string_view(value).substr(1), rgb))
        refuse(where + "/color", tr("must look like #RRGGBB"));
    return {rgb[0], rgb[1], rgb[2]};
}

TextField TemplateReader::field(const std::string& id, const Json& json) const {
    const std::string where = "fields/" + id;
    onlyKeys(json, where,
             {"sources", "label", "x", "y", "width", "height", "baseline", "style", "sizePt", "minSizePt",
              "maxLines", "required"});
    TextField f;
    f.id = id;
    f.sources = {id};
    if (json.contains("sources")) {
        f.sources.clear();
        for (const Json& source : member(json, where, "sources", Json::value_t::array)) {
            if (!source.is_string() || source.get<std::string>().empty())
                refuse(where + "/sources", tr("wrong kind of value"));
            f.sources.push_back(source.get<std::string>());
        }
        if (f.sources.empty())
            refuse(where + "/sources", tr("empty list"));
    }
    f.label = text(json, where, "label");
    f.box = rect(json, where, {"more"});
    f.baseline = number(json, where, "baseline", f.box.y, f.box.bottom());
    f.style = style(json, where);
    f.sizePt = number(json, where, "sizePt", kSmallestPt, kLargestPt);
    f.minSizePt = numberOr(json, where, "minSizePt", kSmallestPt, f.sizePt, kSmallestPt);
    f.maxLines = static_cast<int>(numberOr(json, where, "maxLines", 1, 10, 1));
    if (json.contains("required"))
        f.required = member(json, where, "required", Json::value_t::boolean).get<bool>();
    return f;
}

PrintedLabel TemplateReader::label(const Json& json, const std::string& where) const {
    onlyKeys(json, where, {"text", "x", "baseline", "sizePt", "style"});
    return {text(json, where, "text"), number(json, where, "x", 0, m_card.m_width),
            number(json, where, "baseline", 0, m_card.m_height), number(json, where, "sizePt", 1, kLargestPt),
            style(json, where)};
}

CardTemplate TemplateReader::read(const Json& json) {
    onlyKeys(json, "/",
             {"$schema", "extends", "comment", "cardType", "title", "width", "height", "fonts", "photo",
              "fields", "keepOut", "preview"});
    m_card = {};
    m_card.m_name = m_name;
    m_card.m_cardType = text(json, "/", "cardType");
    m_card.m_title = text(json, "/", "title");
    m_card.m_width = number(json, "/", "width", 20, 200);
    m_card.m_height = number(json, "/", "height", 20, 200);

    const Json& fonts = member(json, "/", "fonts", Json::value_t::object);
    onlyKeys(fonts, "fonts", {"regular", "bold"});
    for (const auto& [key, target] :
         {std::pair{"regular", &m_card.m_regularFont}, {"bold", &m_card.m_boldFont}}) {
        *target = text(fonts, "fonts", key);
        // A template may come from outside: it names a file in resources/fonts, not a path.
        if (target->find_first_of("/\\:") != std::string::npos)
            refuse(std::string("fonts/") + key, tr("must be the name of a file, without a folder"));
    }
    m_card.m_photo = rect(member(json, "/", "photo", Json::value_t::object), "photo");

    const Json& fields = member(json, "/", "fields", Json::value_t::object);
    for (const auto& [id, value] : fields.items())
        if (!value.is_null()) // null takes a field of the base away
            m_card.m_fields.push_back(field(id, value));
    if (m_card.m_fields.empty())
        refuse("fields", tr("empty list"));

    if (json.contains("keepOut"))
        for (const Json& zone : member(json, "/", "keepOut", Json::value_t::array)) {
            onlyKeys(zone, "keepOut", {"x", "y", "width", "height", "what"});
            m_card.m_keepOut.push_back(rect(zone, "keepOut", {"more"}));
        }
    if (json.contains("preview")) {
        const Json& preview = member(json, "/", "preview", Json::value_t::object);
        onlyKeys(preview, "preview", {"boxes", "labels"});
        if (preview.contains("boxes"))
            for (const Json& box : member(preview, "preview", "boxes", Json::value_t::array)) {
                onlyKeys(box, "preview/boxes", {"x", "y", "width", "height", "color"});
                const RectMm r = rect(box, "preview/boxes", {"more"});
                m_card.m_backdrop.push_back({r.x, r.y, r.width, r.height, color(box, "preview/boxes")});
            }
        if (preview.contains("labels"))
            for (const Json& one : member(preview, "preview", "labels", Json::value_t::array))
                m_card.m_labels.push_back(label(one, "preview/labels"));
    }
    return m_card;
}

Json TemplateReader::merged(Json base, const Json& json) {
    if (!base.is_object() || !json.is_object())
        return json;
    for (const auto& [key, value] : json.items())
        base[key] = base.contains(key) ? merged(base[key], value) : value;
    return base;
}

} // namespace esek::cards

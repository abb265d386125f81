#pragma once
#include "cards/CardTemplate.h"

namespace esek::cards {

/// Turns JSON into a template and holds it to the rules of resources/cards/card-template.schema.json and to
/// those that a schema cannot say (everything on the card, baseline inside its box). Throws templateInvalid.
class TemplateReader {
  public:
    explicit TemplateReader(std::string_view name) : m_name(name) {}
    CardTemplate read(const Json&);

    /// `json` over the one it extends: objects are merged key by key, anything else is replaced.
    static Json merged(Json base, const Json& json);

  private:
    [[noreturn]] void refuse(const std::string& where, const std::string& rule) const;
    const Json& member(const Json&, const std::string& where, const char* key, Json::value_t type) const;
    std::string text(const Json&, const std::string& where, const char* key) const;
    double number(const Json&, const std::string& where, const char* key, double low, double high) const;
    double numberOr(const Json&, const std::string& where, const char* key, double low, double high,
                    double otherwise) const;
    void onlyKeys(const Json&, const std::string& where, std::initializer_list<const char*>) const;
    RectMm rect(const Json&, const std::string& where, std::initializer_list<const char*> more = {}) const;
    pdf::FontStyle style(const Json&, const std::string& where) const;
    pdf::Color color(const Json&, const std::string& where) const;
    TextField field(const std::string& id, const Json&) const;
    PrintedLabel label(const Json&, const std::string& where) const;

    std::string m_name;
    CardTemplate m_card;
};

} // namespace esek::cards

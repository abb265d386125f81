#pragma once
#include "app/CardPreview.h"
#include "app/Office.h"
#include "cards/CardTemplate.h"

#include <string>
#include <vector>

namespace esek::app {

/// Where the photo or a text goes on a blank: millimetres from the top left corner of the card.
struct CardPlace {
    std::string id;    ///< "photo", or that of the template's field
    std::string label; ///< as it is pre-printed on the blank
    double x = 0, y = 0, width = 0, height = 0;
    double baseline = 0; ///< of the first line of a text
    double sizePt = 0;   ///< of a text; 0 for the photo
    bool operator==(const CardPlace&) const = default;
    bool isPhoto() const { return sizePt == 0; }
};

/// The places of one kind of blank.
struct CardLayoutPlan {
    std::string name;  ///< of the bundled template: "mein-i-1"
    std::string title; ///< for lists
    double widthMm = 0, heightMm = 0;
    std::vector<CardPlace> places; ///< the photo first
    bool operator==(const CardLayoutPlan&) const = default;
};

/// The templates of this office: the bundled ones, with the places that a person has changed here because the
/// blanks of a delivery differ. Changes lie in templates/NAME.own.json in the data folder and count for
/// previews, files and printing on this computer; another one gets them as a file. Texts, fonts and what must
/// be printed stay those of the bundled template. Thread-safe.
class CardTemplates {
  public:
    explicit CardTemplates(Office& office) : m_office(office) {}

    /// By name or card type, with the changed places. Errors: unknownTemplate, templateInvalid.
    Result<cards::CardTemplate> load(const std::string& nameOrCardType) const;
    /// Names and titles of all, sorted by name. Errors: templateInvalid.
    Result<std::vector<std::pair<std::string, std::string>>> names() const;
    Result<CardLayoutPlan> plan(const std::string& nameOrCardType) const;
    Result<CardLayoutPlan> bundledPlan(const std::string& nameOrCardType) const;
    bool changed(const std::string& name) const; ///< there are places of the office's own

    /// Refuses what cannot be printed: a box beyond the card, a text line outside of its box, a photo of
    /// another shape. Errors: templateInvalid.
    Result<void> check(const CardLayoutPlan&) const;
    /// Errors: those of check(), diskFull, folderNotWritable.
    Result<void> save(const CardLayoutPlan&);
    /// The places of the bundled template count again.
    Result<void> reset(const std::string& name);
    /// The places as a file for another computer.
    Result<void> exportTo(const CardLayoutPlan&, const std::filesystem::path& asked) const;
    /// The places of such a file, or of a whole template, for the type of card that it is about; saves
    /// nothing. Errors: jsonInvalid, templateInvalid, unknownTemplate.
    Result<CardLayoutPlan> import(const std::filesystem::path& file) const;

    /// A specimen with the school's data at these places. Errors: those of check() and of the layout.
    Result<CardPicture> specimen(const CardLayoutPlan&) const;

  private:
    std::filesystem::path ownFile(const std::string& name) const;
    Office& m_office;
};

/// An invented person with the school's data, without a photo: for test cards and specimens.
domain::StudentCard specimenCard(Office&);

} // namespace esek::app

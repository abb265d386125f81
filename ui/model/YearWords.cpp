#include "ui/model/YearWords.h"

#include "base/Format.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::ui::model {

using app::YearChange;
using Kind = domain::ClassStep::Kind;

std::string yearWords(const YearChange::Preview& preview) {
    if (preview.reached >= preview.year)
        return format(runtime(tr("The classes are those of {} already. The next change is for a later school "
                                 "year.")),
                      preview.reached);
    return tr("Look at what becomes of each class. The photos and cards of the pupils stay as they are, and "
              "the whole change can be taken back.");
}

std::string classLabel(const YearChange::Line& line) {
    const auto pupils = static_cast<std::size_t>(line.pupils);
    const std::string name = line.step.classUnit.empty() ? tr("without a class") : line.step.classUnit;
    return format(runtime(trn("{name} ({count} pupil)", "{name} ({count} pupils)", pupils)),
                  fmt::arg("name", name), fmt::arg("count", pupils));
}

std::string yearSum(const std::vector<YearChange::Line>& lines) {
    int up = 0, leave = 0, stay = 0;
    for (const YearChange::Line& line : lines)
        (line.step.kind == Kind::up ? up : line.step.kind == Kind::leave ? leave : stay) += line.pupils;
    return format(runtime(tr("Pupils who go to another class: {}, leave the school: {}, stay: {}.")), up,
                  leave, stay);
}

std::string yearMadeWords(const app::ImportMade& made, const std::string& year) {
    const auto left = static_cast<std::size_t>(
        std::ranges::count_if(made.changed, [](const auto& pupil) { return pupil.after.left; }));
    return format(runtime(tr("The classes are those of {} now. Pupils moved: {}, left the school: {}.")),
                  year, made.changed.size() - left, left);
}

std::string yearTakenBackWords(const app::ImportUndo::Outcome& outcome) {
    std::string words = format(
        runtime(tr("The change of the school year was taken back. Pupils in their classes of before: {}.")),
        outcome.restored);
    if (outcome.kept > 0)
        words += " " + format(runtime(tr("Left as they are, because they were changed or sent since: {}.")),
                              outcome.kept);
    return words;
}

} // namespace esek::ui::model

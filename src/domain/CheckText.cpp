#include "domain/CheckText.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

namespace esek::domain {

namespace {

std::string reasonOf(TextFault fault) {
    switch (fault) {
    case TextFault::notUtf8:
        return tr("it is not text that can be read");
    case TextFault::control:
        return tr("it holds a control character");
    case TextFault::direction:
        return tr("it holds a character that changes the direction of writing");
    case TextFault::invisible:
        return tr("it holds an invisible character");
    case TextFault::notComposed:
        return tr("its letters are written in parts; type it again");
    case TextFault::manyMarks:
        return tr("it has too many marks over one letter");
    }
    return {};
}

} // namespace

Result<void> checkText(std::string_view text, const TextRule& rule) {
    const auto refuse = [&](std::string reason) {
        return Error{ErrorCode::valueInvalid,
                     std::string("text of ") + rule.field,
                     {{"field", tr(rule.field)}, {"reason", std::move(reason)}}};
    };
    // Four bytes a character: longer text need not be looked at.
    if (text.size() > rule.characters * 4 ||
        (text.size() > rule.characters && characterCount(text) > rule.characters))
        return refuse(format(fmt::runtime(tr("it has more than {} characters")), rule.characters));
    if (const auto fault = textFault(text, rule.shape))
        return refuse(reasonOf(*fault));
    return {};
}

} // namespace esek::domain

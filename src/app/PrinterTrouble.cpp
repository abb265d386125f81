#include "app/PrinterTrouble.h"

#include "base/Text.h"
#include "base/Translate.h"

#include <array>
#include <string_view>

namespace esek::app {

namespace {

struct Known {
    std::string_view keyword;
    const char* words;
};

constexpr std::array kKnown{
    Known{"media-jam", ESEK_N_("a card has jammed")},
    Known{"media-empty", ESEK_N_("there are no blanks in it")},
    Known{"media-needed", ESEK_N_("it waits for blanks")},
    Known{"media-low", ESEK_N_("only few blanks are left in it")},
    Known{"cover-open", ESEK_N_("its cover is open")},
    Known{"door-open", ESEK_N_("its cover is open")},
    Known{"interlock-open", ESEK_N_("its cover is open")},
    Known{"input-tray-missing", ESEK_N_("the tray for blanks is missing")},
    Known{"output-tray-missing", ESEK_N_("the tray for printed cards is missing")},
    Known{"output-area-full", ESEK_N_("its tray for printed cards is full")},
    Known{"output-area-almost-full", ESEK_N_("its tray for printed cards is almost full")},
    Known{"marker-supply-empty", ESEK_N_("the ribbon has come to its end")},
    Known{"marker-supply-low", ESEK_N_("the ribbon will soon come to its end")},
    Known{"toner-empty", ESEK_N_("the ribbon has come to its end")},
    Known{"toner-low", ESEK_N_("the ribbon will soon come to its end")},
    Known{"offline", ESEK_N_("it is switched off or not connected")},
    Known{"connecting-to-device", ESEK_N_("it does not answer yet")},
    Known{"timed-out", ESEK_N_("it does not answer")},
    Known{"shutdown", ESEK_N_("it is switched off or not connected")},
    Known{"paused", ESEK_N_("its queue is stopped")},
    Known{"other", ESEK_N_("look at its display")},
};

/// Without the severity that the service puts behind the word.
std::string_view plain(std::string_view reason) {
    for (const std::string_view severity : {"-error", "-warning", "-report"})
        if (reason.ends_with(severity))
            return reason.substr(0, reason.size() - severity.size());
    return reason;
}

std::string wordsOf(const std::string& reason) {
    for (const Known& known : kKnown)
        if (plain(reason) == known.keyword)
            return tr(known.words);
    return reason;
}

} // namespace

std::string printerTroubleWords(const std::string& reasons) {
    std::string words;
    for (const std::string& reason : split(reasons, ',')) {
        const std::string next = wordsOf(squeeze(reason));
        if (!next.empty() && words.find(next) == std::string::npos)
            words += (words.empty() ? "" : ", ") + next;
    }
    return words;
}

} // namespace esek::app

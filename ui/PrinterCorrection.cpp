#include "ui/PrinterCorrection.h"

#include "ui/Preferences.h"

namespace esek::ui {

namespace {

std::string key(const std::string& queue, const char* what) {
    return queue.empty() ? std::string("printer.") + what : "printer[" + queue + "]." + what;
}

} // namespace

bool hasOwnCorrection(const Preferences& preferences, const std::string& queue) {
    return !queue.empty() && preferences.flag(key(queue, "own"));
}

app::PrintOffset printerCorrection(const Preferences& preferences, const std::string& queue) {
    const std::string from = hasOwnCorrection(preferences, queue) ? queue : std::string();
    return {preferences.real(key(from, "offsetX")), preferences.real(key(from, "offsetY")),
            preferences.real(key(from, "scaleX"), 1), preferences.real(key(from, "scaleY"), 1)};
}

void setPrinterCorrection(Preferences& preferences, const std::string& queue,
                          const app::PrintOffset& correction) {
    preferences.set(key(queue, "offsetX"), correction.right);
    preferences.set(key(queue, "offsetY"), correction.down);
    preferences.set(key(queue, "scaleX"), correction.across);
    preferences.set(key(queue, "scaleY"), correction.tall);
    if (!queue.empty())
        preferences.set(key(queue, "own"), true);
}

} // namespace esek::ui

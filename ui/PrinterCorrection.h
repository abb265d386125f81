#pragma once
#include "app/PrintOffset.h"

#include <string>

namespace esek::ui {

class Preferences;

/// How the output of one printer of this computer is corrected. Each queue has a correction of its own once a
/// person gave it one; until then, and for files, counts the common one, whose queue is empty. Interface
/// thread only.
app::PrintOffset printerCorrection(const Preferences&, const std::string& queue);
bool hasOwnCorrection(const Preferences&, const std::string& queue);
void setPrinterCorrection(Preferences&, const std::string& queue, const app::PrintOffset&);

} // namespace esek::ui

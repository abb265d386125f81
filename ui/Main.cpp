#include "ui/App.h"

wxIMPLEMENT_APP(esek::ui::App);

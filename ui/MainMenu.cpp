#include "ui/MainMenu.h"

#include "base/platform/Files.h"
#include "ui/BackupIds.h"
#include "ui/RecentSchools.h"
#include "ui/Text.h"
#include "ui/UiContext.h"
#include "ui/import/ScanIds.h"
#include "ui/students/StudentIds.h"

namespace esek::ui {

namespace {

wxMenu* recentSchools(const UiContext& ctx) {
    auto* menu = new wxMenu;
    const std::string here = platform::toUtf8(ctx.office.dir());
    const auto entries = RecentSchools(ctx.preferences).all();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].folder == here)
            continue;
        wxString label =
            wx(entries[i].name.empty() ? entries[i].folder : entries[i].name + " – " + entries[i].folder);
        label.Replace("&", "&&"); // a name, not a key
        menu->Append(id::schoolRecentFirst + static_cast<int>(i), label);
    }
    return menu;
}

} // namespace

wxMenuBar* makeMainMenu(const UiContext& ctx, const std::vector<View>& views) {
    auto* file = new wxMenu;
    file->Append(id::schoolNew, T(tr("&New school…")));
    file->Append(id::schoolOpen, T(tr("&Open another school…")) + "\tCtrl+O");
    wxMenu* recent = recentSchools(ctx);
    const bool any = recent->GetMenuItemCount() > 0;
    file->AppendSubMenu(recent, T(tr("Recent &schools")))->Enable(any);
    file->Append(id::schoolBackup, T(tr("Make a &backup…")));
    file->Append(id::schoolRestore, T(tr("&Restore from a backup…")));
    file->AppendSeparator();
    file->Append(id::importStudents, T(tr("Import &pupils…")) + "\tCtrl+I");
    file->Append(id::importPhotos, T(tr("Import p&hotos…")) + "\tCtrl+J");
    file->Append(id::scanPhotos, T(tr("S&can photos…")));
    file->Append(id::photoAges, T(tr("&Age of the photos…")));
    file->Append(id::familyLogins, T(tr("&Logins for families…")) + "\tCtrl+L");
    file->AppendSeparator();
    file->Append(wxID_EXIT, T(tr("&Quit")) + "\tCtrl+Q");
    auto* edit = new wxMenu;
    edit->Append(wxID_UNDO, T(tr("&Take back the last decision")) + "\tCtrl+Z");
    edit->Append(id::search, T(tr("&Search")) + "\tCtrl+F");
    auto* see = new wxMenu;
    for (const View& view : views)
        if (!view.label.empty())
            see->Append(view.command, wx(view.label) + "\t" + view.key);
    see->AppendSeparator();
    see->Append(id::reload, T(tr("&Read anew")) + "\tF5");
    auto* help_ = new wxMenu;
    help_->Append(wxID_HELP, T(tr("&Manual")) + "\tF1");
    help_->Append(id::keys, T(tr("&Keys and help")) + "\tShift+F1");
    help_->Append(wxID_ABOUT, T(tr("&About the program")));
    auto* bar = new wxMenuBar;
    bar->Append(file, T(tr("&File")));
    bar->Append(edit, T(tr("&Edit")));
    bar->Append(see, T(tr("&View")));
    bar->Append(help_, T(tr("&Help")));
    return bar;
}

} // namespace esek::ui

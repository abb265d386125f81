#include "ui/Screenshot.h"

#include "base/platform/Files.h"
#include "ui/Text.h"

#include <memory>
#include <wx/dcmemory.h>
#include <wx/dcscreen.h>
#include <wx/image.h>
#include <wx/timer.h>
#include <wx/toplevel.h>

namespace esek::ui {

bool saveScreenshot(wxTopLevelWindow* window, const std::filesystem::path& file) {
    const wxRect place = window->GetScreenRect();
    wxScreenDC screen;
    wxBitmap picture(place.width, place.height, 24);
    {
        wxMemoryDC memory(picture);
        memory.Blit(0, 0, place.width, place.height, &screen, place.x, place.y);
    }
    return picture.ConvertToImage().SaveFile(wx(platform::toUtf8(file)), wxBITMAP_TYPE_PNG);
}

namespace {

/// Work leads to further work (a list, then its thumbnails): quiet is when several looks in a row find none.
class QuietTimer final : public wxTimer {
  public:
    QuietTimer(wxTopLevelWindow* window, app::TaskRunner& tasks, std::filesystem::path file,
               std::function<void(bool)> done)
        : m_window(window), m_tasks(tasks), m_file(std::move(file)), m_done(std::move(done)) {
        Start(250);
    }
    void Notify() override {
        m_tasks.waitIdle();
        if (++m_looks < 6)
            return;
        Stop();
        const bool saved = saveScreenshot(m_window, m_file);
        m_done(saved);
        delete this;
    }

  private:
    wxTopLevelWindow* m_window;
    app::TaskRunner& m_tasks;
    std::filesystem::path m_file;
    std::function<void(bool)> m_done;
    int m_looks = 0;
};

} // namespace

void screenshotWhenQuiet(wxTopLevelWindow* window, app::TaskRunner& tasks, const std::filesystem::path& file,
                         std::function<void(bool)> done) {
    new QuietTimer(window, tasks, file, std::move(done)); // deletes itself
}

} // namespace esek::ui

#pragma once
#include "Desk.h"
#include "app/SyncService.h"
#include "server/Process.h"

#include <wx/uiaction.h>

namespace esek::test {

/// The real server beside the test, on a port of its own that it keeps when it is started again.
class SyncServer {
  public:
    explicit SyncServer(std::filesystem::path data);
    void start();
    void stop();
    const std::string& url() const { return m_url; }
    std::string addSchool(const domain::School&) const;
    std::string invite(const std::string& school, const std::string& name,
                       const std::string& role = "clerk") const;
    std::string run(const std::vector<std::string>& verb) const; ///< an administrator's verb; its output

  private:
    std::filesystem::path m_data;
    std::string m_url;
    std::unique_ptr<Process> m_process;
};

/// The other office: the command line on a folder of its own.
class OtherOffice {
  public:
    explicit OtherOffice(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    /// Fails the test when the exit code is another.
    std::string operator()(std::vector<std::string> args, int exitCode = 0) const;
    void join(const std::string& url, const std::string& code) const;
    std::unique_ptr<app::Office> open();

  private:
    std::filesystem::path m_folder;
    SystemClock m_clock;
    SystemRng m_rng;
};

/// The desktop with clocks that go, an office with pupils whose photos wait, a server and another office.
class SyncDesk {
  public:
    /// Without pupils: the first start (WelcomeFrame).
    explicit SyncDesk(int pupils, Language = Language::english);
    ~SyncDesk();

    TempDir dir;
    SyncServer server{dir / "server"};
    OtherOffice other{dir / "other"};
    std::string school; ///< on the server
    std::vector<domain::StudentId> pupils;
    ScriptedDialogs dialogs;

    ui::Desktop& desktop() { return *m_desktop; }
    ui::MainFrame& frame() { return *m_desktop->frame(); }
    wxTopLevelWindow& window();
    app::Office& office() { return m_desktop->context()->office; }
    storage::Replica& replica() { return office().replica(); }
    storage::SyncSummary summary() { return storage::SyncStore(replica()).summary().value(); }
    std::string statusText();

    template <class T>
    T* find(int id) {
        auto* found = dynamic_cast<T*>(wxWindow::FindWindowById(id, &window()));
        if (!found)
            throw std::runtime_error("no control " + std::to_string(id));
        return found;
    }
    void key(int code, int modifiers = 0);
    void type(const std::string& ascii);
    void click(int id);
    bool until(const std::function<bool()>&, int milliseconds = 30000);
    void settle();
    void screenshot(const std::string& name);

    /// Types address and code into the form and presses Enter.
    void typeJoin(const std::string& code);
    /// Joined, and the first cycle is over.
    void join();
    /// Joins the other office and fetches the school.
    void joinOther();
    bool synced(); ///< the last cycle went well and nothing waits
    domain::PhotoStatus status(std::size_t pupil);

  private:
    SystemClock m_clock;
    SystemRng m_rng;
    ui::Preferences m_preferences;
    wxUIActionSimulator m_hands;
    std::unique_ptr<ui::Desktop> m_desktop;
};

} // namespace esek::test

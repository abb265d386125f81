#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <wx/app.h>
#include <wx/evtloop.h>
#include <wx/image.h>

namespace {

Catch::Session* g_session = nullptr;

/// Runs the test cases inside the program's own loop of events.
class TestApp final : public wxApp {
  public:
    bool Initialize(int& count, wxChar** words) override {
        int none = 1; // the words are for Catch
        const bool done = wxApp::Initialize(none, words);
        static_cast<void>(count);
        return done;
    }
    bool OnInit() override {
        wxInitAllImageHandlers();
        SetExitOnFrameDelete(false);
        return true;
    }
    int OnRun() override {
        wxGUIEventLoop loop;
        wxEventLoopActivator activate(&loop);
        return g_session->run();
    }
};

} // namespace

wxIMPLEMENT_APP_NO_MAIN(TestApp);

int main(int argc, char** argv) {
    Catch::Session session;
    if (const int bad = session.applyCommandLine(argc, argv))
        return bad;
    const auto& config = session.configData();
    if (config.listTests || config.listTestNamesOnly || config.listTags || config.listReporters ||
        config.showHelp)
        return session.run(); // the list of tests needs no display
    g_session = &session;
    return wxEntry(argc, argv);
}

#include "base/platform/Files.h"
#include "server/panel/Panel.h"

namespace esek::server {

namespace {

/// Read once at the start: a handful of files. The address of each has the program's version in it, so that a
/// browser may keep them.
std::map<std::string, Response> filesOf(const std::filesystem::path& folder) {
    static const std::map<std::string, const char*> types{{".css", "text/css; charset=utf-8"},
                                                          {".js", "text/javascript; charset=utf-8"},
                                                          {".png", "image/png"},
                                                          {".svg", "image/svg+xml"},
                                                          {".webmanifest", "application/manifest+json"}};
    std::map<std::string, Response> files;
    std::error_code ec;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, ec)) {
        const auto type = types.find(platform::toUtf8(entry.path().extension()));
        if (type == types.end())
            continue;
        const auto bytes = platform::readFile(entry.path()).value();
        Response r;
        r.headers = {{"Content-Type", type->second}, {"Cache-Control", "public, max-age=604800"}};
        r.body.assign(bytes.begin(), bytes.end());
        const std::string name = platform::toUtf8(entry.path().filename());
        if (name == "worker.js") // it speaks for all pages; a new one is taken at once
            r.headers = {{"Content-Type", type->second},
                         {"Service-Worker-Allowed", "/"},
                         {"Content-Security-Policy", "default-src 'none'; connect-src 'self'"}};
        files.emplace(name, std::move(r));
    }
    return files;
}

} // namespace

void addStaticFiles(Panel& panel) {
    const auto files = std::make_shared<const std::map<std::string, Response>>(filesOf(panel.webFolder));
    panel.addFile("/static/{file}", [files](const std::string& name) {
        const auto it = files->find(name);
        return it == files->end() ? std::nullopt : std::optional(it->second);
    });
}

} // namespace esek::server

#include "bench/ServerNginx.h"

#include "base/Format.h"
#include "base/Rng.h"
#include "base/platform/Files.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <vector>

namespace esek::bench {

namespace {

/// Seconds that the command took; negative when it failed.
double timeOf(const std::string& command) {
    const auto begin = std::chrono::steady_clock::now();
    const int code = std::system(command.c_str());
    const double time = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return code == 0 ? time : -1;
}

} // namespace

Nginx::Nginx(const std::filesystem::path& folder, std::int64_t bytes) : m_folder(platform::toUtf8(folder)) {
    std::filesystem::create_directories(folder / "body");
    {
        std::ofstream out(folder / "all", std::ios::binary);
        std::vector<char> block(1 << 20);
        SystemRng().fill({reinterpret_cast<std::uint8_t*>(block.data()), block.size()});
        for (std::int64_t left = bytes; left > 0; left -= std::ssize(block))
            out.write(block.data(), std::min<std::int64_t>(left, std::ssize(block)));
    }
    // Bodies wait in the folder in which they stay, so that the end of an upload is a rename.
    std::ofstream(folder / "nginx.conf")
        << "daemon on; worker_processes 1; pid " << m_folder << "/nginx.pid; error_log " << m_folder
        << "/nginx.err; user root; events {} http { access_log off; sendfile on; client_max_body_size 0; "
        << "client_body_temp_path " << m_folder << "/body; server { listen 127.0.0.1:18088; root " << m_folder
        << "; dav_methods PUT; } }";
    m_runs = std::system(format("nginx -c {}/nginx.conf 2>/dev/null", m_folder).c_str()) == 0;
}

Nginx::~Nginx() {
    if (m_runs && std::system(format("kill $(cat {}/nginx.pid)", m_folder).c_str()) != 0)
        std::cout << "nginx could not be stopped\n";
}

double Nginx::download(const std::filesystem::path& to) const {
    const std::string got = platform::toUtf8(to);
    return m_runs ? timeOf(format("curl -s -o {0} http://127.0.0.1:18088/all && sync -d {0}", got)) : -1;
}

double Nginx::upload(const std::string& name) const {
    return m_runs ? timeOf(format("curl -s -f -T {0}/all http://127.0.0.1:18088/{1} && sync -d {0}/{1}",
                                  m_folder, name))
                  : -1;
}

} // namespace esek::bench

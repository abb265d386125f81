#pragma once
#include "base/platform/Files.h"
#include "server/store/Database.h"
#include "support/TempDir.h"

#include <cstdlib>
#include <fstream>
#include <string>

namespace esek::test {

/// The PostgreSQL that ctest started for all tests (fixture "postgres"), or one of our own.
class Postgres {
  public:
    static const std::string& url() {
        static Postgres instance;
        return instance.m_url;
    }
    /// An empty place of its own in that database.
    static std::string freshUrl() {
        std::array<std::uint8_t, 8> bytes{};
        SystemRng().fill(bytes);
        const std::string schema = "t" + toHex(bytes);
        server::openDatabase(server::postgresTarget(url()))->run("CREATE SCHEMA " + schema);
        return url() + "&options=-csearch_path=" + schema;
    }

  private:
    Postgres() {
        if (read(ESEK_POSTGRES_FILE))
            return;
        m_own = (m_dir / "url").string();
        if (std::system((std::string(ESEK_POSTGRES_SCRIPT) + " start " + m_own).c_str()) != 0 || !read(m_own))
            throw std::runtime_error("PostgreSQL did not start");
    }
    ~Postgres() {
        if (!m_own.empty() &&
            std::system((std::string(ESEK_POSTGRES_SCRIPT) + " stop " + m_own).c_str()) != 0)
            std::abort();
    }
    bool read(const std::string& file) {
        std::ifstream in(file);
        return static_cast<bool>(std::getline(in, m_url));
    }
    TempDir m_dir;
    std::string m_own;
    std::string m_url;
};

} // namespace esek::test

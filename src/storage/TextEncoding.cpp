#include "storage/TextEncoding.h"

#include "base/platform/Files.h"
#include "storage/Connection.h"

#include <sqlite3.h>
#include <string_view>

namespace esek::storage {

bool namesOtherEncoding(const std::filesystem::path& file) {
    // SQLite compares the encodings of files that one connection works with. The file is not opened without
    // SQLite: its closing would end the locks that this process holds on it
    // (sqlite.org/howtocorrupt.html, 2.2).
    Connection memory;
    const auto attached = guarded([&] {
        const std::string name = platform::toUtf8(file);
        Query q = memory.query("ATTACH ? AS file");
        q.bind(name).run();
        static_cast<void>(memory.integer("SELECT count(*) FROM file.sqlite_schema"));
    });
    return !attached &&
           std::string_view(sqlite3_errmsg(memory.handle())).find("text encoding") != std::string_view::npos;
}

} // namespace esek::storage

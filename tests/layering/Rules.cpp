#include "Rules.h"

#include <algorithm>

namespace esek::layering {

// The arrows of the design: base <- domain <- blob <- storage; domain <- imaging | cards | roster | reports;
// spreadsheet <- cards | roster | reports; pdf <- cards | portal | reports; quality -> imaging; demo ->
// imaging; app -> all of them; cli and ui/model -> app; ui -> ui/model. A room that may enter another may
// also speak the words of base and domain.
const std::map<std::string, std::set<std::string>>& allowedRooms() {
    static const std::map<std::string, std::set<std::string>> table{
        {"base", {}},
        {"domain", {"base"}},
        {"sealing", {"base"}},
        {"spreadsheet", {"base"}},
        {"blob", {"domain", "base"}},
        {"storage", {"blob", "domain", "base"}},
        {"imaging", {"domain", "base"}},
        {"decoder", {"imaging", "base"}},
        {"quality", {"imaging", "domain", "base"}},
        {"pdf", {"base"}},
        {"cards", {"pdf", "spreadsheet", "domain", "base"}},
        {"reports", {"pdf", "spreadsheet", "domain", "base"}},
        {"roster", {"spreadsheet", "domain", "base"}},
        {"portal", {"pdf", "domain", "base"}},
        {"printing", {"base"}},
        {"scanning", {"imaging", "base"}},
        {"demo", {"imaging", "domain", "base"}},
        {"sync", {"storage", "blob", "domain", "base"}},
        {"server", {"sync", "blob", "imaging", "quality", "domain", "base"}},
        {"app",
         {"sealing", "sync", "demo", "printing", "scanning", "portal", "roster", "reports", "cards", "pdf",
          "quality", "imaging", "storage", "blob", "spreadsheet", "domain", "base"}},
        {"cli", {"app", "domain", "base"}},
        {"ui/model", {"app", "domain", "base"}},
        {"ui", {"ui/model", "app", "domain", "base"}},
    };
    return table;
}

const std::vector<Exemption>& exemptions() {
    static const std::vector<Exemption> list{
        {"src/cli/Init.cpp", "demo",
         "the verb demo writes files; there is no school yet that app could work on"},
        {"src/server/central/Restore.cpp", "storage",
         "a backup from elsewhere is read with the same limits as an office's"},
        {"src/server/central/Verifier.cpp", "storage",
         "what SQLite does not tell about the head of a file is found in the same way as in an office's"},
        {"src/server/cli/Context.h", "storage",
         "a server's folder that can only be read is read through the same copy as an office's"},
        {"src/server/cli/Context.cpp", "storage",
         "a server's folder that can only be read is read through the same copy as an office's"},
        {"src/cli/PhotoQuality.cpp", "quality", "photo check and photo crop look at files, without a school"},
        {"src/cli/PhotoQuality.cpp", "imaging", "photo check and photo crop look at files, without a school"},
    };
    return list;
}

// What windows and verbs still say of the rooms behind app, because services of app take and give these
// types. The list may only become shorter: a name that is not here is a violation, and a name that nobody
// says any more has to go. The import works on roster's own tables from the file to the screen, so that room
// stands here as a whole.
const std::vector<AllowedName>& allowedNames() {
    static const std::vector<AllowedName> list{
        {"cli", "roster::*"},
        {"cli", "storage::CardFilter"},
        {"cli", "storage::ConflictRow"},
        {"cli", "storage::PhotoFilter"},
        {"cli", "storage::Replica"},
        {"cli", "storage::Resolution"},
        {"cli", "storage::StudentFilter"},
        {"cli", "storage::SyncStore"},
        {"cli", "storage::SyncSummary"},
        {"cli", "sync::CycleReport"},
        {"cli", "sync::FileTokenStore"},
        {"cli", "sync::LoopStatus"},
        {"ui", "imaging::Image"},
        {"ui", "pdf::Color"},
        {"ui", "pdf::Drawing"},
        {"ui", "pdf::FontStyle"},
        {"ui", "pdf::LineOp"},
        {"ui", "pdf::Op"},
        {"ui", "pdf::PhotoOp"},
        {"ui", "pdf::RectOp"},
        {"ui", "pdf::TextOp"},
        {"ui", "roster::*"},
        {"ui", "storage::CardFilter"},
        {"ui", "storage::ClassRow"},
        {"ui", "storage::PhotoCounts"},
        {"ui", "storage::PhotoFilter"},
        {"ui", "storage::Replica"},
        {"ui", "storage::Resolution"},
        {"ui", "storage::StudentRow"},
        {"ui", "storage::SyncState"},
        {"ui", "storage::SyncStore"},
        {"ui", "storage::SyncSummary"},
        {"ui", "storage::VerifyProblem"},
        {"ui", "storage::VerifyReport"},
        {"ui", "storage::readsOnly"},
        {"ui", "sync::FileTokenStore"},
        {"ui", "sync::LoopStatus"},
        {"ui", "sync::Phase"},
        {"ui", "sync::SyncLoop"},
        {"ui/model", "roster::*"},
        {"ui/model", "storage::AuditFilter"},
        {"ui/model", "storage::ClassRow"},
        {"ui/model", "storage::ConflictRow"},
        {"ui/model", "storage::MessageFilter"},
        {"ui/model", "storage::PhotoRow"},
        {"ui/model", "storage::Resolution"},
        {"ui/model", "storage::StudentFilter"},
        {"ui/model", "storage::StudentRow"},
        {"ui/model", "sync::FileTokenStore"},
        {"ui/model", "sync::LoopStatus"},
        {"ui/model", "sync::Phase"},
        {"ui/model", "sync::TokenStore"},
    };
    return list;
}

const std::vector<ForbiddenText>& forbiddenTexts() {
    static const std::vector<ForbiddenText> list{
        {"ui", "replica().commit(", "a window changes data through a service of app"},
        {"ui/model", "replica().commit(", "a window changes data through a service of app"},
        {"cli", "replica().commit(", "a verb changes data through a service of app"},
    };
    return list;
}

const std::vector<LargeClass>& largeClasses() {
    static const std::vector<LargeClass> list{
        {"server::Tx", "every statement of the server's database is a member; its files are by subject"},
        {"server::MailTable", "every statement about letters is a member"},
        {"server::BlobStore", "one interface for photos, small pictures and unfinished uploads"},
        {"server::FolderBlobs", "it is the BlobStore in a folder"},
        {"server::Api", "the answers for bytes and for logins stand in files of their own"},
        {"server::Push", "the rules for pupils and for cards stand in files of their own"},
        {"server::ServerLoop", "the state of one connection is read, answered and timed by one thread"},
        {"storage::SyncStore", "the server's side of the replica; its files are by direction"},
        {"storage::Query", "one reader and one binder for each type of a column"},
        {"sync::Engine", "one cycle of the exchange; its files are by direction"},
        {"app::ReviewService", "one call for each decision that a clerk can make about a photo"},
    };
    return list;
}

const std::vector<Library>& libraries() {
    static const std::vector<Library> list{
        {"nlohmann/", "base"},
        {"fmt/", "base"},
        {"spdlog/", "base"},
        {"openssl/", "base"},
        {"libintl.h", "base"},
        {"utf8proc.h", "base"},
        {"SQLiteCpp/", "storage", "server"},
        {"sqlite3.h", "storage", "server"},
        {"pqxx/", "server"},
        {"OpenImageIO/", "decoder"},
        {"libheif/", "decoder"},
        {"webp/", "decoder"},
        {"seccomp.h", "decoder"},
        {"png.h", "imaging"},
        {"tiffio.h", "imaging"},
        {"jpeglib.h", "imaging"},
        {"jerror.h", "imaging"},
        {"turbojpeg.h", "imaging"},
        {"lcms2.h", "imaging"},
        {"zlib.h", "imaging"},
        {"opencv2/", "quality"},
        {"cups/", "printing"},
        {"sane/", "scanning"},
        {"hpdf*", "pdf"},
        {"hb-*", "pdf"},
        {"csv.h", "roster"},
        {"zip.h", "roster"},
        {"archive*", "cards"},
        {"pugixml.hpp", "roster"},
        {"expat.h", "roster"},
        {"orcus/", "roster"},
        {"xlsxwriter.h", "spreadsheet"},
        {"CLI/", "cli", "server"},
        {"wx/", "ui"},
        {"libsecret/", "ui"},
        {"gtk/", "ui"},
        {"atk/", "ui"},
        {"Poco/", "sync", "server"},
        {"sodium.h", "server", "sealing"},
        {"ctemplate/", "server"},
        {"qrcodegen/", "portal"},
    };
    return list;
}

bool isPlatformHeader(std::string_view header) {
    static const std::set<std::string_view> names{
        "unistd.h",   "fcntl.h",   "dirent.h",   "pwd.h",          "grp.h",       "poll.h",     "pthread.h",
        "dlfcn.h",    "termios.h", "syslog.h",   "spawn.h",        "strings.h",   "langinfo.h", "iconv.h",
        "netdb.h",    "ftw.h",     "glob.h",     "sched.h",        "semaphore.h", "utime.h",    "malloc.h",
        "execinfo.h", "windows.h", "winsock2.h", "shlobj.h",       "io.h",        "direct.h",   "process.h",
        "aclapi.h",   "sddl.h",    "psapi.h",    "knownfolders.h", "wincrypt.h",  "bcrypt.h",   "mman.h",
        "libgen.h",   "getopt.h",  "features.h", "endian.h",       "byteswap.h",
    };
    std::string lower(header);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const std::string_view folder : {"sys/", "linux/", "arpa/", "netinet/", "net/", "asm/", "bits/"})
        if (lower.starts_with(folder))
            return true;
    return names.count(lower) > 0;
}

bool isStandardHeader(std::string_view header) {
    static const std::set<std::string_view> names{
        // C++20
        "algorithm",
        "any",
        "array",
        "atomic",
        "barrier",
        "bit",
        "bitset",
        "charconv",
        "chrono",
        "codecvt",
        "compare",
        "complex",
        "concepts",
        "condition_variable",
        "coroutine",
        "deque",
        "exception",
        "execution",
        "filesystem",
        "format",
        "forward_list",
        "fstream",
        "functional",
        "future",
        "initializer_list",
        "iomanip",
        "ios",
        "iosfwd",
        "iostream",
        "istream",
        "iterator",
        "latch",
        "limits",
        "list",
        "locale",
        "map",
        "memory",
        "memory_resource",
        "mutex",
        "new",
        "numbers",
        "numeric",
        "optional",
        "ostream",
        "queue",
        "random",
        "ranges",
        "ratio",
        "regex",
        "scoped_allocator",
        "semaphore",
        "set",
        "shared_mutex",
        "source_location",
        "span",
        "sstream",
        "stack",
        "stdexcept",
        "stop_token",
        "streambuf",
        "string",
        "string_view",
        "strstream",
        "syncstream",
        "system_error",
        "thread",
        "tuple",
        "type_traits",
        "typeindex",
        "typeinfo",
        "unordered_map",
        "unordered_set",
        "utility",
        "valarray",
        "variant",
        "vector",
        "version",
        // C
        "cassert",
        "cctype",
        "cerrno",
        "cfenv",
        "cfloat",
        "cinttypes",
        "climits",
        "clocale",
        "cmath",
        "csetjmp",
        "csignal",
        "cstdarg",
        "cstddef",
        "cstdint",
        "cstdio",
        "cstdlib",
        "cstring",
        "ctime",
        "cuchar",
        "cwchar",
        "cwctype",
    };
    return names.count(header) > 0;
}

} // namespace esek::layering

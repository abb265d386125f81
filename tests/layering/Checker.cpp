#include "Checker.h"

#include "Rules.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <optional>
#include <regex>
#include <tuple>

namespace esek::layering {

namespace fs = std::filesystem;

namespace {

struct Include {
    int line = 0;
    bool quoted = false;
    std::string header;
    std::string written() const { return quoted ? '"' + header + '"' : '<' + header + '>'; }
};

/// "storage::StudentRow" in a file of another room.
struct SaidName {
    int line = 0;
    std::string room; ///< whose name it is
    std::string name;
};

struct SourceFile {
    std::string path; ///< relative to the root
    std::string room;
    std::vector<Include> includes;
    std::vector<SaidName> names;
    std::vector<std::pair<int, ForbiddenText>> forbidden;
};

using Files = std::map<std::string, SourceFile>;

bool isHeader(std::string_view path) {
    return path.ends_with(".h") || path.ends_with(".hpp");
}

std::optional<std::string> roomOf(const std::string& path) {
    if (path.starts_with("ui/"))
        return path.starts_with("ui/model/") ? "ui/model" : "ui";
    const auto slash = path.find('/', 4);
    if (!path.starts_with("src/") || slash == std::string::npos)
        return std::nullopt;
    return path.substr(4, slash - 4);
}

// An include line of C++ as this code base writes it; text in comments and strings does not begin with '#'.
std::optional<Include> parseInclude(std::string_view line) {
    const auto skip = [&] {
        const auto first = line.find_first_not_of(" \t");
        line.remove_prefix(first == std::string_view::npos ? line.size() : first);
    };
    skip();
    if (!line.starts_with('#'))
        return std::nullopt;
    line.remove_prefix(1);
    skip();
    if (!line.starts_with("include"))
        return std::nullopt;
    line.remove_prefix(7);
    skip();
    if (line.empty() || (line[0] != '"' && line[0] != '<'))
        return std::nullopt;
    const auto end = line.find(line[0] == '"' ? '"' : '>', 1);
    if (end == std::string_view::npos)
        return std::nullopt;
    return Include{0, line[0] == '"', std::string(line.substr(1, end - 1))};
}

bool isWordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// Every "room::name" of a line; a longer namespace such as "esek::storage::X" is found by its room.
void findNames(std::string_view code, int line, const std::string& ownRoom, std::vector<SaidName>& out) {
    for (auto at = code.find("::"); at != std::string_view::npos; at = code.find("::", at + 2)) {
        auto begin = at;
        while (begin > 0 && isWordCharacter(code[begin - 1]))
            --begin;
        auto end = at + 2;
        while (end < code.size() && isWordCharacter(code[end]))
            ++end;
        const std::string room(code.substr(begin, at - begin));
        if (end == at + 2 || room == ownRoom || !allowedRooms().count(room))
            continue;
        if (code.substr(begin, end - begin) == "ui::model") // the namespace of the room ui/model
            continue;
        out.push_back({line, room, std::string(code.substr(begin, end - begin))});
    }
}

/// A thread_local object of another type than a number, a pointer or an array of bytes.
bool isThreadLocalWithDestructor(std::string_view code) {
    static const std::regex any("\\bthread_local\\b");
    static const std::regex plain(
        "\\bthread_local\\s+(const\\s+)?((unsigned|bool|char|int|long|float|double|std::size_t|"
        "std::u?int[0-9]+_t|std::array<(char|std::uint8_t),[^>]*>)\\s|[\\w:]+(\\s+const)?\\s*\\*)");
    const std::string text(code);
    return std::regex_search(text, any) && !std::regex_search(text, plain);
}

SourceFile readSource(const fs::path& file, std::string path, std::string room) {
    SourceFile source{std::move(path), std::move(room), {}, {}, {}};
    std::ifstream in(file);
    std::string text;
    for (int line = 1; std::getline(in, text); ++line) {
        if (auto include = parseInclude(text)) {
            include->line = line;
            source.includes.push_back(std::move(*include));
            continue;
        }
        const std::string_view code = std::string_view(text).substr(0, text.find("//"));
        findNames(code, line, source.room, source.names);
        if (isThreadLocalWithDestructor(code))
            source.forbidden.emplace_back(
                line, ForbiddenText{source.room, "thread_local",
                                    "MinGW frees a thread_local object before it calls its destructor; lend "
                                    "objects from a list with a mutex instead"});
        for (const ForbiddenText& forbidden : forbiddenTexts())
            if (forbidden.room == source.room && code.find(forbidden.text) != std::string_view::npos)
                source.forbidden.emplace_back(line, forbidden);
    }
    return source;
}

Files readTree(const fs::path& root) {
    Files files;
    for (const char* top : {"src", "ui"}) {
        if (!fs::exists(root / top))
            continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const std::string extension = entry.path().extension().string();
            if (!entry.is_regular_file() || (extension != ".h" && extension != ".hpp" && extension != ".cpp"))
                continue;
            std::string path = fs::relative(entry.path(), root).generic_string();
            if (auto room = roomOf(path))
                files.emplace(path, readSource(entry.path(), path, *room));
        }
    }
    return files;
}

/// The file in the tree that a quoted include means: beside the including file, or from a root of includes.
std::optional<std::string> resolve(const Files& files, const SourceFile& from, const std::string& header) {
    const fs::path folder = fs::path(from.path).parent_path();
    for (const fs::path& base : {folder, fs::path("src"), fs::path("ui"), fs::path(".")}) {
        std::string candidate = (base / header).lexically_normal().generic_string();
        if (files.count(candidate))
            return candidate;
    }
    return std::nullopt;
}

bool exempt(const std::string& file, const std::string& room) {
    return std::ranges::any_of(exemptions(),
                               [&](const Exemption& e) { return e.file == file && e.room == room; });
}

const Library* libraryOf(std::string_view header) {
    for (const Library& library : libraries()) {
        std::string_view prefix = library.prefix;
        const bool open = prefix.ends_with('/') || prefix.ends_with('*');
        if (prefix.ends_with('*'))
            prefix.remove_suffix(1);
        if (open ? header.starts_with(prefix) : header == prefix)
            return &library;
    }
    return nullptr;
}

std::string join(const std::set<std::string>& names) {
    std::string out;
    for (const auto& name : names)
        out += (out.empty() ? "" : ", ") + name;
    return out.empty() ? "nothing" : out;
}

/// Headers that some other room includes, directly or through headers of this kind.
std::set<std::string> publicHeaders(const Files& files) {
    std::set<std::string> open;
    std::vector<std::string> queue;
    const auto add = [&](const std::string& path) {
        if (isHeader(path) && open.insert(path).second)
            queue.push_back(path);
    };
    for (const auto& [path, file] : files)
        for (const Include& include : file.includes)
            if (const auto target = include.quoted ? resolve(files, file, include.header) : std::nullopt)
                if (files.at(*target).room != file.room)
                    add(*target);
    while (!queue.empty()) {
        const SourceFile& file = files.at(queue.back());
        queue.pop_back();
        for (const Include& include : file.includes)
            if (const auto target = include.quoted ? resolve(files, file, include.header) : std::nullopt)
                add(*target);
    }
    return open;
}

class Check {
  public:
    explicit Check(const fs::path& root) : m_files(readTree(root)), m_public(publicHeaders(m_files)) {}

    std::vector<Violation> run() {
        for (const auto& [path, file] : m_files) {
            if (!allowedRooms().count(file.room))
                m_found.push_back(
                    {path, 1, "", "the room " + file.room + " is not in the table of the design"});
            for (const Include& include : file.includes)
                checkInclude(file, include);
            for (const SaidName& said : file.names)
                checkName(file, said);
            for (const auto& [line, forbidden] : file.forbidden)
                m_found.push_back({path, line, forbidden.text, forbidden.rule});
        }
        std::sort(m_found.begin(), m_found.end(), [](const Violation& a, const Violation& b) {
            return std::tie(a.file, a.line) < std::tie(b.file, b.line);
        });
        return std::move(m_found);
    }

    std::set<std::pair<std::string, std::string>> namesAcross() const {
        std::set<std::pair<std::string, std::string>> names;
        for (const auto& [path, file] : m_files)
            for (const SaidName& said : file.names)
                if (isAcross(file, said))
                    names.emplace(file.room, said.name);
        return names;
    }

  private:
    /// The room may not be included, but one of its types came through the header of a room between.
    bool isAcross(const SourceFile& file, const SaidName& said) const {
        // server::cli is a folder of the room server, not the room cli.
        const std::string own = "src/" + file.room + "/" + said.room + "/";
        if (const auto it = m_files.lower_bound(own); it != m_files.end() && it->first.starts_with(own))
            return false;
        const auto row = allowedRooms().find(file.room);
        return row != allowedRooms().end() && !row->second.count(said.room) && !exempt(file.path, said.room);
    }

    void checkName(const SourceFile& file, const SaidName& said) {
        const auto allowed = [&](const AllowedName& a) { return a.room == file.room && a.means(said.name); };
        if (isAcross(file, said) && std::ranges::none_of(allowedNames(), allowed))
            m_found.push_back(
                {file.path, said.line, said.name,
                 file.room + " may not say names of " + said.room + ", which it may not include"});
    }

    void add(const SourceFile& file, const Include& include, std::string rule) {
        m_found.push_back({file.path, include.line, include.written(), std::move(rule)});
    }

    void checkInclude(const SourceFile& file, const Include& include) {
        if (include.quoted)
            checkOwn(file, include);
        else
            checkOther(file, include);
    }

    void checkOwn(const SourceFile& file, const Include& include) {
        const auto target = resolve(m_files, file, include.header);
        if (!target)
            return add(file, include, "no such file in src/ or ui/; other headers are written in <>");
        const std::string& room = m_files.at(*target).room;
        const auto row = allowedRooms().find(file.room);
        if (exempt(file.path, room))
            return;
        if (room == file.room || row == allowedRooms().end() || row->second.count(room))
            return;
        add(file, include, file.room + " may include " + join(row->second) + " only, not " + room);
    }

    void checkOther(const SourceFile& file, const Include& include) {
        if (isStandardHeader(include.header))
            return;
        if (isPlatformHeader(include.header)) {
            if (!file.path.starts_with("src/base/platform/"))
                add(file, include, "headers of one operating system stay in src/base/platform");
            return;
        }
        const Library* library = libraryOf(include.header);
        if (!library)
            return add(file, include,
                       "no room owns this library; give it an owner in tests/layering/Rules.cpp");
        if (library->owner != file.room && library->also != file.room)
            return add(file, include, "this library belongs to " + library->owner + ", not to " + file.room);
        if (file.room != "base" && m_public.count(file.path))
            add(file, include, "a header that other rooms include shows no third-party library");
    }

    Files m_files;
    std::set<std::string> m_public;
    std::vector<Violation> m_found;
};

} // namespace

std::string Violation::text() const {
    return file + ":" + std::to_string(line) + ": " + include + ": " + rule;
}

std::vector<Violation> checkTree(const fs::path& root) {
    return Check(root).run();
}

std::set<std::pair<std::string, std::string>> namesAcross(const fs::path& root) {
    return Check(root).namesAcross();
}

} // namespace esek::layering

#include "Classes.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>

namespace esek::layering {

namespace fs = std::filesystem;

namespace {

/// Without comments, texts and preprocessor lines; the line breaks stay.
std::string codeOf(const fs::path& file) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::string code;
    bool lineBegins = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto skipTo = [&](const char* end) { i = std::min(text.find(end, i + 1), text.size()); };
        if (c == '/' && i + 1 < text.size() && text[i + 1] == '/') {
            skipTo("\n");
            code += '\n';
            lineBegins = true;
            continue;
        }
        if (c == '#' && lineBegins) {
            skipTo("\n");
            code += '\n';
            continue;
        }
        // A digit before it: the mark between thousands.
        if (c == '"' ||
            (c == '\'' && (code.empty() || !std::isdigit(static_cast<unsigned char>(code.back()))))) {
            for (++i; i < text.size() && text[i] != c; ++i)
                if (text[i] == '\\')
                    ++i;
            code += ' ';
            lineBegins = false;
            continue;
        }
        lineBegins = c == '\n' || (lineBegins && (c == ' ' || c == '\t'));
        code += c;
    }
    return code;
}

/// The code before the first '(' that is not inside of <>; nothing when there is none or '=' comes before.
std::string beforeParenthesis(const std::string& code) {
    int angles = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code[i] == '<')
            ++angles;
        else if (code[i] == '>')
            --angles;
        else if (code[i] == '=' && angles == 0)
            return {};
        else if (code[i] == '(' && angles == 0)
            return code.substr(0, i);
    }
    return {};
}

class BodyReader {
  public:
    BodyReader(const std::string& code, std::size_t begin, ClassFacts& facts, bool isPublic)
        : m_code(code), m_at(begin), m_facts(facts), m_public(isPublic) {}

    void run() {
        static const std::regex label("\\s*(public|private|protected)$");
        static const std::regex type("\\s*(class|struct|enum|union)\\b[^(]*");
        int depth = 1;
        for (; m_at < m_code.size() && depth > 0; ++m_at) {
            const char c = m_code[m_at];
            if (c == '{') {
                ++depth;
            } else if (c == '}') {
                if (--depth == 1) {
                    if (m_piece.find('(') != std::string::npos)
                        take();
                    else if (std::regex_match(m_piece, type))
                        m_piece.clear();
                }
            } else if (depth == 1 && c == ';') {
                take();
            } else if (std::smatch found; depth == 1 && c == ':' && std::regex_match(m_piece, found, label)) {
                m_public = found[1] == "public";
                m_piece.clear();
            } else if (depth == 1) {
                m_piece += c;
            }
        }
    }

  private:
    void take() {
        static const std::regex none("\\s*(using|friend|static_assert|class|struct|enum|typedef)\\b[^]*");
        static const std::regex gone("[^]*=\\s*(delete|default)\\s*");
        static const std::regex name("[^]*?(~?\\w+)\\s*$");
        const std::string piece = std::exchange(m_piece, {});
        if (!m_public || std::regex_match(piece, none) || std::regex_match(piece, gone) ||
            piece.find("operator") != std::string::npos)
            return;
        std::smatch found;
        const std::string head = beforeParenthesis(piece);
        if (std::regex_match(head, found, name) && found[1] != m_facts.name && found[1] != "~" + m_facts.name)
            m_facts.methods.insert(found[1]);
    }

    const std::string& m_code;
    std::size_t m_at;
    ClassFacts& m_facts;
    bool m_public;
    std::string m_piece; ///< of a declaration
};

void readHeader(const std::string& code, const std::string& room, const std::string& path,
                std::vector<ClassFacts>& out) {
    static const std::regex begin(
        "(enum\\s+)?\\b(class|struct)\\s+([A-Z]\\w*)(\\s+final)?(\\s*:[^;{]*)?\\s*\\{");
    for (std::sregex_iterator it(code.begin(), code.end(), begin), end; it != end; ++it) {
        if ((*it)[1].matched)
            continue;
        ClassFacts facts{room, (*it)[3], path, {}, {}};
        BodyReader(code, static_cast<std::size_t>(it->position() + it->length()), facts, (*it)[2] == "struct")
            .run();
        out.push_back(std::move(facts));
    }
}

/// The class whose member each definition of the file is: it begins in the first column.
std::set<std::string> definedIn(const std::string& code) {
    static const std::regex member("[^]*?([A-Z]\\w*)::([A-Z]\\w*::)*~?\\w+\\s*$");
    std::set<std::string> classes;
    for (std::size_t begin = 0; begin < code.size();) {
        const auto end = std::min(code.find('\n', begin), code.size());
        const std::string line = code.substr(begin, end - begin);
        begin = end + 1;
        std::smatch found;
        if (line.empty() || std::isspace(static_cast<unsigned char>(line[0])))
            continue;
        const std::string head = beforeParenthesis(line);
        if (const auto space = head.find_last_of(' '); space != std::string::npos) {
            const std::string last = head.substr(space + 1);
            if (std::regex_match(last, found, member))
                classes.insert(found[1]);
        } else if (std::regex_match(head, found, member)) {
            classes.insert(found[1]);
        }
    }
    return classes;
}

/// FilesPosix.cpp and FilesWindows.cpp are one file for two systems.
std::string withoutSystem(std::string path) {
    for (const std::string system : {"Posix.cpp", "Windows.cpp"})
        if (path.ends_with(system))
            return path.substr(0, path.size() - system.size()) + ".cpp";
    return path;
}

} // namespace

std::vector<ClassFacts> classesOf(const fs::path& root) {
    std::vector<ClassFacts> classes;
    std::map<std::string, std::pair<std::string, std::set<std::string>>> defined; // file: room and classes
    for (const auto& entry : fs::recursive_directory_iterator(root / "src")) {
        const fs::path& file = entry.path();
        const std::string path = fs::relative(file, root).generic_string();
        const auto slash = path.find('/', 4);
        if (!entry.is_regular_file() || slash == std::string::npos)
            continue;
        const std::string room = path.substr(4, slash - 4);
        if (file.extension() == ".h")
            readHeader(codeOf(file), room, path, classes);
        else if (file.extension() == ".cpp")
            defined[path] = {room, definedIn(codeOf(file))};
    }
    for (ClassFacts& facts : classes)
        for (const auto& [path, where] : defined)
            if (where.first == facts.room && where.second.contains(facts.name))
                facts.sources.insert(withoutSystem(path));
    return classes;
}

} // namespace esek::layering

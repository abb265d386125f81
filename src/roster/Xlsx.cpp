#include "roster/Xlsx.h"

#include "base/Clock.h"
#include "base/Error.h"
#include "base/MatchKey.h"
#include "base/Text.h"
#include "roster/XlsxSheet.h"

#include <pugixml.hpp>

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace esek::roster {

namespace {

// The parts that are read whole: relations, the workbook, its formats.
constexpr std::uint64_t kMaxSmallPart = std::uint64_t{8} << 20;

// Some writers put the elements under a prefix ("x:row").
std::string_view localName(const char* name) {
    const std::string_view full = name;
    const auto colon = full.find(':');
    return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    return parent.find_child([&](const pugi::xml_node& n) { return localName(n.name()) == name; });
}

std::string resolved(const std::string& folder, std::string target) {
    if (!target.empty() && target[0] == '/')
        return target.substr(1);
    std::string base = folder;
    while (startsWith(target, "../")) {
        target.erase(0, 3);
        const auto slash = base.rfind('/', base.size() < 2 ? 0 : base.size() - 2);
        base = slash == std::string::npos ? "" : base.substr(0, slash + 1);
    }
    return base + target;
}

struct Relation {
    std::string id;
    std::string type; ///< last word of its address: "worksheet", "chartsheet"
    std::string target;
};

class Book {
  public:
    Book(const Zip& zip, const std::string& file) : m_zip(zip) { m_context.file = file; }

    std::vector<SheetRows> read(const std::vector<std::string>& wanted) {
        std::string path = "xl/workbook.xml";
        for (const Relation& r : relations("", "_rels/.rels"))
            if (r.type == "officeDocument")
                path = r.target;
        const auto slash = path.rfind('/');
        const std::string folder = slash == std::string::npos ? "" : path.substr(0, slash + 1);
        const auto all = relations(folder, folder + "_rels/" + path.substr(folder.size()) + ".rels");
        pugi::xml_document workbook;
        load(workbook, path);
        const auto root = child(workbook, "workbook");
        m_context.system1904 = child(root, "workbookPr").attribute("date1904").as_bool();
        for (const Relation& r : all) {
            if (r.type == "sharedStrings")
                m_context.strings = readSharedStrings(m_zip, part(r.target), m_context.file);
            else if (r.type == "styles")
                readStyles(r.target);
        }
        return sheets(root, all, wanted);
    }

  private:
    Exception corrupt(const char* why) const {
        return Exception(
            Error{ErrorCode::fileCorrupt, std::string("xlsx: ") + why, {{"file", m_context.file}}});
    }

    const Zip::Entry& part(const std::string& name) const {
        const Zip::Entry* entry = m_zip.find(name);
        if (!entry)
            throw corrupt("a part is missing");
        return *entry;
    }

    void load(pugi::xml_document& document, const std::string& name) const {
        const auto bytes = m_zip.read(part(name), kMaxSmallPart);
        if (!document.load_buffer(bytes.data(), bytes.size()))
            throw corrupt("a part is not XML");
    }

    std::vector<Relation> relations(const std::string& folder, const std::string& name) const {
        std::vector<Relation> out;
        if (!m_zip.find(name))
            return out;
        pugi::xml_document document;
        load(document, name);
        for (const auto& relation : child(document, "Relationships").children()) {
            const std::string type = relation.attribute("Type").value();
            out.push_back({relation.attribute("Id").value(), type.substr(type.rfind('/') + 1),
                           resolved(folder, relation.attribute("Target").value())});
        }
        return out;
    }

    std::vector<SheetRows> sheets(const pugi::xml_node& root, const std::vector<Relation>& all,
                                  const std::vector<std::string>& wanted) const {
        std::vector<SheetRows> out;
        std::vector<const Relation*> targets;
        for (const auto& sheet : child(root, "sheets").children()) {
            if (localName(sheet.name()) != "sheet")
                continue;
            std::string id;
            for (const auto& a : sheet.attributes())
                if (localName(a.name()) == "id")
                    id = a.value();
            const auto relation = std::find_if(all.begin(), all.end(), [&](const Relation& r) {
                return r.type == "worksheet" && (id.empty() || r.id == id);
            });
            if (relation == all.end())
                continue; // a chart, a dialogue or macros
            const std::string_view state = sheet.attribute("state").value();
            out.push_back({sheet.attribute("name").value(), !state.empty() && state != "visible", false, {}});
            targets.push_back(&*relation);
        }
        if (out.empty())
            throw corrupt("no sheet");
        for (const std::string& name : wanted)
            refuseMissing(out, name);
        const bool noneVisible =
            std::all_of(out.begin(), out.end(), [](const SheetRows& s) { return s.hidden; });
        RowBudget budget(m_context.file);
        for (std::size_t i = 0; i < out.size(); ++i) {
            const bool chosen = std::any_of(wanted.begin(), wanted.end(), [&](const std::string& name) {
                return matchKey(name) == matchKey(out[i].name);
            });
            if (wanted.empty() ? out[i].hidden && !noneVisible : !chosen)
                continue;
            out[i].rows = readXlsxSheet(m_zip, part(targets[i]->target), m_context, budget);
            out[i].read = true;
        }
        return out;
    }

    void refuseMissing(const std::vector<SheetRows>& all, const std::string& name) const {
        std::vector<std::string> choices;
        for (const SheetRows& s : all) {
            if (matchKey(s.name) == matchKey(name))
                return;
            choices.push_back(s.name);
        }
        throw Exception(Error{ErrorCode::sheetMissing,
                              "no such sheet",
                              {{"file", m_context.file}, {"sheet", name}, {"choices", join(choices, ", ")}}});
    }

    void readStyles(const std::string& name) {
        pugi::xml_document document;
        load(document, name);
        const auto root = child(document, "styleSheet");
        std::unordered_map<int, std::string> codes;
        for (const auto& format : child(root, "numFmts").children())
            codes[format.attribute("numFmtId").as_int(-1)] = format.attribute("formatCode").value();
        for (const auto& xf : child(root, "cellXfs").children()) {
            if (localName(xf.name()) != "xf")
                continue;
            const int id = xf.attribute("numFmtId").as_int();
            CellFormat format;
            if (const auto code = codes.find(id); code != codes.end()) {
                format.date = isDateFormat(code->second);
                const bool zeros = code->second.find_first_not_of('0') == std::string::npos;
                format.digits =
                    zeros && code->second.size() <= 20 ? static_cast<int>(code->second.size()) : 0;
            } else {
                // Built in (ECMA-376, 18.8.30): dates, and those of other countries' Excels.
                format.date =
                    (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
            }
            m_context.formats.push_back(format);
        }
    }

    const Zip& m_zip;
    XlsxContext m_context;
};

} // namespace

bool isDateFormat(std::string_view code) {
    bool quoted = false;
    bool bracketed = false;
    bool day = false;
    bool year = false;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == '\\' || c == '_' || c == '*')
            ++i; // the next character stands for itself
        else if (c == '"')
            quoted = !quoted;
        else if (c == '[')
            bracketed = true;
        else if (c == ']')
            bracketed = false;
        else if (c == ';' && !quoted)
            break; // only the format of positive numbers
        else if (!quoted && !bracketed) {
            day = day || c == 'd' || c == 'D';
            year = year || c == 'y' || c == 'Y';
        }
    }
    return day || year;
}

std::string dateFromSerial(double serial, bool system1904) {
    if (!(serial >= (system1904 ? 0 : 61)) || serial > 2'958'465) // 9999-12-31
        return {};
    using namespace std::chrono;
    const sys_days epoch = system1904 ? sys_days(year{1904} / 1 / 1) : sys_days(year{1899} / 12 / 30);
    return toIso(Date(epoch + days(static_cast<int>(serial))));
}

std::vector<SheetRows> readXlsx(const Zip& zip, const std::string& file,
                                const std::vector<std::string>& wanted) {
    return Book(zip, file).read(wanted);
}

} // namespace esek::roster

#pragma once
#include "app/Office.h"
#include "reports/Table.h"
#include "sync/client/TokenStore.h"

#include <optional>
#include <string>
#include <vector>

namespace esek::app {

using ReportTable = reports::Table;

/// A report that the office can make, in the current language.
struct ReportKind {
    std::string name; ///< stable: "card-register"
    std::string title = {};
    std::string sentence = {}; ///< what it answers
    // What may be chosen.
    bool byClass = false;
    bool byPeriod = false;
    bool byDays = false;
    bool byPerson = false;
    bool bySchoolYear = false;
};
std::vector<ReportKind> reportKinds();

struct ReportQuery {
    std::string name;
    std::string classUnit = {};    ///< empty: all
    std::optional<Date> from = {}; ///< first day
    std::optional<Date> to = {};   ///< last day
    std::optional<int> days = {};  ///< waiting for more than these; none: a week
    std::string schoolYear = {};   ///< "2025/2026"; empty: the one before the one that runs
    std::string person = {};       ///< words of the name of who decided
};

enum class ReportFormat { pdf, xlsx, csv, json };
/// By the ending of the file's name.
std::optional<ReportFormat> reportFormatOf(const std::filesystem::path&);

/// The reports of the open school. Reads only; thread-safe, on a worker.
class ReportService {
  public:
    /// `tokens` is for the report that asks the server, who-has-access; it may be null without it.
    explicit ReportService(Office& office, sync::TokenStore* tokens = nullptr)
        : m_office(office), m_tokens(tokens) {}

    /// Errors: wrongUsage for an unknown name, a choice that this report does not have, or a period that ends
    /// before it begins; valueInvalid with the classes there are when nobody is or was in that class.
    Result<ReportTable> make(const ReportQuery&);
    /// Errors: outputRefused; diskFull, folderNotWritable, writeFailed.
    Result<void> save(const ReportTable&, ReportFormat, const std::filesystem::path& out);

    /// The classes that a report may be asked for: those of today's pupils and those on issued cards.
    Result<std::vector<std::string>> classes();

    /// The school years that a report may be asked for, the newest first.
    Result<std::vector<std::string>> schoolYears();

    static std::string json(const ReportTable&);
    /// For the clipboard.
    static std::string tabs(const ReportTable&);
    static std::string shown(const reports::Cell&);
    /// Rows by one column, which the window lets people choose.
    static void sort(ReportTable&, std::size_t column, bool ascending);

  private:
    Office& m_office;
    sync::TokenStore* m_tokens;
};

} // namespace esek::app

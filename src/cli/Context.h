#pragma once
#include "app/CardService.h"
#include "app/Office.h"
#include "app/ReviewService.h"
#include "app/RosterService.h"
#include "base/Json.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace esek::cli {

/// What the verbs share: global options, the open school, output. Data go to standard output, messages to
/// standard error (src/README.md, Command line).
class Context {
  public:
    std::string dataDir; ///< UTF-8; empty: the user's data folder
    bool json = false;
    std::string lang = "pl";
    int exitCode = 0; ///< of a verb that did its work but must say "not all"

    std::filesystem::path folder() const;
    /// Opens the school on first use; throws.
    app::Office& office();
    const Clock& clock() const { return m_clock; }
    Rng& rng() { return m_rng; }

    /// The file that an option names for writing: no device, nothing in the folder of the school's data.
    /// Throws outputRefused.
    std::filesystem::path output(const std::string& utf8) const;

    domain::Student student(const std::string& text) {
        return office().replica().students().find(text).value();
    }

    /// The clerk. `as` is a role of the family: on behalf of the person of this name; else the name, when it
    /// is given, is the clerk's.
    domain::Actor actor(const std::string& as, const std::string& name);

    void print(const Json&) const;
    void line(const std::string&) const;
    void message(const std::string&) const;
    void message(const Error&) const;
    /// Refusals of a run over many pupils: each on standard error; as a list for JSON.
    Json refusals(const std::vector<app::CardService::Refusal>&) const;

  private:
    SystemClock m_clock;
    SystemRng m_rng;
    std::unique_ptr<app::Office> m_office;
};

/// "name<TAB>value" rows become aligned columns.
std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);

/// school.json: a whole school, or changes to the present one. Throws valueRequired, valueInvalid with the
/// file's name, jsonInvalid.
domain::School schoolFromFile(const std::string& file, const domain::School* present = nullptr);

void addInit(CLI::App&, Context&);
void addSchool(CLI::App&, Context&);
void addDemo(CLI::App&, Context&);
void addImport(CLI::App&, Context&);
void addImportStudents(CLI::App& import, Context&);
void addStudents(CLI::App&, Context&);
void addGuardians(CLI::App&, Context&);
void addPhoto(CLI::App&, Context&);
void addPhotoAge(CLI::App& photo, Context&);
void addPhotoDecisions(CLI::App& photo, Context&);
void addPhotoQuality(CLI::App& photo, Context&);
void addPhotoScan(CLI::App& photo, Context&);
void addCards(CLI::App&, Context&);
void addRecords(CLI::App&, Context&);
void addSync(CLI::App&, Context&);

} // namespace esek::cli

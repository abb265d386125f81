#pragma once
#include "app/Office.h"

#include <string>
#include <vector>

namespace esek::ui::model {

struct StudentsQuery {
    std::string classUnit; ///< empty: all
    std::string text;
    bool includeLeft = false;
    std::optional<domain::PhotoStatus> photo; ///< none: any
    bool operator==(const StudentsQuery&) const = default;
};

struct StudentsData {
    std::vector<storage::StudentRow> rows;
    std::vector<storage::ClassRow> classes;
};
/// Asks the replica; for a worker.
Result<StudentsData> loadStudents(app::Office&, const StudentsQuery&);

/// The list of pupils as the clerk sees it. Interface thread only.
class StudentsModel {
  public:
    enum Column { surname, givenNames, classUnit, registerNumber, birthDate, photo, card, columnCount };

    /// Keeps the chosen order.
    void setRows(std::vector<storage::StudentRow> rows);
    std::size_t size() const { return m_rows.size(); }
    bool empty() const { return m_rows.empty(); }
    std::vector<storage::StudentRow> rows() const; ///< in the order of the list
    const storage::StudentRow& row(std::size_t i) const { return m_rows[m_order[i]]; }
    std::string text(std::size_t i, Column) const;
    /// Place of the status in allPhotoStatuses(), for its icon.
    int statusIndex(std::size_t i) const;

    /// The same column again turns the order round. Ties keep class, surname and given names.
    void sortBy(Column);
    Column sortColumn() const { return m_sort; }
    bool ascending() const { return m_ascending; }
    long find(const domain::StudentId&) const; ///< -1 when not there

    static std::string title(Column);

  private:
    void order();
    std::string key(const storage::StudentRow&) const;
    std::vector<storage::StudentRow> m_rows; // as storage gave them: by class, surname, given names
    std::vector<std::size_t> m_order;
    Column m_sort = classUnit;
    bool m_ascending = true;
};

/// "60 pupils", "1 pupil"
std::string pupilCount(std::size_t);

} // namespace esek::ui::model

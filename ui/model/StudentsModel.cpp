#include "ui/model/StudentsModel.h"

#include "base/Format.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>
#include <numeric>

namespace esek::ui::model {

Result<StudentsData> loadStudents(app::Office& office, const StudentsQuery& query) {
    return guarded([&] {
        storage::StudentFilter filter;
        filter.classUnit = query.classUnit;
        filter.text = query.text;
        filter.includeLeft = query.includeLeft;
        StudentsData data;
        data.rows = office.replica().students().list(filter).value();
        if (query.photo)
            std::erase_if(data.rows, [&](const auto& row) { return row.photoStatus != *query.photo; });
        data.classes = office.replica().students().classes().value();
        return data;
    });
}

void StudentsModel::setRows(std::vector<storage::StudentRow> rows) {
    m_rows = std::move(rows);
    order();
}

std::string StudentsModel::text(std::size_t i, Column column) const {
    const storage::StudentRow& r = row(i);
    switch (column) {
    case surname:
        return r.student.surname;
    case givenNames:
        return r.student.givenNames;
    case classUnit:
        return r.student.classUnit;
    case registerNumber:
        return r.student.registerNumber;
    case birthDate:
        return r.student.birthDate ? toPolish(*r.student.birthDate) : std::string();
    case photo:
        return domain::officeLabel(r.photoStatus);
    case card:
        return r.cardNumber.empty() && r.student.needsNoCard ? tr("not needed") : r.cardNumber;
    case columnCount:
        break;
    }
    return {};
}

std::vector<storage::StudentRow> StudentsModel::rows() const {
    std::vector<storage::StudentRow> all;
    for (const std::size_t i : m_order)
        all.push_back(m_rows[i]);
    return all;
}

int StudentsModel::statusIndex(std::size_t i) const {
    const auto& all = domain::allPhotoStatuses();
    const auto it = std::find(all.begin(), all.end(), row(i).photoStatus);
    return it == all.end() ? -1 : static_cast<int>(it - all.begin());
}

void StudentsModel::sortBy(Column column) {
    if (column == m_sort)
        m_ascending = !m_ascending;
    else
        m_ascending = true;
    m_sort = column;
    order();
}

std::string StudentsModel::key(const storage::StudentRow& r) const {
    switch (m_sort) {
    case surname:
        return polishSortKey(r.student.surname) + '\x01' + polishSortKey(r.student.givenNames);
    case givenNames:
        return polishSortKey(r.student.givenNames);
    case registerNumber:
        return domain::classSortKey(r.student.registerNumber);
    case birthDate:
        return r.student.birthDate ? toIso(*r.student.birthDate) : std::string();
    case photo:
        return polishSortKey(domain::officeLabel(r.photoStatus));
    case card:
        return domain::classSortKey(r.cardNumber);
    case classUnit:
    case columnCount:
        break;
    }
    return domain::classSortKey(r.student.classUnit);
}

void StudentsModel::order() {
    m_order.resize(m_rows.size());
    std::iota(m_order.begin(), m_order.end(), std::size_t{0});
    std::vector<std::string> keys;
    keys.reserve(m_rows.size());
    for (const auto& r : m_rows)
        keys.push_back(key(r));
    std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) {
        return m_ascending ? keys[a] < keys[b] : keys[b] < keys[a];
    });
}

long StudentsModel::find(const domain::StudentId& id) const {
    for (std::size_t i = 0; i < m_order.size(); ++i)
        if (m_rows[m_order[i]].student.id == id)
            return static_cast<long>(i);
    return -1;
}

std::string StudentsModel::title(Column column) {
    switch (column) {
    case surname:
        return tr("Surname");
    case givenNames:
        return tr("Given names");
    case classUnit:
        return tr("Class");
    case registerNumber:
        return tr("Register no.");
    case birthDate:
        return tr("Birth date");
    case photo:
        return tr("Photo");
    case card:
        return tr("Card no.");
    case columnCount:
        break;
    }
    return {};
}

std::string pupilCount(std::size_t n) {
    return format(fmt::runtime(trn("{} pupil", "{} pupils", n)), n);
}

} // namespace esek::ui::model

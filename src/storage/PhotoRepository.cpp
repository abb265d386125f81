#include "storage/PhotoRepository.h"

#include "storage/CropText.h"
#include "storage/PhotoTable.h"
#include "storage/ReplicaCore.h"
#include "storage/Where.h"

namespace esek::storage {

namespace {

Where conditions(const PhotoFilter& filter) {
    Where where;
    // A request to delete is answered also when its pupil has left.
    where.add("(s.has_left = 0 OR p.status = 'deletion_requested')");
    if (!filter.classUnit.empty())
        where.add("s.class_unit = ?", filter.classUnit);
    where.matching(filter.text);
    return where;
}

PhotoRow photoRowFrom(const Query& q) {
    PhotoRow row;
    row.student = q.id<domain::StudentId>(0);
    row.surname = q.text(1);
    row.givenNames = q.text(2);
    row.classUnit = q.text(3);
    row.registerNumber = q.text(4);
    if (q.isNull(5))
        return row;
    row.status = domain::statusFromString(q.view(5)).value_or(domain::PhotoStatus::none);
    if (!q.isNull(6))
        row.thumb = domain::BlobId::parse(q.view(6));
    if (!q.isNull(7))
        row.crop = cropFromText(q.view(7));
    row.since = q.time(8);
    row.version = q.integer(9);
    return row;
}

} // namespace

Result<std::vector<PhotoRow>> PhotoRepository::list(const PhotoFilter& filter) {
    return m_core.use([&](Connection& c) {
        Where where = conditions(filter);
        const bool none = filter.status == domain::PhotoStatus::none;
        if (none)
            where.add("coalesce(p.status, 'none') = 'none'");
        else if (filter.status)
            where.add("p.status = ?", std::string(toString(*filter.status)));
        const bool inner = filter.status && !none;
        Query q = c.query(
            std::string("SELECT s.id, s.surname, s.given_names, s.class_unit, s.register_number, p.status, "
                        "p.thumb, p.crop_json, p.since, p.version FROM student s ") +
            (inner ? "JOIN" : "LEFT JOIN") + " photo_file p ON p.student_no = s.student_no" + where.sql() +
            " ORDER BY s.class_key, s.name_key, s.student_no");
        where.bindTo(q);
        std::vector<PhotoRow> rows;
        while (q.step())
            rows.push_back(photoRowFrom(q));
        return rows;
    });
}

Result<PhotoCounts> PhotoRepository::counts(const PhotoFilter& filter) {
    return m_core.use([&](Connection& c) {
        const Where where = conditions(filter);
        Query q =
            c.query("SELECT coalesce(p.status, 'none'), count(*) FROM student s LEFT JOIN photo_file p ON "
                    "p.student_no = s.student_no" +
                    where.sql() + " GROUP BY 1");
        where.bindTo(q);
        PhotoCounts counts;
        for (const auto status : domain::allPhotoStatuses())
            counts.byStatus[status] = 0;
        while (q.step())
            if (const auto status = domain::statusFromString(q.view(0)))
                counts.byStatus[*status] = static_cast<int>(q.integer(1));
        return counts;
    });
}

Result<domain::PhotoFile> PhotoRepository::file(const domain::StudentId& student) {
    return m_core.use([&](Connection& c) {
        auto stored = loadPhotoFile(c, student);
        if (!stored)
            throw Exception(
                Error{ErrorCode::unknownStudent, "no such pupil", {{"student", student.toString()}}});
        return std::move(stored->file);
    });
}

} // namespace esek::storage

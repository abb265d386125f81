#include "reports/DataCopyReport.h"

#include "base/Translate.h"

namespace esek::reports {

Table pupilStory(const std::vector<HeldLine>& lines, const std::string& pupil) {
    Table table;
    table.name = "pupil-story";
    table.title = tr("The whole story of a pupil");
    table.subtitle = pupil;
    table.columns = {{.key = "on", .title = tr("Day"), .type = ColumnType::date},
                     {.key = "group", .title = tr("About")},
                     {.key = "what", .title = tr("What")},
                     {.key = "content", .title = tr("Content")}};
    for (const HeldLine& line : lines)
        table.rows.push_back({dayCell(line.on), line.group, line.what, line.content});
    return table;
}

Table dataCopy(const std::vector<HeldLine>& lines, const std::string& pupil) {
    Table table;
    table.name = "data-copy";
    table.title = tr("Copy of the data that the school office holds");
    table.subtitle = pupil;
    table.note = tr("Made on request under article 15 of the GDPR. The photos lie beside this document. Data "
                    "of the accounts with which the family enters the panel stand there under “My data”.");
    table.columns = {{.key = "group", .title = tr("Kind of data")},
                     {.key = "on", .title = tr("Day"), .type = ColumnType::date},
                     {.key = "what", .title = tr("What")},
                     {.key = "content", .title = tr("Content")}};
    for (const HeldLine& line : lines)
        table.rows.push_back({line.group, dayCell(line.on), line.what, line.content});
    return table;
}

} // namespace esek::reports

#include "base/Translate.h"
#include "cli/Context.h"

namespace esek::cli {

void addStudents(CLI::App& app, Context& context) {
    CLI::App* students = app.add_subcommand("students", tr("pupils"));
    students->require_subcommand(1);
    students->fallthrough();
    auto filter = std::make_shared<storage::StudentFilter>();
    auto noPhoto = std::make_shared<bool>(false);
    auto noCard = std::make_shared<bool>(false);
    CLI::App* list = students->add_subcommand("list", tr("pupils of the school"));
    list->fallthrough();
    list->add_option("--class", filter->classUnit, tr("of this class only"));
    list->add_option("--text", filter->text, tr("beginnings of names, register number or PESEL"));
    list->add_flag("--no-photo", *noPhoto, tr("without an accepted photo"));
    list->add_flag("--no-card", *noCard, tr("without a valid card"));
    list->callback([&context, filter, noPhoto, noCard] {
        if (*noPhoto)
            filter->hasPhoto = false;
        if (*noCard)
            filter->hasCard = false;
        const auto rows = context.office().replica().students(*filter).value();
        if (context.json) {
            Json out = Json::array();
            for (const auto& row : rows) {
                Json j = domain::toJson(row.student);
                // Which kind of card a pupil has is health data (DOMAIN II.6): not in lists.
                j.erase("cardType");
                j["photoStatus"] = domain::toString(row.photoStatus);
                j["cardNumber"] = row.cardNumber.empty() ? Json(nullptr) : Json(row.cardNumber);
                out.push_back(std::move(j));
            }
            context.print(out);
            return;
        }
        std::vector<std::vector<std::string>> cells;
        for (const auto& row : rows)
            cells.push_back({row.student.classUnit, row.student.surname, row.student.givenNames,
                             row.student.registerNumber, domain::officeLabel(row.photoStatus),
                             row.cardNumber});
        context.line(table(
            {tr("class"), tr("surname"), tr("given names"), tr("register no."), tr("photo"), tr("card")},
            cells));
    });
}

} // namespace esek::cli

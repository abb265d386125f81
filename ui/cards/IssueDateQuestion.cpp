#include "ui/cards/IssueDateQuestion.h"

#include "base/Describe.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "ui/controls/NoticeBar.h"
#include "ui/dialogs/Dialogs.h"

#include <wx/window.h>

namespace esek::ui {

using app::CardService;

namespace {

/// What a yes to the question of this error means; nothing when the error is no question.
std::optional<CardService::IssueDate> confirmed(const Error& error, CardService::IssueDate date, Date today) {
    if (error.code == ErrorCode::clockSetBack)
        date.given = today;
    else if (error.code == ErrorCode::issueDateEarlier)
        date.earlierConfirmed = true;
    else
        return std::nullopt;
    return date;
}

} // namespace

void askIssueDate(wxWindow* parent, UiContext& ctx, NoticeBar& notice, app::TaskRunner::Scope& work,
                  const CardService::IssueDate& date,
                  std::function<void(const CardService::IssueDate&, Date)> go) {
    work.renew();
    ctx.tasks.run(
        work, [&office = ctx.office, date] { return CardService(office).checkedDate(date); },
        [parent, &ctx, &notice, &work, date, go = std::move(go)](Result<Date> day) {
            if (day) {
                go(date, *day);
                return;
            }
            const Date today = ctx.office.clock().today();
            const auto again = confirmed(day.error(), date, today);
            if (!again) {
                notice.error(day.error());
                return;
            }
            const std::string yes =
                format(fmt::runtime(tr("Use the date {}")), toPolish(again->given.value_or(today)));
            if (ctx.dialogs.confirm(parent, tr("Date of issue"), describe(day.error()), yes))
                askIssueDate(parent, ctx, notice, work, *again, go);
        });
}

} // namespace esek::ui

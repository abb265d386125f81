#pragma once
#include "app/CardService.h"
#include "ui/UiContext.h"

class wxWindow;

namespace esek::ui {

class NoticeBar;

/// Judges the date of issue before any work begins, and calls `go` with the date to use. A clock that was set
/// back and a date before that of the last card are asked about; a date that cannot be is told in the notice.
/// `work` is renewed, so that only the last request counts. Interface thread only.
void askIssueDate(wxWindow* parent, UiContext&, NoticeBar&, app::TaskRunner::Scope& work,
                  const app::CardService::IssueDate&,
                  std::function<void(const app::CardService::IssueDate&, Date)> go);

} // namespace esek::ui

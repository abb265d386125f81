#include "ui/import/ImportStack.h"

#include "base/Format.h"
#include "base/Translate.h"
#include "ui/controls/NoticeBar.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/model/YearWords.h"
#include "ui/sync/SyncCenter.h"

#include <wx/event.h>
#include <wx/weakref.h>
#include <wx/window.h>

namespace esek::ui {

void ImportStack::add(app::ImportMade made) {
    if (!made.empty())
        m_made.push_back(std::move(made));
}

void ImportStack::takeBackLast(wxWindow& parent, UiContext& ctx, NoticeBar& notice,
                               std::function<void()> then) {
    if (m_made.empty() || !ctx.sync.mayChange())
        return;
    const app::ImportMade& last = m_made.back();
    const std::string question =
        last.promotion
            ? format(fmt::runtime(tr("Take the change of the school year back? Pupils who were moved: {}. "
                                     "What somebody has changed since then stays.")),
                     last.changed.size())
            : format(fmt::runtime(
                         tr("Take the whole last import back? Pupils added: {added}, pupils changed: "
                            "{changed}, photos: {photos}. What somebody has changed since then stays.")),
                     fmt::arg("added", last.added.size()), fmt::arg("changed", last.changed.size()),
                     fmt::arg("photos", last.photos.size()));
    const std::string title = last.promotion ? tr("Take the change back") : tr("Take an import back");
    const std::string yes = last.promotion ? tr("Take the change back") : tr("Take the import back");
    if (!ctx.dialogs.confirm(&parent, title, question, yes))
        return;
    app::ImportMade made = std::move(m_made.back());
    m_made.pop_back();
    // The view may be gone when the answer comes, with its notice: another language makes a new window.
    ctx.tasks.run(
        m_scope, [&office = ctx.office, made] { return app::ImportUndo(office).takeBack(made); },
        [this, made, &ctx, &notice, view = wxWeakRef<wxWindow>(&parent),
         then = std::move(then)](Result<app::ImportUndo::Outcome> outcome) {
            if (!outcome)
                m_made.push_back(made);
            else
                m_takenBack.insert(outcome->left.begin(), outcome->left.end());
            if (view)
                outcome ? told(*outcome, made.promotion.has_value(), notice) : notice.error(outcome.error());
            if (outcome) {
                ctx.dataChanged();
                tell();
            }
            if (outcome && view && then)
                then();
        });
}

void ImportStack::listen(const app::TaskRunner::Scope& scope, std::function<void()> listener) {
    m_listeners.emplace_back(scope.token(), std::move(listener));
}

void ImportStack::tell() {
    std::erase_if(m_listeners, [](const auto& l) { return !*l.first; });
    const auto all = m_listeners; // a listener may bring another
    for (const auto& [alive, listener] : all)
        if (*alive)
            listener();
}

void ImportStack::told(const app::ImportUndo::Outcome& outcome, bool promotion, NoticeBar& notice) {
    if (promotion) {
        notice.info(model::yearTakenBackWords(outcome));
        return;
    }
    std::string words = format(
        fmt::runtime(tr("The import was taken back. Pupils marked as having left: {left}, with their data of "
                        "before: {restored}, photos taken back: {photos}.")),
        fmt::arg("left", outcome.left.size()), fmt::arg("restored", outcome.restored),
        fmt::arg("photos", outcome.photos));
    if (outcome.kept)
        words += " " + format(fmt::runtime(tr("Left as they are, because they were changed or sent since: "
                                              "{}.")),
                              outcome.kept);
    notice.info(words);
}

void offerImportUndo(wxWindow& view, UiContext& ctx, NoticeBar& notice, std::function<void()> then) {
    view.Bind(
        wxEVT_MENU,
        [&view, &ctx, &notice, then](wxCommandEvent& e) {
            if (ctx.imports.any())
                ctx.imports.takeBackLast(view, ctx, notice, then);
            else
                e.Skip();
        },
        wxID_UNDO);
    view.Bind(
        wxEVT_UPDATE_UI, [&ctx](wxUpdateUIEvent& e) { e.Enable(ctx.imports.any() && ctx.sync.mayChange()); },
        wxID_UNDO);
}

} // namespace esek::ui

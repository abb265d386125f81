#include "ui/model/DecisionQueue.h"

namespace esek::ui::model {

namespace {

Result<DecisionQueue::Undone> takeBack(app::Office& office) {
    auto students = app::ReviewService(office).undo();
    if (!students)
        return students.error();
    auto row = office.replica().students().get(students->front());
    if (!row)
        return row.error();
    return DecisionQueue::Undone{std::move(*row), students->size()};
}

} // namespace

void DecisionQueue::Waiting::add(Work work) {
    const std::lock_guard lock(m_list);
    m_works.push_back(std::move(work));
}

DecisionQueue::Tell DecisionQueue::Waiting::doNext() {
    const std::lock_guard order(m_order);
    Work work;
    {
        const std::lock_guard lock(m_list);
        if (m_works.empty())
            return {};
        work = std::move(m_works.front());
        m_works.pop_front();
    }
    return work();
}

DecisionQueue::~DecisionQueue() {
    while (m_waiting->doNext()) {
    }
}

template <class Do, class Done>
void DecisionQueue::add(Do work, Done done) {
    m_waiting->add([work = std::move(work), done = std::move(done)]() -> Tell {
        auto result = std::make_shared<decltype(work())>(work());
        return [done, result] { done(std::move(*result)); };
    });
    ++m_untold;
    beginNext();
}

void DecisionQueue::beginNext() {
    if (m_running || m_untold == 0)
        return;
    m_running = true;
    m_tasks.run(
        m_scope, [waiting = m_waiting] { return waiting->doNext(); },
        [this](const Tell& tell) {
            m_running = false;
            --m_untold;
            tell();
            beginNext();
        });
}

void DecisionQueue::decide(ReviewDecision d) {
    add([&office = m_office, d] { return carryOut(office, d); },
        [this, d](Result<domain::PhotoFile> file) { onDecided(d, std::move(file)); });
}

void DecisionQueue::decideSeveral(Command c, Photos photos, std::vector<domain::RejectionReason> reasons,
                                  std::string note) {
    add(
        [&office = m_office, c, photos = std::move(photos), reasons = std::move(reasons),
         note = std::move(note)] {
            app::ReviewService review(office);
            return c == Command::accept ? review.acceptAll(photos) : review.rejectAll(photos, reasons, note);
        },
        [this, c](Result<app::ReviewService::Bulk> result) { onDecidedSeveral(c, std::move(result)); });
}

void DecisionQueue::undo() {
    add([&office = m_office] { return takeBack(office); },
        [this](Result<Undone> undone) { onUndone(std::move(undone)); });
}

} // namespace esek::ui::model

#pragma once
#include "app/TaskRunner.h"
#include "ui/model/ReviewDecision.h"

#include <deque>
#include <mutex>

namespace esek::ui::model {

/// Writes what the clerk decided into the register, one thing after another in the order in which it was
/// asked for, while the clerk goes on looking at photos. Interface thread only; the task runner's threads
/// write. No decision is lost when the window closes: the destructor writes what still waits, and nobody is
/// told of it any more.
class DecisionQueue {
  public:
    struct Undone {
        storage::StudentRow row; ///< the pupil of the last decision
        std::size_t count = 0;   ///< decisions taken back together
    };
    using Photos = std::vector<app::ReviewService::ListedPhoto>;

    DecisionQueue(app::Office& office, app::TaskRunner& tasks) : m_office(office), m_tasks(tasks) {}
    ~DecisionQueue();
    DecisionQueue(const DecisionQueue&) = delete;
    DecisionQueue& operator=(const DecisionQueue&) = delete;

    void decide(ReviewDecision);
    /// The same decision about several photos, in one transaction. Command::accept or Command::reject.
    void decideSeveral(Command, Photos, std::vector<domain::RejectionReason>, std::string note);
    /// Takes back the last decision, also one that still waits here to be written.
    void undo();
    /// Something waits or is being written.
    bool busy() const { return m_untold > 0; }

    std::function<void(const ReviewDecision&, Result<domain::PhotoFile>)> onDecided;
    std::function<void(Command, Result<app::ReviewService::Bulk>)> onDecidedSeveral;
    std::function<void(Result<Undone>)> onUndone;

  private:
    using Tell = std::function<void()>; ///< for the interface thread
    using Work = std::function<Tell()>; ///< for any thread
    /// What is not written yet. The task runner's threads share it, since they may begin after the queue is
    /// gone.
    class Waiting {
      public:
        void add(Work);
        /// Does the first piece of work; null when there is none.
        Tell doNext();

      private:
        std::mutex m_order; ///< held while something is written, so that the next thing comes after it
        std::mutex m_list;
        std::deque<Work> m_works;
    };
    template <class Do, class Done>
    void add(Do, Done);
    void beginNext();

    app::Office& m_office;
    app::TaskRunner& m_tasks;
    std::shared_ptr<Waiting> m_waiting = std::make_shared<Waiting>();
    std::size_t m_untold = 0; ///< pieces of work whose result has not been told
    bool m_running = false;   ///< one at a time, so that results are told in order too
    app::TaskRunner::Scope m_scope;
};

} // namespace esek::ui::model

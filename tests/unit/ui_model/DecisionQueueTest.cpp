#include "ui/model/DecisionQueue.h"
#include "support/SampleOffice.h"

#include <catch2/catch.hpp>
#include <condition_variable>
#include <mutex>

using namespace esek;
using namespace ui::model;
using domain::PhotoStatus;

namespace {

/// Stands for the loop of the interface thread: results wait here until the test takes them.
class Loop {
  public:
    app::TaskRunner::Dispatcher door() {
        return [this](app::TaskRunner::Job job) {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
            m_come.notify_one();
        };
    }
    void takeOne() {
        std::unique_lock lock(m_mutex);
        REQUIRE(m_come.wait_for(lock, std::chrono::seconds(20), [this] { return !m_jobs.empty(); }));
        const auto job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
    }

  private:
    std::mutex m_mutex;
    std::condition_variable m_come;
    std::deque<app::TaskRunner::Job> m_jobs;
};

struct Fixture : test::SampleOffice {
    Loop loop;
    app::TaskRunner tasks{loop.door(), 2};
    std::optional<DecisionQueue> queue;
    std::vector<std::string> told;

    Fixture() {
        queue.emplace(*office, tasks);
        queue->onDecided = [this](const ReviewDecision& d, const Result<domain::PhotoFile>& file) {
            told.push_back(d.label + (file ? " decided" : " refused"));
        };
        queue->onDecidedSeveral = [this](Command, const Result<app::ReviewService::Bulk>& all) {
            told.push_back(std::to_string(all.value().done.size()) + " decided");
        };
        queue->onUndone = [this](const Result<DecisionQueue::Undone>& undone) {
            told.push_back(undone ? std::to_string(undone->count) + " undone" : "nothing to undo");
        };
    }
    domain::StudentId pending() {
        const auto id = add();
        static_cast<void>(
            review.submit(id, test::sampleJpeg(count), "a.jpg", domain::PhotoChannel::panel, parent())
                .value());
        return id;
    }
    app::ReviewService::ListedPhoto seen(domain::StudentId id) {
        return {id, office->replica().photos().file(id).value().version};
    }
    ReviewDecision decision(Command c, domain::StudentId id, std::string label) {
        return {c,
                ReviewGate::ShownPhoto::of(office->replica().photos().file(id).value()),
                {domain::RejectionReason::outdated},
                {},
                std::move(label)};
    }
    PhotoStatus status(domain::StudentId id) { return office->replica().photos().file(id).value().status(); }
    void finish() {
        while (queue->busy())
            loop.takeOne();
    }
};

} // namespace

TEST_CASE_METHOD(Fixture, "Decisions made faster than they are written keep their order") {
    std::vector<std::string> expected;
    std::vector<ReviewDecision> all;
    for (int i = 0; i < 5; ++i) {
        all.push_back(decision(i % 2 ? Command::reject : Command::accept, pending(), std::to_string(i)));
        expected.push_back(std::to_string(i) + " decided");
    }
    for (const auto& d : all)
        queue->decide(d);
    CHECK(queue->busy());
    finish();
    CHECK(told == expected);
    for (int i = 0; i < 5; ++i)
        CHECK(status(all[static_cast<std::size_t>(i)].seen.student) ==
              (i % 2 ? PhotoStatus::rejected : PhotoStatus::accepted));
}

TEST_CASE_METHOD(Fixture, "Undo takes back a decision that still waits to be written") {
    const auto first = pending();
    const auto second = pending();
    queue->decide(decision(Command::accept, first, "first"));
    queue->decide(decision(Command::accept, second, "second"));
    queue->undo();
    finish();
    CHECK(told == std::vector<std::string>{"first decided", "second decided", "1 undone"});
    CHECK(status(first) == PhotoStatus::accepted);
    CHECK(status(second) == PhotoStatus::pending);
}

TEST_CASE_METHOD(Fixture, "Several photos wait for the decisions before them") {
    const auto alone = pending();
    const auto a = pending();
    const auto b = pending();
    queue->decide(decision(Command::accept, alone, "alone"));
    queue->decideSeveral(Command::accept, {seen(a), seen(b)}, {}, {});
    queue->undo();
    finish();
    CHECK(told == std::vector<std::string>{"alone decided", "2 decided", "2 undone"});
    CHECK(status(alone) == PhotoStatus::accepted);
    CHECK(status(a) == PhotoStatus::pending);
}

TEST_CASE_METHOD(Fixture, "After a refused decision the next ones are still written") {
    const auto id = pending();
    const auto other = pending();
    auto old = decision(Command::accept, id, "old");
    --old.seen.version;
    queue->decide(old);
    queue->decide(decision(Command::accept, other, "other"));
    finish();
    CHECK(told == std::vector<std::string>{"old refused", "other decided"});
    CHECK(status(id) == PhotoStatus::pending);
    CHECK(status(other) == PhotoStatus::accepted);
}

TEST_CASE_METHOD(Fixture, "Decisions are written although their window has gone") {
    std::vector<domain::StudentId> pupils;
    for (int i = 0; i < 4; ++i) {
        pupils.push_back(pending());
        queue->decide(decision(Command::accept, pupils.back(), std::to_string(i)));
    }
    queue.reset();
    for (const auto& id : pupils)
        CHECK(status(id) == PhotoStatus::accepted);
    tasks.waitIdle();
    loop.takeOne(); // the result of the first one comes too late
    CHECK(told.empty());
}

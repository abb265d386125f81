#include "app/TaskRunner.h"

#include <catch2/catch.hpp>

using namespace esek::app;

namespace {

/// Stands for the interface thread: runs what was dispatched when told to.
struct Loop {
    std::mutex mutex;
    std::vector<TaskRunner::Job> jobs;
    TaskRunner::Dispatcher dispatcher() {
        return [this](TaskRunner::Job job) {
            const std::lock_guard lock(mutex);
            jobs.push_back(std::move(job));
        };
    }
    void run() {
        std::vector<TaskRunner::Job> now;
        {
            const std::lock_guard lock(mutex);
            now.swap(jobs);
        }
        for (auto& job : now)
            job();
    }
};

} // namespace

TEST_CASE("results come back on the interface thread") {
    Loop loop;
    TaskRunner tasks(loop.dispatcher());
    TaskRunner::Scope scope;
    int sum = 0;
    bool elsewhere = true;
    for (int i = 1; i <= 100; ++i)
        tasks.run(
            scope, [i] { return std::pair(i, std::this_thread::get_id()); },
            [&](std::pair<int, std::thread::id> v) {
                sum += v.first;
                elsewhere = elsewhere && v.second != std::this_thread::get_id();
            });
    tasks.waitIdle();
    CHECK(sum == 0);
    loop.run();
    CHECK(sum == 5050);
    CHECK(elsewhere);
}

TEST_CASE("a result for a window that is gone is dropped") {
    Loop loop;
    TaskRunner tasks(loop.dispatcher());
    int called = 0;
    {
        TaskRunner::Scope scope;
        tasks.run(
            scope, [] { return 1; }, [&](int) { ++called; });
        tasks.waitIdle();
    }
    loop.run();
    CHECK(called == 0);
    TaskRunner::Scope scope;
    tasks.run(
        scope, [] { return 1; }, [&](int) { ++called; });
    tasks.waitIdle();
    scope.renew();
    loop.run();
    CHECK(called == 0);
}

TEST_CASE("urgent work goes first, forgotten work not at all") {
    Loop loop;
    TaskRunner tasks(loop.dispatcher(), 1);
    TaskRunner::Scope scope;
    std::mutex gate;
    gate.lock();
    std::vector<int> order;
    tasks.run(
        scope, [&] { return gate.lock(), gate.unlock(), 0; }, [](int) {});
    tasks.run(
        scope, [] { return 1; }, [&](int v) { order.push_back(v); }, TaskRunner::Priority::idle);
    tasks.run(
        scope, [] { return 2; }, [&](int v) { order.push_back(v); }, TaskRunner::Priority::soon);
    tasks.run(
        scope, [] { return 3; }, [&](int v) { order.push_back(v); }, TaskRunner::Priority::now);
    tasks.forget(TaskRunner::Priority::idle);
    gate.unlock();
    tasks.waitIdle();
    loop.run();
    CHECK(order == std::vector{3, 2});
}

TEST_CASE("ending the runner does not wait for work that has not begun") {
    Loop loop;
    std::atomic<int> ran{0};
    {
        TaskRunner tasks(loop.dispatcher(), 1);
        TaskRunner::Scope scope;
        for (int i = 0; i < 1000; ++i)
            tasks.run(
                scope,
                [&] {
                    std::this_thread::sleep_for(std::chrono::milliseconds(5));
                    return ++ran;
                },
                [](int) {});
    }
    CHECK(ran < 1000);
}

#pragma once
#include "base/Progress.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace esek::app {

/// f(i) for every i in [0, count), on as many threads as the machine has cores, in no fixed order; progress
/// is reported from one thread at a time. Stops early when cancelled; false then. An exception ends the rest
/// and is thrown on.
template <class F>
bool parallelFor(std::size_t count, Progress* progress, F&& f) {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::mutex reporting;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            for (std::size_t i = next++; i < count; i = next++) {
                if (progress && progress->cancelled())
                    return;
                f(i);
                const std::size_t finished = ++done;
                if (progress) {
                    const std::lock_guard lock(reporting);
                    progress->report(finished, count);
                }
            }
        } catch (...) {
            const std::lock_guard lock(reporting);
            failure = std::current_exception();
            next = count;
        }
    };
    const std::size_t workers =
        std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < workers; ++i)
        threads.emplace_back(work);
    work();
    for (std::thread& t : threads)
        t.join();
    if (failure)
        std::rethrow_exception(failure);
    return !(progress && progress->cancelled());
}

} // namespace esek::app

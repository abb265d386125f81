#include "base/Guard.h"

#include "base/Log.h"

#include <exception>
#include <string>

namespace esek {

bool runGuarded(std::string_view name, const std::function<void()>& task) noexcept {
    const auto tell = [&](std::string_view what) noexcept {
        try {
            log::error(std::string(name) + ": " + std::string(what));
        } catch (...) { // there is no memory for the words; the thread goes on all the same
        }
    };
    try {
        task();
        return true;
    } catch (const std::exception& e) {
        tell(e.what());
    } catch (...) {
        tell("an unknown exception");
    }
    return false;
}

} // namespace esek

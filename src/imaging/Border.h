#pragma once
#include "base/Result.h"

#include <string>

namespace esek::imaging {

/// The module's border for work on a file: errors get the name that the clerk knows the file by.
template <class F>
auto guardedForFile(const std::string& name, F&& f) {
    auto result = guarded(std::forward<F>(f));
    if (!result && result.error().value("file").empty())
        return decltype(result)(result.error().with("file", name));
    return result;
}

} // namespace esek::imaging

#include "base/Log.h"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>

namespace esek::log {

namespace {

std::mutex g_mutex;

std::shared_ptr<spdlog::logger>& logger() {
    static std::shared_ptr<spdlog::logger> instance = [] {
        auto l = std::make_shared<spdlog::logger>("esekretariat",
                                                  std::make_shared<spdlog::sinks::stderr_sink_mt>());
        l->set_level(spdlog::level::warn);
        return l;
    }();
    return instance;
}

spdlog::level::level_enum toSpdlog(Level level) {
    switch (level) {
    case Level::debug:
        return spdlog::level::debug;
    case Level::info:
        return spdlog::level::info;
    case Level::warning:
        return spdlog::level::warn;
    case Level::error:
        break;
    }
    return spdlog::level::err;
}

} // namespace

void toFile(const std::filesystem::path& file) {
    static constexpr std::size_t kFileSize = 1 << 20;
    static constexpr std::size_t kFiles = 3;
    auto sink = std::make_shared<spdlog::sinks::rotating_file_sink_mt>(file.string(), kFileSize, kFiles);
    auto next = std::make_shared<spdlog::logger>("esekretariat", std::move(sink));
    next->set_level(spdlog::level::info);
    next->flush_on(spdlog::level::info);
    const std::lock_guard lock(g_mutex);
    logger() = std::move(next);
}

void setLevel(Level level) {
    const std::lock_guard lock(g_mutex);
    logger()->set_level(toSpdlog(level));
}

void write(Level level, std::string_view message) {
    std::shared_ptr<spdlog::logger> l;
    {
        const std::lock_guard lock(g_mutex);
        l = logger();
    }
    l->log(toSpdlog(level), message);
}

} // namespace esek::log

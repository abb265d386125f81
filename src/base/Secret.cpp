#include "base/Secret.h"

#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "base/platform/Paths.h"
#include "base/platform/Privacy.h"

#include <cstdlib>
#include <iostream>

namespace esek {

namespace {

Error unusable(const std::string& option, std::string reason) {
    return {ErrorCode::valueInvalid, "a secret", {{"field", option}, {"reason", std::move(reason)}}};
}

} // namespace

Result<std::string> readPrivateText(const std::string& option, const std::string& file) {
    const auto path = platform::pathFromUtf8(file);
    const auto bytes = platform::readFile(path);
    if (!bytes)
        return bytes.error();
    if (platform::othersMayRead(path))
        return unusable(option, tr("other users may read this file: set its rights to 0600"));
    return std::string(bytes->begin(), bytes->end());
}

Result<std::string> readSecret(const std::string& option, const std::string& file) {
    std::string text;
    if (file == "-") {
        std::getline(std::cin, text);
    } else {
        auto whole = readPrivateText(option, file);
        if (!whole)
            return whole.error();
        text = whole->substr(0, whole->find('\n'));
    }
    text = trim(text);
    if (text.empty())
        return unusable(option, tr("its first line is empty"));
    return text;
}

std::string secretFromEnvironment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

} // namespace esek

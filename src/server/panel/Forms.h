#pragma once
#include "server/http/Message.h"

#include <map>
#include <string>

namespace esek::server {

/// What a form sent. Texts are valid UTF-8 without control characters other than line ends.
struct Form {
    struct File {
        std::string name; ///< as the browser says
        std::string_view bytes;
    };
    std::map<std::string, std::string> fields; ///< of a repeated name the first
    std::map<std::string, File> files;         ///< bytes of the request, which must live as long

    std::string text(const std::string& name) const {
        const auto it = fields.find(name);
        return it == fields.end() ? std::string() : it->second;
    }
    bool has(const std::string& name) const { return fields.contains(name); }
};

/// application/x-www-form-urlencoded and multipart/form-data (RFC 7578), at most 40 parts. What is neither,
/// or is damaged, is jsonInvalid (thrown): nobody's browser sends it.
Form readForm(const Request&);

} // namespace esek::server

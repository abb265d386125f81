#include "server/mail/Base64.h"

#include <Poco/Base64Encoder.h>

#include <sstream>

namespace esek::server {

std::string base64(std::string_view bytes, int lineLength) {
    std::ostringstream out;
    Poco::Base64Encoder encoder(out);
    encoder.rdbuf()->setLineLength(lineLength);
    encoder.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    encoder.close();
    return out.str();
}

} // namespace esek::server

#pragma once
#include "base/Json.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>

#include <map>
#include <string>

namespace esek::test {

struct Answer {
    int status = 0;
    std::string body;
    std::map<std::string, std::string> headers;
    Json json() const { return parseJson(body).value(); }
};

/// One keep-alive connection.
class Client {
  public:
    explicit Client(std::uint16_t port, std::string token = {})
        : m_session("127.0.0.1", port), m_token(std::move(token)) {
        m_session.setTimeout(Poco::Timespan(60, 0));
    }
    Answer ask(const std::string& method, const std::string& target, const std::string& body = {},
               const std::map<std::string, std::string>& headers = {}) {
        Poco::Net::HTTPRequest request(method, target, Poco::Net::HTTPMessage::HTTP_1_1);
        request.set("X-Esek-Protocol", "1");
        if (!m_token.empty())
            request.set("Authorization", "Bearer " + m_token);
        for (const auto& [k, v] : headers)
            request.set(k, v);
        if (!body.empty() || method == "POST")
            request.setContentLength(static_cast<std::streamsize>(body.size()));
        m_session.sendRequest(request) << body;
        Poco::Net::HTTPResponse response;
        Answer answer;
        Poco::StreamCopier::copyToString(m_session.receiveResponse(response), answer.body);
        answer.status = response.getStatus();
        for (const auto& [k, v] : response) { // one that comes again, such as a cookie, is a further line
            std::string& value = answer.headers[k];
            value += (value.empty() ? "" : "\n") + v;
        }
        return answer;
    }

  private:
    Poco::Net::HTTPClientSession m_session;
    std::string m_token;
};

/// Bytes as they are.
class RawPeer {
  public:
    explicit RawPeer(std::uint16_t port) : m_socket(Poco::Net::SocketAddress("127.0.0.1", port)) {
        m_socket.setReceiveTimeout(Poco::Timespan(20, 0));
    }
    /// False when the server has closed.
    bool send(std::string_view bytes) {
        try {
            while (!bytes.empty()) {
                const int n = m_socket.sendBytes(
                    bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 1 << 20)));
                if (n <= 0)
                    return false;
                bytes.remove_prefix(static_cast<std::size_t>(n));
            }
            return true;
        } catch (const Poco::Exception&) {
            return false;
        }
    }
    /// Everything until the server closes or nothing comes for the time.
    std::string receive() {
        std::string all;
        char piece[4096];
        try {
            for (;;) {
                const int n = m_socket.receiveBytes(piece, sizeof piece);
                if (n <= 0)
                    return all;
                all.append(piece, static_cast<std::size_t>(n));
            }
        } catch (const Poco::Exception&) {
            return all;
        }
    }
    void timeout(Poco::Timespan t) { m_socket.setReceiveTimeout(t); }

  private:
    Poco::Net::StreamSocket m_socket;
};

/// "HTTP/1.1 400 ..." -> 400; 0 without an answer.
inline int statusOf(const std::string& answer) {
    return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

} // namespace esek::test

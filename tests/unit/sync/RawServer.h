#pragma once
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace esek::test {

/// A peer on loopback that answers with whatever bytes a test likes. One connection at a time.
class RawServer {
  public:
    class Peer {
      public:
        Peer(int socket, const std::atomic<bool>& ended) : m_socket(socket), m_ended(ended) {}
        /// False when the other side has gone.
        bool send(std::string_view bytes) {
            while (!bytes.empty()) {
                const auto n = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
                if (n <= 0)
                    return false;
                bytes.remove_prefix(static_cast<std::size_t>(n));
            }
            return !m_ended;
        }
        bool pause(std::chrono::milliseconds time) {
            std::this_thread::sleep_for(time);
            return !m_ended;
        }

      private:
        int m_socket;
        const std::atomic<bool>& m_ended;
    };
    using Answer = std::function<void(Peer&)>; ///< after the head of a request without a body

    explicit RawServer(Answer answer) : m_answer(std::move(answer)) {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(m_listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
        ::listen(m_listener, 8);
        socklen_t size = sizeof address;
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this] { serve(); });
    }
    ~RawServer() {
        m_ended = true;
        m_thread.join();
        ::close(m_listener);
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

  private:
    void serve() {
        while (!m_ended) {
            if (!readable(m_listener))
                continue;
            const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0)
                continue;
            std::string head;
            char byte = 0;
            while (!m_ended && !head.ends_with("\r\n\r\n"))
                if (readable(socket)) {
                    if (::recv(socket, &byte, 1, 0) != 1)
                        break;
                    head += byte;
                }
            Peer peer(socket, m_ended);
            if (head.ends_with("\r\n\r\n"))
                m_answer(peer);
            ::close(socket);
        }
    }
    static bool readable(int socket) {
        pollfd one{socket, POLLIN, 0};
        constexpr int kMilliseconds = 20;
        return ::poll(&one, 1, kMilliseconds) > 0;
    }

    Answer m_answer;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_ended{false};
    std::thread m_thread;
};

} // namespace esek::test

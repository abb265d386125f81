#pragma once
#include <string>
#include <string_view>

namespace esek::server {

/// Bytes that came from a peer and are not used yet. Taking from the front moves nothing, so that many small
/// pieces cost as little as one large one; the memory is put together again when half of it is used.
class Inbox {
  public:
    Inbox() = default;
    explicit Inbox(std::string bytes) : m_bytes(std::move(bytes)) {}

    std::string_view view() const { return std::string_view(m_bytes).substr(m_at); }
    std::size_t size() const { return m_bytes.size() - m_at; }
    bool empty() const { return size() == 0; }
    void append(std::string_view bytes) { m_bytes.append(bytes); }
    void take(std::size_t n) {
        m_at += n;
        if (m_at == m_bytes.size()) {
            m_bytes.clear();
            m_at = 0;
        } else if (m_at > m_bytes.size() / 2) {
            m_bytes.erase(0, m_at);
            m_at = 0;
        }
    }
    void clear() { take(size()); }
    /// Gives the memory back when nothing lies in it: most connections are idle.
    void shrink() {
        if (empty())
            m_bytes = std::string();
    }

  private:
    std::string m_bytes;
    std::size_t m_at = 0; ///< what is before is used
};

} // namespace esek::server

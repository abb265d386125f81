#pragma once
#include "sync/client/Transport.h"

#include <mutex>

namespace esek::app {

/// Ends a join that waits for its server, from another thread: a dead address may take minutes.
class JoinStop {
  public:
    void stop() {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        if (m_transport)
            m_transport->stop();
    }

    /// While it lives, stop() ends the requests of this transport.
    class Watch {
      public:
        Watch(std::shared_ptr<JoinStop> stop, sync::Transport& transport) : m_stop(std::move(stop)) {
            if (m_stop)
                m_stop->set(&transport);
        }
        ~Watch() {
            if (m_stop)
                m_stop->set(nullptr);
        }
        Watch(const Watch&) = delete;
        Watch& operator=(const Watch&) = delete;

      private:
        std::shared_ptr<JoinStop> m_stop;
    };

  private:
    void set(sync::Transport* transport) {
        const std::lock_guard lock(m_mutex);
        m_transport = transport;
        if (m_transport && m_stopped)
            m_transport->stop();
    }
    std::mutex m_mutex;
    sync::Transport* m_transport = nullptr;
    bool m_stopped = false;
};

} // namespace esek::app

#pragma once
#include "server/mail/Relay.h"
#include "server/panel/Languages.h"

#include <atomic>
#include <thread>

namespace esek::server {

struct MailSenderOptions {
    std::string from;      ///< isMailAddress()
    std::string publicUrl; ///< where families find the panel
};

/// Takes letters from the queue, writes them in the reader's language and gives them to the relay, on a
/// thread of its own: no page and no office ever waits for a mail server. While the relay is not ready for
/// any letter nothing is tried for half a minute, then for longer, at most a quarter of an hour; letters lose
/// none of their attempts by that. Several addresses in a row that a rule of the relay forbids ("relay access
/// denied") mean that it takes nothing from this server; a single one holds up nobody else. What it meets it
/// logs by code: no address, no name, no word of a server.
class MailSender {
  public:
    /// Everything must outlive it.
    MailSender(MailQueue&, Relay&, const Languages&, const Clock&, MailSenderOptions);

    /// Sends one letter if there is one and the relay may be tried. False: there is nothing to do now.
    bool step();
    bool isPaused() const;

  private:
    std::string compose(const Letter&) const;
    void note(MailEnd, const std::string& code);

    MailQueue& m_queue;
    Relay& m_relay;
    const Languages& m_languages;
    const Clock& m_clock;
    const MailSenderOptions m_options;
    std::size_t m_troubles = 0; ///< in a row
    int m_notAllowed = 0;       ///< letters in a row
    Timestamp m_pausedUntil{};
};

/// Calls step() until it is destroyed.
class MailThread {
  public:
    explicit MailThread(MailSender& sender) : m_thread([this, &sender] { run(sender); }) {}
    ~MailThread() {
        m_stop = true;
        m_thread.join();
    }
    MailThread(const MailThread&) = delete;
    MailThread& operator=(const MailThread&) = delete;

  private:
    void run(MailSender&);
    std::atomic<bool> m_stop{false};
    std::thread m_thread; // last: uses the flag
};

} // namespace esek::server

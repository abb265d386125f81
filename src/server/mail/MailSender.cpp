#include "server/mail/MailSender.h"

#include "base/Error.h"
#include "base/LanguageScope.h"
#include "base/Log.h"
#include "base/MailAddress.h"
#include "server/mail/LetterText.h"
#include "server/mail/Mime.h"

#include <algorithm>
#include <array>

namespace esek::server {

namespace {

constexpr std::array<std::chrono::seconds, 4> kPauses{std::chrono::seconds(30), std::chrono::minutes(1),
                                                      std::chrono::minutes(5), std::chrono::minutes(15)};
constexpr int kNotAllowedInARow = 5;
constexpr std::chrono::milliseconds kLook{100};
constexpr std::chrono::seconds kBetweenLooks{2}; ///< into the queue, when it was empty

} // namespace

MailSender::MailSender(MailQueue& queue, Relay& relay, const Languages& languages, const Clock& clock,
                       MailSenderOptions options)
    : m_queue(queue), m_relay(relay), m_languages(languages), m_clock(clock), m_options(std::move(options)) {}

bool MailSender::isPaused() const {
    return m_troubles > 0 && m_clock.now() < m_pausedUntil;
}

std::string MailSender::compose(const Letter& letter) const {
    const LanguageScope scope(m_languages.catalogue(letter.language));
    const WrittenLetter text = written(letter, m_options.publicUrl);
    return composed({letter.id + "@" + hostOfMailAddress(m_options.from), m_clock.now(), letter.school,
                     m_options.from, letter.address, text.subject, text.text, letter.language});
}

bool MailSender::step() {
    if (isPaused())
        return false;
    const auto letter = m_queue.take();
    if (!letter) {
        m_relay.rest();
        return false;
    }
    const Relay::Answer answer = m_relay.send(m_options.from, letter->address, compose(*letter));
    note(answer.end, answer.code);
    m_queue.end(*letter, answer.end, answer.code);
    return true;
}

void MailSender::note(MailEnd end, const std::string& code) {
    if (end == MailEnd::sent)
        log::info("mail: sent");
    else
        log::warning("mail: not sent, " + code);
    m_notAllowed = end == MailEnd::notAllowed ? m_notAllowed + 1 : 0;
    if (end != MailEnd::notTried && m_notAllowed < kNotAllowedInARow) {
        if (end != MailEnd::notAllowed)
            m_troubles = 0;
        return;
    }
    const auto pause = kPauses.at(std::min(m_troubles, kPauses.size() - 1));
    ++m_troubles;
    m_pausedUntil = m_clock.now() + pause;
    log::warning("mail: the relay is not ready; the next attempt is in " + std::to_string(pause.count()) +
                 " seconds");
}

void MailThread::run(MailSender& sender) {
    auto next = std::chrono::steady_clock::now();
    while (!m_stop) {
        bool more = false;
        if (std::chrono::steady_clock::now() >= next) {
            if (const auto done = guarded([&] { more = sender.step(); }); !done)
                log::error("mail: " + done.error().message);
            if (!more)
                next = std::chrono::steady_clock::now() + kBetweenLooks;
        }
        if (!more)
            std::this_thread::sleep_for(kLook);
    }
}

} // namespace esek::server

#include "server/cli/Mail.h"

#include "base/MailAddress.h"
#include "base/Secret.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "server/cli/Address.h"

namespace esek::server::cli {

namespace {

[[noreturn]] void wrong(const char* option, std::string reason) {
    throw Exception(
        Error{ErrorCode::valueInvalid, "mail", {{"field", option}, {"reason", std::move(reason)}}});
}

SmtpOptions smtpOptions(const MailOptions& o) {
    const auto [host, port] = hostAndPort(o.relay, "--smtp");
    SmtpOptions smtp;
    smtp.host = host;
    smtp.port = port;
    smtp.plain = o.plain;
    if (o.plain && !isLoopback(host))
        wrong("--smtp-plain",
              tr("mails leave this computer encrypted only: without encryption just for a mail server on "
                 "this computer"));
    if (normalMailAddress(o.from).empty())
        wrong("--mail-from", tr("give the address that mails come from, such as panel@szkola.pl"));
    smtp.helo = hostOfMailAddress(normalMailAddress(o.from));
    if (o.loginFile.empty()) {
        smtp.user = secretFromEnvironment("ESEK_SMTP_USER");
        smtp.password = secretFromEnvironment("ESEK_SMTP_PASSWORD");
        return smtp;
    }
    const auto lines = split(readPrivateText("--smtp-login-file", o.loginFile).value(), '\n');
    if (lines.size() < 2 || trim(lines[0]).empty())
        wrong("--smtp-login-file", tr("the first line is the user, the second one the password"));
    smtp.user = trim(lines[0]);
    smtp.password = trim(lines[1]);
    return smtp;
}

} // namespace

void addMailOptions(CLI::App& to, MailOptions& o) {
    to.add_option("--smtp", o.relay,
                  tr("mail server (host:port, with STARTTLS) that takes the mails to families; without it no "
                     "mail is sent"));
    to.add_option("--mail-from", o.from, tr("address that mails to families come from"));
    to.add_option("--smtp-login-file", o.loginFile,
                  tr("file with the user of the mail server in the first line, the password in the second; "
                     "nobody else may read it; or ESEK_SMTP_USER and ESEK_SMTP_PASSWORD"));
    to.add_flag("--smtp-plain", o.plain, tr("without encryption, for a mail server on this computer only"));
}

MailService::MailService(Context& context, const MailOptions& o, const Languages& languages,
                         const std::string& publicUrl)
    : m_queue(context.store(), context.clock(), context.rng(),
              Uuid::v7(context.clock(), context.rng()).toString()),
      m_relay(smtpOptions(o)),
      m_sender(m_queue, m_relay, languages, context.clock(), {normalMailAddress(o.from), publicUrl}),
      m_thread(m_sender) {}

} // namespace esek::server::cli

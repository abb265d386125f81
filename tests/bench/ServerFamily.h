#pragma once
#include "server/Client.h"

#include <functional>
#include <utility>
#include <vector>

namespace esek::bench {

/// A family at a browser without JavaScript, on a connection of its own. What the server does not answer as
/// it should is thrown as std::runtime_error. One thread.
class Family {
  public:
    /// `number`: which address the family has behind the proxy that the server trusts.
    Family(std::uint16_t port, int number);

    /// By the slip's one-time password, with a password of their own from then on.
    void enter(const Json& slip);
    /// By that password.
    void login();
    /// As somebody of the running authority, by the one-time password.
    void enterAuthority(const std::string& login, const std::string& password);

    /// Milliseconds until the whole answer was there; redirections are followed, and each is one answer.
    double open(const std::string& path);
    double post(const std::string& path, const std::map<std::string, std::string>& fields = {});
    /// Of the upload alone, until the server has answered; the page that it leads to is opened afterwards.
    double upload(const std::string& path, const std::string& bytes, const std::string& name);

    /// Milliseconds of each answer since this was asked last; those of uploads are not among them.
    std::vector<double> takeTimes() { return std::exchange(m_times, {}); }
    const std::string& page() const { return m_answer.body; }
    const std::string& path() const { return m_path; }
    std::string cookies() const;

  private:
    double ask(const std::string& method, std::string path, const std::string& body, const std::string& type);
    double follow(double first);
    std::string hidden(const std::string& name) const;

    test::Client m_client;
    std::string m_address;
    std::string m_login;
    std::map<std::string, std::string> m_cookies;
    std::string m_path;
    test::Answer m_answer;
    std::vector<double> m_times;
};

/// All four steps up to the sent photo; milliseconds of the upload. `think` is called before each page.
double sendPhoto(Family&, const std::string& pupil, const std::string& bytes, const std::string& name,
                 const std::function<void()>& think);

/// Photos of 12 megapixels as phones write them: JPEG of about 3 MB, and HEIC by Debian's heif-enc (nothing
/// when it is not there).
std::vector<std::string> phonePhotos(int count);
std::vector<std::string> heicPhotos(const std::vector<std::string>& jpegs);

} // namespace esek::bench

#include "server/http/Spool.h"

#include "base/Error.h"

namespace esek::server {

namespace {

[[noreturn]] void fail() {
    throw Exception(ErrorCode::diskFull, "a body cannot be put on the disk");
}

} // namespace

Spool::Spool() : m_file(std::tmpfile()) {
    if (!m_file)
        fail();
    std::setvbuf(m_file.get(), nullptr, _IONBF, 0); // it comes in large pieces
}

void Spool::append(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), m_file.get()) != bytes.size())
        fail();
    m_size += bytes.size();
}

std::string Spool::read() const {
    std::string all(m_size, '\0');
    std::rewind(m_file.get());
    if (std::fread(all.data(), 1, all.size(), m_file.get()) != all.size())
        fail();
    return all;
}

} // namespace esek::server

#include "base/Sha256.h"

#include "base/Error.h"

#include <openssl/evp.h>

namespace esek {

namespace {
// Looking the algorithm up at every use costs more than hashing a small row.
const EVP_MD* algorithm() {
    static EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return md;
}
void check(int ok) {
    if (ok != 1)
        throw Exception(ErrorCode::internal, "SHA-256 failed");
}
} // namespace

struct Sha256::Context {
    EVP_MD_CTX* ctx = EVP_MD_CTX_new();
    Context() = default;
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MD_CTX_free(ctx); }
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) {
    check(EVP_DigestInit_ex2(m_context->ctx, algorithm(), nullptr));
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::uint8_t> bytes) {
    check(EVP_DigestUpdate(m_context->ctx, bytes.data(), bytes.size()));
}

void Sha256::update(std::string_view text) {
    check(EVP_DigestUpdate(m_context->ctx, text.data(), text.size()));
}

Digest Sha256::finish() {
    Digest digest{};
    check(EVP_DigestFinal_ex(m_context->ctx, digest.data(), nullptr));
    check(EVP_DigestInit_ex2(m_context->ctx, algorithm(), nullptr));
    return digest;
}

Digest Sha256::of(std::span<const std::uint8_t> bytes) {
    Sha256 sha;
    sha.update(bytes);
    return sha.finish();
}

Digest Sha256::of(std::string_view text) {
    Sha256 sha;
    sha.update(text);
    return sha.finish();
}

} // namespace esek

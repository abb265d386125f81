#pragma once
#include "base/Error.h"
#include "base/Uuid.h"
#include "domain/Ids.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace esek::storage {

/// A statement in use: values in, rows out. Reset and emptied at the end, so that a cached statement holds
/// neither a lock nor a pointer to something that is gone.
class Query {
  public:
    explicit Query(SQLite::Statement& statement) : m_statement(&statement) {}
    explicit Query(std::unique_ptr<SQLite::Statement> own)
        : m_own(std::move(own)), m_statement(m_own.get()) {}
    Query(Query&& other) noexcept
        : m_own(std::move(other.m_own)), m_statement(other.m_statement), m_next(other.m_next) {
        other.m_statement = nullptr;
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query() {
        if (m_statement) {
            m_statement->tryReset();
            try {
                m_statement->clearBindings();
            } catch (const SQLite::Exception&) { // only for a bad handle
            }
        }
    }

    // Texts are not copied: they must live until the query ends.
    Query& bind(std::int64_t v) { return m_statement->bind(m_next++, v), *this; }
    Query& bind(int v) { return m_statement->bind(m_next++, v), *this; }
    Query& bind(bool v) { return m_statement->bind(m_next++, v ? 1 : 0), *this; }
    Query& bind(const std::string& v) { return m_statement->bindNoCopy(m_next++, v), *this; }
    Query& bind(std::string&&) = delete;
    Query& bind(const char*) = delete;
    Query& bindText(std::string_view v) { return m_statement->bind(m_next++, std::string(v)), *this; }
    /// Empty text is stored as null.
    Query& bindOrNull(const std::string& v) { return v.empty() ? bindNull() : bind(v); }
    Query& bind(const Uuid& v) { return bindBytes(v.bytes()); }
    template <class Tag>
    Query& bind(const Id<Tag>& v) {
        return bind(v.uuid);
    }
    Query& bind(const Digest& v) { return bindBytes(v); }
    Query& bind(const domain::BlobId& v) { return bindBytes(v.digest); }
    Query& bind(Timestamp v) { return bind(static_cast<std::int64_t>(v.time_since_epoch().count())); }
    Query& bindBytes(std::span<const std::uint8_t> v) {
        return m_statement->bind(m_next++, v.data(), static_cast<int>(v.size())), *this;
    }
    Query& bindNull() { return m_statement->bind(m_next++), *this; }

    bool step() { return m_statement->executeStep(); }
    /// For statements without rows; the number of rows changed.
    int run() { return m_statement->exec(); }

    bool isNull(int column) const { return m_statement->isColumnNull(column); }
    std::int64_t integer(int column) const { return m_statement->getColumn(column).getInt64(); }
    std::string text(int column) const { return std::string(view(column)); }
    /// Valid until the next step.
    std::string_view view(int column) const {
        const SQLite::Column c = m_statement->getColumn(column);
        const char* data = c.getText();
        return {data, static_cast<std::size_t>(c.getBytes())};
    }
    std::span<const std::uint8_t> bytes(int column) const {
        const SQLite::Column c = m_statement->getColumn(column);
        const void* data = c.getBlob();
        return {static_cast<const std::uint8_t*>(data), static_cast<std::size_t>(c.getBytes())};
    }
    Uuid uuid(int column) const { return Uuid::fromBytes(fixed<16>(column)); }
    template <class T>
    T id(int column) const {
        return T{uuid(column)};
    }
    Digest digest(int column) const { return fixed<32>(column); }
    domain::BlobId blobId(int column) const { return {digest(column)}; }
    Timestamp time(int column) const { return Timestamp(std::chrono::milliseconds(integer(column))); }

  private:
    template <std::size_t N>
    std::array<std::uint8_t, N> fixed(int column) const {
        std::array<std::uint8_t, N> out{};
        const auto b = bytes(column);
        if (b.size() != N)
            throw Exception(ErrorCode::databaseCorrupt, "an id of the wrong length");
        std::memcpy(out.data(), b.data(), N);
        return out;
    }

    std::unique_ptr<SQLite::Statement> m_own;
    SQLite::Statement* m_statement;
    int m_next = 1;
};

} // namespace esek::storage

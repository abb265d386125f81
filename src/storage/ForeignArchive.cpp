#include "storage/ForeignArchive.h"

#include "base/Text.h"
#include "base/platform/Files.h"
#include "storage/Connection.h"
#include "storage/SchemaCheck.h"

namespace esek::storage {

namespace fs = std::filesystem;

struct ForeignArchive::Impl {
    std::string name;
    std::unique_ptr<Connection> connection;
};

template <class F>
auto ForeignArchive::guard(F&& f) {
    try {
        return f();
    } catch (const SQLite::Exception& e) {
        throw Exception(Error{ErrorCode::fileCorrupt, e.what(), {{"file", m_impl->name}}});
    }
}

ForeignArchive::ForeignArchive(const fs::path& file) : m_impl(std::make_unique<Impl>()) {
    m_impl->name = platform::toUtf8(file.filename());
    guard([&] {
        m_impl->connection =
            std::make_unique<Connection>(file, Connection::Mode::readOnly, std::chrono::milliseconds(0),
                                         Connection::FromElsewhere{fs::file_size(file)});
        m_impl->connection->trustSchema(false);
    });
}

ForeignArchive::~ForeignArchive() = default;

bool ForeignArchive::hasTable(const std::string& name) {
    return guard([&] {
        Query q = m_impl->connection->query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
        return q.bind(name).step();
    });
}

std::string ForeignArchive::foreignPart(const std::string& create) {
    return guard([&] { return storage::foreignPart(*m_impl->connection, create); });
}

void ForeignArchive::rows(const std::string& table, const std::vector<std::string>& columns,
                          const std::function<void(std::span<const std::string>)>& visit) {
    guard([&] {
        Query q = m_impl->connection->query("SELECT " + join(columns, ", ") + " FROM " + table);
        std::vector<std::string> values(columns.size());
        while (q.step()) {
            for (std::size_t i = 0; i < values.size(); ++i)
                values[i] = q.text(static_cast<int>(i));
            visit(values);
        }
    });
}

void ForeignArchive::entries(
    const std::function<void(const std::string& name, std::int64_t size, const Read&)>& visit) {
    guard([&] {
        Query q = m_impl->connection->query("SELECT name, length(data), rowid FROM sqlar");
        while (q.step()) {
            const std::int64_t row = q.integer(2);
            visit(q.text(0), q.integer(1), [&, row] {
                Query data = m_impl->connection->prepared("SELECT data FROM sqlar WHERE rowid = ?");
                if (!data.bind(row).step())
                    return std::vector<std::uint8_t>();
                const auto bytes = data.bytes(0);
                return std::vector<std::uint8_t>(bytes.begin(), bytes.end());
            });
        }
    });
}

} // namespace esek::storage

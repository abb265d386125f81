#pragma once
#include "base/Error.h"

#include <cassert>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace esek {

/// A value or an Error. Asking for the one that is not there throws the Error as Exception, so that a
/// forgotten check is loud in release builds too.
template <class T>
class [[nodiscard]] Result {
  public:
    using Value = T;
    Result(T value) : m_data(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_data(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return m_data.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() & { return *checked(m_data); }
    const T& value() const& { return *checked(m_data); }
    /// By value, so that `for (x : f().value())` does not walk over a temporary that is gone.
    T value() && { return std::move(*checked(m_data)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { return std::get<1>(m_data); }

  private:
    template <class Data>
    static auto checked(Data& data) {
        auto* value = std::get_if<0>(&data);
        if (!value)
            throw Exception(std::get<1>(data));
        return value;
    }
    std::variant<T, Error> m_data;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    using Value = void;
    Result() = default;
    Result(Error error) : m_error(std::move(error)) {}
    bool ok() const { return !m_error; }
    explicit operator bool() const { return ok(); }
    void value() const {
        if (m_error)
            throw Exception(*m_error);
    }
    const Error& error() const { return *m_error; }

  private:
    std::optional<Error> m_error;
};

namespace detail {
template <class T>
struct AsResult {
    using Type = Result<T>;
};
template <class T>
struct AsResult<Result<T>> {
    using Type = Result<T>;
};
} // namespace detail

/// The border of a module: runs `f` and turns what it throws into an Error. `translate(std::exception
/// const&)` maps exceptions of the module's own library; without it they become ErrorCode::internal.
template <class F, class Translate>
auto guarded(F&& f, Translate&& translate) -> typename detail::AsResult<std::invoke_result_t<F>>::Type {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<F>>) {
            f();
            return {};
        } else {
            return f();
        }
    } catch (const Exception& e) {
        return e.error();
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::outOfMemory, "out of memory", {}};
    } catch (const std::exception& e) {
        return translate(e);
    }
}

template <class F>
auto guarded(F&& f) {
    return guarded(std::forward<F>(f), [](const std::exception& e) {
        return Error{ErrorCode::internal, e.what(), {}};
    });
}

} // namespace esek

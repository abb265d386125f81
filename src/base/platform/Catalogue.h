#pragma once
#include <cstddef>
#include <string>

namespace esek::platform {

/// The catalogue of translations: gettext where the system has it, MoFile on Windows. Before the first call
/// of useCatalogue() every text stays English. Call that one at the start, before other threads.
void useCatalogue(bool polish);
std::string translated(const char* text);
std::string translated(const char* singular, const char* plural, std::size_t n);

} // namespace esek::platform

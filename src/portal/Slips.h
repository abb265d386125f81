#pragma once
#include "base/Result.h"
#include "pdf/Drawing.h"

#include <filesystem>
#include <string>
#include <vector>

namespace esek::portal {

/// What a family gets on paper, so that it can come to the panel.
struct Slip {
    std::string school;
    std::string firstName; ///< of the pupil; the surname stays off what may lie about
    std::string classUnit;
    std::string login;
    std::string password;      ///< one-time
    std::string address;       ///< of the panel
    std::string link;          ///< logs in once
    std::string guardian = {}; ///< whose login it is, where it is one person's
};

inline constexpr std::size_t kSlipsPerPage = 8;

/// A4 pages of eight slips with cut marks between them; each says in Polish, English and Ukrainian what to
/// do. Errors: those of pdf::writeDrawnPages; textDoesNotFit for a name that no slip can hold.
Result<void> writeSlips(const std::filesystem::path&, const std::vector<Slip>&);

} // namespace esek::portal

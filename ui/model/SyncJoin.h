#pragma once
#include "app/SyncService.h"

#include <string>
#include <string_view>

namespace esek::ui::model {

/// What a person typed to join a server, put right where it can be: an address without a scheme is https, a
/// code may have small letters, blanks or no hyphens.
struct SyncJoin {
    app::SyncService::JoinRequest request;
    std::string addressComplaint; ///< empty: in order
    std::string codeComplaint;
    bool ok() const { return addressComplaint.empty() && codeComplaint.empty(); }
};
SyncJoin readJoin(std::string_view address, std::string_view code, std::string_view caFile);

/// Why it did not come about. Unlike in daily work, a server that does not answer is what a person must know.
std::string joinErrorText(const Error&);

} // namespace esek::ui::model

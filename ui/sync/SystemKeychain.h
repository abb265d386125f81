#pragma once
#include "ui/model/SyncTokens.h"

namespace esek::ui {

/// The keychain of this computer's user, or null where the system has none or the session has no way to it.
/// An answer that does not come in time (a keychain that stays locked) counts as none.
std::shared_ptr<model::Keychain> systemKeychain();

} // namespace esek::ui

#pragma once

namespace esek::ui {

/// Text of 1.0 to 2.0 times its size in every window and menu. Before the toolkit starts; a change counts
/// from the next start.
void prepareTextScale(double scale);

} // namespace esek::ui

#pragma once

namespace esek::ui {

/// Text of 1.0 to 2.0 times its size in every window and menu. Before the toolkit starts; a change counts
/// from the next start.
void prepareTextScale(double scale);
/// By how much text is larger than the system's own.
double textGrowth();
/// So large that what stands side by side goes below each other.
bool largeText();

} // namespace esek::ui

#pragma once
#include "domain/Photo.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace esek::ui::model {

/// Lets a decision through only for the picture that the clerk has in front of the eyes: a second press of a
/// key that bounces or is held down must not decide on the next photo, which nobody has seen. Times are those
/// of a steady clock, so that tests can choose them.
class ReviewGate {
  public:
    using Millis = std::chrono::milliseconds;
    /// A person needs longer than this to see a face and press a key; a bouncing key is faster.
    static constexpr Millis kLook{150};
    /// Presses closer together than this are one key held down.
    static constexpr Millis kRepeat{120};

    struct ShownPhoto {
        domain::StudentId student;
        std::int64_t version = 0;
        /// SHA-256 of the photo file's state: a pull from a server that was restored may bring another one
        /// under the same version.
        std::string content = {};
        static ShownPhoto of(const domain::PhotoFile&);
        bool operator==(const ShownPhoto&) const = default;
    };

    /// Another picture is on its way: nothing can be decided until it is painted.
    void close() { m_shown.reset(); }
    /// The picture is painted. Painting it again changes nothing.
    void painted(ShownPhoto, Millis now);
    std::optional<ShownPhoto> onScreen() const { return m_shown; }
    /// What a decision by key may be about; nothing when the press is too early or a repeat. A given one
    /// closes the gate.
    std::optional<ShownPhoto> byKey(Millis now);
    /// The same for a click on a button, which does not repeat by itself.
    std::optional<ShownPhoto> byClick(Millis now);

  private:
    std::optional<ShownPhoto> pass(Millis now);
    std::optional<ShownPhoto> m_shown;
    Millis m_since{0};
    std::optional<Millis> m_lastPress;
};

} // namespace esek::ui::model

#pragma once
#include "base/Sha256.h"

#include <string>
#include <string_view>

namespace esek {

/// A short hash over the values of a row, by which verify sees a byte that the disk has changed. It is no
/// signature: whoever can write the row can write its seal, too. One object, one thread.
class Seal {
  public:
    /// Adds the value with its length before it, so that two values never look like two others.
    void add(std::string_view value);
    /// The first 16 hexadecimal digits of SHA-256 over what was added; afterwards the object starts anew.
    std::string finish();

  private:
    Sha256 m_sha;
};

/// Adds `part` to the hash with its length (8 bytes, the highest first) before it.
void addWithLength(Sha256&, std::string_view part);

} // namespace esek

#pragma once
#include "roster/Zip.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace esek::roster {

/// What XmlStream tells while it reads. Names are without their prefix ("row" of "x:row").
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    /// `attributes` is names and values by turns, ended by null, as expat gives them; valid in this call
    /// only.
    virtual void started(std::string_view name, const char** attributes) = 0;
    virtual void ended(std::string_view name) = 0;
    virtual void text(std::string_view) = 0; ///< also of CDATA; one text may come in several pieces
};

/// Value of an attribute by its local name, empty when there is none.
std::string_view attribute(const char** attributes, std::string_view name);

/// Reads one part of a zip while it is unpacked: memory does not grow with the part. Document types are
/// refused, so nothing can be expanded. Throws fileCorrupt, fileTooLarge and what the handler throws. One
/// thread at a time.
void streamXml(const Zip&, const Zip::Entry&, std::uint64_t limit, const std::string& file, XmlHandler&);

} // namespace esek::roster

#pragma once
#include "base/Rng.h"
#include "demo/DemoPupils.h"
#include "demo/DemoSchool.h"
#include "demo/Portrait.h"

#include <map>

namespace esek::demo {

struct PhotoSet {
    std::string fileName; ///< UTF-8; empty when the pupil has none
    std::vector<std::uint8_t> photo;
    std::vector<std::uint8_t> newer; ///< for a change request, else empty
};

/// Makes the photo files of one demo school, pupil after pupil in the order of demoPupils(). Throws
/// Exception.
class PhotoMaker {
  public:
    explicit PhotoMaker(const DemoOptions&);
    PhotoSet make(const DemoPupil&);
    /// Files that lie in every such folder and belong to nobody: a name without its class, a picture of an
    /// outing.
    std::vector<PhotoSet> strays();

  private:
    PhotoSet painted(const DemoPupil&, const PortraitParams&, const PortraitParams& second);
    imaging::Image paint(const PortraitParams&) const;
    PhotoSet fromPicture(const DemoPupil&);
    std::filesystem::path nextPicture(bool female);

    SeededRng m_rng;
    int m_height;
    std::map<bool, std::vector<std::filesystem::path>> m_pictures; ///< by female
    std::map<bool, std::size_t> m_next;
};

} // namespace esek::demo

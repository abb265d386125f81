#pragma once
#include <string>
#include <vector>

namespace esek::ui::model {

/// What a person means who drops these files.
enum class Dropped {
    list,    ///< one list of pupils
    photos,  ///< one folder or zip of photos
    photo,   ///< one picture, for the pupil in front
    several, ///< more than one: nobody knows whose they are
    unknown
};

/// `listView`: a zip that is dropped on the view or the import of the pupils is a list of theirs (OneRoster),
/// elsewhere it holds photos. Looks at the names and asks the disk which of them is a folder. Any thread.
Dropped judgeDropped(const std::vector<std::string>& paths, bool listView);

} // namespace esek::ui::model

#pragma once
#include "roster/PhotoMatch.h"

#include <map>
#include <optional>
#include <set>

namespace esek::app {

/// What a person said of the files, beside what their names say.
struct PhotoChoices {
    std::map<std::string, domain::StudentId> assigned; ///< file name -> pupil; overrules the name
    std::set<std::string> leftOut;                     ///< names of files that are not to be imported
};

enum class FileState {
    matched,  ///< the name says whose it is
    assigned, ///< a person said whose it is
    twoFiles, ///< another file is for the same pupil: a person leaves out all but one
    unsure,   ///< the name fits a pupil or several, but not surely: a person looks
    noPupil,  ///< the name fits nobody
    leftOut   ///< a person left it out
};
std::string_view name(FileState);

struct PhotoFile {
    std::string name;
    roster::MatchHow how = roster::MatchHow::none; ///< how the name was matched
    FileState state = FileState::noPupil;
    std::optional<domain::StudentId> student;  ///< matched, assigned, twoFiles: whose it is
    std::vector<domain::StudentId> candidates; ///< pupils that the name may mean
};

/// The one rule for which file goes to which pupil, for the window, the command line and the import itself:
/// nothing that is not sure is imported, and two files for one pupil are never both imported, whether a name
/// or a person gave them to the pupil. One answer for each match, in their order. Pure.
std::vector<PhotoFile> judgeFiles(std::vector<roster::PhotoMatch>, const PhotoChoices&);

} // namespace esek::app

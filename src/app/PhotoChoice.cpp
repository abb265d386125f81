#include "app/PhotoChoice.h"

#include <unordered_map>

namespace esek::app {

std::string_view name(FileState state) {
    switch (state) {
    case FileState::matched:
        return "matched";
    case FileState::assigned:
        return "assigned";
    case FileState::twoFiles:
        return "twoFiles";
    case FileState::unsure:
        return "unsure";
    case FileState::leftOut:
        return "leftOut";
    case FileState::noPupil:
        break;
    }
    return "noPupil";
}

std::vector<PhotoFile> judgeFiles(std::vector<roster::PhotoMatch> matches, const PhotoChoices& choices) {
    std::vector<PhotoFile> files;
    files.reserve(matches.size());
    std::unordered_map<domain::StudentId, std::size_t> filesOf;
    for (roster::PhotoMatch& match : matches) {
        PhotoFile file{std::move(match.name), match.how, FileState::noPupil, {}, std::move(match.candidates)};
        const auto assigned = choices.assigned.find(file.name);
        if (choices.leftOut.contains(file.name)) {
            file.state = FileState::leftOut;
        } else if (assigned != choices.assigned.end()) {
            file.state = FileState::assigned;
            file.student = assigned->second;
        } else if (file.how != roster::MatchHow::none && file.how != roster::MatchHow::ambiguous) {
            file.state = FileState::matched;
            file.student = file.candidates.at(0);
        } else if (!file.candidates.empty()) {
            file.state = FileState::unsure;
        }
        if (file.student)
            ++filesOf[*file.student];
        files.push_back(std::move(file));
    }
    for (PhotoFile& file : files) {
        if (file.student && filesOf[*file.student] > 1)
            file.state = FileState::twoFiles;
    }
    return files;
}

} // namespace esek::app

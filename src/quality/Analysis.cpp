#include "quality/Analysis.h"

#include "imaging/Crop.h"
#include "imaging/Decode.h"
#include "quality/Bands.h"
#include "quality/CropSuggestion.h"
#include "quality/FaceSearch.h"
#include "quality/Turns.h"
#include "quality/Vision.h"

#include <algorithm>
#include <cmath>

namespace esek::quality {

namespace {

// Enough for a head at print size (230 pixels) that takes a third of the picture; three quarters of the time
// of a check is decoding, so no more than needed.
constexpr int kWorkSide = 720;
// Landmark network's logit: surely a face; and, when there is none of these, possibly one (covered, cut).
constexpr double kSurePresence = 8;
constexpr double kPresence = 3;
// So sure, with level eyes, that no other turn needs a look. Over the good portraits of the corpus in all
// four turns, the wrong ones stay below 14, of the right ones one in a hundred does.
constexpr double kSureTurn = 18;
constexpr double kSureRoll = 30;    // degrees
constexpr double kSureScore = 0.75; // of the detector
constexpr std::size_t kMostCandidates = 6;

double squareSide(const FaceBox& box, cv::Size size) {
    return 1.5 * std::max(box.w * size.width, box.h * size.height);
}

Mesh fit(FaceMesh& network, const cv::Mat& upright, const FaceBox& box) {
    const cv::Point2d centre = toPixels({box.x + box.w / 2, box.y + box.h / 2}, upright.size());
    const cv::Point2d eyes = toPixels(box.rightEye, upright.size()) - toPixels(box.leftEye, upright.size());
    return network.fit(upright, centre, squareSide(box, upright.size()),
                       std::atan2(eyes.y, eyes.x) * 180 / CV_PI);
}

double faceHeight(const Mesh& m) {
    return cv::norm(m.at(10) - m.at(152));
}

/// The detector's box and points made exact by the mesh.
FaceBox refined(FaceBox box, const Mesh& m, cv::Size size) {
    box.leftEye = toFraction(m.mean({33, 133, 159, 145}), size);
    box.rightEye = toFraction(m.mean({263, 362, 386, 374}), size);
    box.nose = toFraction(m.at(1), size);
    box.mouth = toFraction(m.mean({61, 291, 0, 17}), size);
    box.leftEar = toFraction(m.at(234), size);
    box.rightEar = toFraction(m.at(454), size);
    double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;
    for (const auto& p : m.points) {
        x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
        y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
    }
    box.x = x0 / size.width, box.w = (x1 - x0) / size.width;
    box.y = y0 / size.height, box.h = (y1 - y0) / size.height;
    const cv::Point2d eyes = m.mean({263, 362}) - m.mean({33, 133});
    box.rollDegrees = std::atan2(eyes.y, eyes.x) * 180 / CV_PI;
    return box;
}

/// The head's box in the upright picture: the portrait may be tilted against it.
HeadBox headBox(const Portrait& p, cv::Size size) {
    double x0 = 1e9, y0 = 1e9, x1 = -1e9, y1 = -1e9;
    const cv::Rect2d& h = p.head;
    // Middles of the sides and not the corners: a tilted oval does not reach into them.
    for (const cv::Point2d q :
         {cv::Point2d(h.x, h.y + h.height / 2), cv::Point2d(h.x + h.width, h.y + h.height / 2),
          cv::Point2d(h.x + h.width / 2, h.y), cv::Point2d(h.x + h.width / 2, h.y + h.height)}) {
        const cv::Vec2d v = p.toPicture * cv::Vec3d(q.x, q.y, 1);
        x0 = std::min(x0, v[0]), x1 = std::max(x1, v[0]);
        y0 = std::min(y0, v[1]), y1 = std::max(y1, v[1]);
    }
    return {x0 / size.width, y0 / size.height, (x1 - x0) / size.width, (y1 - y0) / size.height};
}

/// What the networks and measures work on: width and height.
std::pair<int, int> workSize(const imaging::ImageInfo& info) {
    const double scale = std::min(1.0, static_cast<double>(kWorkSide) / std::min(info.width, info.height));
    return {static_cast<int>(std::lround(info.width * scale)),
            static_cast<int>(std::lround(info.height * scale))};
}

} // namespace

Analysis Analyzer::run(std::span<const std::uint8_t> bytes, const std::string& name, double cropAspect) {
    Analysis a;
    a.bytes = bytes;
    a.info = imaging::probe(bytes, name).value();
    const auto [width, height] = workSize(a.info);
    a.image = imaging::decode(bytes, name, {width, height}).value();
    a.reduction = static_cast<double>(a.image.width) / a.info.width;
    run(a, cropAspect);
    return a;
}

Analysis Analyzer::run(const imaging::Image& picture, std::span<const std::uint8_t> bytes,
                       const std::string& name, double cropAspect) {
    Analysis a;
    a.bytes = bytes;
    a.info = imaging::probe(bytes, name).value();
    const auto [width, height] = workSize(a.info);
    a.image = imaging::crop(picture, {}, width, height).value();
    a.reduction = static_cast<double>(width) / a.info.width;
    run(a, cropAspect);
    return a;
}

std::vector<Analyzer::Candidate> Analyzer::candidates(std::vector<FaceBox> boxes, const cv::Mat& picture,
                                                      int& quarters) {
    quarters = boxes.empty() ? 0 : quartersToUpright(boxes.front().rollDegrees);
    const cv::Mat upright = turnedClockwise(picture, quarters);
    if (boxes.size() > kMostCandidates)
        boxes.resize(kMostCandidates);
    std::vector<Candidate> people;
    double surest = 0;
    for (const FaceBox& found : boxes) {
        Candidate c{turnedClockwise(found, quarters), {}};
        c.mesh = fit(m_mesh, upright, c.box);
        surest = std::max(surest, c.mesh.presence);
        people.push_back(std::move(c));
    }
    std::erase_if(people, [&](const Candidate& c) {
        if (surest >= kSurePresence)
            return c.mesh.presence < kSurePresence;
        return c.mesh.presence < (c.box.score >= kSureScore ? 0 : kPresence); // a very blurred face
    });
    // The main face is the largest, the surer one of two that are alike.
    const auto weight = [](const Candidate& c) {
        return faceHeight(c.mesh) * std::min(c.mesh.presence, 20.0);
    };
    std::sort(people.begin(), people.end(),
              [&](const Candidate& x, const Candidate& y) { return weight(x) > weight(y); });
    // Boxes of one face that the detector did not merge end on the same mesh.
    for (std::size_t i = 0; i < people.size(); ++i)
        for (std::size_t j = people.size(); j-- > i + 1;)
            if (cv::norm(people[i].mesh.at(1) - people[j].mesh.at(1)) < 0.5 * faceHeight(people[i].mesh))
                people.erase(people.begin() + static_cast<std::ptrdiff_t>(j));
    return people;
}

bool Analyzer::sure(const std::vector<Candidate>& people, bool detectorSure) {
    if (people.empty())
        return false;
    const Mesh& mesh = people.front().mesh;
    const cv::Point2d eyes = mesh.at(263) - mesh.at(33);
    const double roll = std::abs(std::atan2(eyes.y, eyes.x) * 180 / CV_PI);
    return mesh.presence >= (detectorSure ? kSurePresence : kSureTurn) && (detectorSure || roll < kSureRoll);
}

/// In the turn that the detector finds likeliest; and, when the landmarks do not agree, in all others.
void Analyzer::searchTurns(FaceSearch& search, const cv::Mat& picture, std::vector<Candidate>& people,
                           int& quarterTurns) {
    const int likeliest = search.likeliestTurn();
    // A mask or a hand makes a face look like one in another turn. While there are upright eyes, only a whole
    // face is a reason to turn the photo.
    if (!people.empty() && quarterTurns == 0 && search.uprightEyes() && !search.surely(likeliest))
        return;
    if (likeliest != 0) {
        // What was found upright still counts when it is surer, see below.
        std::vector<Candidate> upright = std::move(people);
        const int uprightQuarters = quarterTurns;
        people = candidates(search.boxes(likeliest), picture, quarterTurns);
        if (!people.empty() && people.front().mesh.presence >= kSurePresence)
            return;
        if (!upright.empty() &&
            (people.empty() || upright.front().mesh.presence > people.front().mesh.presence)) {
            people = std::move(upright);
            quarterTurns = uprightQuarters;
        }
    } else if (!people.empty() && people.front().mesh.presence >= kSurePresence) {
        return;
    }
    // A cut or covered face may look likelier in a wrong turn to the detector; the landmarks know better.
    for (int turn = 1; turn < 4; ++turn) {
        if (turn == likeliest)
            continue;
        int quarters = turn;
        auto other = candidates(search.boxes(turn), picture, quarters);
        if (!other.empty() &&
            (people.empty() || other.front().mesh.presence > people.front().mesh.presence)) {
            people = std::move(other);
            quarterTurns = quarters;
        }
    }
}

void Analyzer::run(Analysis& a, double cropAspect) {
    const cv::Mat picture = view(a.image);
    FaceSearch search(m_detector, picture);
    std::vector<Candidate> people = candidates(search.boxes(0), picture, a.quarterTurns);
    if (!sure(people, search.surelyUpright()))
        searchTurns(search, picture, people, a.quarterTurns);
    a.upright = turnedClockwise(picture, a.quarterTurns);
    a.content = contentOf(a.upright);
    const HeadBox part = turnedBack(HeadBox{static_cast<double>(a.content.x) / a.upright.cols,
                                            static_cast<double>(a.content.y) / a.upright.rows,
                                            static_cast<double>(a.content.width) / a.upright.cols,
                                            static_cast<double>(a.content.height) / a.upright.rows},
                                    a.quarterTurns);

    for (const Candidate& c : people)
        a.faces.push_back(turnedBack(refined(c.box, c.mesh, a.upright.size()), a.quarterTurns));
    const double aspect = static_cast<double>(a.image.width) / a.image.height;
    if (people.empty()) {
        a.cutShare = search.cutShare();
        a.crop = suggestCropWithin({part.x, part.y, part.w, part.h}, aspect, std::nullopt, std::nullopt,
                                   cropAspect);
        return;
    }
    a.portrait = makePortrait(a.upright, a.content, people.front().mesh, m_segmenter);
    a.eyesOpen = m_eyes.openness(*a.portrait);
    a.face = a.faces.front();
    a.head = turnedBack(headBox(*a.portrait, a.upright.size()), a.quarterTurns);
    a.crop = suggestCropWithin({part.x, part.y, part.w, part.h}, aspect, a.face, a.head, cropAspect);
}

} // namespace esek::quality

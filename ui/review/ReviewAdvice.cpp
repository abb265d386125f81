#include "ui/review/ReviewAdvice.h"

namespace esek::ui {

const app::PhotoAdvice* ReviewAdvice::find(const domain::StudentId& student,
                                           const domain::BlobId& blob) const {
    const auto it = m_known.find({student, blob});
    return it == m_known.end() ? nullptr : it->second.get();
}

void ReviewAdvice::ask(const domain::StudentId& student, const domain::BlobId& blob) {
    if (!m_asked.insert({student, blob}).second)
        return;
    m_context.tasks.run(
        m_scope,
        [&office = m_context.office, student, blob] { return app::adviseOnPhoto(office, student, blob); },
        [this, student, blob](Result<app::PhotoAdvice> advice) {
            if (!advice)
                return;
            m_known[{student, blob}] = std::make_unique<app::PhotoAdvice>(std::move(*advice));
            m_arrived({student, blob});
        },
        app::TaskRunner::Priority::soon);
}

void ReviewAdvice::forget() {
    m_scope.renew();
    m_known.clear();
    m_asked.clear();
}

namespace {

model::Vec turned(app::PhotoAdvice::Point p, int quarterTurns) {
    model::Vec v{p.x, p.y};
    for (int i = 0; i < quarterTurns; ++i)
        v = {1 - v.y, v.x};
    return v;
}

} // namespace

std::optional<model::EyePair> eyesOf(const app::PhotoAdvice& advice, int quarterTurns) {
    if (!advice.face)
        return std::nullopt;
    return model::EyePair{turned(advice.face->leftEye, quarterTurns),
                          turned(advice.face->rightEye, quarterTurns)};
}

std::vector<PhotoMark> marksOf(const app::PhotoAdvice& advice, int quarterTurns) {
    std::vector<PhotoMark> marks;
    if (!advice.face)
        return marks;
    const auto add = [&](PhotoMark::Kind kind, app::PhotoAdvice::Point from, app::PhotoAdvice::Point to) {
        marks.push_back({kind, turned(from, quarterTurns), turned(to, quarterTurns)});
    };
    const auto& f = *advice.face;
    add(PhotoMark::Kind::faceBox, f.topLeft, f.bottomRight);
    add(PhotoMark::Kind::eyeLine, f.leftEye, f.rightEye);
    if (f.headBottomRight.y > f.headTopLeft.y)
        add(PhotoMark::Kind::headBox, f.headTopLeft, f.headBottomRight);
    return marks;
}

} // namespace esek::ui

#include "ui/review/PhotoFactsContent.h"

#include "base/Clock.h"
#include "base/Translate.h"
#include "ui/model/CheckDifferences.h"
#include "ui/model/CompareModel.h"

namespace esek::ui {

namespace {

using Sections = std::vector<PhotoFacts::Section>;

void addRequest(Sections& to, const domain::PhotoFile& file) {
    const auto* accepted = std::get_if<domain::AcceptedPhoto>(&file.state);
    const auto* request = accepted ? std::get_if<domain::DeletionRequest>(&accepted->request) : nullptr;
    if (!request)
        return;
    PhotoFacts::Section s{tr("Deletion is asked for"), {}};
    s.facts.emplace_back(tr("Who"), model::senderText(request->by));
    s.facts.emplace_back(tr("When"), toPolishLocal(request->at));
    s.facts.emplace_back(tr("Reason"), request->reason.empty() ? tr("not given") : request->reason);
    to.push_back(std::move(s));
}

void addRejection(Sections& to, const domain::PhotoFile& file) {
    const auto* rejected = std::get_if<domain::RejectedPhoto>(&file.state);
    if (!rejected)
        return;
    PhotoFacts::Section s{tr("Why it was rejected"), {}};
    for (const auto reason : rejected->rejection.reasons)
        s.facts.emplace_back("", domain::label(reason));
    if (!rejected->rejection.note.empty())
        s.facts.emplace_back("", rejected->rejection.note);
    to.push_back(std::move(s));
}

void addPhotos(Sections& to, const domain::PhotoFile& file, const domain::Photo* photo) {
    if (file.proposed() && file.accepted()) {
        PhotoFacts::Section present{tr("Present"), {}};
        PhotoFacts::Section fresh{tr("New"), {}};
        for (const auto& d : model::differences(*file.accepted(), *file.proposed())) {
            present.facts.emplace_back(d.label, d.present);
            fresh.facts.emplace_back(d.label, d.fresh);
        }
        to.push_back(std::move(present));
        to.push_back(std::move(fresh));
    } else if (photo) {
        to.push_back({{}, model::photoFacts(*photo)});
    }
}

void addAdvice(Sections& to, const app::PhotoAdvice& advice) {
    using Severity = app::PhotoAdvice::Severity;
    PhotoFacts::Section s{tr("Photo checks (advice)"), {}};
    PhotoFacts::Section details{tr("Details"), {}};
    for (const auto& e : advice.exceptions)
        s.facts.emplace_back("", model::exceptionText(e));
    const std::size_t before = s.facts.size();
    for (const auto& finding : advice.findings) {
        if (finding.severity != Severity::error && finding.severity != Severity::advice)
            continue;
        s.facts.emplace_back("", model::findingText(finding));
        if (!finding.details.empty())
            details.facts.emplace_back("", finding.details);
    }
    if (s.facts.size() == before)
        s.facts.emplace_back("", "✔ " + tr("Nothing to remark."));
    to.push_back(std::move(s));
    if (!details.facts.empty())
        to.push_back(std::move(details));
}

} // namespace

PhotoFacts::Content factsContent(const model::Row& row, const KnownOfPhoto& known) {
    PhotoFacts::Content content{model::listName(row), row.classUnit, row.status, {}};
    if (!known.file)
        return content;
    content.status = known.file->status();
    addRequest(content.sections, *known.file);
    addRejection(content.sections, *known.file);
    addPhotos(content.sections, *known.file, known.photo);
    if (known.advice)
        addAdvice(content.sections, *known.advice);
    if (known.history && !known.history->message.empty())
        content.sections.push_back({tr("Last message to the family"), known.history->message});
    if (known.history && !known.history->changes.empty())
        content.sections.push_back({tr("History"), known.history->changes});
    return content;
}

} // namespace esek::ui

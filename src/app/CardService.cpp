#include "app/CardService.h"

#include "app/CardIssuer.h"
#include "app/CardRules.h"
#include "app/CardTemplates.h"
#include "app/EntryDay.h"
#include "app/PrintPictures.h"
#include "domain/IssueDate.h"

namespace esek::app {

using namespace domain;

namespace {

imaging::PrintJpegOptions pictureOptions(const cards::CardTemplate& card, int dpi) {
    return {card.photoWindow().width, card.photoWindow().height, dpi};
}

} // namespace

Result<CardService::Readiness> CardService::readiness(const std::string& classUnit) {
    return guarded([&] {
        storage::StudentFilter filter;
        filter.classUnit = classUnit;
        const School school = m_office.replica().school().value();
        const NumberPattern pattern = NumberPattern::parse(school.numberPattern).value();
        const Date today = m_office.clock().today();
        TemplateSet templates(m_office);
        const auto cardObstacle = [&](const Student& student, const Photo& photo) -> std::optional<Error> {
            auto card = draftCard(student, school, photo, today);
            if (!card)
                return card.error();
            if (auto obstacle = numberObstacle(pattern, student))
                return obstacle;
            card->number = pattern.number(school.nextNumber, today, student);
            return layoutObstacle(templates, *card);
        };
        Readiness result;
        for (storage::StudentRow& row : m_office.replica().students().list(filter).value()) {
            const std::string label = labelOf(row.student);
            std::optional<Error> error;
            if (row.student.needsNoCard) {
                error = Error{ErrorCode::cardNotNeeded, "needs no card", {{"student", label}}};
            } else if (row.card) {
                error = Error{ErrorCode::cardAlreadyIssued,
                              "has a valid card",
                              {{"student", label}, {"number", row.cardNumber}}};
            } else {
                const bool simple = row.photoStatus != PhotoStatus::accepted &&
                                    row.photoStatus != PhotoStatus::changeRequested;
                const PhotoFile file = simple ? PhotoFile{row.student.id, NoPhoto{}, 0, {}}
                                              : m_office.replica().photos().file(row.student.id).value();
                if (row.photoStatus == PhotoStatus::deletionRequested)
                    error = Error{ErrorCode::deletionRequestOpen, "deletion", {{"student", label}}};
                else
                    error = photoObstacle(file, label);
                if (!error)
                    error = cardObstacle(row.student, *file.accepted());
            }
            if (error)
                result.refused.push_back({row.student.id, label, std::move(*error)});
            else
                result.ready.push_back(std::move(row));
        }
        return result;
    });
}

Result<Date> CardService::checkedDate(const IssueDate& date) {
    return guarded([&] {
        IssueDateFacts facts;
        facts.today = m_office.clock().today();
        facts.lastEntry = lastEntryDay(m_office);
        facts.lastCard = m_office.replica().cards().lastIssueDate().value();
        if (auto fault = date.given ? std::nullopt : clockFault(facts))
            throw Exception(std::move(*fault));
        const Date day = date.given.value_or(facts.today);
        if (auto fault = issueDateFault(day, facts, date.earlierConfirmed))
            throw Exception(std::move(*fault));
        return day;
    });
}

Result<CardService::Issued> CardService::issue(const std::vector<StudentId>& students, const IssueDate& date,
                                               Progress* progress) {
    return guarded([&] {
        CardIssuer issuer(m_office, checkedDate(date).value());
        for (const StudentId& student : students)
            issuer.add(student);
        return issuer.commit(progress);
    });
}

Result<cards::CardTemplate> CardService::templateFor(const StudentCard& card) {
    return CardTemplates(m_office).load(card.cardType);
}

Result<cards::CardContent> CardService::content(const StudentCard& card, const cards::CardTemplate& templ,
                                                int dpi) {
    auto picture =
        m_office.pictures().get(card.contents.photo, card.contents.crop, pictureOptions(templ, dpi));
    if (!picture)
        return Error(picture.error()).with("student", labelOf(card));
    cards::CardContent content = textsOf(card);
    content.photoJpeg = std::move(picture->bytes);
    content.photoWidthPx = picture->width;
    content.photoHeightPx = picture->height;
    return content;
}

Result<cards::CardContent> CardService::preview(StudentId id) {
    return guarded([&] {
        const storage::StudentRow row = m_office.replica().students().get(id).value();
        if (row.card) {
            const StudentCard card = m_office.replica().cards().get(*row.card).value();
            if (card.contents.photo == BlobId{}) // entered from a list: nobody knows what stands on it
                throw Exception(Error{ErrorCode::cardAlreadyIssued,
                                      "issued before",
                                      {{"student", labelOf(card)}, {"number", card.number}}});
            return content(card, templateFor(card).value(), 300).value();
        }
        const School school = m_office.replica().school().value();
        const PhotoFile file = m_office.replica().photos().file(id).value();
        if (!file.accepted())
            throw Exception(
                Error{ErrorCode::photoNotAccepted, "no accepted photo", {{"student", labelOf(row.student)}}});
        StudentCard card = draftCard(row.student, school, *file.accepted(), m_office.clock().today()).value();
        card.number = NumberPattern::parse(school.numberPattern)
                          .value()
                          .number(school.nextNumber, card.issuedOn, row.student);
        return content(card, templateFor(card).value(), 300).value();
    });
}

} // namespace esek::app

#include "app/DuplicateService.h"

#include "app/CardIssuer.h"
#include "app/CardRules.h"
#include "app/EntryDay.h"
#include "base/Text.h"
#include "base/Translate.h"

#include <algorithm>

namespace esek::app {

using namespace domain;

DuplicateService::Ask DuplicateService::ask(const std::string& reason) {
    const std::string words = squeeze(reason);
    if (const auto code = duplicateReasonFromString(words))
        return {*code, {}, {}};
    return {DuplicateReason::other, words, {}};
}

std::string DuplicateService::reasonText(const DuplicateRequest& request) {
    if (request.reason == DuplicateReason::other)
        return request.note;
    return request.note.empty() ? label(request.reason) : label(request.reason) + ": " + request.note;
}

Result<int> DuplicateService::fee(DuplicateReason reason) {
    return guarded(
        [&] { return duplicateFee(m_office.replica().school().value(), reason, m_office.clock().today()); });
}

Result<StudentCard> DuplicateService::cardToReplace(const StudentId& student) {
    return guarded([&] {
        storage::CardFilter filter;
        filter.student = student;
        std::optional<StudentCard> last;
        for (StudentCard& card : m_office.replica().cards().list(filter).value()) {
            if (card.valid())
                return card;
            const auto request = m_office.replica().cardYear().request(card.id).value();
            if (card.state != CardState::spoiled && !(request && request->newCard))
                last = std::move(card);
        }
        if (last)
            return *last;
        const auto row = m_office.replica().students().get(student).value();
        throw Exception(
            Error{ErrorCode::unknownCard, "no card to replace", {{"number", labelOf(row.student)}}});
    });
}

Result<DuplicateRequest> DuplicateService::requestFor(const StudentCard& old, const Ask& ask, Date askedOn) {
    return guarded([&] {
        DuplicateRequest request;
        request.id = old.id;
        request.student = old.student;
        request.reason = ask.reason;
        request.note = squeeze(ask.note);
        if (request.reason == DuplicateReason::other && request.note.empty())
            throw Exception(
                Error{ErrorCode::valueRequired, "no reason", {{"field", tr("reason for the duplicate")}}});
        request.askedOn = askedOn;
        request.fee = duplicateFee(m_office.replica().school().value(), ask.reason, askedOn);
        if (request.fee > 0 && !squeeze(ask.payment).empty()) {
            request.payment = squeeze(ask.payment);
            request.paidOn = request.askedOn;
        }
        return request;
    });
}

void DuplicateService::change(const CardId& old, DuplicateChange change) {
    m_office.replica().commit(m_office.mutation(old.uuid, Change(std::move(change)))).value();
}

Result<void> DuplicateService::enter(const CardId& old, const Ask& ask) {
    return guarded([&] {
        const StudentCard card = m_office.replica().cards().get(old).value();
        change(old, AskDuplicate{requestFor(card, ask, entryDay(m_office).value()).value()});
    });
}

Result<CardService::Issued> DuplicateService::issue(const StudentId& student,
                                                    const CardService::IssueDate& date, const Ask& ask) {
    return guarded([&] {
        CardIssuer issuer(m_office, CardService(m_office).checkedDate(date).value());
        issuer.addDuplicate(student, ask);
        return issuer.commit(nullptr);
    });
}

Result<void> DuplicateService::notePayment(const CardId& old, const std::string& payment) {
    return guarded([&] { change(old, NotePayment{squeeze(payment), entryDay(m_office).value()}); });
}

Result<void> DuplicateService::withdraw(const CardId& old, const std::string& reason) {
    return guarded([&] { change(old, WithdrawDuplicate{squeeze(reason)}); });
}

Result<std::vector<DuplicateService::Row>> DuplicateService::list() {
    return guarded([&] {
        std::vector<Row> rows;
        for (DuplicateRequest& request : m_office.replica().cardYear().requests().value()) {
            Row row;
            const auto old = m_office.replica().cards().get(request.id);
            if (!old)
                continue; // a card of another office that was left out of the register here
            row.old = *old;
            if (request.newCard)
                if (const auto fresh = m_office.replica().cards().get(*request.newCard))
                    row.newNumber = fresh->number;
            row.request = std::move(request);
            rows.push_back(std::move(row));
        }
        std::ranges::stable_sort(rows, [](const Row& a, const Row& b) {
            return a.request.askedOn != b.request.askedOn ? a.request.askedOn > b.request.askedOn
                                                          : a.old.number > b.old.number;
        });
        return rows;
    });
}

} // namespace esek::app

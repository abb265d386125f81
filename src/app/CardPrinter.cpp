#include "app/CardPrinter.h"

#include "app/CardMarks.h"
#include "app/CardRules.h"
#include "app/CardTemplates.h"
#include "app/PrintBlanks.h"
#include "app/PrintPictures.h"
#include "app/PrintableCards.h"
#include "app/PrinterTrouble.h"
#include "base/Describe.h"
#include "base/Format.h"
#include "base/Log.h"
#include "base/Text.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "cards/CardsPdf.h"
#include "printing/PrintError.h"

#include <algorithm>
#include <cmath>

namespace esek::app {

using namespace domain;
using printing::DocumentState;
using printing::printError;

namespace {

constexpr std::chrono::milliseconds kBetweenLooks{100};
constexpr double kToleranceMm = 1; ///< drivers round the size of a card
constexpr int kLeastDpi = 300;
constexpr int kMostDpi = 600;
/// So many cards are in the queue at once. The printer draws the next one in while a card comes out, and a
/// jam leaves no more than these in doubt.
constexpr std::size_t kAhead = 2;
constexpr std::uint64_t kRecordLimit = 16 << 20; // bytes

bool isUnderWay(const PrintJob::Card& card) {
    return card.state == PrintJob::CardState::sending || card.state == PrintJob::CardState::sent;
}

std::string millimetres(double mm) {
    std::string text = fmt::format("{:.1f}", mm);
    std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

Error queueError(std::string reason) {
    return Error{
        ErrorCode::valueInvalid, "a queue", {{"field", tr("printer queue")}, {"reason", std::move(reason)}}};
}

Error notFinished(const PrintJob& job) {
    return printError("a print is unfinished",
                      fmt::format(fmt::runtime(tr("an earlier print has stopped after {} of {} cards; look "
                                                  "which card was the last good one and continue or "
                                                  "give up that print")),
                                  job.printed(), job.cards.size()));
}

Error stopped(const std::string& number, DocumentState state, const std::string& trouble) {
    const std::string why = state == DocumentState::cancelled ? tr("card {} was taken out of the queue")
                            : state == DocumentState::failed  ? tr("the print service gave up card {}")
                                                              : tr("the printer has stopped at card {}");
    std::string reason = fmt::format(fmt::runtime(why), number);
    if (!trouble.empty())
        reason += " (" + printerTroubleWords(trouble) + ")";
    return printError("a card did not come out", std::move(reason));
}

Error blankGone(const PrintJob::Card& card) {
    return printError("a blank was booked meanwhile",
                      format(fmt::runtime(tr("the blank {} of card {} was booked otherwise meanwhile; look "
                                             "at the number on the card")),
                             card.blank, card.number));
}

} // namespace

std::filesystem::path CardPrinter::recordFile() const {
    return m_office.dir() / "print-job.json";
}

Result<std::optional<PrintJob>> CardPrinter::job() {
    return guarded([&]() -> std::optional<PrintJob> {
        const auto bytes = platform::readFile(recordFile(), kRecordLimit);
        if (!bytes && bytes.error().code == ErrorCode::fileNotFound)
            return std::nullopt;
        const auto& text = bytes.value();
        return printJobFromJson(parseJson({reinterpret_cast<const char*>(text.data()), text.size()}).value())
            .value();
    });
}

std::filesystem::path CardPrinter::pageFile(const StudentCard& card) const {
    return m_office.pictures().fileOf(card.contents.photo, "card.pdf");
}

std::string CardPrinter::stopWords(const Error& error) {
    return error.code == ErrorCode::checkFailed
               ? fmt::format(fmt::runtime(tr("The print has stopped: {}.")), error.value("reason"))
               : describe(error);
}

void CardPrinter::save(const PrintJob& job) {
    platform::writeFileAtomically(recordFile(), dumpJson(toJson(job))).value();
}

PrintJob CardPrinter::unfinished() {
    auto last = job().value();
    if (!last || last->ended)
        throw Exception(ErrorCode::nothingToDo, "no print is unfinished");
    return std::move(*last);
}

Result<printing::QueueFacts> CardPrinter::checkedQueue(const std::string& name,
                                                       const cards::CardTemplate& card) {
    return guarded([&] {
        printing::QueueFacts queue = m_spooler->queue(name).value();
        const auto close = [](double a, double b) { return std::abs(a - b) <= kToleranceMm; };
        const bool asItIs =
            close(queue.pageWidthMm, card.widthMm()) && close(queue.pageHeightMm, card.heightMm());
        const bool turned =
            close(queue.pageWidthMm, card.heightMm()) && close(queue.pageHeightMm, card.widthMm());
        if (queue.pageWidthMm == 0 || queue.pageHeightMm == 0)
            throw Exception(queueError(fmt::format(
                fmt::runtime(tr("the queue “{}” does not say the size of its page; choose the size of a "
                                "card (CR-80, 85,6 × 54 mm) in its settings")),
                name)));
        if (!asItIs && !turned)
            throw Exception(queueError(fmt::format(
                fmt::runtime(
                    tr("the page of the queue “{}” is {} × {} mm and a card is {} × {} mm; choose the size "
                       "of a card (CR-80) in the settings of the queue")),
                name, millimetres(queue.pageWidthMm), millimetres(queue.pageHeightMm),
                millimetres(card.widthMm()), millimetres(card.heightMm()))));
        return queue;
    });
}

Result<void> CardPrinter::suits(const std::string& queue, const CardId& id) {
    return guarded([&] {
        const std::string type = m_office.replica().cards().get(id).value().cardType;
        checkedQueue(queue, CardTemplates(m_office).load(type).value()).value();
    });
}

Result<CardPrinter::Outcome> CardPrinter::print(const std::vector<CardId>& ids, const Options& options,
                                                const PrintControl& control) {
    return guarded([&] {
        const auto lock = platform::FileLock::acquire(m_office.dir() / "print.lock").value();
        if (const auto last = job().value(); last && !last->ended)
            throw Exception(notFinished(*last));
        PrintableCards printable = printableCards(m_office, ids);
        if (printable.cards.empty())
            return Outcome{0, 0, std::move(printable.refused), std::nullopt};
        if (options.templateName.empty())
            requireOneType(printable.cards);
        const std::string& type = printable.cards.front().cardType;
        const auto card =
            CardTemplates(m_office).load(options.templateName.empty() ? type : options.templateName).value();
        const printing::QueueFacts queue = checkedQueue(options.queue, card).value();
        if (!options.firstBlank.empty())
            for (auto& refusal : PrintBlanks(m_office).refuseBooked(printable.cards))
                printable.refused.push_back(std::move(refusal));
        if (printable.cards.empty())
            return Outcome{0, 0, std::move(printable.refused), std::nullopt};
        sortForPrint(m_office, printable.cards, options.order);
        PrintJob job;
        job.queue = options.queue;
        job.templateName = options.templateName;
        job.offset = options.offset;
        job.dpi = options.dpi > 0 ? options.dpi : std::clamp(queue.dpi, kLeastDpi, kMostDpi);
        for (const StudentCard& printed : printable.cards)
            job.cards.push_back({printed.id, printed.number});
        if (!options.firstBlank.empty())
            PrintBlanks(m_office).plan(job, 0, options.firstBlank);
        save(job);
        Outcome outcome = run(job, control);
        outcome.refused = std::move(printable.refused);
        return outcome;
    });
}

Result<CardPrinter::Outcome> CardPrinter::goOn(std::size_t lastGood, const PrintControl& control,
                                               const std::string& nextBlank) {
    return guarded([&] {
        const auto lock = platform::FileLock::acquire(m_office.dir() / "print.lock").value();
        PrintJob job = unfinished();
        settle(job, lastGood, nextBlank);
        if (lastGood < job.cards.size() && job.keepsBlanks()) {
            PrintBlanks blanks(m_office);
            blanks.plan(job, lastGood,
                        nextBlank.empty() ? blanks.nextInStock(job.cards[lastGood].blank) : nextBlank);
            save(job);
        }
        return run(job, control);
    });
}

Result<void> CardPrinter::giveUp(std::size_t lastGood, const std::string& nextBlank) {
    return guarded([&] {
        const auto lock = platform::FileLock::acquire(m_office.dir() / "print.lock").value();
        PrintJob job = unfinished();
        settle(job, lastGood, nextBlank);
        job.ended = true;
        save(job);
    });
}

Result<CardPrinter::Outcome> CardPrinter::reprint(const std::vector<std::size_t>& positions,
                                                  const std::string& reason, const PrintControl& control,
                                                  const std::string& nextBlank) {
    return guarded([&] {
        const auto last = job().value();
        if (!last)
            throw Exception(ErrorCode::nothingToDo, "nothing was printed here");
        if (!last->ended)
            throw Exception(notFinished(*last));
        std::vector<CardId> spoiled;
        PrintJob again;
        for (const std::size_t position : positions) {
            if (position < 1 || position > last->cards.size())
                throw Exception(Error{ErrorCode::wrongUsage,
                                      "position",
                                      {{"reason", tr("there is no such card in the last print")}}});
            spoiled.push_back(last->cards[position - 1].id);
            again.cards.push_back(last->cards[position - 1]);
        }
        if (squeeze(reason).empty())
            throw Exception(Error{ErrorCode::valueRequired, "no reason", {{"field", tr("reason")}}});
        PrintBlanks blanks(m_office);
        Options options;
        if (!nextBlank.empty() || last->keepsBlanks()) {
            options.firstBlank = nextBlank.empty() ? blanks.nextInStock(last->cards.back().blank) : nextBlank;
            blanks.plan(again, 0, options.firstBlank); // what it refuses is refused before a card is marked
        }
        // Before the first blank is booked: one that a pupil has by now would be booked as spoiled.
        if (const auto objection = CardMarks(m_office).objection(spoiled, CardState::spoiled, reason).value())
            throw Exception(*objection);
        for (const CardId& card : spoiled)
            blanks.spoil(card, reason);
        const auto marked = CardMarks(m_office).mark(spoiled, CardState::spoiled, reason).value();
        if (!marked.refused.empty())
            throw Exception(marked.refused.front().error);
        options.queue = last->queue;
        options.order = Order::issue; // that of the print before
        options.templateName = last->templateName;
        options.offset = last->offset;
        options.dpi = last->dpi;
        return print(spoiled, options, control).value();
    });
}

/// What a person says after looking at the cards, against what the record and the register say.
void CardPrinter::settle(PrintJob& job, std::size_t lastGood, const std::string& nextBlank) {
    if (lastGood > job.cards.size())
        throw Exception(Error{
            ErrorCode::wrongUsage, "position", {{"reason", tr("there is no such card in the last print")}}});
    takeBack(job);
    std::vector<CardId> good, bad;
    for (std::size_t i = 0; i < job.cards.size(); ++i) {
        const PrintJob::Card& card = job.cards[i];
        const bool taken = card.state == PrintJob::CardState::printed;
        if (i < lastGood && !taken) // the others are marked, and may have been handed over since
            good.push_back(card.id);
        else if (i >= lastGood && taken)
            bad.push_back(card.id);
    }
    CardMarks marks(m_office);
    const auto mark = [&](const std::vector<CardId>& cards, CardState state, const std::string& reason) {
        const auto outcome = marks.mark(cards, state, reason).value();
        if (!outcome.refused.empty())
            throw Exception(outcome.refused.front().error);
    };
    const std::string reason = tr("did not come out well when the printer stopped");
    // Before the first blank is booked.
    for (const auto& [cards, state] :
         {std::pair(good, CardState::printed), std::pair(bad, CardState::spoiled)})
        if (const auto objection = marks.objection(cards, state, reason).value())
            throw Exception(*objection);
    const PrintJob::Card* without = nullptr; // its blank was booked otherwise meanwhile
    if (job.keepsBlanks()) {
        PrintBlanks blanks(m_office);
        if (!nextBlank.empty() && lastGood < job.cards.size())
            blanks.spoilBetween(job.cards[lastGood].blank, nextBlank);
        for (std::size_t i = 0; i < job.cards.size(); ++i)
            if (i >= lastGood)
                blanks.spoil(job.cards[i].id, reason);
            else if (job.cards[i].state != PrintJob::CardState::printed && !blanks.use(job.cards[i]))
                without = &job.cards[i];
    }
    mark(good, CardState::printed, {});
    mark(bad, CardState::spoiled, reason);
    for (std::size_t i = 0; i < job.cards.size(); ++i)
        job.cards[i].state = i < lastGood ? PrintJob::CardState::printed : PrintJob::CardState::waiting;
    for (const PrintJob::Card& card : job.cards) // of a print that was cut off
        platform::removeFile(pageFile(m_office.replica().cards().get(card.id).value())).value();
    save(job);
    if (without)
        throw Exception(blankGone(*without));
}

/// Takes out of the queue what lies there: it would be printed a second time later.
void CardPrinter::takeBack(PrintJob& job) {
    for (const PrintJob::Card& card : job.cards)
        if (card.state == PrintJob::CardState::sent)
            m_spooler->cancel(job.queue, card.document).value();
}

void CardPrinter::send(PrintJob& job, PrintJob::Card& card, std::size_t position,
                       const cards::CardTemplate& templ) {
    // Looked at again before each card: a family may have asked for deletion since the print began.
    const PrintableCards printable = printableCards(m_office, {card.id});
    if (printable.cards.empty())
        throw Exception(printable.refused.front().error);
    cards::PdfOptions options;
    options.correction = layoutOf(job.offset);
    const StudentCard& shown = printable.cards.front();
    const auto content = CardService(m_office).content(shown, templ, job.dpi).value();
    const auto file = pageFile(shown);
    std::error_code ec; // what failed is said when the page is written
    std::filesystem::create_directories(file.parent_path(), ec);
    cards::writeCardsPdf(file, templ, cards::sourceFrom({content}), options).value();
    const auto pdf = platform::readFile(file).value();
    platform::removeFile(file).value();

    card.state = PrintJob::CardState::sending;
    save(job);
    card.document =
        m_spooler->send(job.queue, {fmt::format("{}/{}", position, job.cards.size()), pdf}).value();
    card.state = PrintJob::CardState::sent;
    save(job);
}

CardPrinter::Outcome CardPrinter::run(PrintJob& job, const PrintControl& control) {
    Outcome outcome;
    const auto first = m_office.replica().cards().get(job.cards.front().id).value();
    const auto templ =
        CardTemplates(m_office).load(job.templateName.empty() ? first.cardType : job.templateName).value();
    CardMarks marks(m_office);
    const auto step = [&] {
        std::size_t underWay = 0;
        for (PrintJob::Card& card : job.cards) {
            if (!isUnderWay(card))
                continue;
            const DocumentState state = m_spooler->state(job.queue, card.document).value();
            if (state == DocumentState::done) {
                const auto marked = marks.mark({card.id}, CardState::printed, {}).value();
                if (!marked.refused.empty())
                    throw Exception(marked.refused.front().error);
                const bool booked = card.blank.empty() || PrintBlanks(m_office).use(card);
                card.state = PrintJob::CardState::printed;
                save(job);
                if (const auto gone = m_spooler->cancel(job.queue, card.document); !gone)
                    log::warning("a printed page is left in the queue"); // the service has a term for it
                ++outcome.printed;
                control.report(job.printed(), job.cards.size());
                if (!booked)
                    throw Exception(blankGone(card));
                continue;
            }
            const printing::QueueFacts queue = m_spooler->queue(job.queue).value();
            if (state == DocumentState::cancelled || state == DocumentState::failed ||
                state == DocumentState::stopped || queue.paused)
                throw Exception(stopped(card.number, state, queue.trouble));
            ++underWay;
        }
        for (std::size_t i = 0; i < job.cards.size() && underWay < kAhead && !control.paused(); ++i) {
            if (job.cards[i].state != PrintJob::CardState::waiting)
                continue;
            send(job, job.cards[i], i + 1, templ);
            ++underWay;
        }
        return underWay > 0 || control.paused();
    };
    const auto done = guarded([&] {
        while (!control.stopped() && step())
            control.wait(kBetweenLooks);
    });
    if (!done)
        outcome.stopped = stopWords(done.error());
    else if (control.stopped() && job.printed() < job.cards.size())
        outcome.stopped = tr("The print was stopped.");
    if (outcome.stopped) {
        log::warning("a print of cards has stopped: " +
                     std::string(done ? "asked for" : name(done.error().code)));
        if (const auto back = guarded([&] { takeBack(job); }); !back)
            log::error("documents are left in the queue: " + back.error().message);
    } else {
        job.ended = true;
    }
    save(job);
    outcome.left = job.cards.size() - job.printed();
    return outcome;
}

} // namespace esek::app

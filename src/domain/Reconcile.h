#pragma once
#include "domain/Apply.h"

namespace esek::domain {

/// A mutation that was made on one state of a record meets the record as it is now: the rules of the sync
/// (sync/README.md). Content decides, never clocks or versions. The server gives its verdict by them; an
/// office puts its pending mutations over what the server sent by the very same ones. Pure; any thread.
enum class Verdict {
    applied,  ///< `next` is the record now
    same,     ///< the same was decided already; nothing changes
    conflict, ///< another decision stands; `why` has category conflict
    rejected, ///< a rule forbids it, whatever others did; `why` tells
};
std::string_view toString(Verdict);
std::optional<Verdict> verdictFromString(std::string_view);

/// How a mutation came out against the record as it is now.
template <class T>
struct Reconciled {
    Verdict verdict = Verdict::rejected;
    std::optional<T> next; ///< of `applied`
    Error why;             ///< of `conflict` and `rejected`
};

/// `before` is what the sender saw. A decision holds while the pictures and requests that it was about are
/// still the same; a crop or a permission to print that came in between does not matter to it.
/// `mutation.expected` is not looked at.
Reconciled<PhotoOutcome> reconcile(const PhotoFile& now, const Mutation&, const PhotoState& before);

/// Fields that only one side changed are merged. Names, birth date, PESEL, document and register number are
/// one thing: two people's data must not be mixed into one record. `now` null: there is no such record;
/// `before` null: the sender adds it.
Reconciled<Student> reconcile(const Student* now, const Mutation&, const Student* before);
Reconciled<School> reconcile(const School* now, const Mutation&, const School* before);

/// The register only grows: a card that was issued is never refused here (its number is unique by leases).
Reconciled<StudentCard> reconcile(const StudentCard* now, const Mutation&, const StudentCard* before);

/// A batch is made once; made again, its number stays and the rest is taken.
Reconciled<CardBatch> reconcile(const CardBatch* now, const Mutation&, const CardBatch* before);

/// Two offices that did the same thing to a card or a blank while apart agree; where they did different
/// things, the first stands and the second is a conflict.
Reconciled<ValidityMarks> reconcile(const ValidityMarks* now, const Mutation&, const ValidityMarks* before);
Reconciled<DuplicateRequest> reconcile(const DuplicateRequest* now, const Mutation&,
                                       const DuplicateRequest* before);
Reconciled<BlankDelivery> reconcile(const BlankDelivery* now, const Mutation&, const BlankDelivery* before);
Reconciled<Blank> reconcile(const Blank* now, const Mutation&, const Blank* before);

/// "Mine after all": the changes that bring a refused mutation about on the record as it is now. Errors:
/// nothingToDo when it cannot come about any more (the photo is gone, the card is at another state).
Result<std::vector<Change>> redo(const PhotoFile& now, const Mutation& mine, const PhotoState& before);
Result<std::vector<Change>> redo(const Student* now, const Mutation& mine, const Student* before);
Result<std::vector<Change>> redo(const School* now, const Mutation& mine, const School* before);
Result<std::vector<Change>> redo(const StudentCard* now, const Mutation& mine, const StudentCard* before);
Result<std::vector<Change>> redo(const CardBatch* now, const Mutation& mine, const CardBatch* before);
Result<std::vector<Change>> redo(const ValidityMarks* now, const Mutation& mine, const ValidityMarks* before);
Result<std::vector<Change>> redo(const DuplicateRequest* now, const Mutation& mine,
                                 const DuplicateRequest* before);
Result<std::vector<Change>> redo(const BlankDelivery* now, const Mutation& mine, const BlankDelivery* before);
Result<std::vector<Change>> redo(const Blank* now, const Mutation& mine, const Blank* before);

} // namespace esek::domain

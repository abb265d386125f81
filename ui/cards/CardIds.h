#pragma once
#include "ui/Ids.h"

namespace esek::ui::id {

/// Further commands of the view of the cards; frozen like those of Ids.h, from 6548 on.
enum : int {
    batchHandover = 6548,
    batchHandoverSelected = 6549,
    issueCancel = 6550,
    // Znaki ważności.
    marksYear = 6560,
    marksClass = 6561,
    marksWithout = 6562,
    marksList = 6563,
    marksAll = 6564,
    marksChosen = 6565,
    marksTakeBack = 6566,
    // Duplikaty.
    duplicatesList = 6570,
    duplicatePay = 6571,
    duplicateIssueOpen = 6572,
    duplicateWithdraw = 6573,
    duplicateFind = 6574,
    duplicateCard = 6575,
    duplicateReason = 6576,
    duplicateNote = 6577,
    duplicatePayment = 6578,
    duplicateIssue = 6579,
    duplicateRequestOnly = 6580,
    // Blankiety.
    blanksList = 6585,
    blanksFirst = 6586,
    blanksLast = 6587,
    blanksType = 6588,
    blanksDate = 6589,
    blanksDocument = 6590,
    blanksReceive = 6591,
    blanksSpoiled = 6592,
    blanksReturned = 6593,
    blanksDestroy = 6594,
    blanksVoid = 6595,
    batchBlanks = 6596, ///< the chosen cards of a batch: which blanks they go on
    // Drukowanie na drukarce kart.
    batchDirect = 6650,
    batchDirectSelected = 6651,
    printQueue = 6652,
    printOrder = 6653,
    printFirstBlank = 6654,
    printStart = 6655,
    printPause = 6656,
    printStop = 6657,
    printLastGood = 6658,
    printQuestionBlank = 6659,
    printGoOn = 6660,
    printGiveUp = 6661,
    printSpoiled = 6662,
    printReason = 6663,
    printEndedBlank = 6664,
    printAgain = 6665,
};

} // namespace esek::ui::id

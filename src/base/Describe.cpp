#include "base/Describe.h"

#include "base/Translate.h"

namespace esek {

const char* sentence(ErrorCode code) {
    switch (code) {
    case ErrorCode::wrongStatus:
        return ESEK_N_("This cannot be done while the photo has the status “{status}”. {hint}");
    case ErrorCode::versionChanged:
        return ESEK_N_("This was changed in the meantime. Look at what is there now, and decide anew.");
    case ErrorCode::reasonRequired:
        return ESEK_N_("A reason is needed. Choose one from the list: {choices}.");
    case ErrorCode::noteRequired:
        return ESEK_N_("The reason “other” needs a note. Write a sentence for the family.");
    case ErrorCode::roleNotAllowed:
        return ESEK_N_("This computer may only read (headteacher). Ask the school office for the change.");
    case ErrorCode::decideFamilyRequestFirst:
        return ESEK_N_("The family's request is open for this pupil. Decide on it first.");
    case ErrorCode::nothingToWithdraw:
        return ESEK_N_("There is no open request to withdraw.");
    case ErrorCode::nothingToUndo:
        return ESEK_N_("There is no decision to take back.");
    case ErrorCode::decisionAlreadySent:
        return ESEK_N_(
            "This decision has already left the office or cannot be taken back. Make a new decision "
            "instead.");
    case ErrorCode::photoTooSmallToPrint:
        return ESEK_N_("The photo is too small to print: {width} x {height} pixels, at least {minWidth} x "
                       "{minHeight} are needed. Ask for a larger one.");
    case ErrorCode::photoNotAccepted:
        return ESEK_N_("{student}: no accepted photo. Accept a photo first.");
    case ErrorCode::deletionRequestOpen:
        return ESEK_N_("{student}: a request to delete the photo is open. Decide on it first.");
    case ErrorCode::changeRequestOpen:
        return ESEK_N_(
            "{student}: a request to change the photo is open. Decide on it, or allow printing with the "
            "present photo.");
    case ErrorCode::cardAlreadyIssued:
        return ESEK_N_(
            "{student}: a valid card has already been issued (no. {number}). Issue a duplicate if it was "
            "lost.");
    case ErrorCode::cardNotNeeded:
        return ESEK_N_("{student}: marked as not needing a card.");
    case ErrorCode::cardDataMissing:
        return ESEK_N_("{student}: data for the card are missing: {field}. Fill them in first.");
    case ErrorCode::cardWrongState:
        return ESEK_N_("Card {number} cannot be marked so: it is {state}.");
    case ErrorCode::cardLeftOut:
        return ESEK_N_("Card {number} was left out, because it is {state}.");
    case ErrorCode::peselNeeded:
        return ESEK_N_(
            "{student}: left out of the list for SIO, because the pupil has no PESEL and the mobile card "
            "needs one.");
    case ErrorCode::cardNumberTaken:
        return ESEK_N_(
            "The card number {number} is already in the register. Change the numbering pattern or the "
            "next number in the settings.");
    case ErrorCode::issueDateInvalid:
        return ESEK_N_("The date of issue {date} is not possible: {reason}. Give another date.");
    case ErrorCode::issueDateEarlier:
        return ESEK_N_(
            "The last card in the register has the date {last}, and the new one would have the earlier "
            "date {date}. Confirm the earlier date or give another one.");
    case ErrorCode::clockSetBack:
        return ESEK_N_("The clock of this computer says {today}, but the last entry of this school is of "
                       "{last}. Set the clock or give the date.");
    case ErrorCode::photoReplaced:
        return ESEK_N_(
            "{student}: another photo was accepted after this card was issued. Mark the card invalid and "
            "issue a new one.");
    case ErrorCode::photoErased:
        return ESEK_N_(
            "{student}: the photo of this card has been erased at the family's request. The card cannot be "
            "printed.");
    case ErrorCode::textDoesNotFit:
        return ESEK_N_("{student}: the text “{text}” does not fit in the field “{field}” even at {size} pt. "
                       "Check that it "
                       "is written as in the document; if it is, the program cannot print this card.");
    case ErrorCode::glyphMissing:
        return ESEK_N_(
            "{student}: the font of the card has no character “{text}” (field “{field}”). Correct the data.");
    case ErrorCode::studentExists:
        return ESEK_N_("This pupil is already in the register.");
    case ErrorCode::peselTaken:
        return ESEK_N_("Another pupil already has this PESEL. Check both pupils.");
    case ErrorCode::registerNumberTaken:
        return ESEK_N_("The register number {number} already belongs to another pupil.");
    case ErrorCode::valueRequired:
        return ESEK_N_("The value “{field}” is missing. Fill it in.");
    case ErrorCode::valueInvalid:
        return ESEK_N_("The value “{field}” is not right: {reason}. Correct it.");
    case ErrorCode::nothingToDo:
        return ESEK_N_("There is nothing to do: no pupil meets the conditions.");
    case ErrorCode::checkFailed:
        return ESEK_N_("The check did not pass: {reason}.");
    case ErrorCode::cancelled:
        return ESEK_N_("Stopped. Nothing was changed.");
    case ErrorCode::wrongUsage:
        return ESEK_N_("Wrong use: {reason}. See --help.");
    case ErrorCode::unknownStudent:
        return ESEK_N_("No pupil with this register number, PESEL or id. Check it with “students list”.");
    case ErrorCode::ambiguousStudent:
        return ESEK_N_("More than one pupil matches. Give the register number or the id.");
    case ErrorCode::unknownCard:
        return ESEK_N_("No card with the number or id {number} in the register.");
    case ErrorCode::unknownBatch:
        return ESEK_N_("No batch {batch}. See the list of batches.");
    case ErrorCode::unknownTemplate:
        return ESEK_N_("No card template {template}. Available: {choices}.");
    case ErrorCode::unknownPreset:
        return ESEK_N_("No import preset {preset}. Available: {choices}.");
    case ErrorCode::unknownProfile:
        return ESEK_N_("No photo profile {profile}. Available: {choices}.");
    case ErrorCode::alreadyEnrolled:
        return ESEK_N_("This computer already works with the server {server}. Leave it in the settings "
                       "before you join another.");
    case ErrorCode::enrolCodeInvalid:
        return ESEK_N_("The code is not valid: mistyped, used already or expired. Ask the administrator of "
                       "the server for a new one.");
    case ErrorCode::numbersExhausted:
        return ESEK_N_("The card numbers that the server gave this computer are used up. Connect to the "
                       "network and synchronise; new numbers come by themselves.");
    case ErrorCode::idReused:
        return ESEK_N_("The server knows something else under this number. Make a backup and tell the "
                       "administrator of the server.");
    case ErrorCode::secondValidCard:
        return ESEK_N_(
            "{student} now has more than one valid card: {number} and {other}. Make all but one of "
            "them invalid.");
    case ErrorCode::batchRenumbered:
        return ESEK_N_("The batch {number} is now called {other}: another computer had used its number.");
    case ErrorCode::markExists:
        return ESEK_N_("{student}: the card already has the mark valid until {until} (place {place}).");
    case ErrorCode::markPlaceTaken:
        return ESEK_N_("{student}: place {place} already holds the mark valid until {until}. Give another "
                       "place.");
    case ErrorCode::markPlacesFull:
        return ESEK_N_("{student}: all {count} places for marks are taken. The card needs an exchange, free "
                       "of charge: ask for a new one with the reason “no place left for marks”.");
    case ErrorCode::duplicateExists:
        return ESEK_N_("{student}: a duplicate of this card was already asked for on {date}. See the list of "
                       "duplicates.");
    case ErrorCode::requestClosed:
        return ESEK_N_("{student}: this request for a duplicate is closed: {state}.");
    case ErrorCode::blankOutOfRange:
        return ESEK_N_(
            "Blank {blank} is not in the delivery {range}. Check the number that is printed on the "
            "blank.");
    case ErrorCode::blankTaken:
        return ESEK_N_("Blank {blank} cannot be booked as {wanted}: it is {state}. Check the number that is "
                       "printed on the blank.");
    case ErrorCode::blankTypeDiffers:
        return ESEK_N_(
            "Blank {blank} is for cards {type}, and the card is {wanted}. Put other blanks into the "
            "printer.");
    case ErrorCode::blanksMissing:
        return ESEK_N_("Too few blanks for cards {type} from number {blank} on: needed: {needed}, in stock "
                       "there: {count}. Enter the delivery, or give another first number.");
    case ErrorCode::deliveryOverlaps:
        return ESEK_N_("The blanks {range} overlap with the delivery {other}. Check the numbers on the "
                       "package, and take one of the two deliveries back.");
    case ErrorCode::deliveryInUse:
        return ESEK_N_("The delivery {range} cannot be taken back: blanks of it have been booked already.");
    case ErrorCode::unknownRequest:
        return ESEK_N_("There is no request for a duplicate of the card {number}.");
    case ErrorCode::unknownDelivery:
        return ESEK_N_("No delivery with the blank {blank}. Enter the delivery of blanks first.");
    case ErrorCode::schoolHasData:
        return ESEK_N_("The school has data on the server already, and this folder has pupils of its own. "
                       "Join with an empty folder: everything will be fetched from the server.");
    case ErrorCode::notEnrolled:
        return ESEK_N_("This computer does not work with a server yet. Join with “enroll --server ADDRESS "
                       "--code-file FILE”.");
    case ErrorCode::unknownConflict:
        return ESEK_N_("No open conflict {id}. See “conflicts list”.");
    case ErrorCode::unknownSchool:
        return ESEK_N_("No school {school} on this server. See “school list”.");
    case ErrorCode::unknownDevice:
        return ESEK_N_("No device {device} on this server. See “device list”.");
    case ErrorCode::schoolExists:
        return ESEK_N_("The school {school} is on this server already.");
    case ErrorCode::serverUnauthorized:
        return ESEK_N_("The server no longer admits this computer. Ask the administrator of the server for a "
                       "new code and join again; nothing that waits here is lost.");
    case ErrorCode::serverNotTrusted:
        return ESEK_N_("The server {server} cannot be trusted, so nothing was sent to it: {reason}. "
                       "Its certificate: {certificate}. Ask the administrator of the server; nothing that "
                       "waits here is lost.");
    case ErrorCode::serverProtocol:
        return ESEK_N_("The server speaks another version ({server}) than this program ({program}). Update "
                       "the older of the two; nothing that waits here is lost.");
    case ErrorCode::serverBusy:
        return ESEK_N_("The server is busy. It will be tried again in {seconds} s.");
    case ErrorCode::changesGone:
        return ESEK_N_(
            "The server no longer has all changes since the last time. Everything will be fetched anew.");
    case ErrorCode::decidedElsewhere:
        return ESEK_N_("Somebody else has decided on this photo in the meantime. Both decisions are in the "
                       "view Synchronisation.");
    case ErrorCode::changedElsewhere:
        return ESEK_N_("Somebody else has changed the same data in the meantime. Both versions are in the "
                       "view Synchronisation.");
    case ErrorCode::removalNeedsConsent:
        return ESEK_N_(
            "The server does not know {count} of {total} records that are here. Perhaps it was restored from "
            "a backup, perhaps somebody removed them there on purpose: ask the other offices and the "
            "administrator of the server. Then send them again, or remove them here too. Nothing has been "
            "changed yet.");
    case ErrorCode::changesNeedConsent:
        return ESEK_N_(
            "The server wants very much at once: to erase photos (number: {photos}) and to rename "
            "pupils, change their identity data or guardians or mark them as left (number: "
            "{pupils}). None of this has been done here. If it is right, synchronise with the consent to it; "
            "otherwise make a backup now and ask the administrator of the server.");
    case ErrorCode::noReplica:
        return ESEK_N_(
            "There is no school in the folder {folder}. Make one with “init” or choose another folder.");
    case ErrorCode::replicaExists:
        return ESEK_N_("There already is a school in the folder {folder}. Choose an empty folder.");
    case ErrorCode::fileNotFound:
        return ESEK_N_("The file {file} does not exist. Check the name and the folder.");
    case ErrorCode::fileUnreadable:
        return ESEK_N_(
            "The file {file} cannot be read. Check whether another program has it open and whether you "
            "may read it.");
    case ErrorCode::fileEmpty:
        return ESEK_N_("The file {file} is empty. Get it again from its source.");
    case ErrorCode::fileTooLarge:
        return ESEK_N_("The file {file} is too large: {size} MB, at most {limit} MB are read.");
    case ErrorCode::fileKindUnknown:
        return ESEK_N_("The file {file} is not of a supported kind. {hint}");
    case ErrorCode::fileCorrupt:
        return ESEK_N_("The file {file} is damaged and cannot be read. Get it again from its source.");
    case ErrorCode::fileTruncated:
        return ESEK_N_("The file {file} is not complete (its end is missing). Get it again from its source.");
    case ErrorCode::fileDoubtful:
        return ESEK_N_(
            "The data of the photo {file} do not end where they should, so a part of it may be "
            "damaged. Open it in a picture viewer: when it looks whole, save it as a new JPEG and use "
            "that file.");
    case ErrorCode::decodingStopped:
        return ESEK_N_(
            "Reading the photo {file} was stopped: it is damaged, or it takes more time or memory than "
            "any photo needs. Open it in a picture viewer, save it as a new JPEG and use that file.");
    case ErrorCode::programMissing:
        return ESEK_N_("A part of the program is missing on this computer: {program}. Install e-Sekretariat "
                       "again.");
    case ErrorCode::imageTooLarge:
        return ESEK_N_(
            "The picture {file} is too large: {width} x {height} pixels. At most {limit} megapixels are "
            "read; make it smaller.");
    case ErrorCode::imageTooSmall:
        return ESEK_N_("The picture {file} is too small: {width} x {height} pixels, at least {minWidth} x "
                       "{minHeight} are needed.");
    case ErrorCode::fileEncrypted:
        return ESEK_N_(
            "The file {file} is protected with a password. Save it without a password and try again.");
    case ErrorCode::textEncoding:
        return ESEK_N_(
            "The letters in the file {file} cannot be read as UTF-8, Windows-1250 or ISO-8859-2. Save it "
            "as UTF-8.");
    case ErrorCode::quoteNotClosed:
        return ESEK_N_(
            "The file {file}: a quotation mark opened in line {line} is never closed. Correct the line and "
            "try again.");
    case ErrorCode::columnMissing:
        return ESEK_N_(
            "The file {file} has no column for: {field}. Name the column or choose another preset.");
    case ErrorCode::columnsUnclear:
        return ESEK_N_(
            "The columns {columns} of the file {file} may all hold this: {field}. Choose the one with "
            "the pupils' own data.");
    case ErrorCode::listTooLong:
        return ESEK_N_("The file {file} has more rows or cells than a list of pupils. Copy the rows of the "
                       "pupils into a new sheet, save it as XLSX and try again.");
    case ErrorCode::listWithoutPupils:
        return ESEK_N_(
            "The file {file} has headings but no pupils below them. Choose another file or sheet.");
    case ErrorCode::sheetMissing:
        return ESEK_N_("The file {file} has no sheet “{sheet}”. Its sheets are: {choices}.");
    case ErrorCode::jsonInvalid:
        return ESEK_N_("The file {file} is not valid JSON. Correct it and try again.");
    case ErrorCode::templateInvalid:
        return ESEK_N_("The card template {template} is not right: {reason}.");
    case ErrorCode::folderNotWritable:
        return ESEK_N_(
            "Cannot write to the folder {folder}. Check the rights and whether the disk is read-only.");
    case ErrorCode::folderOpenToOthers:
        return ESEK_N_(
            "Other users of this computer may read the pupils' data in the folder {folder}, and the "
            "program cannot change that. Ask the person who looks after the computer to give access "
            "to this folder to your account only.");
    case ErrorCode::diskFull:
        return ESEK_N_("The disk is full. Nothing was lost; free some space and try again.");
    case ErrorCode::writeFailed:
        return ESEK_N_("The file {file} could not be written. Check the disk and try again.");
    case ErrorCode::outputRefused:
        return ESEK_N_("The file {file} cannot be saved there: {reason}. Choose another place.");
    case ErrorCode::databaseCorrupt:
        return ESEK_N_("The school's database is damaged. Do not work on it; restore the latest backup.");
    case ErrorCode::databaseBusy:
        return ESEK_N_("Another program is writing to the school's database. Try again in a moment.");
    case ErrorCode::databaseFailed:
        return ESEK_N_("The school's database reported an error. Nothing was saved; try again.");
    case ErrorCode::databaseNotOpened:
        return ESEK_N_(
            "The file with the school's data ({file}) cannot be opened: you may not read it, or another "
            "program holds it (an antivirus, OneDrive). Check the rights to the file, close that program "
            "and try again.");
    case ErrorCode::schemaNewer:
        return ESEK_N_("This school's data were written by a newer version of the program. Install the newer "
                       "version.");
    case ErrorCode::auditChainBroken:
        return ESEK_N_("The history of decisions was changed from outside at entry {entry}. Tell the "
                       "administrator.");
    case ErrorCode::blobMissing:
        return ESEK_N_(
            "The file of a photo is missing from the store. Tell the administrator and run “verify”.");
    case ErrorCode::blobDamaged:
        return ESEK_N_("The file of a photo in the store is damaged. Restore it from a backup.");
    case ErrorCode::photoFileMissing:
        return ESEK_N_("{student}: the file of the photo is missing from the store. Import the same photo "
                       "again.");
    case ErrorCode::instanceRunning:
        return ESEK_N_("The program is already open on this school's data. Use the window that is open.");
    case ErrorCode::outOfMemory:
        return ESEK_N_("There is not enough memory for this. Close other programs and try again.");
    case ErrorCode::serverUnreachable:
        return ESEK_N_(
            "The server cannot be reached. You can go on working; the changes are kept and sent later.");
    case ErrorCode::serverRefused:
        return ESEK_N_("The server refused: {reason}.");
    case ErrorCode::conflictWaiting:
        return ESEK_N_("Another office decided on the same photo. Look at both decisions and choose.");
    case ErrorCode::internal:
        break;
    }
    return ESEK_N_("An internal error. Nothing was saved; please report it with the log file.");
}

std::string describe(const Error& error) {
    const bool tooMany = error.code == ErrorCode::serverBusy && error.value("limit") == "hour";
    const bool scanning = error.code == ErrorCode::checkFailed && error.value("about") == "scanning";
    const bool inUse = error.code == ErrorCode::writeFailed && error.value("about") == "inUse";
    const bool printing = error.code == ErrorCode::checkFailed && error.value("about") == "printing";
    std::string text =
        tooMany    ? tr("This computer has sent very many changes within an hour. The server "
                           "takes the next ones in {minutes} min; nothing that waits is lost.")
        : inUse    ? tr("The file {file} is open in another program, for example a spreadsheet, a copying "
                           "service such as OneDrive, or an antivirus. Close it there and try again.")
        : printing ? tr("Cards cannot be printed now: {reason}.")
        : scanning ? tr("Nothing could be scanned: {reason}.")
                   : tr(sentence(error.code));
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto open = text.find('{', i);
        const auto close = open == std::string::npos ? open : text.find('}', open);
        if (close == std::string::npos) {
            out += text.substr(i);
            break;
        }
        out += text.substr(i, open - i);
        out += error.value(text.substr(open + 1, close - open - 1));
        i = close + 1;
    }
    // A placeholder without a value leaves a gap at the end or before a full stop.
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

} // namespace esek

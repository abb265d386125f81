#pragma once
#include <wx/defs.h>

/// Frozen: screen readers, scripts and tests find controls by these. Add at the end of a group, never
/// renumber.
namespace esek::ui::id {

enum : int {
    // Frame and menu.
    viewReview = 6001,
    viewStudents = 6002,
    viewCards = 6003,
    viewSettings = 6004,
    viewSync = 6005,
    importStudents = 6010,
    importPhotos = 6011,
    /// The frame hands wxEVT_MENU with these two and wxID_UNDO to the view in front.
    search = 6012,
    reload = 6013,
    schoolOpen = 6014,
    schoolNew = 6015,
    schoolRestore = 6016,
    schoolRecentFirst = 6020, ///< + place among the recent schools
    stepPupils = 6030,
    stepPhotos = 6031,
    stepCards = 6032,
    demoNew = 6033,
    demoOther = 6034,
    viewJournal = 6035,
    operatorName = 6036,
    operatorWorkstation = 6037,
    operatorSave = 6038,
    keys = 6039, ///< the list of keys
    journalSearch = 6040,
    journalList = 6041,
    familyLogins = 6042,
    noticeAction = 6050, ///< 6050 and 6051: what a message offers to do next

    // Zdjęcia: 6100-6299.
    reviewFirst = 6100,

    // Uczniowie.
    studentsSearch = 6300,
    studentsClass = 6301,
    studentsList = 6302,
    studentsEdit = 6303,
    studentsAdd = 6304,
    studentsAddPhoto = 6305,
    studentsDeletePhoto = 6306,
    studentsNoCard = 6307,
    studentsSave = 6308,
    studentsCancel = 6309,
    formSurname = 6320,
    formGivenNames = 6321,
    formClass = 6322,
    formRegister = 6323,
    formBirth = 6324,
    formPesel = 6325,
    formDocKind = 6326,
    formDocNumber = 6327,
    formCardType = 6328,
    formNoCard = 6329,
    formLeft = 6330,
    formException = 6331, ///< 6331 + kind, 0-2: the reason

    // Import.
    importChoose = 6400,
    importChooseFolder = 6401,
    importPreset = 6402,
    importGo = 6403,
    importBack = 6404,
    importCancel = 6405,
    importIssues = 6406,
    importMatches = 6407,
    importFind = 6408,
    importCandidates = 6409,
    importAssign = 6410,
    importAccepted = 6411,
    importUseThis = 6412,
    importLeaveOut = 6413,
    importTakeBack = 6414,
    importPreview = 6415,
    importSheets = 6430,
    importSaveRefused = 6431,
    importFirstColumn = 6450, ///< 6450 + column: its field

    // Legitymacje.
    cardsTabs = 6500,
    cardsClass = 6501,
    cardsSection = 6502,
    cardsPeople = 6503,
    cardsDate = 6504,
    cardsIssue = 6505,
    cardsIssueSelected = 6506,
    batchList = 6520,
    batchCards = 6521,
    batchPdf = 6522,
    batchSheet = 6523,
    batchSio = 6524,
    batchOffsetX = 6525,
    batchOffsetY = 6526,
    batchPrinted = 6527,
    batchSpoiled = 6528,
    batchHandedOver = 6529,
    batchCancel = 6530,
    batchReason = 6531,
    batchBackground = 6532,
    cardsFind = 6533,
    batchFind = 6534,
    batchPrintSelected = 6535,
    batchTestCard = 6536,
    batchFiles = 6537, ///< the button of the menu with the other files
    batchMore = 6538,  ///< the button of the menu with the rarer states
    batchSheetSelected = 6539,
    batchVendor = 6540,
    batchVendorSelected = 6541,
    batchSioSelected = 6542,
    batchLost = 6543,
    batchReturned = 6544,
    batchInvalid = 6545,
    batchDuplicate = 6546,
    batchCancelBatch = 6547,

    // Ustawienia.
    settingsSaveSchool = 6600,
    settingsName = 6601,
    settingsStreet = 6602,
    settingsPostcode = 6603,
    settingsCity = 6604,
    settingsRspo = 6605,
    settingsHead = 6606,
    settingsPattern = 6607,
    settingsNext = 6608,
    settingsCardType = 6609,
    settingsLanguage = 6610,
    settingsTextScale = 6611,
    settingsOffsetX = 6612,
    settingsOffsetY = 6613,
    settingsProfile = 6614,
    settingsFolder = 6615,
    settingsBackup = 6616,
    settingsVerify = 6617,
    settingsCancel = 6618,
    settingsOperator = 6619,
    settingsWorkstation = 6620,
    settingsTestCard = 6621,

    // Pierwsze uruchomienie.
    welcomeCreate = 6700,
    welcomeOpen = 6701,
    welcomeDemo = 6702,
    welcomeFolder = 6703,
    welcomeChooseFolder = 6704,
    welcomeJoin = 6705,
    welcomeRetry = 6706,
    welcomeRestore = 6707,
    welcomeNew = 6708,
    welcomeRecentFirst = 6710, ///< + place among the recent schools

    // Synchronizacja.
    syncNow = 6800,
    syncCure = 6801,
    syncLeave = 6802,
    syncList = 6803,
    syncMine = 6804,
    syncTheirs = 6805,
    syncPutAway = 6806,
    syncMinePhoto = 6807,
    syncTheirsPhoto = 6808,
    joinAddress = 6810,
    joinCode = 6811,
    joinCertificate = 6812,
    joinChooseCertificate = 6813,
    joinGo = 6814,
    joinBack = 6815,
    joinCancel = 6816,
};

} // namespace esek::ui::id

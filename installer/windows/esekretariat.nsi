; The installer for Windows. package.sh makes it and says what is in it:
;   VERSION   of the program, as 1.2.3
;   FILES     folder with what is installed
;   LISTS     folder with delete.nsh, which names every installed file, so that nothing else is ever deleted
;   OUT       the installer that is made
;   SIGN      optional: a command that signs the uninstaller, which is made on the way
;
; Switches: /S asks nothing. /CurrentUser or /AllUsers says for whom, /D=C:\folder where (the last one, without quotes).
; The uninstaller also takes /DATA=delete: the pupils' data of this user are deleted too. Without it they stay.
; Exit codes: 0 done, 1 cancelled, 2 failed, 3 the program is open, 4 a newer version is installed.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
ManifestSupportedOS all
ManifestDPIAware true

!define NAME "e-Sekretariat"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define EXIT_OPEN 3
!define EXIT_NEWER 4

; A standard user installs for himself without being asked for a password; an administrator is asked for whom.
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${UNINSTALL_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh
!include x64.nsh

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "LegalCopyright" "EUPL 1.2"
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ABORTWARNING
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\esekretariat.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
; The first is the one for systems whose language is neither.
!insertmacro MUI_LANGUAGE "Polish"
!insertmacro MUI_LANGUAGE "English"

LangString PROGRAM ${LANG_POLISH} "Program"
LangString PROGRAM ${LANG_ENGLISH} "Program"
LangString DESKTOP_ICON ${LANG_POLISH} "Ikona na pulpicie"
LangString DESKTOP_ICON ${LANG_ENGLISH} "Icon on the desktop"
LangString DATA ${LANG_POLISH} "Dane uczniów (usunąć na zawsze)"
LangString DATA ${LANG_ENGLISH} "Pupils' data (delete for good)"
LangString ABOUT_PROGRAM ${LANG_POLISH} "Program, wiersz poleceń, pomoc."
LangString ABOUT_PROGRAM ${LANG_ENGLISH} "The program, its command line, its help."
LangString ABOUT_DESKTOP_ICON ${LANG_POLISH} "Skrót na pulpicie. Skrót w menu Start powstaje zawsze."
LangString ABOUT_DESKTOP_ICON ${LANG_ENGLISH} "A shortcut on the desktop. The one in the start menu is always made."
LangString ABOUT_UNPROGRAM ${LANG_POLISH} "Program i skróty. Dane uczniów zostają."
LangString ABOUT_UNPROGRAM ${LANG_ENGLISH} "The program and its shortcuts. The pupils' data stay."
LangString ABOUT_DATA ${LANG_POLISH} "Usuwa listy, zdjęcia i decyzje tego użytkownika, które leżą na tym komputerze. Czego nie ma na serwerze ani w kopii, tego nie da się odzyskać."
LangString ABOUT_DATA ${LANG_ENGLISH} "Deletes the lists, photos and decisions of this user that lie on this computer. What is neither on the server nor in a backup cannot be brought back."
LangString CLOSE_PROGRAM ${LANG_POLISH} "${NAME} jest otwarty. Zamknij jego okna i wybierz Ponów próbę."
LangString CLOSE_PROGRAM ${LANG_ENGLISH} "${NAME} is open. Close its windows, then choose Retry."
LangString NEWER_INSTALLED ${LANG_POLISH} "Zainstalowana jest nowsza wersja ($0). Starsza mogłaby nie odczytać danych, więc wersja ${VERSION} nie zostanie zainstalowana."
LangString NEWER_INSTALLED ${LANG_ENGLISH} "A newer version ($0) is installed. An older one might not read its data, so version ${VERSION} is not installed."
LangString ONLY_64 ${LANG_POLISH} "${NAME} wymaga 64-bitowego systemu Windows 10 lub nowszego."
LangString ONLY_64 ${LANG_ENGLISH} "${NAME} needs a 64-bit Windows 10 or a newer one."

; A program that runs cannot be opened for writing.
!macro REFUSE_WHILE_OPEN UN
Function ${UN}refuseWhileOpen
  again:
  IfFileExists "$INSTDIR\esekretariat.exe" 0 closed
  ClearErrors
  FileOpen $1 "$INSTDIR\esekretariat.exe" a
  IfErrors 0 writable
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(CLOSE_PROGRAM)" /SD IDCANCEL IDRETRY again
  SetErrorLevel ${EXIT_OPEN}
  Quit
  writable:
  FileClose $1
  closed:
FunctionEnd
!macroend
!insertmacro REFUSE_WHILE_OPEN ""
!insertmacro REFUSE_WHILE_OPEN "un."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(ONLY_64)" /SD IDOK
    Abort
  ${EndIf}
  SetRegView 64
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  Call un.chooseData
FunctionEnd

Section "$(PROGRAM)" SectionProgram
  SectionIn RO
  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_OK|MB_ICONSTOP "$(NEWER_INSTALLED)" /SD IDOK
      SetErrorLevel ${EXIT_NEWER}
      Quit
    ${EndIf}
  ${EndIf}
  Call refuseWhileOpen
  ; Files of the version before that this one no longer has: its uninstaller knows them. It is run where it lies and
  ; waited for, and it leaves the data alone.
  IfFileExists "$INSTDIR\uninstall.exe" 0 fresh
  ExecWait '"$INSTDIR\uninstall.exe" /S /$MultiUser.InstallMode _?=$INSTDIR' $1
  ${If} $1 == ${EXIT_OPEN}
    SetErrorLevel ${EXIT_OPEN}
    Quit
  ${EndIf}
  fresh:
  SetOverwrite on
  SetOutPath "$INSTDIR"
  File /r "${FILES}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\esekretariat.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\esekretariat.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" $0
SectionEnd

Section /o "$(DESKTOP_ICON)" SectionDesktopIcon
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\esekretariat.exe"
SectionEnd

Section "un.$(PROGRAM)" SectionUnprogram
  SectionIn RO
  Call un.refuseWhileOpen
  !include "${LISTS}\delete.nsh"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when nothing of somebody else lies in it
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
SectionEnd

Section /o "un.$(DATA)" SectionData
  SetShellVarContext current
  RMDir /r "$LOCALAPPDATA\${NAME}"
SectionEnd

Function un.chooseData
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DATA=" $1
  ${IfNot} ${Errors}
  ${AndIf} $1 == "delete"
    !insertmacro SelectSection ${SectionData}
  ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionProgram} "$(ABOUT_PROGRAM)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionDesktopIcon} "$(ABOUT_DESKTOP_ICON)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END
!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionUnprogram} "$(ABOUT_UNPROGRAM)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionData} "$(ABOUT_DATA)"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

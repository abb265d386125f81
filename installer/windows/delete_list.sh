#!/bin/bash
# The lines of the uninstaller that delete what lies in a folder, each file by its name, so that the folder of the program
# keeps what somebody else put there.
# Usage: delete_list.sh FOLDER
set -euo pipefail
cd "$1"
find . -type f | LC_ALL=C sort | sed 's#^\./##; s#/#\\#g; s#.*#Delete "$INSTDIR\\&"#'
find . -mindepth 1 -type d | LC_ALL=C sort -r | sed 's#^\./##; s#/#\\#g; s#.*#RMDir "$INSTDIR\\&"#'

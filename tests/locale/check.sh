#!/bin/bash
# Every sentence marked in src/ and ui/ has a Polish translation: no missing, no fuzzy, no broken catalogue.
# The same holds for the [[texts]] of the pages in resources/web, which also need a Ukrainian translation, as the
# texts of src/server/panel and src/server/mail do.
# Usage: check.sh ROOT [WORK-FOLDER]. Prints what is missing and ends with 1 when something is.
set -euo pipefail
root=$1
work=${2:-$(mktemp -d)}
mkdir -p "$work"
failed=0
cd "$root"

folders=()
for folder in src ui; do [ -d "$folder" ] && folders+=("$folder"); done
find "${folders[@]}" \( -name '*.cpp' -o -name '*.h' \) | LC_ALL=C sort >"$work/files"
# The pages as a source that xgettext reads.
pages=$PWD/$work/pages.cpp
[[ $work = /* ]] && pages=$work/pages.cpp
: >"$pages"
if [ -d resources/web ]; then
    cat resources/web/*.html | grep -o '\[\[[^]]*\]\]' | sed 's/\\/\\\\/g; s/"/\\"/g; s/^\[\[\(.*\)\]\]$/tr("\1");/' >"$pages" || true
fi
echo "$pages" >>"$work/files"
xgettext --language=C++ --from-code=UTF-8 --keyword --keyword=tr:1 --keyword=trn:1,2 --keyword=ESEK_N_:1 \
    --force-po --output="$work/all.pot" --files-from="$work/files"

shopt -s nullglob
for po in resources/locale/pl/*.po; do
    # msgfmt also asks for names of translators and dates, which a catalogue in the tree has no use for.
    msgfmt --check --output-file=/dev/null "$po" 2> >(grep -v 'missing in header' >&2) || failed=1
    if msgattrib --only-fuzzy --no-obsolete "$po" | grep -q '^msgid'; then
        echo "$po: fuzzy entries; look at them and remove the mark"
        failed=1
    fi
done

files=(resources/locale/pl/*.po)
if [ ${#files[@]} -eq 0 ]; then
    echo "resources/locale/pl: no catalogues"
    exit 1
fi
msgcat --no-wrap --use-first --output-file="$work/pl.po" "${files[@]}"
# Takes the translations that are there for today's texts; what is left untranslated is missing.
msgmerge --quiet --no-wrap --no-fuzzy-matching --output-file="$work/merged.po" "$work/pl.po" "$work/all.pot"
msgattrib --no-wrap --untranslated --no-obsolete "$work/merged.po" >"$work/missing.po"
if grep -q '^msgid' "$work/missing.po"; then
    # The header of the catalogue is the first entry and is not a text.
    echo "Without a Polish translation:"
    sed -n '/^#:/,$p' "$work/missing.po"
    failed=1
fi

if [ -d resources/locale/uk ]; then
    { grep -E '^src/server/(panel|mail)/' "$work/files" || true; echo "$pages"; } >"$work/panel_files"
    xgettext --language=C++ --from-code=UTF-8 --keyword --keyword=tr:1 --keyword=trn:1,2 --keyword=ESEK_N_:1 \
        --force-po --output="$work/panel.pot" --files-from="$work/panel_files"
    msgcat --force-po --no-wrap --use-first --output-file="$work/uk.po" resources/locale/uk/*.po
    msgmerge --quiet --no-wrap --no-fuzzy-matching --output-file="$work/uk_merged.po" "$work/uk.po" "$work/panel.pot"
    msgattrib --no-wrap --untranslated --no-obsolete "$work/uk_merged.po" >"$work/uk_missing.po"
    if grep -q '^msgid' "$work/uk_missing.po"; then
        echo "Without a Ukrainian translation:"
        sed -n '/^#:/,$p' "$work/uk_missing.po"
        failed=1
    fi
fi

# Our {placeholders} are what gettext calls python-brace-format: the translation must name the same ones.
{
    sed -n '1,/^$/p' "$work/pl.po"
    sed '1,/^$/d; /^#,/d; s/^msgid "/#, python-brace-format\n&/' "$work/pl.po"
} >"$work/braces.po"
if ! msgfmt --check-format --output-file=/dev/null "$work/braces.po" 2>"$work/braces.err"; then
    failed=1
    while IFS=: read -r _ line message; do
        [ -n "$line" ] && echo "placeholder:$message: $(sed -n "${line}p" "$work/braces.po")"
    done < <(grep '^[^:]*:[0-9]*:' "$work/braces.err")
fi

exit $failed

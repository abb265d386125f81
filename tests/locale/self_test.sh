#!/bin/bash
# check.sh must be able to fail: each kind of gap is made on a small tree and has to be found.
set -euo pipefail
check=$(cd "$(dirname "$0")" && pwd)/check.sh
work=$1
rm -rf "$work"
mkdir -p "$work/src/base" "$work/resources/locale/pl"
header='msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"MIME-Version: 1.0\n"
"Language: pl\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
'
po=$work/resources/locale/pl/base.po
source=$work/src/base/A.cpp

expect() { # 0|1 text-in-output description
    local code=0
    local out
    out=$("$check" "$work" "$work/out" 2>&1) || code=$?
    if [ "$code" != "$1" ] || ! grep -q -- "$2" <<<"$out"; then
        echo "FAILED: $3 (exit $code)"
        echo "$out"
        exit 1
    fi
}

printf '%s' 'auto a = tr("One sentence.") + trn("{n} photo", "{n} photos", n);' >"$source"
printf '%s\nmsgid "One sentence."\nmsgstr "Jedno zdanie."\n\nmsgid "{n} photo"\nmsgid_plural "{n} photos"\nmsgstr[0] "{n} zdjęcie"\nmsgstr[1] "{n} zdjęcia"\nmsgstr[2] "{n} zdjęć"\n' "$header" >"$po"
expect 0 '' 'a complete catalogue passes'

printf '%s' ' const char* b = ESEK_N_("A second one.");' >>"$source"
expect 1 'A second one.' 'a missing sentence is listed'

printf '\n#, fuzzy\nmsgid "A second one."\nmsgstr "Jakieś."\n' >>"$po"
expect 1 'fuzzy' 'a fuzzy entry is refused'

sed -i '/^#, fuzzy/d' "$po"
expect 0 '' 'the mark removed, it passes'

printf '\nmsgid "{n} of {total}"\nmsgstr "{n} z {totl}"\n' >>"$po"
expect 1 'for argument .total' 'a placeholder that the sentence does not have is refused'
sed -i 's/{totl}/{total}/' "$po"
expect 0 '' 'the same placeholders pass'

printf '\nmsgid "Broken"\nmsgstr "a\\qb"\n' >>"$po"
expect 1 'base.po' 'a broken catalogue is refused'

mkdir -p "$work/resources/web" "$work/resources/locale/uk"
sed -i '/^msgid "Broken"/,$d' "$po"
printf '<p>[[A text of a page.]]</p>\n' >"$work/resources/web/home.html"
printf '%s' "$header" | sed 's/Language: pl/Language: uk/' >"$work/resources/locale/uk/panel.po"
expect 1 'A text of a page.' 'a text of a page without Polish is listed'
printf '\nmsgid "A text of a page."\nmsgstr "Zdjęcie."\n' >>"$po"
expect 1 'Without a Ukrainian' 'a text of a page without Ukrainian is listed'
printf '\nmsgid "A text of a page."\nmsgstr "Текст."\n' >>"$work/resources/locale/uk/panel.po"
expect 0 '' 'a page with all its languages passes'
echo "check.sh finds every kind of gap"

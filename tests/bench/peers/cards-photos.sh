#!/bin/bash
# Makes N photos ready for a card (449 x 614 pixels: 19 x 26 mm at 600 dpi; quality 92) from portraits, over and over.
# usage: cards-photos.sh SOURCE_FOLDER TARGET_FOLDER N
set -euo pipefail
source=$1 target=$2 n=$3
mkdir -p "$target/once"
i=0
while IFS= read -r file; do
    out=$target/once/$(printf '%04d' $i).jpg
    [ -s "$out" ] || convert "$file[0]" -auto-orient -resize 449x614^ -gravity center -extent 449x614 -colorspace sRGB \
        -strip -type TrueColor -quality 92 "$out"
    i=$((i + 1))
done < <(find "$source" -type f \( -name '*.jpg' -o -name '*.jpeg' -o -name '*.png' \) | sort | head -n 120)
[ "$i" -gt 0 ] || { echo "no portraits in $source" >&2; exit 1; }
for ((k = 0; k < n; ++k)); do
    cp "$target/once/$(printf '%04d' $((k % i))).jpg" "$target/$(printf '%05d' $k).jpg"
done

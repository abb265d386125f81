#!/bin/bash
# Makes what is given to schools and cities, from one source: the Debian packages of the four parts, a list of what is in
# each (CycloneDX), and SHA256SUMS over all of it. The version is the one of CMakeLists.txt.
#
#   installer/release.sh            into build/release-artefacts
#   installer/release.sh --lint     and lintian and appstreamcli look at them; an error ends it
#
# ESEK_MAINTAINER is who gives them out: "Name <address>". ESEK_SIGN names a program that is called with each file before
# the sums are made, e.g. to sign it; without it nothing is signed. Asks nothing. Writes in build/ only.
set -euo pipefail
cd "$(dirname "$0")/.."
export CCACHE_DIR=${CCACHE_DIR:-$PWD/build/ccache}
lint=false
[ $# -eq 0 ] || { [ "$*" = --lint ] && lint=true; } || {
    echo "release: unknown option $*; the head of installer/release.sh names those that there are" >&2
    exit 2
}
# The day of the commit stands in the packages instead of the day of the build, so that two builds give equal bytes.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
out=build/release-artefacts

bash installer/setup.sh
echo "release: builds the programs (about 15 minutes the first time)"
cmake --preset package ${ESEK_MAINTAINER:+-DESEK_MAINTAINER="$ESEK_MAINTAINER"}
cmake --build --preset package
rm -rf "$out" build/package/packages
mkdir -p "$out"
(cd build/package && cpack -G DEB >packages.log) || { tail -n 5 build/package/packages.log >&2; exit 1; }
mv build/package/packages/*.deb "$out/"
for package in "$out"/*.deb; do
    python3 -B installer/linux/sbom.py "$package" >"${package%.deb}.cdx.json"
done
if [ -n "${ESEK_SIGN:-}" ]; then
    for file in "$out"/*; do "$ESEK_SIGN" "$file"; done
fi
(cd "$out" && LC_ALL=C sha256sum -- * >../SHA256SUMS && mv ../SHA256SUMS .)
if $lint; then
    appstreamcli validate --no-net build/package/installer/linux/pl.esekretariat.Esekretariat.metainfo.xml
    # Without ESEK_MAINTAINER there is no address that exists. Everything else counts.
    known=(--suppress-tags bogus-mail-host,bogus-mail-host-in-debian-changelog)
    [ -z "${ESEK_MAINTAINER:-}" ] || known=()
    lintian --fail-on error "${known[@]}" "$out"/*.deb
fi
(cd "$out" && ls -l)

#!/bin/bash
# A CUPS of its own for a test: one queue KARTY with the page of a card behind pdftopdf, as a real printer has it, and
# one queue A4. What a printer would get becomes ROOT/out/NUMBER.pdf. While ROOT/jam exists, the printer stops;
# while ROOT/hold exists, it takes its time.
# It listens on a socket in its folder only. Run by root it goes on as nobody, because filters do not run as root.
# Usage: cups.sh ROOT     (then CUPS_SERVER=ROOT/sock; ROOT/pid names the process)
set -euo pipefail
root=$1 here=$(cd "$(dirname "$0")" && pwd)
command -v cupsd >/dev/null || PATH=$PATH:/usr/sbin
command -v cupsd >/dev/null || { echo "no cupsd (package cups-daemon)"; exit 1; }
if [ "$(id -u)" = 0 ]; then
    install -m 755 -d "$root" && cp "$here/cups.sh" "$here/card.ppd" "$root/" && chown -R nobody "$root"
    exec setpriv --reuid=nobody --regid=nogroup --clear-groups bash "$root/cups.sh" "$root"
fi

mkdir -p "$root"/{spool/tmp,state,cache,log,out,etc/ppd,bin/backend}
cat >"$root/etc/cupsd.conf" <<END
Listen $root/sock
LogLevel info
DefaultAuthType None
Browsing No
WebInterface No
PreserveJobFiles Yes
MaxJobs 1000
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
END
cat >"$root/etc/cups-files.conf" <<END
ServerRoot $root/etc
ServerBin $root/bin
RequestRoot $root/spool
TempDir $root/spool/tmp
CacheDir $root/cache
StateDir $root/state
AccessLog $root/log/access
ErrorLog $root/log/error
PageLog $root/log/page
User $(id -un)
Group $(id -gn)
END
queue() { # name
    echo "<Printer $1>
Info Drukarka $1
DeviceURI cards:$root
State Idle
Accepting Yes
JobSheets none none
ErrorPolicy stop-printer
</Printer>"
}
{ queue KARTY; queue A4; } >"$root/etc/printers.conf"
cp "$here/card.ppd" "$root/etc/ppd/KARTY.ppd"
sed -E 's/^(\*Default(PageSize|PageRegion|ImageableArea|PaperDimension)): CR80/\1: A4/' "$here/card.ppd" >"$root/etc/ppd/A4.ppd"
for part in filter daemon notifier monitor cgi-bin driver; do ln -sfn /usr/lib/cups/$part "$root/bin/$part"; done
cat >"$root/bin/backend/cards" <<'END'
#!/bin/sh
[ $# -eq 0 ] && exit 0
root=${DEVICE_URI#cards:}
while [ -e "$root/hold" ]; do sleep 0.1; done
[ -e "$root/jam" ] && { echo "STATE: +media-jam-error" >&2; exit 4; }
cat "${6:--}" >"$root/out/$1.new" && mv "$root/out/$1.new" "$root/out/$1.pdf"
END
chmod 755 "$root/bin/backend/cards"

cupsd -f -c "$root/etc/cupsd.conf" -s "$root/etc/cups-files.conf" </dev/null >"$root/log/cupsd" 2>&1 &
echo $! >"$root/pid"
for _ in $(seq 100); do
    CUPS_SERVER=$root/sock lpstat -p KARTY >/dev/null 2>&1 && exit 0
    sleep 0.1
done
cat "$root/log/cupsd" "$root/log/error" >&2
exit 1

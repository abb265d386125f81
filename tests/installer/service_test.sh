#!/usr/bin/env bash
# service_test.sh UNIT: the service of the server gives a fault little to reach. A core dump would hold pupils' data, a
# peer must not take the machine's memory, and other users must not see the program's options.
set -u
unit=$1 failed=0
for line in LimitCORE=0 MemoryMax= TasksMax= ProtectProc=invisible UMask=0077 NoNewPrivileges=yes ProtectSystem=strict \
  PrivateUsers=yes ProcSubset=pid StateDirectoryMode=0700 CapabilityBoundingSet= "SystemCallFilter=~@privileged @resources" \
  SystemCallFilter=seccomp; do
  grep -q "^$line" "$unit" || { echo "the unit lacks $line"; failed=1; }
done
# Secrets come from a file that root reads, never from the command line that everybody sees.
if grep -E '^(ExecStart|Environment)=' "$unit" | grep -qE 'password|TOKEN=|ESEK_DATABASE='; then
  echo "the unit holds a secret"
  failed=1
fi
if command -v systemd-analyze >/dev/null; then
  exposure=$(systemd-analyze security --offline=true --threshold=25 "$unit" 2>&1) || {
    # Without a systemd that judges files it says so, and names no figure.
    if grep -q "Overall exposure" <<<"$exposure"; then
      tail -n 1 <<<"$exposure"
      failed=1
    fi
  }
fi
exit $failed

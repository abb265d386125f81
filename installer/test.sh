#!/bin/bash
# Installs what is missing, builds, runs every test. The last lines are ctest's summary; the exit code is ctest's.
set -euo pipefail
cd "$(dirname "$0")/.."
bash installer/setup.sh
cmake --preset dev
cmake --build --preset dev
ctest --preset dev --parallel "$(nproc)"

#!/usr/bin/env bash
# Stops what wake.sh has started, `woken`, or all that autoShutdown stops where it is not told; an environment whose office
# hours have begun meanwhile stays awake.
set -euo pipefail

: "${1:?usage: scripts/ci/sleep.sh <environment> [what wake.sh started]}"
# shellcheck source=scripts/ci/sign-in.sh
. "$(dirname "$0")/sign-in.sh"
sign_in
exec node scripts/run.cjs scripts/office-hours.ts sleep "$@"

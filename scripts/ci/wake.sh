#!/usr/bin/env bash
# Starts an environment that autoShutdown has stopped, and waits until nodes and database are there. Whether it was asleep
# goes to the workflow as `asleep`, and what was started as `woken`. An environment without autoShutdown is left alone.
# With --for, one that the schedules shut down within so many minutes counts as asleep, and is not started.
set -euo pipefail

: "${1:?usage: scripts/ci/wake.sh <environment> [--for minutes]}"
# shellcheck source=scripts/ci/sign-in.sh
. "$(dirname "$0")/sign-in.sh"
sign_in
exec node scripts/run.cjs scripts/office-hours.ts wake "$@"

#!/usr/bin/env bash
# Starts an environment that autoShutdown has stopped, and waits until nodes and database are there. Whether it was asleep
# goes to the workflow as `asleep`, and what was started as `woken`. An environment without autoShutdown is left alone.
set -euo pipefail

environment=${1:?usage: scripts/ci/wake.sh <environment>}
# shellcheck source=scripts/ci/sign-in.sh
. "$(dirname "$0")/sign-in.sh"
sign_in
exec node scripts/run.cjs scripts/office-hours.ts wake "$environment"

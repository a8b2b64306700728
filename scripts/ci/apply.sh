#!/usr/bin/env bash
# Applies the stacks of one environment, producers before consumers, and stops at the first that fails. Applying a stack
# again that is up to date does nothing, so after a failure the whole is simply run again.
set -euo pipefail

environment=${1:?usage: scripts/ci/apply.sh <environment>}
stacks=$(node scripts/run.cjs scripts/stack-order.ts --environment "$environment")
trap 'echo "::endgroup::"' ERR
for stack in $stacks; do
  echo "::group::$stack"
  terraform -chdir="cdktf.out/stacks/$stack" init -no-color </dev/null
  terraform -chdir="cdktf.out/stacks/$stack" apply -no-color -auto-approve -lock-timeout=10m </dev/null
  echo "::endgroup::"
done

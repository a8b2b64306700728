#!/usr/bin/env bash
# Applies the approved plans of one environment, which scripts/ci/plan.sh left in plans/. Each stack is planned again,
# since its producers may have changed by then; that very plan is applied, unless it takes away what the approved one did
# not show (docs/changes-that-destroy.md). Stops at the first stack that fails. Applying a stack again that is up to date
# does nothing, so after a failure the whole is simply run again.
set -euo pipefail
environment=${1:?usage: scripts/ci/apply.sh <environment>}
today=${TODAY:-$(date -u +%F)}
source scripts/ci/functions.sh
source scripts/ci/sign-in.sh

# Plans hold what the state holds.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

apply() {
  local stack=$1 plan=$scratch/$1.tfplan status=0
  sign_in || return
  initialize "$stack" || return
  terraform_in "$stack" plan -no-color -detailed-exitcode -lock-timeout=10m -out="$plan" || status=$?
  # Terraform Cloud refuses to apply a plan without changes.
  if [ "$status" -eq 0 ]; then return 0; fi
  if [ "$status" -ne 2 ]; then return "$status"; fi
  # Terraform Cloud gives the JSON to administrators of the workspace alone; what it prints for others says the same.
  terraform_in "$stack" show -json "$plan" >"$scratch/$stack.shown" 2>/dev/null ||
    terraform_in "$stack" show -no-color "$plan" >"$scratch/$stack.shown" || return
  node scripts/run.cjs scripts/plan-gate.ts --stack "$stack" --fresh "$scratch/$stack.shown" --today "$today" || return
  terraform_in "$stack" apply -no-color -lock-timeout=10m "$plan"
}

# What an apply could not write to the state: written now, with new credentials, or kept for people.
rescue_state() {
  local stack=$1 file=cdktf.out/stacks/$1/errored.tfstate
  if [ ! -f "$file" ]; then return 0; fi
  if sign_in && terraform_in "$stack" state push errored.tfstate; then
    rm "$file"
    echo "$stack: the state that could not be written is written now."
    return 0
  fi
  mkdir -p errored
  mv "$file" "errored/$stack.tfstate"
  echo "::error::$stack: its newest state is in errored/$stack.tfstate, and nowhere else. Before anything else," \
    "synthesize and initialize this commit: terraform -chdir=cdktf.out/stacks/$stack state push" \
    "\"\$PWD/errored/$stack.tfstate\". Then delete the file: it holds secrets."
}

explain_lock() {
  local stack=$1 id
  if ! grep -q "Error acquiring the state lock" "$scratch/$stack.log"; then return 0; fi
  id=$(sed -n 's/^[│ ]*ID: *//p' "$scratch/$stack.log" | tail -1)
  echo "::error::$stack is locked. If the run named above is still going on, wait for it. If it was killed, synthesize and" \
    "initialize this commit: terraform -chdir=cdktf.out/stacks/$stack force-unlock ${id:-<ID>} (in Terraform Cloud: unlock" \
    "the workspace), then run the deployment again."
}

# Both stop what must not or cannot be applied before anything is.
node scripts/run.cjs scripts/plan-gate.ts --environment "$environment" --today "$today"
stacks=$(node scripts/run.cjs scripts/stack-order.ts --environment "$environment" --deployable --plans plans)

for stack in $stacks; do
  echo "::group::$stack"
  status=0
  apply "$stack" 2>&1 | tee "$scratch/$stack.log" || status=$?
  echo "::endgroup::"
  if [ "$status" -ne 0 ]; then
    rescue_state "$stack"
    explain_lock "$stack"
    echo "::error::$stack was not applied, and nothing after it."
    exit "$status"
  fi
done

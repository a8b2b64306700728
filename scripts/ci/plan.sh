#!/usr/bin/env bash
# Plans one synthesized stack, and leaves in plans/ what Terraform printed, its exit code (0 nothing to do, 1 failed, 2
# changes), and the stacks whose outputs it used when it was last applied. Exits 0 whatever the plan says; the workflow
# decides what that means.
set -uo pipefail
stack=${1:?usage: scripts/ci/plan.sh <stack> [arguments of terraform plan]}
shift
source scripts/ci/functions.sh
source scripts/ci/sign-in.sh

mkdir -p plans || exit
# Outside the pipe, so that what Terraform runs below has the credentials.
if sign_in; then
  {
    initialize "$stack" &&
      terraform_in "$stack" plan -no-color -detailed-exitcode "$@"
  } 2>&1 | tee "plans/$stack.txt"
  exitcode=${PIPESTATUS[0]}
  # Where that cannot be read, nothing is noted, and the code says whose outputs they may be. Terraform Cloud shows no state
  # at all to who may not read it.
  if state=$(terraform_in "$stack" state list 2>&1) ||
    { [[ $state == *"No state file was found"* ]] && ! grep -q '^ *"cloud": {' "cdktf.out/stacks/$stack/cdk.tf.json"; }; then
    sed -n 's/^data\.terraform_remote_state\.//p' <<<"$state" | tr _ - >"plans/$stack.producers"
  fi
else
  echo "Error: no credentials of AWS; see the log of the job" | tee "plans/$stack.txt"
  exitcode=1
fi

echo "$exitcode" >"plans/$stack.exitcode" || exit

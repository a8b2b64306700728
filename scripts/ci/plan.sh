#!/usr/bin/env bash
# Plans one synthesized stack, and leaves what Terraform printed and its exit code in plans/: 0 nothing to do, 1 failed,
# 2 changes. Exits 0 whatever the plan says; the workflow decides what that means.
set -uo pipefail
stack=${1:?usage: scripts/ci/plan.sh <stack> [arguments of terraform plan]}
shift
folder=cdktf.out/stacks/$stack

mkdir -p plans || exit
{
  terraform -chdir="$folder" init -no-color &&
    terraform -chdir="$folder" plan -no-color -detailed-exitcode "$@"
} </dev/null 2>&1 | tee "plans/$stack.txt"
exitcode=${PIPESTATUS[0]}

echo "$exitcode" >"plans/$stack.exitcode" || exit
echo "exitcode=$exitcode" >>"${GITHUB_OUTPUT:-/dev/null}"

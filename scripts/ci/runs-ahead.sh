#!/usr/bin/env bash
# Prints, as Markdown, the runs of a workflow that began before this one and are not done: where they wait for an
# approval, this one waits for them.
set -euo pipefail
workflow=${1:?usage: scripts/ci/runs-ahead.sh <file of the workflow>}

ahead=
for status in waiting in_progress pending queued; do
  runs=$(gh api "repos/$GITHUB_REPOSITORY/actions/workflows/$workflow/runs?status=$status&per_page=100" --jq \
    ".workflow_runs[] | select(.run_number < $GITHUB_RUN_NUMBER) | \"- [#\(.run_number)](\(.html_url)) \(.display_title): \(.status)\"")
  [ -z "$runs" ] || ahead+=$runs$'\n'
done
if [ -z "$ahead" ]; then
  echo "No earlier run is under way."
else
  printf 'An environment takes one run after the other, and these came before. Approve or reject what waits, or cancel it:\n\n'
  printf '%s' "$ahead"
fi

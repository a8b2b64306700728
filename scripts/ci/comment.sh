#!/usr/bin/env bash
# Writes a report into a comment of a pull request, always the same one, and touches nobody else's.
set -euo pipefail
usage='usage: scripts/ci/comment.sh <number of the pull request> <file> [--only-update]'
number=${1:?$usage}
file=${2:?$usage}
marker='<!-- terraform-plans -->'

body=$(printf '%s\n' "$marker" && cat "$file")
comments=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$number/comments" \
  --jq ".[] | select(.user.login == \"github-actions[bot]\" and (.body | startswith(\"$marker\"))) | .id")
own=${comments%%$'\n'*}
if [ -n "$own" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$own" --raw-field body="$body"
elif [ "${3:-}" != --only-update ]; then
  gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --raw-field body="$body"
fi

#!/usr/bin/env bash
# Commits cdktf.out, and nothing else, to a branch that Terraform Cloud's workspaces watch. The branch only grows: a push is
# refused where somebody else pushed in between, and an output that is the same adds no commit.
set -euo pipefail
branch=${1:?usage: scripts/ci/publish.sh <branch>}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
source=$(git rev-parse HEAD)

# Of an index of its own, so that what is checked out stays as it is; the output is ignored on every other branch.
export GIT_INDEX_FILE=$scratch/index
git add --force --all -- cdktf.out ':(exclude)cdktf.out/**/.terraform/**'
tree=$(git write-tree)

parent=()
if [ -n "$(git ls-remote origin "refs/heads/$branch")" ]; then
  git fetch --quiet --depth=1 origin "refs/heads/$branch"
  tip=$(git rev-parse FETCH_HEAD)
  if [ "$(git rev-parse "$tip^{tree}")" = "$tree" ]; then
    echo "$branch has this output already"
    exit
  fi
  parent=(-p "$tip")
fi

commit=$(git -c user.name=github-actions -c user.email=github-actions@users.noreply.github.com \
  commit-tree "$tree" "${parent[@]}" -m "Synthesized from $source")
git push --quiet origin "$commit:refs/heads/$branch"
echo "$branch is at $commit, synthesized from $source"

#!/usr/bin/env bash
# Chooses the versions of the providers once, from the registry, and writes them with their checksums beside every
# synthesized stack, as .terraform.lock.hcl: plans and applies of this output use exactly those. Stacks that require the
# same providers get the same file. LOCK_PLATFORMS names where Terraform will run, Terraform Cloud being linux_amd64.
set -euo pipefail
read -ra platforms <<<"${LOCK_PLATFORMS:-linux_amd64 linux_arm64 darwin_arm64}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for folder in cdktf.out/stacks/*/; do
  required=$(node --print '
    const { terraform } = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
    JSON.stringify({ terraform: { required_providers: terraform.required_providers } });
  ' "$folder/cdk.tf.json")
  group=$scratch/$(cksum <<<"$required" | tr -d ' ')
  if [ ! -d "$group" ]; then
    mkdir "$group"
    echo "$required" >"$group/main.tf.json"
    terraform -chdir="$group" providers lock "${platforms[@]/#/-platform=}" "$@" </dev/null
  fi
  cp "$group/.terraform.lock.hcl" "$folder"
done

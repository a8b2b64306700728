# Sourced by plan.sh and apply.sh: what both do with a synthesized stack.

# Runs Terraform in a stack's folder. It must never wait for an answer.
terraform_in() {
  local stack=$1
  shift
  terraform -chdir="cdktf.out/stacks/$stack" "$@" </dev/null
}

# Where providers were locked (lock-providers.sh), exactly those are used, and no others.
initialize() {
  if [ -f "cdktf.out/stacks/$1/.terraform.lock.hcl" ]; then
    terraform_in "$1" init -no-color -lockfile=readonly
  else
    terraform_in "$1" init -no-color
  fi
}

# Sourced: sign_in gets new credentials of AWS for $AWS_ROLE_ARN with the token that GitHub gives to a job with the
# permission id-token: write, and exports them. Without that variable it does nothing: Terraform Cloud has credentials of
# its own, and people bring theirs. Credentials of a role end, so a deployment signs in for each stack.
# https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-cloud-providers

sign_in() {
  if [ -z "${AWS_ROLE_ARN:-}" ]; then return 0; fi
  if [ -z "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ] || [ -z "${ACTIONS_ID_TOKEN_REQUEST_TOKEN:-}" ]; then
    echo "AWS_ROLE_ARN is set, but this is no job of GitHub Actions with the permission id-token: write." >&2
    echo "Unset it to use the credentials that there are." >&2
    return 1
  fi
  export AWS_REGION=${AWS_REGION:-us-east-1}
  local token answer seconds secret errors
  errors=$(mktemp) || return
  token=$(curl --silent --show-error --fail --retry 3 \
    --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
    "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | jq --raw-output .value) || return
  if [ -z "$token" ]; then return 1; fi
  hide "$token"
  # Four hours cover the longest apply; a role that allows less than that allows an hour at the least.
  for seconds in 14400 3600; do
    if answer=$(aws sts assume-role-with-web-identity --role-arn "$AWS_ROLE_ARN" \
      --role-session-name "github-${GITHUB_RUN_ID:-run}" --web-identity-token "$token" \
      --duration-seconds "$seconds" --output json 2>"$errors"); then
      rm "$errors"
      secret=$(jq --raw-output .Credentials.SecretAccessKey <<<"$answer") || return
      hide "$secret"
      AWS_SECRET_ACCESS_KEY=$secret
      AWS_SESSION_TOKEN=$(jq --raw-output .Credentials.SessionToken <<<"$answer") || return
      hide "$AWS_SESSION_TOKEN"
      AWS_ACCESS_KEY_ID=$(jq --raw-output .Credentials.AccessKeyId <<<"$answer") || return
      hide "$AWS_ACCESS_KEY_ID"
      export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
      return 0
    fi
    grep -q DurationSeconds "$errors" || break
  done
  echo "$AWS_ROLE_ARN could not be assumed: $(cat "$errors")" >&2
  rm "$errors"
  return 1
}

# Tells the runner to keep a value out of the log. Nowhere else is there anything that would take the line away.
hide() {
  if [ -n "${GITHUB_ACTIONS:-}" ]; then echo "::add-mask::$1"; fi
}

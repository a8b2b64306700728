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
  local token
  token=$(curl --silent --show-error --fail --retry 3 \
    --header "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \
    "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=sts.amazonaws.com" | sed -n 's/.*"value": *"\([^"]*\)".*/\1/p') || return
  if [ -z "$token" ]; then
    echo "GitHub gave no token for $AWS_ROLE_ARN." >&2
    return 1
  fi
  hide "$token"
  local errors answer seconds status=1
  errors=$(mktemp) || return
  # Four hours cover the longest apply; a role that allows less than that allows an hour at the least.
  for seconds in 14400 3600; do
    if answer=$(aws sts assume-role-with-web-identity --role-arn "$AWS_ROLE_ARN" \
      --role-session-name "github-${GITHUB_RUN_ID:-run}" --web-identity-token "$token" --duration-seconds "$seconds" \
      --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text 2>"$errors"); then
      status=0
      break
    fi
    grep -q DurationSeconds "$errors" || break
  done
  if [ "$status" -ne 0 ]; then echo "$AWS_ROLE_ARN could not be assumed: $(cat "$errors")" >&2; fi
  rm "$errors"
  if [ "$status" -ne 0 ]; then return "$status"; fi
  read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<<"$answer"
  hide "$AWS_SECRET_ACCESS_KEY"
  hide "$AWS_SESSION_TOKEN"
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
}

# Tells the runner to keep a value out of the log. Nowhere else is there anything that would take the line away.
hide() {
  if [ -n "${GITHUB_ACTIONS:-}" ]; then echo "::add-mask::$1"; fi
}

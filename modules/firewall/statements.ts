/** Statements of web ACL rules. The bindings pass them on untouched, so they are written as Terraform names them. */

/** A group of rules that AWS maintains; `countedRules` count instead of blocking, requests for `except` are not judged. */
export function managedRuleGroup(name: string, countedRules: readonly string[] = [], except: readonly string[] = []) {
  const overrides = countedRules.map((rule) => ({ name: rule, action_to_use: { count: {} } }));
  return {
    managed_rule_group_statement: {
      vendor_name: "AWS",
      name,
      ...(overrides.length > 0 ? { rule_action_override: overrides } : {}),
      ...scopeDown(except),
    },
  };
}

/** More requests from one address in five minutes than `limit`; requests for hosts in `except` do not count. */
export function tooManyRequests(limit: number, except: readonly string[] = []) {
  return {
    rate_based_statement: { limit, aggregate_key_type: "IP", evaluation_window_sec: 300, ...scopeDown(except) },
  };
}

function scopeDown(except: readonly string[]) {
  const [first, ...others] = except.map(requestFor);
  if (!first) return {};
  // AWS refuses an "or" of one.
  const exempt = others.length > 0 ? { or_statement: { statement: [first, ...others] } } : first;
  return { scope_down_statement: { not_statement: { statement: exempt } } };
}

function requestFor(host: string) {
  return {
    byte_match_statement: {
      search_string: host,
      // A port may follow the name.
      positional_constraint: "STARTS_WITH",
      field_to_match: { single_header: { name: "host" } },
      text_transformation: [{ priority: 0, type: "LOWERCASE" }],
    },
  };
}

/** Text that Terraform leaves as it is: `${` and `%{` begin a template there. */
export function literal(text: string): string {
  return text.replaceAll(/[$%](?={)/g, "$&$&");
}

/** Every value of a record as Terraform leaves it. */
export function literals(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, literal(value)]));
}

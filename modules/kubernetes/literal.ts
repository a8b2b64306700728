import { Token } from "cdktf";

/**
 * Text that Terraform leaves as it is: `${` and `%{` begin a template there.
 *
 * @throws Error for a reference, such as a queue's `url`: escaped, it would be text.
 */
export function literal(text: string): string {
  if (Token.isUnresolved(text)) {
    throw new Error(
      `${JSON.stringify(text)} holds a reference to a value that Terraform will know; allowed here is text, which is ` +
        "written as it stands; hand a reference on in a prop of its own",
    );
  }
  return text.replaceAll(/[$%](?={)/g, "$&$&");
}

/** Every value of a record as Terraform leaves it. */
export function literals(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, literal(value)]));
}

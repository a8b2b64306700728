import { parser } from "@prometheus-io/lezer-promql";

/** Where PromQL is not well-formed. */
export function promqlErrors(expr: string): string[] {
  const errors: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ type, from }) => {
      if (type.isError) errors.push(expr.slice(from, from + 20));
    },
  });
  return errors;
}

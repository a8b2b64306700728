/** A record's own entry: `toString` and what else every object inherits is none. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: string | number): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * Fails a test with lines to act on, and passes without any. They are shown as they are: jest's own comparison quotes
 * them and calls them "Received", which says nothing about what to do.
 */
export function expectNone(lines: readonly string[]): void {
  if (lines.length === 0) return;
  const error = new Error(lines.join("\n"));
  Error.captureStackTrace(error, expectNone);
  throw error;
}

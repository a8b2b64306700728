const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Makes signals wait until the code that runs now has come to its end, so that it cleans up after itself. The process
 * then exits as if it had been killed, by which shells know to stop too. Without it a signal ends the process at once.
 *
 * It fits code that never waits, such as synthesis: Node.js notices a signal only between two events.
 */
export function holdSignals(): void {
  const exit = (_name: string, number: number) => process.exit(128 + number);
  for (const signal of signals) process.once(signal, exit);
  // Keeps the process until a signal that came meanwhile was noticed; signals alone do not.
  setImmediate(() => {
    for (const signal of signals) process.removeListener(signal, exit);
  });
}

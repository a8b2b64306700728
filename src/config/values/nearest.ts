/** The known word that takes the fewest letters to add, remove or change to become `text`, of which the start counts. */
export function nearest(text: string, known: readonly [string, ...string[]]): string {
  // Nothing known is as long, and the time grows with the length.
  const word = text.slice(0, 100);
  return known.reduce((best, candidate) => (distance(word, candidate) < distance(word, best) ? candidate : best));
}

/** Levenshtein's distance, row by row. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const changed = (row[column - 1] as number) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[column] as number) + 1, (next[column - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}

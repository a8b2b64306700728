import type { PlannedRelease } from "./release";

/** A release with the releases that it waits for. */
export interface OrderedRelease extends PlannedRelease {
  /** Names of the releases that are installed before it, as far as it asks for them itself. */
  readonly after: readonly string[];
  /** Which of the things outside the plan it asks for. */
  readonly uses: readonly string[];
}

/**
 * Orders releases so that each comes after what provides what it requires; otherwise they stay as declared.
 *
 * @param given what is there without any release, such as a storage class.
 * @throws Error when two releases share a name or provide the same, when nothing provides what one requires, or when
 * releases wait for each other in a circle.
 */
export function planReleases(releases: readonly PlannedRelease[], given: readonly string[] = []): OrderedRelease[] {
  const providers = findProviders(releases, given);
  const linked = new Map(releases.map((release) => [release.name, link(release, providers, given)]));
  const ordered: OrderedRelease[] = [];
  const visit = (release: OrderedRelease, waiting: readonly string[]) => {
    if (ordered.includes(release)) return;
    if (waiting.includes(release.name)) throw cycle([...waiting.slice(waiting.indexOf(release.name)), release.name]);
    for (const name of release.after) {
      const earlier = linked.get(name);
      if (earlier) visit(earlier, [...waiting, release.name]);
    }
    ordered.push(release);
  };
  for (const release of linked.values()) visit(release, []);
  return ordered;
}

/** Who provides what. */
function findProviders(releases: readonly PlannedRelease[], given: readonly string[]): Map<string, string> {
  const providers = new Map<string, string>();
  const names = new Set<string>();
  for (const { name, provides = [] } of releases) {
    if (names.has(name)) {
      throw new Error(`Two releases are called ${JSON.stringify(name)}; a name is unique: rename one of them`);
    }
    names.add(name);
    for (const thing of provides) {
      const other = given.includes(thing) ? "the stack" : providers.get(thing);
      if (other) {
        throw new Error(
          `Release ${JSON.stringify(name)} provides ${JSON.stringify(thing)}, and so does ${other}; ` +
            "each thing has one provider: remove it from one of the two",
        );
      }
      providers.set(thing, name);
    }
  }
  return providers;
}

function link(release: PlannedRelease, providers: Map<string, string>, given: readonly string[]): OrderedRelease {
  const after = new Set<string>();
  const uses: string[] = [];
  for (const thing of release.requires ?? []) {
    const provider = providers.get(thing);
    if (provider) after.add(provider);
    else if (given.includes(thing)) uses.push(thing);
    else throw missing(release.name, thing, [...given, ...providers.keys()]);
  }
  return { ...release, after: [...after], uses };
}

function missing(release: string, thing: string, known: readonly string[]): Error {
  return new Error(
    `Release ${JSON.stringify(release)} requires ${JSON.stringify(thing)}, which nothing provides; ` +
      `allowed are ${known.join(", ") || "none"}; add the release that brings it, or drop the requirement`,
  );
}

function cycle(names: readonly string[]): Error {
  return new Error(
    `Releases wait for each other: ${names.join(" → ")}; each may wait only for what can be installed without it: ` +
      "drop one of these requirements",
  );
}

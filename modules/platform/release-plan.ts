import type { PlannedRelease } from "./release";

/** A release with the releases that it waits for. */
export interface OrderedRelease extends PlannedRelease {
  /** Names of the releases that are installed before it, as far as it requires them itself. */
  readonly after: readonly string[];
  /** Capabilities that it requires and no release provides. */
  readonly available: readonly string[];
}

/**
 * Orders releases so that each comes after what provides what it requires; otherwise they stay as declared.
 *
 * @param available capabilities that are there without any release, such as a storage class.
 * @throws Error when two releases share a name or provide the same, when nothing provides what one requires, or when
 * releases wait for each other in a cycle.
 */
export function planReleases(releases: readonly PlannedRelease[], available: readonly string[] = []): OrderedRelease[] {
  const providers = findProviders(releases, available);
  const linked = new Map(releases.map((release) => [release.name, link(release, providers, available)]));
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
function findProviders(releases: readonly PlannedRelease[], available: readonly string[]): Map<string, string> {
  const providers = new Map<string, string>();
  const names = new Set<string>();
  for (const { name, provides = [] } of releases) {
    if (names.has(name)) {
      throw new Error(`Two releases are called ${JSON.stringify(name)}; a name is unique: rename one of them`);
    }
    names.add(name);
    for (const capability of provides) {
      const other = available.includes(capability) ? "the stack" : providers.get(capability);
      if (other) {
        throw new Error(
          `Release ${JSON.stringify(name)} provides ${JSON.stringify(capability)}, and so does ${other}; ` +
            "each capability has one provider: remove it from one of the two",
        );
      }
      providers.set(capability, name);
    }
  }
  return providers;
}

function link(release: PlannedRelease, providers: Map<string, string>, available: readonly string[]): OrderedRelease {
  const after = new Set<string>();
  const outside: string[] = [];
  for (const capability of release.requires ?? []) {
    const provider = providers.get(capability);
    if (provider) after.add(provider);
    else if (available.includes(capability)) outside.push(capability);
    else throw missing(release.name, capability, [...available, ...providers.keys()]);
  }
  return { ...release, after: [...after], available: outside };
}

function missing(release: string, capability: string, known: readonly string[]): Error {
  return new Error(
    `Release ${JSON.stringify(release)} requires ${JSON.stringify(capability)}, which nothing provides; ` +
      `allowed are ${known.join(", ") || "none"}; add the release that brings it, or drop the requirement`,
  );
}

function cycle(names: readonly string[]): Error {
  return new Error(
    `Releases wait for each other: ${names.join(" → ")}; each may wait only for what can be installed without it: ` +
      "drop one of these requirements",
  );
}

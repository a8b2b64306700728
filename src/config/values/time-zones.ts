const canonical = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);
const spellings = new Set([...canonical].map((name) => name.toLowerCase()));

/** How many minutes a zone is ahead of UTC: in winter and in summer, which are the same where clocks stay as they are. */
export function offsetsOf(timeZone: string): readonly number[] {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const offsets = ["2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"].map((date) => {
    const name = format.formatToParts(new Date(date)).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours = 0, minutes = 0] = /^GMT([+-])(\d\d):(\d\d)$/.exec(name) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  });
  return [...new Set(offsets)];
}

/**
 * Whether a name is in the IANA time zone database. The runtime lists one name of each zone (Asia/Calcutta) and
 * understands the others too (Asia/Kolkata), but also any spelling and offsets (+01:00), which AWS does not.
 */
export function isTimeZone(name: string): boolean {
  if (canonical.has(name)) return true;
  if (spellings.has(name.toLowerCase()) || !/^[A-Z][A-Za-z_]+(\/[A-Z][\w+-]*)+$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

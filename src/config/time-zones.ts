const canonical = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);
const spellings = new Set([...canonical].map((name) => name.toLowerCase()));

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

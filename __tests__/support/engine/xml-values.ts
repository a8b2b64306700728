/** Reads single values out of an XML answer of AWS, by the name of their element. */
export class XMLValues {
  constructor(private readonly text: string) {}

  /** Text of every element of this name, in order. */
  all(name: string): string[] {
    return [...this.text.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))].map(([, value]) => value ?? "");
  }

  /** @throws Error when there is no such element. */
  first(name: string): string {
    const [value] = this.all(name);
    if (value === undefined) throw new Error(`no ${name} in ${this.text.slice(0, 500)}`);
    return value;
  }
}

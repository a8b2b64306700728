/** What the emulator cannot do, by resource type. A type that is not here is applied as it is. */
export interface EmulatorGap {
  /** `leave-out`: no such resource is created. `ignore`: these arguments do not read back as they were written. */
  readonly remedy: "leave-out" | { readonly ignore: readonly string[] };
  readonly reason: string;
}

export const emulatorGaps: Readonly<Record<string, EmulatorGap>> = {};

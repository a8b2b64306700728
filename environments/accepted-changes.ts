import type { AcceptedChange } from "../src/config";

/** What may be replaced or destroyed although it holds state: docs/changes-that-destroy.md. Delete what is done. */
export const acceptedChanges: readonly AcceptedChange[] = [];

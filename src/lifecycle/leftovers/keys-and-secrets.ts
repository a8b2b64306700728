import { type Aws, RefusedCall } from "../aws";
import type { Finder, Leftover } from "./leftover";

interface Keys {
  readonly Keys: readonly { readonly KeyId: string }[];
}

interface Key {
  readonly KeyMetadata: {
    readonly Description?: string;
    readonly KeyState: string;
    readonly DeletionDate?: string | number;
  };
}

/** Keys that AWS deletes after their waiting time; they cost nothing in it, and what they encrypted is lost with them. */
export const keyLeftovers: Finder = (aws, names, stack) => {
  const keys = names.resources(stack, "aws_kms_key");
  return [...new Set(keys.map(({ region }) => region))].flatMap((region) => {
    const ours = keys.filter((key) => key.region === region).map((key) => names.argument(key, "description"));
    return aws
      .call<Keys>(region, "kms", "list-keys")
      .Keys.flatMap(({ KeyId: id }) => describeKey(aws, region, id))
      .filter(({ KeyState, Description }) => KeyState === "PendingDeletion" && ours.includes(Description))
      .map(({ id, Description, DeletionDate }): Leftover => {
        const note = `${Description}; AWS deletes it on ${dayOf(DeletionDate)}, what it encrypts is lost then`;
        return { kind: "key", region, name: id, isBackup: false, note };
      });
  });
};

/** A key; nothing for one whose policy keeps it from who asks, as other teams' keys in the account may. */
function describeKey(aws: Aws, region: string, id: string) {
  try {
    return [{ id, ...aws.call<Key>(region, "kms", "describe-key", "--key-id", id).KeyMetadata }];
  } catch (error) {
    if (error instanceof RefusedCall && error.code === "AccessDeniedException") return [];
    throw error;
  }
}

interface Secrets {
  readonly SecretList: readonly { readonly Name: string; readonly DeletedDate?: string }[];
}

/** Secrets that can still be recovered, whose names cannot be used meanwhile. */
export const secretLeftovers: Finder = (aws, names, stack) =>
  names.resources(stack, "aws_secretsmanager_secret").flatMap((resource) => {
    const { region } = resource;
    const name = names.argument(resource, "name");
    if (name === undefined) return [];
    const args = [
      "secretsmanager",
      "list-secrets",
      "--include-planned-deletion",
      "--filters",
      `Key=name,Values=${name}`,
    ];
    return aws
      .call<Secrets>(region, ...args)
      .SecretList.filter(({ Name, DeletedDate }) => Name === name && DeletedDate)
      .map((): Leftover => {
        const removal = ["secretsmanager", "delete-secret", "--secret-id", name, "--force-delete-without-recovery"];
        return { kind: "secret", region, name, isBackup: true, removal, note: "its name is taken until it is gone" };
      });
  });

/** The day of a time, which one version of the CLI writes as a text, the other as seconds since 1970. */
function dayOf(time: string | number | undefined): string {
  return typeof time === "number" ? new Date(time * 1000).toISOString().slice(0, 10) : String(time).slice(0, 10);
}

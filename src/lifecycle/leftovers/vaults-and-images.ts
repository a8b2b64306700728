import type { Finder, Leftover } from "./leftover";

interface Vaults {
  readonly BackupVaultList: readonly { readonly BackupVaultName: string }[];
}

interface Points {
  readonly RecoveryPoints: readonly { readonly RecoveryPointArn: string; readonly ResourceType: string }[];
}

/** Recovery points of AWS Backup, in vaults that could not be deleted for them. */
export const recoveryPointLeftovers: Finder = (aws, names, stack) =>
  names.resources(stack, "aws_backup_vault").flatMap((resource) => {
    const { region } = resource;
    const vault = names.argument(resource, "name");
    // Asked for a vault that is gone, AWS says AccessDeniedException (https://github.com/boto/boto3/issues/2269).
    const { BackupVaultList: vaults } = aws.call<Vaults>(region, "backup", "list-backup-vaults");
    if (vault === undefined || !vaults.some(({ BackupVaultName: name }) => name === vault)) return [];
    const inVault = ["--backup-vault-name", vault];
    const points = aws.call<Points>(region, "backup", "list-recovery-points-by-backup-vault", ...inVault);
    return points.RecoveryPoints.map(({ RecoveryPointArn: arn, ResourceType: type }): Leftover => {
      const removal = ["backup", "delete-recovery-point", ...inVault, "--recovery-point-arn", arn];
      return { kind: "recovery point", region, name: arn, isBackup: true, removal, note: `of ${type}, in ${vault}` };
    });
  });

interface Images {
  readonly imageIds: readonly { readonly imageDigest: string }[];
}

/** Images in repositories that could not be deleted for them. */
export const imageLeftovers: Finder = (aws, names, stack) =>
  names.resources(stack, "aws_ecr_repository").flatMap((resource) => {
    const { region } = resource;
    const repository = names.argument(resource, "name");
    if (repository === undefined) return [];
    const images = aws.find<Images>(region, "ecr", "list-images", "--repository-name", repository);
    const digests = new Set((images?.imageIds ?? []).map(({ imageDigest }) => imageDigest));
    if (digests.size === 0) return [];
    const removal = ["ecr", "delete-repository", "--repository-name", repository, "--force"];
    const note = `${digests.size} images; deletes the repository with them`;
    return [{ kind: "images", region, name: repository, isBackup: true, removal, note } satisfies Leftover];
  });

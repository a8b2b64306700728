import type { DataAwsIamPolicyDocumentStatement } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import type { ControllerIdentity } from "../../cluster/controller-identities";
import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";

export interface ExternalSecretsProps extends ReleaseProps {
  readonly replicas: number;
}

const name = "external-secrets";

/** The External Secrets operator (https://external-secrets.io/latest/), with its webhook and certificate controller. */
export function externalSecrets(props: ExternalSecretsProps): PlannedRelease {
  const { placement, replicas, source } = props;
  const part = (component: string) => ({
    replicaCount: replicas,
    podDisruptionBudget: budget(replicas),
    nodeSelector: placement.nodeSelector,
    tolerations: placement.tolerations,
    topologySpreadConstraints: zoneSpread({ "app.kubernetes.io/name": component, "app.kubernetes.io/instance": name }),
    resources: resources({ cpu: ["25m", "250m"], memory: ["64Mi", "256Mi"] }),
  });
  return {
    name,
    source,
    values: {
      ...part(name),
      installCRDs: true,
      leaderElect: true,
      serviceAccount: { create: true, name },
      serviceMonitor: { enabled: true },
      // Writing an ExternalSecret fails while no webhook answers.
      webhook: part(`${name}-webhook`),
      certController: part(`${name}-cert-controller`),
    },
    requires: [capabilities.monitors],
    provides: [capabilities.externalSecrets],
  };
}

export interface ExternalSecretsIdentityProps {
  /** Namespace of the release. */
  readonly namespace: string;
  readonly region: string;
  readonly accountId: string;
  /** First parts of the names of the secrets that it may read: `techally` means `techally/*`. */
  readonly secretPrefixes: readonly string[];
}

/** Who the operator's pods are in AWS. */
export function externalSecretsIdentity(props: ExternalSecretsIdentityProps): ControllerIdentity {
  return {
    name,
    serviceAccount: { namespace: props.namespace, name },
    description: "Reads secrets for the workloads",
    statements: statements(props),
  };
}

/** Reading secrets by name (https://external-secrets.io/latest/provider/aws-secrets-manager/), and no others. */
function statements(props: ExternalSecretsIdentityProps): DataAwsIamPolicyDocumentStatement[] {
  const inAccount = `${props.region}:${props.accountId}`;
  const secrets = props.secretPrefixes.map((prefix) => `arn:aws:secretsmanager:${inAccount}:secret:${prefix}/*`);
  return [
    {
      sid: "ReadSecrets",
      actions: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      resources: secrets,
    },
    {
      // Whichever key encrypts them: it is only used through Secrets Manager, and for these secrets.
      sid: "DecryptSecrets",
      actions: ["kms:Decrypt"],
      resources: [`arn:aws:kms:${inAccount}:key/*`],
      condition: [
        { test: "StringEquals", variable: "kms:ViaService", values: [`secretsmanager.${props.region}.amazonaws.com`] },
        { test: "StringLike", variable: "kms:EncryptionContext:SecretARN", values: secrets },
      ],
    },
  ];
}

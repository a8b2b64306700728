import { resources } from "../../kubernetes/resources";
import { zoneSpread } from "../../kubernetes/zone-spread";
import { capabilities } from "../capabilities";
import { budget, type PlannedRelease, type ReleaseProps } from "../release";

export interface ExternalSecretsProps extends ReleaseProps {
  readonly replicas: number;
  /** Service account with the IAM role that reads the secrets. */
  readonly serviceAccount: string;
}

/** The External Secrets operator (https://external-secrets.io/latest/), with its webhook and certificate controller. */
export function externalSecrets(props: ExternalSecretsProps): PlannedRelease {
  const { placement, replicas, source } = props;
  const name = "external-secrets";
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
      serviceAccount: { create: true, name: props.serviceAccount },
      // Writing an ExternalSecret fails while no webhook answers.
      webhook: part(`${name}-webhook`),
      certController: part(`${name}-cert-controller`),
    },
    provides: [capabilities.externalSecrets],
  };
}

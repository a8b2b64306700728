import { argoCd } from "../../../../modules/platform/charts/argo-cd";
import { chartIn } from "../../../support/chart";
import { valueAt } from "../../../support/helm-values";

const available = argoCd({ ...chartIn("deployer"), highAvailability: true }).values;
const single = argoCd({ ...chartIn("deployer"), highAvailability: false }).values;

test.each(["server", "repoServer"])("%s scales from two replicas, with a budget", (part) => {
  expect(available[part]).toMatchObject({
    autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 5 },
    pdb: { enabled: true, maxUnavailable: 1 },
  });
  expect(single[part]).toMatchObject({ replicas: 1, pdb: { enabled: false } });
});

test("a Redis for every zone behind its proxy, neither of which waits for a third node", () => {
  expect(available["redis-ha"]).toMatchObject({
    enabled: true,
    hardAntiAffinity: false,
    podDisruptionBudget: { maxUnavailable: 1 },
    haproxy: { hardAntiAffinity: false, podDisruptionBudget: { maxUnavailable: 1 } },
  });
});

test("definitions outlive the release, and what they define is not in it", () => {
  expect(available.crds).toEqual({ install: true, keep: true });
  expect(JSON.stringify(available)).not.toMatch(/AppProject|"Application"|extraObjects/);
});

test("nothing runs that has nothing to do", () => {
  for (const part of ["dex", "notifications"]) expect(valueAt(available, `${part}.enabled`)).toBe(false);
});

import { configuredReplicas } from "../../../src/assembly/region-settings";
import { standbyReplicas } from "../../../src/assembly/standby";

const documented = { replicas: 3, autoscaling: { minReplicas: 3, maxReplicas: 10 } };

test("the primary region has what the configuration says, and keeps all but one pod through maintenance", () => {
  expect(configuredReplicas(documented)).toEqual({ initial: 3, min: 3, max: 10, minAvailable: 2 });
  expect(configuredReplicas({ ...documented, minAvailable: 1 })).toMatchObject({ minAvailable: 1 });
});

test("an idle standby keeps two pods and the primary's maximum", () => {
  expect(standbyReplicas(documented, "standby")).toEqual({ initial: 2, min: 2, max: 10, minAvailable: 1 });
});

test("an active standby is the primary", () => {
  expect(standbyReplicas(documented, "active")).toEqual(configuredReplicas(documented));
});

test("a service with a single pod has one in the standby too, and never blocks maintenance", () => {
  const single = { replicas: 1, autoscaling: { minReplicas: 1, maxReplicas: 2 } };
  expect(standbyReplicas(single, "standby")).toEqual({ initial: 1, min: 1, max: 2, minAvailable: 0 });
});

test("a budget that is smaller than the standby's pods stays", () => {
  expect(standbyReplicas({ ...documented, minAvailable: 0 }, "standby")).toMatchObject({ minAvailable: 0 });
});

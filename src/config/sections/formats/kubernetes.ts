import { z } from "zod";
import { charts } from "../../../versions";
import type { Advice } from "../../problem";
import { readQuantity } from "../../values/quantity";
import { constructId, matching } from "./text";

const taken = ["default", ...new Set(Object.values(charts).map(({ namespace }) => namespace as string))];

/** A name that is part of host names: Kubernetes' DNS-1123 label. */
export const namespaceName = constructId(
  matching(new RegExp(`^(?!kube-|(${taken.join("|")})$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`), {
    allowed: "1-63 lower-case letters, digits and hyphens, starting and ending with a letter or digit",
    fix: `rename the namespace; kube-* and ${taken.join(", ")} are taken`,
  }),
);

/** What a Secret, a ConfigMap or another object may be called: Kubernetes' DNS-1123 subdomain. */
export const objectName = matching(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, {
  allowed: "1-253 lower-case letters, digits, hyphens and dots, starting and ending with a letter or digit",
  fix: "rename it: no capitals, underscores or spaces",
});

/** Key of a ConfigMap or Secret, which is a file's name when it is mounted. */
export const dataKey = matching(/^(?!\.$|\.\.)[A-Za-z0-9._-]{1,253}$/, {
  allowed: "1-253 letters, digits, - _ and ., neither . nor starting with ..",
  fix: "rename the key: it names a file, without folders",
});

/**
 * Value of a label
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set).
 */
export const labelValue = matching(/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/, {
  allowed: "a Kubernetes label value: up to 63 letters, digits, - _ and .",
  fix: "change the value; it starts and ends with a letter or digit",
});

/** Name of an environment variable. */
export const variableName = matching(/^[A-Za-z_][A-Za-z0-9_]*$/, {
  allowed: "letters, digits and underscores, not starting with a digit",
  fix: "rename the variable, for instance DATABASE_URL",
});

/** Parts of a CPU: `100m` is a tenth of a core. */
export const cpuQuantity = quantity((value) => value > 0 && Number.isInteger(Number((value * 1000).toFixed(6))), {
  allowed: "cores such as 2 or 0.5, or thousandths such as 100m; not finer than 1m",
  fix: "quote the number and use no unit but m",
});

/** Memory in bytes: `256Mi` are 256 × 1024² of them. */
export const memoryQuantity = quantity((value) => value >= 1 && Number.isInteger(value), {
  allowed: "whole bytes such as 256Mi, 2Gi or 500M",
  fix: "use one of the units Ki, Mi, Gi, Ti or k, M, G, T; m is a thousandth of a byte",
});

/** Any amount of a resource, such as a quota's. */
export const anyQuantity = quantity((value) => value >= 0, {
  allowed: "a Kubernetes quantity of at least 0 and less than 8Ei, such as 100, 500m or 200Gi",
  fix: "quote the number and use one of the units m, k, M, G, T, Ki, Mi, Gi or Ti",
});

function quantity(isAllowed: (value: number) => boolean, advice: Advice) {
  const check = (text: string) => {
    const value = readQuantity(text);
    // Kubernetes holds no more: https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity
    return value !== undefined && value < 2 ** 63 && isAllowed(value);
  };
  return z.string().refine(check, { params: { ...advice } });
}

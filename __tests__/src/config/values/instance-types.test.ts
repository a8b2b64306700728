import { knownFamilies, shapeOf } from "../../../../src/config/values/instance-types";

test.each([
  ["m5.xlarge", 4, 16],
  ["c5.2xlarge", 8, 16],
  ["c5.18xlarge", 72, 144],
  ["c5n.2xlarge", 8, 21],
  ["c5n.18xlarge", 72, 192],
  ["r5.xlarge", 4, 32],
  ["m7i-flex.large", 2, 8],
  ["t3.medium", 2, 4],
  ["t3a.2xlarge", 8, 32],
])("%s has %i vCPUs and %i GiB", (type, vcpus, memoryGib) => {
  expect(shapeOf(type)).toEqual({ vcpus, memoryGib });
});

test.each([
  "m6g.xlarge",
  "c5.3xlarge",
  "c5a.9xlarge",
  "c5.",
  "c5",
  "",
  "t3.nano",
  "p5.48xlarge",
])("%j is not known", (type) => {
  expect(shapeOf(type)).toBeUndefined();
});

test("the families that messages name are known", () => {
  expect(knownFamilies).toEqual(expect.arrayContaining(["m5", "c5", "r5", "t3"]));
  for (const family of knownFamilies) expect(shapeOf(`${family}.large`)).toBeDefined();
});

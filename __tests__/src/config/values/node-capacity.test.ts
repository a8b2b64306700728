import { capacityOf } from "../../../../src/config/values/node-capacity";
import { formatBytes, formatCores } from "../../../../src/config/values/quantity";

// As `kubectl describe node` shows what EKS' image reserves: https://github.com/awslabs/amazon-eks-ami
test.each([
  ["t3.medium", "2", "70m", "4Gi", "542Mi"],
  ["m5.large", "2", "70m", "8Gi", "674Mi"],
  ["m5.xlarge", "4", "80m", "16Gi", "993Mi"],
  ["c5.2xlarge", "8", "90m", "16Gi", "993Mi"],
  ["c5.4xlarge", "16", "110m", "32Gi", "1565Mi"],
  ["m5.8xlarge", "32", "150m", "128Gi", "2929Mi"],
  ["t3.large", "2", "70m", "8Gi", "740Mi"],
  ["m5.16xlarge", "64", "230m", "256Gi", "3105Mi"],
])("%s", (type, cpu, reservedCpu, memory, reservedMemory) => {
  const capacity = capacityOf(type);
  expect(capacity && [formatCores(capacity.total.cpu), formatCores(capacity.reserved.cpu)]).toEqual([cpu, reservedCpu]);
  expect(capacity && [formatBytes(capacity.total.memory), formatBytes(capacity.reserved.memory)]).toEqual([
    memory,
    reservedMemory,
  ]);
});

test("a type that is not known has no capacity", () => expect(capacityOf("p5.48xlarge")).toBeUndefined());

import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { OriginSecret } from "../../../modules/ingress/origin-secret";
import { synthConstruct } from "../../support/synth";

const synth = (replicaRegions: string[], recoveryWindowDays = 30) =>
  synthConstruct((scope) => {
    new RandomProvider(scope, "random");
    new OriginSecret(scope, "origin-secret", { namePrefix: "example", replicaRegions, recoveryWindowDays });
  });

test("letters and digits, since load balancers read * and ? as wildcards", () => {
  expect(synth([]).resource("random_password", "origin_verify")).toEqual({ length: 64, special: false });
});

test("kept in Secrets Manager", () => {
  const stack = synth([], 7);
  expect(stack.resource("aws_secretsmanager_secret", "origin_verify")).toEqual({
    name: "example/origin-verify",
    description: "Header value by which load balancers know requests that came through CloudFront",
    recovery_window_in_days: 7,
    replica: [],
  });
  expect(stack.resource("aws_secretsmanager_secret_version", "origin_verify")).toEqual({
    secret_id: "${aws_secretsmanager_secret.origin_verify.id}",
    secret_string: "${random_password.origin_verify.result}",
  });
});

test("copied to the regions that need it", () => {
  expect(synth(["us-west-2"]).resource("aws_secretsmanager_secret", "origin_verify")).toMatchObject({
    replica: [{ region: "us-west-2" }],
    force_overwrite_replica_secret: true,
  });
});

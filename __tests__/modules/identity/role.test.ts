import { Role, type RoleProps } from "../../../modules/identity/role";
import { synthConstruct } from "../../support/synth";

function synth(changes: Partial<RoleProps> = {}) {
  const trust = { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com"] }] };
  return synthConstruct((scope) => {
    new Role(scope, "worker", { name: "acme-worker", description: "Works", trust, ...changes });
  }).resource("aws_iam_role", "worker");
}

test("a role has neither a boundary nor a length of its sessions unless it is given one", () => {
  expect(synth()).not.toHaveProperty("permissions_boundary");
  expect(synth()).not.toHaveProperty("max_session_duration");
  expect(synth({ permissionsBoundary: "arn:boundary", maxSessionDuration: 7200 })).toMatchObject({
    permissions_boundary: "arn:boundary",
    max_session_duration: 7200,
  });
});

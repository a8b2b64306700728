import { accountAdministration, CustomerKey, type CustomerKeyProps } from "../../../modules/encryption/customer-key";
import { synthConstruct } from "../../support/synth";

function keyWith(props: Partial<CustomerKeyProps> = {}) {
  return synthConstruct((stack) => {
    new CustomerKey(stack, "orders", { alias: "acme-orders", description: "Encrypts orders", ...props });
  });
}

describe("CustomerKey", () => {
  test("rotates, can be brought back for 30 days, and is known by its alias", () => {
    const stack = keyWith();
    expect(stack.resource("aws_kms_key", "orders")).toEqual({
      description: "Encrypts orders",
      enable_key_rotation: true,
      deletion_window_in_days: 30,
    });
    expect(stack.resource("aws_kms_alias", "orders")).toEqual({
      name: "alias/acme-orders",
      target_key_id: "${aws_kms_key.orders.key_id}",
    });
  });

  test("takes a policy, tags and protection", () => {
    const stack = keyWith({ policy: "{}", tags: { Name: "orders" }, preventDestroy: true });
    expect(stack.resource("aws_kms_key", "orders")).toMatchObject({
      policy: "{}",
      tags: { Name: "orders" },
      lifecycle: { prevent_destroy: true },
    });
  });

  test("is administered by the account, not by the service that uses it", () => {
    expect(accountAdministration("123456789012")).toMatchObject({
      actions: ["kms:*"],
      principals: [{ type: "AWS", identifiers: ["arn:aws:iam::123456789012:root"] }],
    });
  });
});

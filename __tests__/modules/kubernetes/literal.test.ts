import { Token } from "cdktf";
import { literal, literals } from "../../../modules/kubernetes/literal";

test("what begins a template is doubled, and nothing else", () => {
  expect(literals({ A: "${a} %{b} $$ {c} 100%" })).toEqual({ A: "$${a} %%{b} $$ {c} 100%" });
});

test("a reference is refused, since it would become text", () => {
  const url = Token.asString({ resolve: () => "${aws_sqs_queue.orders.url}" });
  expect(() => literal(url)).toThrow(/holds a reference to a value that Terraform will know; allowed here is text/);
});

import { production } from "../../fixtures/environments";
import { problemsOf, problemsWith } from "../../support/problems";

const servers = ["ns-1.example.com"];
const withDelegations = (...names: string[]) =>
  problemsWith({ dns: { delegations: Object.fromEntries(names.map((name) => [name, servers])) } });

const refused = (name: string, allowed: string, fix: string) => [
  { path: `production.dns.delegations["${name}"]`, value: servers, allowed, fix },
];

test.each(["techally.com", "example.com", "nottechally.com", "techally.com.example.com"])("%s", (name) => {
  expect(withDelegations(name)).toEqual(
    refused(name, "a name below techally.com", "remove it, or delegate it from the zone that it belongs to"),
  );
});

test("the name by which CloudFront finds the load balancers", () => {
  expect(withDelegations("origin.techally.com")).toEqual(
    refused(
      "origin.techally.com",
      "any name but origin.techally.com",
      "choose another: CloudFront reaches the load balancers by it",
    ),
  );
});

test("a name below another delegation", () => {
  expect(withDelegations("a.staging.techally.com", "staging.techally.com")).toEqual(
    refused(
      "a.staging.techally.com",
      "a name that is not below staging.techally.com",
      "remove it: the name servers of staging.techally.com answer for it",
    ),
  );
});

test.each(["example.xn--p1ai", "xn--bcher-kva.de"])("%s is a domain", (domain) => {
  const storage = { ...production.storage, corsOrigins: [`https://auth.${domain}`] };
  expect(problemsOf([{ ...production, dns: { domain }, services: {}, storage }])).toEqual([]);
});

test("names of the zone that the environment does not use", () => {
  expect(withDelegations("staging.techally.com", "development.techally.com", "a.b.techally.com")).toEqual([]);
});

import { production } from "../fixtures/environments/production";
import { problemsWith } from "./problems";

/** The document's service. */
export const auth = production.services?.["auth-service"];

/** The least that a service needs. */
export const second = { image: { tag: "v1.0.0" }, ports: { http: 3002 } };

/** What is wrong with auth-service after a change. */
export const withAuth = (change: object) => problemsWith({ services: { "auth-service": { ...auth, ...change } } });

/** What is wrong with another service in its place. */
export const withSecond = (change: object = {}, name = "order-service") =>
  problemsWith({ services: { [name]: { ...second, ...change } } });

export const inAuth = (path: string) => `production.services["auth-service"].${path}`;
export const inSecond = (path: string) => `production.services["order-service"].${path}`;

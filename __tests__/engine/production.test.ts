import { rehearse } from "../support/engine/rehearse-environment";

rehearse("production", (stack) => stack.startsWith("production-"));

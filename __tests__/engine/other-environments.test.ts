import { rehearse } from "../support/engine/rehearse-environment";

rehearse("bootstrap, staging and development", (stack) => !stack.startsWith("production-"));

import "cdktf/lib/testing/adapters/jest";
import { Testing } from "cdktf";
import * as fc from "fast-check";
import { disableCreationStacks } from "../../src/synthesis/creation-stacks";
import { seed } from "./seed";

Testing.setupJest();
fc.configureGlobal({ seed });
disableCreationStacks();

// It concerns the Node that runs Lambda functions, and Lambda brings that.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

import "cdktf/lib/testing/adapters/jest";
import { Testing } from "cdktf";
import { disableCreationStacks } from "../../src/creation-stacks";

Testing.setupJest();
disableCreationStacks();

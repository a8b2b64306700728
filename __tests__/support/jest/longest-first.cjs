const path = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");

/** Files that take minutes, longest first: one of them begun last would keep one worker busy and the other waiting. */
const longest = ["emulator", "production", "other-environments"].map((name) =>
  path.join("__tests__", "engine", `${name}.test.ts`),
);

/** Jest's own order, which knows how long files took only where they ran before, with the longest files in front. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path: file }) => {
      const index = longest.findIndex((end) => file.endsWith(end));
      return index === -1 ? longest.length : index;
    };
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};

require("./run.cjs").run(require("node:path").join(__dirname, "..", "main.ts"));

// Validates every SARIF log in a folder with the schema of SARIF.
//
//     node validate-sarif.mjs SCHEMA FOLDER

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const [schema, folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: node validate-sarif.mjs SCHEMA FOLDER");
  process.exit(2);
}

const program = join(
  dirname(createRequire(import.meta.url).resolve("@sourcemeta/jsonschema/package.json")),
  "npm/cli.js",
);
const logs = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith(".sarif")).sort()
  : [];
if (logs.length === 0) {
  console.error(`no SARIF log in ${folder}: the tests of event-lint write them`);
  process.exit(1);
}
const result = spawnSync(
  process.execPath,
  [program, "validate", schema, ...logs.map((name) => join(folder, name))],
  { encoding: "utf8" },
);
if (result.error) throw result.error;
if (result.status !== 0) process.stderr.write(result.stdout + result.stderr);
console.log(`${logs.length} SARIF logs fit the schema of SARIF 2.1.0: ${result.status === 0}`);
process.exit(result.status === 0 ? 0 : 1);

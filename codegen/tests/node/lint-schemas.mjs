// Checks every schema below a folder against its metaschema, and the canonical
// ones by the rules of a linter. No finding is allowed.
//
//     node lint-schemas.mjs FOLDER

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** How many files one process takes. */
const BATCH = 400;

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node lint-schemas.mjs FOLDER");
  process.exit(2);
}

const program = join(
  dirname(createRequire(import.meta.url).resolve("@sourcemeta/jsonschema/package.json")),
  "npm/cli.js",
);
const schemas = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".schema.json"))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort();
if (schemas.length === 0) {
  console.error(`no schema below ${folder}`);
  process.exit(1);
}
const canonical = schemas.filter((path) => !/\.(strict|draft-07)\.schema\.json$/.test(path));

const valid = run("metaschema", schemas);
const clean = run("lint", canonical);
console.log(`${schemas.length} schemas fit their metaschema: ${valid}`);
console.log(`${canonical.length} canonical schemas have no finding: ${clean}`);
process.exit(valid && clean ? 0 : 1);

/** Runs a command on files; whether it found nothing. */
function run(command, files) {
  let passed = true;
  for (let start = 0; start < files.length; start += BATCH) {
    const batch = files.slice(start, start + BATCH);
    const result = spawnSync(process.execPath, [program, command, ...batch], { encoding: "utf8" });
    if (result.error) throw result.error;
    if (result.status !== 0) {
      passed = false;
      process.stderr.write(result.stdout + result.stderr);
    }
  }
  return passed;
}

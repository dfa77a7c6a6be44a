// Compiles and renders every page below a folder twice, as MDX and as
// CommonMark, and compares what a reader sees.
//
//     node render-pages.mjs FOLDER

import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import * as runtime from "react/jsx-runtime";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { evaluate } from "@mdx-js/mdx";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node render-pages.mjs FOLDER");
  process.exit(2);
}

const pages = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".md"))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort();
if (pages.length === 0) {
  console.error(`no page below ${folder}`);
  process.exit(1);
}

let failures = 0;
for (const page of pages) {
  const text = readFileSync(page, "utf8");
  try {
    const seen = {};
    for (const format of ["mdx", "md"]) {
      try {
        seen[format] = await render(text, format);
      } catch (error) {
        throw new Error(`as ${format}: ${error.message}`);
      }
    }
    if (seen.md.trim() === "") throw new Error("nothing is to be seen");
    const place = firstDifference(seen.mdx, seen.md);
    if (place !== undefined) {
      const around = (markup) => JSON.stringify(markup.slice(Math.max(0, place - 60), place + 60));
      throw new Error(`MDX shows ${around(seen.mdx)}, CommonMark ${around(seen.md)}`);
    }
  } catch (error) {
    failures += 1;
    console.error(`${relative(folder, page)}: ${error.message}`);
  }
}
console.log(`${pages.length} pages rendered in both formats, ${failures} failed`);
process.exit(failures === 0 ? 0 : 1);

async function render(text, format) {
  const remarkPlugins = [remarkFrontmatter, remarkGfm];
  const { default: Content } = await evaluate(text, { ...runtime, format, remarkPlugins });
  // White space between elements is not to be seen.
  return renderToStaticMarkup(createElement(Content)).replace(/\s+/g, " ").replace(/> </g, "><");
}

function firstDifference(one, other) {
  if (one === other) return undefined;
  let place = 0;
  while (one[place] === other[place]) place += 1;
  return place;
}

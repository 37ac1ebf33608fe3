// Builds the stylesheet into ../dist/style: bundle, drop what nobody uses, check the contract, minify, name by content.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, extname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import esbuild from "esbuild";
import postcss from "postcss";

const here = import.meta.dirname;
const out = join(here, "../dist/style");
const CSS_BUDGET = 25 * 1024;
const FONT_BUDGET = 60 * 1024;

const bundle = await esbuild.build({
  entryPoints: [join(here, "main.css")],
  bundle: true,
  write: false,
  outdir: out,
  loader: { ".woff2": "file", ".svg": "file" },
  assetNames: "[name]-[hash]",
  legalComments: "none",
});
const sheet = bundle.outputFiles.find((file) => file.path.endsWith(".css"));
const assets = bundle.outputFiles.filter((file) => file !== sheet);

// The contract: every class that the README or the kitchen sink names.
const readme = readFileSync(join(here, "README.md"), "utf8");
const kitchenSink = readFileSync(join(here, "kitchen-sink.html"), "utf8");
const ownSheets = readFileSync(join(here, "main.css"), "utf8")
  .match(/\.\/[\w-]+\.css/g)
  .map((file) => readFileSync(join(here, file), "utf8"))
  .join("\n");
const classNames = (text) => new Set(text.match(/(?:nl|utrecht|wza)-[a-z0-9_-]*[a-z0-9]/g));
const promised = classNames(readme + kitchenSink);
const known = new Set([...promised, ...classNames(ownSheets)]);

const root = postcss.parse(sheet.text);
dropUnusedRules(root);
dropUnusedProperties(root);
const css = (await esbuild.transform(root.toString(), { loader: "css", minify: true })).code;
checkContract();

const cssName = `main-${createHash("sha256").update(css).digest("hex").slice(0, 8)}.css`;
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, cssName), css);
for (const asset of assets) writeFileSync(join(out, basename(asset.path)), asset.contents);
const fonts = assets.map((asset) => basename(asset.path)).filter((name) => name.endsWith(".woff2"));
writeFileSync(join(out, "manifest.json"), JSON.stringify({ css: cssName, fonts }, null, 2) + "\n");
writeFileSync(join(out, "licences.txt"), licences());
writeFileSync(join(out, "kitchen-sink.html"), kitchenSink.replace("main.css", cssName));
report();
if (process.argv.includes("--serve")) serve();

// The packages ship every state and variant they know. A selector with a class outside the contract matches nothing here.
// `:invalid` goes too: it paints a required field red before anybody typed; only the server's answer does that.
function dropUnusedRules(sheet) {
  sheet.walkRules((rule) => {
    if (rule.parent.type === "atrule" && rule.parent.name.endsWith("keyframes")) return;
    const kept = rule.selectors.filter((selector) => {
      if (/:invalid\b/.test(selector)) return false;
      const classes = selector.match(/\.(?:nl|utrecht)-[\w-]+/g) ?? [];
      return classes.every((name) => known.has(name.slice(1)));
    });
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  sheet.walkAtRules((rule) => void (rule.nodes?.length === 0 && rule.remove()));
}

// The theme defines thousands of custom properties. Of two definitions on :root the last one counts; and dropping one that
// nobody reads can orphan another, hence the loop.
function dropUnusedProperties(sheet) {
  const last = new Map();
  for (const rule of sheet.nodes.filter((node) => node.selector === ":root")) {
    rule.walkDecls(/^--/, (declaration) => {
      last.get(declaration.prop)?.remove();
      last.set(declaration.prop, declaration);
    });
  }
  for (let dropped = 1; dropped > 0; ) {
    const used = new Set(sheet.toString().match(/(?<=var\(\s*)--[\w-]+/g));
    dropped = 0;
    sheet.walkDecls(/^--/, (declaration) => {
      if (used.has(declaration.prop)) return;
      const rule = declaration.parent;
      declaration.remove();
      if (rule.nodes.length === 0) rule.remove();
      dropped += 1;
    });
  }
}

function checkContract() {
  const defined = new Set((root.toString().match(/\.[a-z][\w-]*/g) ?? []).map((name) => name.slice(1)));
  const attributes = [...(readme + kitchenSink).matchAll(/class="([^"]*)"/g)].flatMap((match) => match[1].split(/\s+/));
  const missing = [...new Set(attributes)].filter((name) => name && !defined.has(name));
  if (missing.length > 0) throw new Error(`classes in README.md or kitchen-sink.html without a rule: ${missing.join(", ")}`);
  if (/url\(\s*["']?data:/.test(css)) throw new Error("a data: URI would be refused by the content security policy");
}

function licences() {
  const packages = Object.keys(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).devDependencies);
  const lines = packages.map((name) => {
    const { version, license } = JSON.parse(readFileSync(join(here, "node_modules", name, "package.json"), "utf8"));
    return `${name} ${version}: ${license}`;
  });
  return `This stylesheet contains work from these packages, or was built with them:\n${lines.join("\n")}\n`;
}

function report() {
  const cssSize = brotliCompressSync(css).length;
  const fontSize = assets.filter((a) => a.path.endsWith(".woff2")).reduce((sum, a) => sum + a.contents.length, 0);
  console.log(`${cssName}: ${css.length} bytes, ${cssSize} in brotli; fonts ${fontSize} bytes; ${assets.length - fonts.length} icons`);
  if (cssSize > CSS_BUDGET || fontSize > FONT_BUDGET) throw new Error("over budget");
}

function serve() {
  const types = { ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml", ".woff2": "font/woff2" };
  createServer((request, response) => {
    const name = basename(new URL(request.url, "http://localhost").pathname) || "kitchen-sink.html";
    try {
      const body = readFileSync(join(out, name));
      response.setHeader("content-type", types[extname(name)] ?? "text/plain");
      response.setHeader("content-security-policy", "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'");
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(8032, "127.0.0.1", () => console.log("http://127.0.0.1:8032/kitchen-sink.html"));
}

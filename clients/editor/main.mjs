// What an editor shows with the published schemas. Snapshots for people to read, and conditions that hold at every place.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import service from "vscode-json-languageservice";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(process.env.CLIENTS);
const schemaFolder = process.env.SCHEMAS ?? join(root, "schemas", "1.0");
const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const version = createRequire(import.meta.url)("vscode-json-languageservice/package.json").version;

const kinds = new Map(read(schemaFolder, "index.json").schemas.map(({ kind, file }) => [kind, { file, schema: read(schemaFolder, file) }]));
const labels = read(schemaFolder, "labels.json").labels;

const ajv = new Ajv2020({ strict: true });
formats.default(ajv);
const accepts = new Map([...kinds].map(([kind, { schema }]) => [kind, ajv.compile(schema)]));

const problems = [];
const counts = { members: 0, codes: 0, lists: 0, good: 0, twinsMarked: 0, twinsOnlyChecksFind: 0, snapshots: 0 };

const language = service.getLanguageService({});
language.configure({
  validate: true,
  allowComments: false,
  schemas: [...kinds].map(([kind, { schema }]) => ({ uri: schema.$id ?? kind, fileMatch: [`*.${kind}.json`], schema })),
});

function open(kind, text) {
  const document = service.TextDocument.create(`file:///document.${kind}.json`, "json", 1, text);
  return { document, parsed: language.parseJSONDocument(document) };
}

/** The text of a hover as a reader sees it. */
async function hover({ document, parsed }, offset) {
  const shown = await language.doHover(document, document.positionAt(offset), parsed);
  const parts = shown ? [shown.contents].flat() : [];
  return parts.map((part) => part.value ?? part).join("\n").replace(/\\$/gm, "").replace(/\\([^\w\s])/g, "$1");
}

async function complete({ document, parsed }, offset) {
  const { items } = await language.doComplete(document, document.positionAt(offset), parsed);
  return items.map((item) => ({ label: item.label, documentation: item.documentation?.value ?? item.documentation ?? "" }));
}

const SEVERITY = ["", "error", "warning", "information", "hint"];

async function diagnose({ document, parsed }) {
  const found = await language.doValidation(document, parsed, { schemaValidation: "error", schemaRequest: "error" });
  return found.map(({ range, message, severity }) => {
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    return { start, end, pointer: pointer(parsed.getNodeFromOffset(start)), message, severity: SEVERITY[severity] };
  });
}

/** The JSON Pointer of a node, as far as the text could be read. */
function pointer(node) {
  const tokens = [];
  for (let at = node; at?.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === "property") {
      tokens.unshift(parent.keyNode.value.replaceAll("~", "~0").replaceAll("/", "~1"));
      at = parent;
    } else if (parent.type === "array") {
      tokens.unshift(parent.items.indexOf(at));
    }
  }
  return tokens.map((token) => `/${token}`).join("");
}

// ---- What stands in the schemas at a place of a document

function resolve(schema, defs) {
  for (;;) {
    if (schema.$ref) schema = defs[schema.$ref.replace("#/$defs/", "")];
    else if (schema.allOf?.length === 1) schema = schema.allOf[0];
    else return schema;
  }
}

/** Every member and every code of a document: the node, the schema behind it and the schema of the member itself. */
function* parts(node, schema, defs) {
  schema = resolve(schema, defs);
  const variants = schema.oneOf?.filter((variant) => variant.properties);
  if (variants?.length) {
    const value = Object.fromEntries(node.properties.map((p) => [p.keyNode.value, p.valueNode.value]));
    schema = variants.find((v) => Object.entries(v.properties).every(([n, p]) => p.const === undefined || p.const === value[n]));
  } else if (schema.oneOf) {
    yield { node, codes: schema.oneOf };
  }
  for (const property of node.properties ?? []) {
    const below = schema.properties?.[property.keyNode.value];
    if (below) {
      yield { node: property.keyNode, member: below, inner: resolve(below, defs) };
      yield* parts(property.valueNode, below, defs);
    }
  }
  for (const item of node.items ?? []) yield* parts(item, schema.items ?? {}, defs);
}

const firstLine = (text) => text.split("\n")[0];
const bilingual = (text) => /\p{Script=Han}/u.test(text) && / · [\x20-\x7e]*[A-Za-z]/.test(text);

// ---- Conditions that hold in every good case

const good = [];
for (const folder of readdirSync(join(root, "cases")).sort()) {
  if (folder === "damaged" || folder.endsWith(".md")) continue;
  for (const name of readdirSync(join(root, "cases", folder)).sort()) {
    if (!name.endsWith(".json")) continue;
    const text = readFileSync(join(root, "cases", folder, name), "utf8");
    const { kind } = JSON.parse(text);
    if (kind !== undefined) good.push({ name: `${folder}/${name}`, kind, text });
  }
}

const seen = { members: new Set(), lists: new Set(), codes: new Set() };
const hidden = new Set();

for (const { name, kind, text } of good) {
  const { schema } = kinds.get(kind);
  const opened = open(kind, text);
  counts.good += 1;
  for (const found of await diagnose(opened)) problems.push(`${name}: ${found.pointer}: ${found.message}`);
  for (const { node, codes, member, inner } of parts(opened.parsed.root, schema, schema.$defs ?? {})) {
    const place = `${name}#${pointer(node)}`;
    if (member) {
      const key = JSON.stringify([member, inner.title]);
      if (seen.members.has(key)) continue;
      seen.members.add(key);
      counts.members += 1;
      const shown = await hover(opened, node.offset + 1);
      if (!bilingual(shown)) problems.push(`${place}: the hover of ${node.value} is not in both languages: ${JSON.stringify(shown)}`);
      if (member.description && !shown.includes(firstLine(member.description))) hidden.add(inner.oneOf ? "code" : "other");
    } else {
      const list = codes.map((code) => code.const).join();
      const known = codes.find((code) => code.const === node.value);
      if (!seen.codes.has(list + node.value)) {
        seen.codes.add(list + node.value);
        counts.codes += 1;
        const shown = await hover(opened, node.offset + 1);
        if (!shown.includes(firstLine(known.description))) problems.push(`${place}: the hover of ${node.value} does not say “${known.description}”`);
      }
      if (!seen.lists.has(list)) {
        seen.lists.add(list);
        counts.lists += 1;
        const offered = await complete(opened, node.offset + 1);
        const want = codes.map((code) => JSON.stringify(code.const)).join();
        if (offered.map((item) => item.label).join() !== want) problems.push(`${place}: completion offers ${offered.map((i) => i.label)}, not ${want}`);
        for (const item of offered) {
          if (!bilingual(item.documentation)) problems.push(`${place}: ${item.label} is offered without both languages`);
        }
      }
    }
  }
}

// ---- Snapshots

const snapshots = new Map();

async function snapshot(name, kind, marked) {
  const offset = marked.indexOf("▮");
  const opened = open(kind, marked.replace("▮", ""));
  const out = [`# ${name}`, "", "```json", marked.trimEnd(), "```", "", "## 补全 Completion", ""];
  const items = await complete(opened, offset);
  const most = name.endsWith(".empty") ? items.length : 12;
  out.push(...items.slice(0, most).map(({ label, documentation }) => `- \`${label}\`${documentation ? ` ${firstLine(documentation)}` : ""}`));
  if (items.length === 0) out.push("—");
  if (items.length > most) out.push(`- … ${items.length - most} more`);
  out.push("", "## 悬停 Hover", "", (await hover(opened, offset)) || "—", "", "## 诊断 Diagnostics", "");
  const found = await diagnose(opened);
  out.push(...found.map((f) => `- ${f.severity} \`${f.pointer || "/"}\` ${f.message}`));
  if (found.length === 0) out.push("—");
  snapshots.set(`${name}.md`, `${out.join("\n")}\n`);
}

for (const kind of kinds.keys()) await snapshot(`${kind}.empty`, kind, "{▮}\n");
for (const file of readdirSync(join(here, "places")).sort()) {
  const name = basename(file, ".txt");
  const kind = name.split(".")[0];
  const text = readFileSync(join(here, "places", file), "utf8");
  if (!kinds.has(kind) || text.split("▮").length !== 2) {
    problems.push(`places/${file}: must begin with a kind and have one ▮`);
    continue;
  }
  await snapshot(name, kind, text);
}

// ---- Damaged twins: what the editor marks beside what a check finds

function patched(document, operations) {
  for (const { op, path, value } of operations) {
    const tokens = path.split("/").slice(1).map((t) => t.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (tokens.length === 0) {
      document = value;
      continue;
    }
    const last = tokens.pop();
    const place = tokens.reduce((at, token) => at[token], document);
    if (!Array.isArray(place)) {
      if (op === "remove") delete place[last];
      else place[last] = value;
    } else if (op === "add") place.splice(last === "-" ? place.length : Number(last), 0, value);
    else if (op === "remove") place.splice(Number(last), 1);
    else place[last] = value;
  }
  return document;
}

const sorted = (value) =>
  Array.isArray(value) ? value.map(sorted)
  : value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))
  : value;

const marks = ["# 损坏案例 Damaged twins", "",
  "编辑器标出的，与校验报告的。What the editor marks, and what a check finds. 其余损坏案例编辑器都不作标记，只有校验能发现：",
  "of all others the editor marks nothing, and only a check finds them.", ""];
// What a schema or a parser refuses and the editor does not mark.
const UNMARKED = { "json.empty": { zh: "编辑器不标记空文件", en: "the editor does not mark an empty file" } };
const unmarked = new Set();
const silent = [];
for (const file of readdirSync(join(root, "cases", "damaged")).sort()) {
  const twin = read(root, "cases", "damaged", file);
  const name = basename(file, ".json");
  if (twin.hex) continue;
  const base = twin.of && readFileSync(join(root, "cases", twin.of), "utf8");
  const text = twin.text ?? (twin.patch ? JSON.stringify(sorted(patched(JSON.parse(base), twin.patch)), null, 2) + "\n"
    : twin.replace.reduce((t, [before, after]) => t.replace(before, () => after), base));
  // The kind decides the schema; an editor knows it by the name of the file.
  const kind = /"kind": *"([a-z-]+)"/.exec(base ?? text)?.[1];
  const schema = kinds.has(kind) ? kind : [...kinds.keys()].find((k) => name.startsWith(k)) ?? kinds.keys().next().value;
  const found = await diagnose(open(schema, text));
  const structural = twin.findings.some(({ code }) => /^(json|structure|document)\./.test(code));
  let refused = false;
  try {
    refused = !accepts.get(schema)(JSON.parse(text));
  } catch {
    refused = true;
  }
  if (refused && found.length === 0 && UNMARKED[name]) {
    unmarked.add(name);
  } else if (refused !== found.some(({ severity }) => severity === "error")) {
    problems.push(`${name}: ${refused ? "refused by its schema, and not marked" : "marked, though its schema accepts it"}`);
  }
  if (found.length === 0) {
    silent.push(name);
    counts.twinsOnlyChecksFind += 1;
    continue;
  }
  counts.twinsMarked += 1;
  if (!structural) problems.push(`${name}: the editor marks what no check of the structure finds: ${found[0].message}`);
  marks.push(`## ${name}`, "", twin.why.zh, twin.why.en, "");
  marks.push(...twin.findings.map(({ code, pointer }) => `- tongbiao: \`${code}\` \`${pointer || "/"}\``));
  marks.push(...found.slice(0, 10).map((f) => `- editor: ${f.severity} \`${f.pointer || "/"}\` ${f.message}`));
  if (found.length > 10) marks.push(`- editor: … ${found.length - 10} more`);
  marks.push("");
}
snapshots.set("damaged.md", `${marks.join("\n").trimEnd()}\n\n## 编辑器不标 Not marked\n\n${silent.map((name) => `- ${name}`).join("\n")}\n`);

// ---- Compare, repair, report

const folder = join(here, "snapshots");
mkdirSync(folder, { recursive: true });
for (const [name, text] of snapshots) {
  counts.snapshots += 1;
  const path = join(folder, name);
  let old = null;
  try {
    old = readFileSync(path, "utf8");
  } catch {}
  if (old === text) continue;
  if (process.env.UPDATE) writeFileSync(path, text);
  else problems.push(`snapshots/${name} ${old === null ? "is missing" : "differs"}; run UPDATE=1 clients/editor/run and read what changed`);
}
for (const name of readdirSync(folder)) {
  if (!snapshots.has(name)) problems.push(`snapshots/${name} is of no place; delete it`);
}

const notes = [];
for (const [name, note] of Object.entries(UNMARKED)) {
  if (unmarked.has(name)) notes.push(note);
  else problems.push(`main.mjs: ${name} is marked; remove the exception`);
}
if (hidden.has("code")) {
  notes.push({ zh: "悬停于代码型成员时，显示代码的说明，不显示成员的说明", en: "the hover of a member with a code shows the label of the code, not of the member" });
}
if (hidden.has("other")) {
  notes.push({ zh: "悬停于部分成员时，显示其类型的说明，不显示成员的说明", en: "the hover of some members shows the label of their type, not of the member" });
}
for (const problem of problems) console.error(`editor: ${problem}`);
const rows = [{
  area: "editor", client: "vscode-json-languageservice", version, registry: "npm",
  ran: {
    zh: "补全、悬停、诊断：正确案例中成员和代码的悬停均为双语，代码表均可补全，且无诊断；快照见 clients/editor/snapshots",
    en: "completion, hover, diagnostics: in the good cases, the hover of all members and codes is in both languages, all code lists are offered, and no error is marked; snapshots in clients/editor/snapshots",
  },
  counts,
  result: problems.length ? "failed" : notes.length ? "agrees, with deviations" : "agrees",
  notes: [...notes, ...problems.slice(0, 5).map((problem) => ({ zh: problem, en: problem }))],
}];
mkdirSync(process.argv[2], { recursive: true });
writeFileSync(join(process.argv[2], "editor.json"), `${JSON.stringify(rows, null, 2)}\n`);
process.exitCode = problems.length ? 1 : 0;

// The verdicts of one npm client over the whole corpus. Usage: node.mjs CLIENT FLAVOUR OUT     writes OUT/verdicts/CLIENT@FLAVOUR.json

import { createReadStream, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const clients = join(dirname(fileURLToPath(import.meta.url)), "..");
const schemas = process.env.SCHEMAS ?? join(clients, "..", "schemas", "1.0");
const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));
const [client, flavour, out] = process.argv.slice(2);

const ajv = async (make) => {
  const formats = (await import("ajv-formats")).default;
  const judge = await make();
  formats.default(judge);
  return (schema) => judge.compile(schema);
};

// How each client is asked: given the schema of a kind, a function from a text to a verdict.
const CLIENTS = {
  "ajv@2020-12": () => strict2020(),
  "ajv@no-id": () => strict2020(),
  "ajv@bundle": () => strict2020(),
  "ajv@draft-07": () => ajv(async () => new (await import("ajv")).Ajv({ strict: true })),
  "ajv 6@draft-07": async () => {
    const Ajv = (await import("ajv-6")).default;
    return (schema) => new Ajv({ format: "full", unknownFormats: false }).compile(schema);
  },
  "@hyperjump/json-schema@2020-12": async () => {
    const { registerSchema, setShouldValidateFormat, validate } = await import("@hyperjump/json-schema/draft-2020-12");
    await import("@hyperjump/json-schema/formats");
    setShouldValidateFormat(true);
    return async (schema) => {
      registerSchema(schema);
      const judge = await validate(schema.$id);
      return (document) => judge(document).valid;
    };
  },
  "@hyperjump/json-schema@openapi": async () => {
    const { validate } = await import("@hyperjump/json-schema/openapi-3-1");
    return async (schema) => {
      const judge = await validate(`${join(schemas, "openapi.json")}#/components/schemas/${schema.title}`);
      return (document) => judge(document).valid;
    };
  },
  "@cfworker/json-schema@2020-12": async () => {
    const { Validator } = await import("@cfworker/json-schema");
    return (schema) => {
      const judge = new Validator(schema, "2020-12");
      return (document) => judge.validate(document).valid;
    };
  },
  "@exodus/schemasafe@2020-12": async () => {
    const { validator } = await import("@exodus/schemasafe");
    return (schema) => validator(schema, { mode: "spec", $schemaDefault: null, formatAssertion: true });
  },
  "vscode-json-languageservice@2020-12": async () => {
    const service = (await import("vscode-json-languageservice")).default;
    const language = service.getLanguageService({});
    return (schema) => async (_, text) => {
      const document = service.TextDocument.create("file:///document.json", "json", 1, text);
      const parsed = language.parseJSONDocument(document);
      const found = await language.doValidation(document, parsed, { schemaValidation: "error", schemaRequest: "error" }, schema);
      return found.every(({ severity }) => severity !== 1);
    };
  },
};

async function strict2020() {
  return ajv(async () => new (await import("ajv/dist/2020.js")).Ajv2020({ strict: true, strictTypes: true }));
}

/** The npm package of a client, which may be installed under another name. */
function version() {
  return read(clients, "node_modules", client.replace(" ", "-"), "package.json").version;
}

async function verdicts(judge, kind) {
  let verdicts = "";
  for await (const line of createInterface({ input: createReadStream(join(out, "corpus", `${kind}.jsonl`)) })) {
    const { id, text } = JSON.parse(line);
    try {
      verdicts += (await judge(JSON.parse(text), text)) ? "1" : "0";
    } catch (error) {
      console.error(`validators: ${client}: ${id}: ${error.message}`);
      verdicts += "x";
    }
  }
  return verdicts;
}

const index = read(schemas, "index.json");
const files = index.flavours.find((entry) => entry.flavour === flavour).files;
const compile = await CLIENTS[`${client}@${flavour}`]();
const found = { client, version: version(), flavour, verdicts: {} };
let whole;
for (const [place, { kind, file }] of index.schemas.entries()) {
  let judge;
  if (flavour === "openapi") judge = await compile(read(schemas, file));
  else if (files.length === 1) judge = whole ??= await compile(read(schemas, files[0]));
  else judge = await compile(read(schemas, files[place]));
  found.verdicts[kind] = await verdicts(judge, kind);
}
mkdirSync(join(out, "verdicts"), { recursive: true });
writeFileSync(join(out, "verdicts", `${client.replaceAll("/", "+")}@${flavour}.json`), JSON.stringify(found));

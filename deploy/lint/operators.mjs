// Rendered objects of operators, judged by the operators' own types as @kubernetes-models has them: by their validators, and by
// TypeScript's compiler, which refuses a name that a type lacks at its place, as validators do not. A misspelt copy of each
// kind must be refused. Each name in our own schemas (deploy/kubernetes/schemas) is looked for among those types too.
//   node operators.mjs TOOLS OBJECTS SCHEMAS: where npm installed, a JSON list of objects, a JSON list of schemas
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { HOME, MODELS } from "./kinds.mjs";

const [tools, objects, schemas] = process.argv.slice(2);
const ts = createRequire(path.resolve(tools, "package.json"))("typescript");
const BARMAN = "cloudnative-pg/github.com/cloudnative-pg/barman-cloud/pkg/api";
const PACKAGE = { ...HOME, "barmancloud.cnpg.io": BARMAN };
const home = (name) => path.join(tools, "node_modules", MODELS, name);
const found = [];

// The module and the name of the type, and what of the object it is of: no package has an ObjectStore, but what one holds.
function judge(object) {
  const [group, version] = object.apiVersion.split("/");
  if (object.kind === "ObjectStore")
    return [`${BARMAN}/BarmanObjectStoreConfiguration`, "BarmanObjectStoreConfiguration", object.spec.configuration];
  return [`${PACKAGE[group]}/${group}/${version}/${object.kind}`, object.kind, object];
}

const label = ({ kind, metadata }) => `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
const declared = []; // a line each
function declare(object, refused) {
  const [place, type, value] = judge(object);
  const text = `export const _${declared.length}: import("${MODELS}${place}").I${type} = ${JSON.stringify(value)};`;
  declared.push({ label: label(object), refused, text });
}

const kinds = new Map();
for (const object of JSON.parse(fs.readFileSync(objects))) {
  const group = object.apiVersion.split("/")[0];
  if (!(group in PACKAGE)) continue;
  const [place, type, value] = judge(object);
  const module = await import(pathToFileURL(`${home(place)}.js`));
  try {
    new module[type](value).validate();
  } catch (error) {
    found.push(`${label(object)}: ${error.message}`);
  }
  declare(object, false);
  kinds.set(`${group}-${object.kind}`, object);
}
for (const object of kinds.values()) {
  const wrong = structuredClone(object);
  Object.assign(wrong.kind === "ObjectStore" ? wrong.spec.configuration : wrong.spec, { misspelt: true });
  declare(wrong, true);
}

const file = path.resolve(tools, "objects.mts");
fs.writeFileSync(file, declared.map(({ text }) => text).join("\n"));
const program = ts.createProgram([file], {
  module: ts.ModuleKind.NodeNext, noEmit: true, skipLibCheck: true, strict: true, types: [],
});
const said = declared.map(() => []);
for (const one of ts.getPreEmitDiagnostics(program)) {
  const text = ts.flattenDiagnosticMessageText(one.messageText, " ");
  if (one.file?.fileName !== file) found.push(text);
  else said[one.file.getLineAndCharacterOfPosition(one.start).line].push(text);
}
for (const [line, { label, refused }] of declared.entries()) {
  if (!refused) found.push(...said[line].map((text) => `${label}: ${text}`));
  else if (!said[line].some((text) => text.includes("misspelt"))) found.push(`${label}: nothing refuses a misspelt name`);
}

const OF_KUBERNETES = ["matchLabels", "requests", "limits"];
function* names(schema) {
  for (const [name, inside] of Object.entries(schema.properties ?? {})) {
    if (!OF_KUBERNETES.includes(name)) yield name;
    if (name !== "metadata") yield* names(inside); // of a scaler: texts, by its own manual
  }
  if (schema.items) yield* names(schema.items);
  for (const inside of Object.values(schema.$defs ?? {})) yield* names(inside);
}

for (const [title, schema] of JSON.parse(fs.readFileSync(schemas))) {
  const group = title.slice(0, title.lastIndexOf("-"));
  if (!(group in PACKAGE)) continue;
  const folder = home(PACKAGE[group].split("/")[0]);
  const types = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".d.ts"));
  const text = types.map((file) => fs.readFileSync(path.join(folder, file), "utf8")).join("\n");
  const judged = group === "barmancloud.cnpg.io" ? { ...schema.properties.configuration, $defs: schema.$defs } : schema;
  for (const name of names(judged))
    if (!new RegExp(`\\b${name}"?\\??:`).test(text)) found.push(`${title}: no type knows ${name}`);
}

console.log(`judged: ${[...kinds.keys()].sort().join(", ")}`);
for (const line of found) console.error(line);
process.exit(found.length || kinds.size === 0 ? 1 : 0);

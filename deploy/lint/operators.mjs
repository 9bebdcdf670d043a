// Rendered objects of operators, judged by the operators' own types as @kubernetes-models has them; and each name in our
// own schemas (deploy/kubernetes/schemas), which refuse what they do not name, looked for among those types.
//   node operators.mjs TOOLS OBJECTS SCHEMAS: where npm installed, a JSON list of objects, a JSON list of schemas
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [tools, objects, schemas] = process.argv.slice(2);
const PACKAGE = {
  "cert-manager.io": "cert-manager",
  "external-secrets.io": "external-secrets",
  "gateway.networking.k8s.io": "gateway-api",
  "keda.sh": "keda",
  "monitoring.coreos.com": "prometheus-operator",
  "trust.cert-manager.io": "cert-manager",
};
const home = (name) => path.join(tools, "node_modules", "@kubernetes-models", name);
const found = [];
const judged = new Set();

for (const object of JSON.parse(fs.readFileSync(objects))) {
  const [group, version] = object.apiVersion.split("/");
  if (!(group in PACKAGE)) continue;
  const place = path.join(home(PACKAGE[group]), group, version, `${object.kind}.js`);
  const module = await import(pathToFileURL(place));
  judged.add(`${group}-${object.kind}`);
  try {
    new module[object.kind](object).validate();
  } catch (error) {
    found.push(`${object.kind} ${object.metadata.name}: ${error.message}`);
  }
}

function* names(schema) {
  for (const [name, inside] of Object.entries(schema.properties ?? {})) {
    if (name !== "matchLabels") yield name; // Kubernetes' own
    if (name !== "metadata") yield* names(inside); // of a scaler: texts, by its own manual
  }
  if (schema.items) yield* names(schema.items);
}

for (const [title, schema] of JSON.parse(fs.readFileSync(schemas))) {
  const group = title.slice(0, title.lastIndexOf("-"));
  if (!(group in PACKAGE)) continue;
  const folder = home(PACKAGE[group]);
  const types = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".d.ts"));
  const text = types.map((file) => fs.readFileSync(path.join(folder, file), "utf8")).join("\n");
  for (const name of names(schema))
    if (!new RegExp(`\\b${name}"?\\??:`).test(text)) found.push(`${title}: no type knows ${name}`);
}

console.log(`judged: ${[...judged].sort().join(", ")}`);
for (const line of found) console.error(line);
process.exit(found.length || judged.size === 0 ? 1 : 0);

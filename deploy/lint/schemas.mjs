// The schemas of operators' objects in deploy/kubernetes/schemas, from the operators' own definitions as @kubernetes-models types them:
// every field with its type and its fixed values, closed to any other name. Bounds and patterns are not in types: operators.mjs has
// the packages' validators for those.
//   node schemas.mjs TOOLS FOLDER    writes FOLDER/GROUP-KIND.json, TOOLS being where npm installed
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { HOME, KINDS, MODELS } from "./kinds.mjs";

const [tools, folder] = process.argv.slice(2);
const ts = createRequire(path.resolve(tools, "package.json"))("typescript");

const asked = path.resolve(tools, "kinds.mts");
fs.writeFileSync(asked, KINDS.map(([group, version, kind], at) =>
  `export type K${at} = NonNullable<import("${MODELS}${HOME[group]}/${group}/${version}/${kind}").I${kind}["spec"]>;`).join("\n"));
const program = ts.createProgram([asked], {
  module: ts.ModuleKind.NodeNext, noEmit: true, skipLibCheck: true, strict: true, types: [],
});
const checker = program.getTypeChecker();

// One definition per named type, so that one which holds itself ends.
function schemas(type) {
  const definitions = {};
  const named = new Map();
  const primitive = { string: "string", number: "number", boolean: "boolean" };

  function of(each) {
    const name = checker.typeToString(each);
    if (name in primitive) return { type: primitive[name] };
    if (each.flags & ts.TypeFlags.Any || each.flags & ts.TypeFlags.Unknown || name === "{}" || name === "object") return {};
    if (each.isLiteral()) return { const: each.value };
    if (each.flags & ts.TypeFlags.BooleanLiteral) return { const: name === "true" };
    if (each.flags & ts.TypeFlags.Null) return { type: "null" };
    if (each.isUnion()) return union(each.types.filter((one) => !(one.flags & ts.TypeFlags.Undefined)));
    if (checker.isArrayType(each)) return { type: "array", items: of(checker.getTypeArguments(each)[0]) };
    return object(each);
  }

  function union(types) {
    if (types.length === 1) return of(types[0]);
    if (types.every((one) => one.flags & ts.TypeFlags.BooleanLiteral)) return { type: "boolean" };
    if (types.every((one) => one.isLiteral())) return { enum: types.map((one) => one.value).sort() };
    const booleans = types.filter((one) => one.flags & ts.TypeFlags.BooleanLiteral);
    const others = types.filter((one) => !booleans.includes(one)).map(of);
    return { anyOf: booleans.length ? [{ type: "boolean" }, ...others] : others };
  }

  function object(each) {
    if (named.has(each)) return { $ref: `#/$defs/${named.get(each)}` };
    const key = `t${named.size}`;
    named.set(each, key);
    const properties = {};
    const required = [];
    for (const property of checker.getPropertiesOfType(each)) {
      properties[property.name] = of(checker.getTypeOfSymbol(property));
      if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name);
    }
    const index = checker.getIndexInfoOfType(each, ts.IndexKind.String);
    definitions[key] = {
      type: "object",
      ...(Object.keys(properties).length && { properties }),
      ...(required.length && { required: required.sort() }),
      additionalProperties: index ? of(index.type) : false,
    };
    return { $ref: `#/$defs/${key}` };
  }

  return { ...of(type), $defs: definitions };
}

for (const node of program.getSourceFile(asked).statements) {
  const at = Number(node.name.text.slice(1));
  const [group, version, kind, source] = KINDS[at];
  const home = path.join(tools, "node_modules", MODELS, HOME[group], "package.json");
  const { name, version: release, license } = JSON.parse(fs.readFileSync(home));
  const comment = `${source} (${version}), as typed by npm ${name} ${release} (${license})`;
  const schema = { $comment: comment, ...schemas(checker.getTypeAtLocation(node.name)) };
  fs.writeFileSync(path.join(folder, `${group}-${kind}.json`), `${JSON.stringify(schema, null, 1)}\n`);
}

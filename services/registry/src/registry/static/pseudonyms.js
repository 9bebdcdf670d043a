// Makes codes of what stands in one column of a CSV file, by HMAC-SHA-256 under a key that the
// organisation keeps. Nothing leaves this page: its policy lets no script and no form send anything.
const page = document.querySelector("[data-pseudonyms]");
const kept = JSON.parse(page.dataset.kept);
const CODE_COLUMN = "client_code";
const LINKAGE_COLUMN = "koppelcode";
// No vowels, so that no code is ever a word or a name, and a digit, so that none is letters alone.
const LETTERS = "bcdfghjklmnpqrstvwxz";
const LENGTH = 18;
const KIND = "krachtlijn-pseudonyms-1";
const LINKAGE_KIND = "krachtlijn-linkage-1";
// What a linkage code is made of, each from a column of the file, and words by which it is found.
const PARTS = {
  gender: /^(gender|geslacht)/i,
  birth: /geboorte/i,
  mother: /moeder/i,
  father: /vader/i,
};
const element = (id) => document.getElementById(id);
let key = null;
let linkage = null;
let table = null;

element("new-key").addEventListener("click", async () => {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  key = await imported(secret);
  const text = JSON.stringify({ kind: KIND, key: btoa(String.fromCharCode(...secret)) });
  offer(element("save-key"), text, "application/json");
  say("key-said", "made");
});

element("key").addEventListener("change", async (event) => {
  element("save-key").hidden = true;
  key = (await opened(event.target.files[0], KIND))?.key ?? null;
  say("key-said", key ? "ready" : "wrong");
});

element("linkage-key").addEventListener("change", async (event) => {
  const held = await opened(event.target.files[0], LINKAGE_KIND);
  linkage = held?.key ?? null;
  say("linkage-said", held ? "ready" : "wrong");
  if (held) element("linkage-said").textContent += ` ${held.year}`;
});

element("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  table = file ? parse(decode(new Uint8Array(await file.arrayBuffer())), file.name) : null;
  const names = table ? table.header : [];
  element("column").replaceChildren(...names.map((name, place) => new Option(name, place)));
  for (const [part, words] of Object.entries(PARTS)) {
    const options = names.map((name, place) => new Option(name, place));
    element(part).replaceChildren(new Option("", ""), ...options);
    const found = names.findIndex((name) => words.test(name.trim()));
    element(part).value = found < 0 ? "" : String(found);
  }
  const likely = names.findIndex((name) => /code|cli[eë]nt|naam|dossier/i.test(name));
  if (names.length) element("column").value = String(Math.max(0, likely));
  element("save-file").hidden = true;
  element("file-said").textContent = "";
});

element("make").addEventListener("click", async () => {
  element("save-file").hidden = true;
  if (!key) return say("file-said", "key");
  if (!table || !table.header.length) return say("file-said", "file");
  const parts = Object.keys(PARTS).map((part) => element(part).value);
  if (linkage && parts.includes("")) return say("file-said", "parts");
  const place = Number(element("column").value);
  const { text, codes, left, linked } = await coded(table, place, linkage && parts.map(Number));
  offer(element("save-file"), text, "text/csv", table.name.replace(/(\.\w+)?$/, "-codes.csv"));
  const made = page.querySelector("#file-said").dataset;
  const said = made.made.replace("{rows}", table.rows.length).replace("{codes}", codes);
  const rest = left.length ? ` ${made.left.replace("{columns}", left.join(", "))}` : "";
  const how = linkage ? ` ${made.linked.replace("{linked}", linked)}` : "";
  element("file-said").textContent = said + how + rest;
});

async function imported(secret) {
  const use = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", secret, use, false, ["sign"]);
}

// A key file of this kind with its key ready for use; nothing when it is another file.
async function opened(file, kind) {
  try {
    const held = JSON.parse(await file.text());
    const secret = Uint8Array.from(atob(held.key), (letter) => letter.charCodeAt(0));
    if (held.kind !== kind || secret.length !== 32) return null;
    return { ...held, key: await imported(secret) };
  } catch {
    return null;
  }
}

// The same client has one code, however the spaces, case or accents are written.
async function codeOf(written) {
  return `p1-${await signed(key, folded(written).replace(/\s+/gu, " ").trim())}`;
}

// The same person has one code at every organisation; without one of the four parts there is none.
async function linkageOf(gender, birth, mother, father) {
  const sex = sexOf(folded(gender));
  const year = /(?:19|20)\d\d/.exec(birth)?.[0];
  const names = [mother, father].map((name) => folded(name).replace(/[^a-z]/g, "").slice(0, 2));
  if (!sex || !year || names.some((name) => name.length < 2)) return "";
  return `k1-${await signed(linkage, [sex, year, ...names].join("|"))}`;
}

function sexOf(gender) {
  if (!gender.trim() || /onbekend/.test(gender)) return "";
  if (/vrouw|^\s*[vf]/.test(gender)) return "v";
  return /man|^\s*m/.test(gender) ? "m" : "x";
}

function folded(written) {
  return written.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

async function signed(secret, plain) {
  const bytes = new TextEncoder().encode(plain);
  const made = new Uint8Array(await crypto.subtle.sign("HMAC", secret, bytes));
  let number = made.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let code = "";
  for (let nr = 0; nr < LENGTH; nr += 1) {
    code += LETTERS[Number(number % 20n)];
    number /= 20n;
  }
  return code;
}

// Only columns of the format go along: a name in another column would undo the codes.
async function coded({ header, rows }, place, parts) {
  const names = header.map((name, nr) => (nr === place ? CODE_COLUMN : plainName(name)));
  const places = names.flatMap((name, nr) =>
    nr === place || (kept.includes(name) && ![CODE_COLUMN, LINKAGE_COLUMN].includes(name))
      ? [nr]
      : [],
  );
  const made = new Map();
  let linked = 0;
  const lines = [[...places.map((nr) => names[nr]), ...(parts ? [LINKAGE_COLUMN] : [])]];
  for (const row of rows) {
    const who = (row[place] ?? "").trim();
    if (who && !made.has(who)) made.set(who, await codeOf(who));
    const cells = places.map((nr) => (nr === place ? (made.get(who) ?? "") : (row[nr] ?? "")));
    if (parts) cells.push(await linkageOf(...parts.map((nr) => row[nr] ?? "")));
    if (parts && cells.at(-1)) linked += 1;
    lines.push(cells);
  }
  const text = lines.map((line) => line.map(quoted).join(";")).join("\r\n");
  const left = header.filter((name, nr) => !places.includes(nr) && name.trim());
  return { text: `\uFEFF${text}\r\n`, codes: new Set(made.values()).size, left, linked };
}

function plainName(name) {
  const plain = name.trim().toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[\s_/–-]+/g, "_").replace(/^_+|_+$/g, "");
}

function quoted(cell) {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

// UTF-8 if it can be, else the letters of Windows, as the registry reads it.
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

// The header is the first row with most cells: titles may stand above it, and stay behind.
function parse(text, name) {
  const first = text.split(/\r?\n/, 20);
  const width = (sign) => Math.max(...first.map((line) => line.split(sign).length));
  const sign = [";", ",", "\t", "|"].reduce((best, other) =>
    width(other) > width(best) ? other : best,
  );
  const rows = records(text, sign);
  const filled = (row) => row.filter((cell) => cell.trim()).length;
  const most = Math.max(0, ...rows.slice(0, 20).map(filled));
  const top = rows.findIndex((row) => filled(row) === most);
  if (!most) return { name, header: [], rows: [] };
  return { name, header: rows[top], rows: rows.slice(top + 1).filter(filled) };
}

function records(text, sign) {
  const rows = [];
  let row = [];
  let cell = "";
  let inside = false;
  for (let nr = 0; nr < text.length; nr += 1) {
    const letter = text[nr];
    if (inside) {
      if (letter !== '"') cell += letter;
      else if (text[nr + 1] === '"') cell += text[(nr += 1)];
      else inside = false;
    } else if (letter === '"' && !cell) inside = true;
    else if (letter === sign) {
      row.push(cell);
      cell = "";
    } else if (letter === "\n") {
      rows.push([...row, cell.replace(/\r$/, "")]);
      row = [];
      cell = "";
    } else cell += letter;
  }
  if (cell || row.length) rows.push([...row, cell]);
  return rows;
}

function offer(link, text, type, name) {
  if (link.href) URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([text], { type }));
  if (name) link.download = name;
  link.textContent = link.dataset.text;
  link.hidden = false;
}

function say(id, which) {
  element(id).textContent = element(id).dataset[which];
}

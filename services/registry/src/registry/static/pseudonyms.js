// Makes codes of what stands in one column of a CSV file, by HMAC-SHA-256 under a key that the
// organisation keeps. Nothing leaves this page: its policy lets no script and no form send anything.
const page = document.querySelector("[data-pseudonyms]");
const kept = JSON.parse(page.dataset.kept);
const CODE_COLUMN = "client_code";
// No vowels, so that no code is ever a word or a name, and a digit, so that none is letters alone.
const LETTERS = "bcdfghjklmnpqrstvwxz";
const LENGTH = 18;
const KIND = "krachtlijn-pseudonyms-1";
const element = (id) => document.getElementById(id);
let key = null;
let table = null;

element("new-key").addEventListener("click", async () => {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  await take(secret);
  const text = JSON.stringify({ kind: KIND, key: btoa(String.fromCharCode(...secret)) });
  offer(element("save-key"), text, "application/json");
  say("key-said", "made");
});

element("key").addEventListener("change", async (event) => {
  key = null;
  element("save-key").hidden = true;
  try {
    const held = JSON.parse(await event.target.files[0].text());
    const secret = Uint8Array.from(atob(held.key), (letter) => letter.charCodeAt(0));
    if (held.kind !== KIND || secret.length !== 32) throw new Error("no key");
    await take(secret);
    say("key-said", "ready");
  } catch {
    say("key-said", "wrong");
  }
});

element("file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  table = file ? parse(decode(new Uint8Array(await file.arrayBuffer())), file.name) : null;
  const names = table ? table.header : [];
  element("column").replaceChildren(...names.map((name, place) => new Option(name, place)));
  const likely = names.findIndex((name) => /code|cli[eë]nt|naam|dossier/i.test(name));
  if (names.length) element("column").value = String(Math.max(0, likely));
  element("save-file").hidden = true;
  element("file-said").textContent = "";
});

element("make").addEventListener("click", async () => {
  element("save-file").hidden = true;
  if (!key) return say("file-said", "key");
  if (!table || !table.header.length) return say("file-said", "file");
  const place = Number(element("column").value);
  const { text, codes, left } = await coded(table, place);
  offer(element("save-file"), text, "text/csv", table.name.replace(/(\.\w+)?$/, "-codes.csv"));
  const made = page.querySelector("#file-said").dataset;
  const said = made.made.replace("{rows}", table.rows.length).replace("{codes}", codes);
  const rest = left.length ? ` ${made.left.replace("{columns}", left.join(", "))}` : "";
  element("file-said").textContent = said + rest;
});

async function take(secret) {
  const use = { name: "HMAC", hash: "SHA-256" };
  key = await crypto.subtle.importKey("raw", secret, use, false, ["sign"]);
}

// The same client has one code, however the spaces, case or accents are written.
async function codeOf(written) {
  const plain = written.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const bytes = new TextEncoder().encode(plain.replace(/\s+/gu, " ").trim());
  const signed = new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes));
  let number = signed.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let code = "";
  for (let nr = 0; nr < LENGTH; nr += 1) {
    code += LETTERS[Number(number % 20n)];
    number /= 20n;
  }
  return `p1-${code}`;
}

// Only columns of the format go along: a name in another column would undo the codes.
async function coded({ header, rows }, place) {
  const names = header.map((name, nr) => (nr === place ? CODE_COLUMN : plainName(name)));
  const places = names.flatMap((name, nr) =>
    nr === place || (kept.includes(name) && name !== CODE_COLUMN) ? [nr] : [],
  );
  const made = new Map();
  const lines = [places.map((nr) => names[nr])];
  for (const row of rows) {
    const who = (row[place] ?? "").trim();
    if (who && !made.has(who)) made.set(who, await codeOf(who));
    lines.push(places.map((nr) => (nr === place ? (made.get(who) ?? "") : (row[nr] ?? ""))));
  }
  const text = lines.map((line) => line.map(quoted).join(";")).join("\r\n");
  const left = header.filter((name, nr) => !places.includes(nr) && name.trim());
  return { text: `\uFEFF${text}\r\n`, codes: new Set(made.values()).size, left };
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

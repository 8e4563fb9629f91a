// Any two texts of the site side by side: provisions paired by label, then by likeness of words.
"use strict";
const at = (id) => document.getElementById(id);
const form = at("compare"), state = at("state"), table = at("compared"), body = table.tBodies[0];
const LIKE = 0.4;        // two provisions are one if so much of their pairs of characters is shared
const MOST = 400_000;    // pairs of provisions, or cells of a table of characters, at most

const tell = (name, words = "") => { state.textContent = name ? state.dataset[name].replace("{n}", words) : ""; };
const put = (parent, name, words = "", kind = "") => {
  const made = document.createElement(name);
  made.textContent = words;
  if (kind) made.className = kind;
  return parent.appendChild(made);
};

// Where the JSON of a text lies: of an id, a number in any brackets, an address of this site; with
// ~ and a commit, of an earlier text. Names that lead elsewhere have no place.
const NUMBER = /^(\S{1,20}?)\s*[〔[【(〖]\s*((?:19|20)\d\d)\s*[〕\]】)〗]\s*第?\s*(\d{1,5})\s*[号號]?$/;
function place(name) {
  const plain = name.trim().replace(/^.*policies\//, "").replace(/\.html(#.*)?$/, "");
  const number = plain.normalize("NFKC").match(NUMBER);
  const [id, commit] = (number ? number.slice(1).join("/") : plain).split("~");
  const steps = id.split("/");
  if (id.length > 200 || steps.some((step) => !step || step.startsWith(".") || /[\\\0]/.test(step))) return null;
  if (commit !== undefined && !/^[0-9a-f]{8,64}$/.test(commit)) return null;
  const path = steps.map(encodeURIComponent).join("/");
  return commit ? `revisions/${path}/${commit.slice(0, 12)}.json` : `policies/${path}.json`;
}
async function read(name) {
  const path = place(name);
  const answer = path && await fetch(path).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

// Provisions: blocks under one address of the first two levels, with their text.
function provisions(told) {
  const found = [];
  told.parts.forEach((part, n) => part.blocks.forEach((block) => {
    const label = `${part.kind} ${block.address.split("/").slice(0, 2).join("/")}`, last = found.at(-1);
    if (last && block.address && last.label === label && last.part === n) last.texts.push(block.text);
    else found.push({ label, part: n, texts: [block.text], address: block.address });
  }));
  for (const each of found) {
    each.text = each.texts.join("\n");
    each.key = each.text.normalize("NFKC").replace(/\s/g, "");
    each.pairs = new Set(Array.from(each.key, (char, n) => char + (each.key[n + 1] ?? "")));
  }
  return found;
}
function likeness(one, other) {
  const [few, many] = one.pairs.size < other.pairs.size ? [one.pairs, other.pairs] : [other.pairs, one.pairs];
  let shared = 0;
  for (const pair of few) shared += many.has(pair);
  return 2 * shared / (few.size + many.size || 1);
}
// For each new provision the old one it answers: the same words, then the same label, then the likest.
function align(olds, news) {
  const answers = new Map(), taken = new Set();
  const pair = (fresh, old) => { answers.set(fresh, old); taken.add(old); };
  const first = (by, fits) => {
    const held = new Map();
    for (const old of olds) held.set(by(old), [...(held.get(by(old)) ?? []), old]);
    for (const fresh of news.filter((each) => !answers.has(each))) {
      const old = (held.get(by(fresh)) ?? []).find((each) => !taken.has(each) && fits(each, fresh));
      if (old) pair(fresh, old);
    }
  };
  first((each) => each.key, () => true);
  first((each) => each.label, (old, fresh) => old.address && likeness(old, fresh) >= LIKE);
  const restOld = olds.filter((old) => !taken.has(old)), restNew = news.filter((each) => !answers.has(each));
  if (restOld.length * restNew.length > MOST) return { answers, taken, cut: true };
  restNew.flatMap((fresh) => restOld.map((old) => [likeness(old, fresh), fresh, old])).filter(([like]) => like >= LIKE)
    .sort((a, b) => b[0] - a[0]).forEach(([, fresh, old]) => { if (!answers.has(fresh) && !taken.has(old)) pair(fresh, old); });
  return { answers, taken, cut: false };
}

// Runs of two texts: ["=", both], ["-", old], ["+", new], by the longest common row of characters.
function runs(old, fresh) {
  const one = Array.from(old), two = Array.from(fresh);
  let head = 0, tail = 0;
  while (head < Math.min(one.length, two.length) && one[head] === two[head]) head++;
  while (tail < Math.min(one.length, two.length) - head && one.at(-1 - tail) === two.at(-1 - tail)) tail++;
  const a = one.slice(head, one.length - tail), b = two.slice(head, two.length - tail), found = [["=", one.slice(0, head).join("")]];
  if (a.length * b.length > MOST * 4) found.push(["-", a.join("")], ["+", b.join("")]);
  else found.push(...common(a, b));
  return [...found, ["=", one.slice(one.length - tail).join("")]].filter(([, text]) => text);
}
function common(a, b) {
  const wide = b.length + 1, longest = new Uint16Array((a.length + 1) * wide), found = [];
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * wide + j] = a[i] === b[j] ? longest[(i + 1) * wide + j + 1] + 1 : Math.max(longest[(i + 1) * wide + j], longest[i * wide + j + 1]);
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const op = i < a.length && j < b.length && a[i] === b[j] ? "=" : j >= b.length || (i < a.length && longest[(i + 1) * wide + j] >= longest[i * wide + j + 1]) ? "-" : "+";
    const char = op === "+" ? b[j] : a[i], last = found.at(-1);
    if (last?.[0] === op) last[1] += char; else found.push([op, char]);
    i += op !== "+"; j += op !== "-";
  }
  return found;
}

function cell(row, side, parts) {
  const made = put(row, "td", "", side + (parts ? "" : " void")), line = put(made, "p", "", "lines");
  made.dataset.label = table.dataset[side];
  for (const [op, text] of parts ?? []) if (op === "=") line.append(text); else put(line, op === "-" ? "del" : "ins", text);
}
function show(old, fresh) {
  const row = put(body, "tr"), same = old && fresh && old.text === fresh.text;
  const all = old && fresh ? runs(old.text, fresh.text) : [["-", old?.text ?? ""], ["+", fresh?.text ?? ""]];
  row.className = same ? "same" : old && fresh ? "edited" : old ? "deleted" : "added";
  cell(row, "old", old && all.filter(([op]) => op !== "+"));
  cell(row, "new", fresh && all.filter(([op]) => op !== "-"));
  return row.className;
}
const named = (told, name) => [told.title ?? told.number ?? told.id, told.saved ?? told.number ?? name].join(" ");

// What else a text may be held against: offered for the other side.
function offer(told) {
  const near = [...(told.editions ?? []).map(({ id }) => id), ...(told.texts ?? []).map(({ commit }) => `${told.id}~${commit.slice(0, 12)}`),
    ...(told.comparisons ?? []).flatMap((each) => [each.old, each.new]), ...(told.citations ?? []).map(({ id }) => id)];
  at("near").replaceChildren(...[...new Set(near)].filter((id) => id && id !== told.id).map((id) => new Option(id, id)));
}
async function compare() {
  const asked = new FormData(form), names = [asked.get("a"), asked.get("b")];
  body.replaceChildren();
  table.hidden = at("prebuilt").hidden = at("only").parentElement.hidden = true;
  tell("");
  if (!names[0]) return;
  tell("loading");
  const sides = await Promise.all(names.map((name) => name ? read(name) : null));
  if (sides[0]) offer(sides[0]);
  const missing = names.find((name, n) => name && !sides[n]?.parts?.length);
  if (missing) return tell("missing", missing);
  if (!names[1]) return tell("other");
  const [olds, news] = sides.map(provisions), { answers, taken, cut } = align(olds, news);
  sides.forEach((told, n) => { table.tHead.rows[0].cells[n].textContent = named(told, names[n]); });
  const counts = { same: 0, edited: 0, added: 0, deleted: 0 }, left = olds.filter((old) => !taken.has(old));
  const gone = (before) => { while (left.length && olds.indexOf(left[0]) < before) counts[show(left.shift(), null)]++; };
  for (const fresh of news) {
    const old = answers.get(fresh);
    if (old) gone(olds.indexOf(old));
    counts[show(old, fresh)]++;
  }
  gone(Infinity);
  tell(cut ? "cut" : "done");
  for (const [kind, number] of Object.entries(counts)) if (number) state.append(` ${table.dataset[kind]} ${number}`);
  const made = (sides[0].comparisons ?? []).find((each) => [sides[0].id, sides[1].id].every((id) => [each.old, each.new].includes(id)));
  if (made && !names.join("").includes("~")) {
    at("prebuilt").querySelector("a").href = made.path.replace(/json$/, "html");
    at("prebuilt").hidden = false;
  }
  table.hidden = at("only").parentElement.hidden = false;
}
const start = () => compare().catch(() => tell("failed"));
at("only").addEventListener("change", (event) => table.classList.toggle("changes", event.target.checked));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", "?" + new URLSearchParams(new FormData(form)));
  start();
});
for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
start();

// Search over the site's own index: two units of the text at a time, then the text itself.
"use strict";
const at = (id) => document.getElementById(id);
const form = at("search"), state = at("state"), list = at("hits"), more = at("more");
const cache = new Map();
const load = (path, json = true) => {
  if (!cache.has(path)) cache.set(path, fetch(path).then((r) => { if (!r.ok) throw Error(path); return json ? r.json() : r.text(); }));
  return cache.get(path);
};
const han = (key) => /^\p{Script=Han}$|^〇$/u.test(key);
// The units of a text, as gazette.text.units has them: [key, start, end] each.
function units(text) {
  let key = ""; const where = [];
  let i = 0;
  for (const char of text) {
    const kept = /\s|\p{Cf}/u.test(char) ? "" : char.normalize("NFKC").toLowerCase();
    for (let k = 0; k < kept.length; k++) where.push(i);
    key += kept; i += char.length;
  }
  return [...key.matchAll(/[a-z]+|\p{Nd}+|\p{L}|\p{Nl}|\p{No}/gu)]
    .map((m) => [m[0], where[m.index], where[m.index + m[0].length - 1] + 1]);
}
function pairs(keys) {
  const found = keys.slice(1).map((two, n) => han(keys[n]) && han(two) ? keys[n] + two : keys[n] + " " + two);
  return found.length ? found : keys.filter((key) => !han(key));
}
function shard(pair, count) {
  let value = 0;
  for (let n = 0; n < pair.length; n++) value = (Math.imul(value, 31) + pair.charCodeAt(n)) >>> 0;
  return ((value ^ (value >>> 15)) >>> 0) % count;
}
async function holders(pair, count) {
  const number = shard(pair, count), posts = await load(`search/pairs/${number >> 6}/${number}.json`);
  let last = 0;
  return new Set((posts[pair] || []).map((gap) => (last += gap)));
}
function place(phrase, read) {
  for (let n = 0; n + phrase.length <= read.length; n++)
    if (phrase.every((key, k) => read[n + k][0] === key)) return [read[n][1], read[n + phrase.length - 1][2]];
  return null;
}
function put(node, text, spans) {
  let last = 0;
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
    if (start < last) continue;
    node.append(text.slice(last, start));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    node.append(mark); last = end;
  }
  node.append(text.slice(last));
}
// The hit as a list item, or null where the text does not hold every phrase after all.
async function hit(number, head, phrases) {
  const docs = await load(`search/docs/${Math.floor(number / head.block)}.json`);
  const [path, title, code, issuers, day, status, held] = docs[number % head.block];
  const text = held ? await load(path.replace(/html$/, "txt"), false) : "";
  const whole = [title, code || "", text].join("\n"), read = units(whole);
  const places = phrases.map((phrase) => place(phrase, read));
  if (places.includes(null)) return null;
  const item = at("hit").content.cloneNode(true), get = (name) => item.querySelector(name);
  get("a").href = path;
  put(get("a"), title, places.filter((p) => p[1] <= title.length));
  get(".badge").textContent = at("statuses").querySelector(`[value="${status}"]`).label;
  get(".badge").classList.add(status);
  if (held) get(".none").remove();
  get(".number").textContent = code && code !== title ? code : "";
  get(".day").textContent = day || "";
  get(".organ").textContent = issuers;
  // The excerpt: below the heading of the text if the words stand there too.
  const inText = units(text), below = inText.filter((unit) => unit[1] > title.length + 30);
  const first = phrases.map((phrase) => place(phrase, below) || place(phrase, inText)).filter(Boolean)[0];
  if (first) {
    const start = Math.max(0, first[0] - 40), cut = text.slice(start, first[1] + 60);
    const inside = phrases.map((phrase) => place(phrase, units(cut))).filter(Boolean);
    if (start) get(".excerpt").append("…");
    put(get(".excerpt"), cut, inside);
    get(".excerpt").append("…");
  }
  return [item, places.some((p) => p[1] <= title.length)];
}
const tell = (name, n = "") => { state.textContent = name ? state.dataset[name].replace("{n}", n) : ""; };
// A document number is one word, whatever spaces are in it: 吉民发（2023） 35 号.
const NUMBER = /([〔［[【（(]\s{0,3}\d{4}\s{0,3}[〕］\]】）)])\s{0,3}(\d{1,5})\s{0,3}号/g;
let run = 0;
async function search() {
  const mine = ++run, asked = new URLSearchParams(new FormData(form));
  const phrases = asked.get("q").replace(NUMBER, "$1$2号").trim().split(/\s+/).map((word) => units(word).map((u) => u[0])).filter((p) => p.length);
  list.replaceChildren(); more.hidden = true; tell("");
  if (!phrases.length) return;
  const wanted = phrases.map(pairs);
  if (!wanted.flat().length) return tell("short");
  tell("searching");
  const head = await load("search/index.json");
  const sets = await Promise.all(wanted.flat().map((pair) => holders(pair, head.shards)));
  sets.sort((a, b) => a.size - b.size);
  const issuer = head.issuers.indexOf(asked.get("issuer"));
  const fits = (n) => sets.every((set) => set.has(n)) && (!asked.get("issuer") || head.issuer[n].includes(issuer))
    && ["year", "kind", "status"].every((name) => !asked.get(name) || String(head[name][n]) === asked.get(name));
  const left = [...sets[0]].filter(fits).sort((a, b) => b - a);
  let shown = 0, total = left.length;
  const step = async () => {
    const made = await Promise.all(left.splice(0, 20).map((n) => hit(n, head, phrases)));
    if (mine !== run) return;
    const good = made.filter(Boolean);
    total -= made.length - good.length; shown += good.length;
    for (const [item] of good.sort((a, b) => b[1] - a[1])) list.append(item);
    more.hidden = !left.length;
    if (left.length && !good.length) return step();
    tell(total ? (left.length ? "about" : "found") : "none", total);
  };
  more.onclick = () => step();
  await step();
}
const start = () => search().catch(() => tell("failed"));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", "?" + new URLSearchParams([...new FormData(form)].filter(([, value]) => value)));
  start();
});
form.addEventListener("change", (event) => { if (event.target.tagName === "SELECT") form.requestSubmit(); });
for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
start();

// The page of search: documents that hold the keys of the query (lookup.js), checked and shown ten at a time.
"use strict";
const at = (id) => document.getElementById(id);
const form = at("search"), state = at("state"), list = at("hits"), more = at("more"), hints = at("hints");
const A_PAGE = 10;
const FILTERS = ["issuer", "subject", "year", "kind", "status"];

function place(phrase, read) {
  const start = read.findIndex((_, n) => phrase.every((key, k) => read[n + k]?.[0] === key));
  return start < 0 ? null : [read[start][1], read[start + phrase.length - 1][2]];
}
function mark(node, text, wanted) {
  const read = units(text);
  let last = 0;
  for (const [start, end] of wanted.map((phrase) => place(phrase, read)).filter(Boolean).sort((a, b) => a[0] - b[0])) {
    if (start < last) continue;
    const found = document.createElement("mark");
    found.textContent = text.slice(start, end);
    node.append(text.slice(last, start), found);
    last = end;
  }
  node.append(text.slice(last));
}
// The hit as a list item, or null where the document does not hold every phrase after all.
async function hit(number, head, wanted) {
  const docs = await load(`search/docs/${Math.floor(number / head.block)}.json`, "json");
  const [path, title, code, issuers, day, status, held] = docs[number % head.block];
  const text = held ? await load(path.replace(/html$/, "txt")) : "";
  const read = [title, code ?? "", text].map(units);
  if (!wanted.every((phrase) => read.some((field) => place(phrase, field)))) return null;
  const item = at("hit").content.cloneNode(true), get = (name) => item.querySelector(name);
  get("a").href = path;
  mark(get("a"), title, wanted);
  get(".badge").textContent = at("statuses").querySelector(`[value="${status}"]`).label;
  get(".badge").classList.add(status);
  if (held) get(".none").remove();
  mark(get(".number"), code && code !== title ? code : "", wanted);
  get(".day").textContent = day ?? "";
  get(".organ").textContent = issuers;
  // The excerpt: below the heading of the text if the words stand there too.
  const below = read[2].filter(([, start]) => start > title.length + 30);
  const [found] = wanted.map((phrase) => place(phrase, below) ?? place(phrase, read[2])).filter(Boolean);
  if (found) mark(get(".excerpt"), `…${text.slice(Math.max(0, found[0] - 40), found[1] + 60)}…`, wanted);
  return item;
}

const tell = (name, n = "") => { state.textContent = name ? state.dataset[name].replace("{n}", n) : ""; };
function hint(words, query) {
  const link = document.createElement("a");
  link.href = "?" + new URLSearchParams(query);
  link.textContent = words;
  hints.append(" ", link);
}
// Nothing found: the query without its filters, or the longest pieces of it that stand somewhere.
function suggest(wanted, found, unfiltered, q) {
  if (unfiltered) hint(hints.dataset.unfiltered.replace("{n}", unfiltered), { q });
  const pieces = new Set();
  wanted.forEach((phrase, n) => {
    for (let start = 0, end; start < phrase.length - 1; start = end) {
      const held = (stop) => both(found[n].each.slice(start, stop - 1)).size;
      for (end = start + 1; end < phrase.length && end - start < phrase.length - 1 && held(end + 1); end++);
      if (end - start > 1) pieces.add(phrase.slice(start, end).join(""));
    }
  });
  if (wanted.length > 1) wanted.forEach((phrase, n) => found[n].all.size && pieces.add(phrase.join("")));
  [...pieces].slice(0, 6).forEach((piece) => hint(piece, { q: piece }));
  hints.prepend(hints.dataset.try);
  hints.hidden = !hints.childElementCount;
}

let run = 0;
async function search() {
  const mine = ++run, asked = new URLSearchParams(new FormData(form));
  list.replaceChildren(); hints.replaceChildren(); more.hidden = hints.hidden = true; tell("");
  if (!asked.get("q").trim()) return;
  tell("searching");
  const head = await load("search/index.json", "json");
  learn(head.fold);
  const wanted = phrases(asked.get("q"));
  if (!wanted.length) return tell("short");
  const found = await Promise.all(wanted.map((phrase) => holders(phrase, head.shards)));
  const limits = await Promise.all(FILTERS.filter((name) => asked.get(name))
    .map((name) => line("search/filters.txt", `${name} ${asked.get(name)}`)));
  const everywhere = both(found.map(({ all }) => all)), all = both([everywhere, ...limits.map(([set]) => set)]);
  const rank = (n) => found.filter(({ titled }) => titled.has(n)).length;
  const left = [...all].sort((a, b) => rank(b) - rank(a) || b - a);
  const sure = wanted.every((phrase) => phrase.length < 3);
  let total = left.length, shown = 0, tries = 0;
  const step = async () => {
    const made = await Promise.all(left.splice(0, A_PAGE).map((n) => hit(n, head, wanted)));
    if (mine !== run) return;
    const good = made.filter(Boolean);
    total -= made.length - good.length;
    shown += good.length;
    list.append(...good);
    if (left.length && !good.length && ++tries % 5) return step();
    more.hidden = !left.length;
    tell(!shown && !left.length ? "none" : left.length && !sure ? "about" : "found", total);
    if (!shown && !left.length) suggest(wanted, found, limits.length ? everywhere.size : 0, asked.get("q"));
  };
  more.onclick = step;
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

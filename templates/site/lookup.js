// What a query means, and which documents hold it: the law of gazette.text.query and gazette.text.units.
"use strict";
const cache = new Map();
function load(path, as = "text") {
  if (!cache.has(path)) {
    const answer = fetch(path).then((got) => got.ok ? got[as]() : Promise.reject(Error(path)));
    cache.set(path, answer);
    answer.catch(() => cache.delete(path));
  }
  return cache.get(path);
}

// Units of a text: [key, start, end] for each character, number or foreign word.
const SKIPPED = /^[\s\x1c-\x1f\x85\u00ad\u061c\u180e\u200b-\u200f\u2060\ufeff]$/;
const simple = new Map(), known = new Map();
function learn(groups) {
  for (const [first, ...others] of groups.split(" ")) for (const other of others) simple.set(other, first);
}
function folded(char) {
  if (!known.has(char)) {
    const wide = SKIPPED.test(char) ? "" : char.normalize("NFKC").toLowerCase().replace(/\s/g, "");
    known.set(char, Array.from(wide, (each) => simple.get(each) ?? each).join(""));
  }
  return known.get(char);
}
function units(text) {
  const where = [];
  let key = "", place = 0;
  for (const char of text) {
    const kept = folded(char);
    for (let n = 0; n < kept.length; n++) where.push(place);
    key += kept;
    place += char.length;
  }
  const ends = (start) => start + String.fromCodePoint(text.codePointAt(start)).length;
  return [...key.matchAll(/[a-z]+|\p{Nd}+|\p{L}|\p{Nl}|\p{No}/gu)]
    .map(({ 0: unit, index }) => [unit, where[index], ends(where[index + unit.length - 1])]);
}

// The phrases of a query, each a list of units that must follow each other.
const QUOTED = /"([^"]{0,100})"|“([^“”]{0,100})”|「([^「」]{0,100})」|『([^『』]{0,100})』/g;
const NUMBERS = [
  /()\s{0,3}[〔[【(〖]\s{0,3}((?:19|20)\d\d)\s{0,3}[〕\]】)〗]\s{0,3}第?\s{0,3}(\d{1,5})\s{0,3}[号號]/g,
  /([\p{L}\p{Nl}\p{No}])\s{0,3}((?:19|20)\d\d)[\s—–-]{1,3}(\d{1,5})\s{0,3}[号號]/gu,
  /([发發函办辦字规規通电電告令])((?:19|20)\d\d)(\d{1,4})[号號]/g,
];
function phrases(query) {
  const asked = Array.from(query).slice(0, 100).join("").normalize("NFKC").replace(/\ufeff/g, "");
  const quoted = Array.from(asked.matchAll(QUOTED), (match) => match.slice(1).join(""));
  const rest = NUMBERS.reduce((text, number) => text.replace(number, "$1〔$2〕$3号"), asked.replace(QUOTED, " "));
  return [...quoted, ...rest.split(/[\s\x1c-\x1f\x85]+/)].map((words) => units(words).map(([key]) => key)).filter((phrase) => phrase.length);
}
const word = (key) => /^[a-z\p{Nd}]/u.test(key);
const pairs = (phrase) => phrase.length === 1 ? phrase
  : phrase.slice(1).map((two, n) => phrase[n] + (word(phrase[n]) || word(two) ? " " : "") + two);

// A line of the index: the documents that have a key, and those that have it in title or number.
function shard(key, count) {
  let value = 0;
  for (let n = 0; n < key.length; n++) value = (Math.imul(value, 31) + key.charCodeAt(n)) >>> 0;
  return ((value ^ (value >>> 15)) >>> 0) % count;
}
function decode(text) {
  const found = new Set();
  let last = 0, step = 0;
  for (let n = 0; n < text.length; n++) {
    const digit = text.charCodeAt(n) - 35;
    step = step * 46 + digit % 46;
    if (digit < 46) { found.add(last += step); step = 0; }
  }
  return found;
}
async function line(path, key) {
  const text = "\n" + await load(path), start = text.indexOf(`\n${key}\t`) + 1;
  const [, all = "", titled = ""] = start ? text.slice(start, text.indexOf("\n", start)).split("\t") : [];
  return [decode(all), decode(titled)];
}
const both = (sets) => sets.reduce((kept, set) => new Set([...kept].filter((n) => set.has(n))));
async function holders(phrase, count) {
  const lines = await Promise.all(pairs(phrase).map((key) => {
    const number = shard(key, count);
    return line(`search/keys/${number >> 6}/${number}.txt`, key);
  }));
  return { each: lines.map(([all]) => all), all: both(lines.map(([all]) => all)), titled: both(lines.map(([, titled]) => titled)) };
}

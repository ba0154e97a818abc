// The modules that translated chart definitions import, by their names in Python: what Python's library does, and the
// project's words, of which `provide` gives those of an edition.

import { fromJson } from "./python.js";
import { wrap } from "./strings.js";

export const modules = {};
const TERM = /[\p{L}\p{N}]/u;
const [LONGEST, MOST] = [80, 8];

modules.pandas = { NA: Symbol("NA") };
modules.math = { sqrt: Math.sqrt, ceil: Math.ceil, floor: Math.floor, log10: Math.log10, inf: Infinity };
modules.html = { escape: (text) => text.replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" })[sign]) };
modules.textwrap = { wrap: Object.assign(wrap, { named: ([text, width], more) => wrap(text, width, more) }) };
modules["urllib.parse"] = { urlsplit: (text) => ({ hostname: /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(text)?.[1].toLowerCase() ?? null, netloc: /^[a-z]+:\/\/([^/?#]+)/i.exec(text)?.[1] ?? "" }) };
modules.re = {
  compile: (pattern) => ({ search: (text) => new RegExp(pattern).exec(text) }),
  escape: (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  sub: (pattern, made, text) => text.replace(new RegExp(pattern, "g"), made.replace(/\$/g, "$$$$").replace(/\\(\d)/g, "$$$1").replace(/\\\\/g, "\\")),
};

const slugs = new Map();

export function slug(text) {
  if (!slugs.has(text)) slugs.set(text, slugOf(text));
  return slugs.get(text);
}

function slugOf(text) {
  const plain = text.toLowerCase().replace(/ß/g, "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).join("-");
}

// words: { lists: {name: list of data/vocabulary}, within: {list: {label: [names in it]}}, prefixes: [name] }
export function provide({ lists, within, prefixes }, site) {
  const held = fromJson(lists);
  modules.etl = {};
  modules["etl.vocabulary"] = modules.etl.vocabulary = {
    slug,
    load: (name) => held.item(name),
    labels: (name) => ({ within: (label) => within[name]?.[label] ?? [] }),
  };
  modules["pages.shared.terms"] = { terms_of: (text) => termsOf(text, prefixes) };
  modules["pages.shared.site"] = site;
}

function termsOf(text, prefixes) {
  if (!text.trim()) return prefixes;
  const written = text.split(",").map((part) => part.trim().split(/\s+/).join(" "));
  return [...new Set(written.filter((part) => part.length && part.length <= LONGEST && TERM.test(part)))].slice(0, MOST);
}


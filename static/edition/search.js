// Search over sessions, organisations, themes and documents, in an index that the edition brings.

import { element } from "../dom.js";

const SHOWN = 25;
const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

// index: [{ kind, title, entries: [[title, about, href from the root]] }]
export function results(index, query, root, hrefOf) {
  const words = fold(query).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (!words.length) return [];
  const found = index.map((part) => ({ ...part, entries: ranked(part.entries, words) }));
  const count = found.reduce((sum, { entries }) => sum + entries.length, 0);
  const said = element("p", { className: "count", textContent: count ? `${count.toLocaleString("en")} ${count === 1 ? "result" : "results"} for “${query}”; filters do not act on the search.` : `Nothing found for “${query}”. All words are looked for, from their beginnings; titles and names are searched, the text of originals only in the live app.` });
  return [said, ...found.filter(({ entries }) => entries.length).flatMap((part) => section(part, root, hrefOf))];
}

// Entries in which every word begins one of theirs; those whose title has all first.
function ranked(entries, words) {
  const begins = (text) => {
    const own = ` ${(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(" ")}`;
    return words.every((word) => own.includes(` ${word}`));
  };
  const held = entries.filter(([title, about]) => begins(`${title} ${about}`));
  return [...held.filter(([title]) => begins(title)), ...held.filter(([title]) => !begins(title))];
}

function section({ title, entries }, root, hrefOf) {
  const lines = (several) => several.map(([name, about, href]) => element("li", {}, element("a", { href: hrefOf(href, root), textContent: name }), element("small", { textContent: about })));
  const list = element("ul", { className: "results" }, ...lines(entries.slice(0, SHOWN)));
  const more = entries.length > SHOWN ? [element("button", { type: "button", className: "quiet", textContent: `Show all ${entries.length.toLocaleString("en")}`, onclick: (event) => { list.append(...lines(entries.slice(SHOWN))); event.target.remove(); } })] : [];
  return [element("h2", { textContent: `${title} (${entries.length.toLocaleString("en")})` }), list, ...more];
}

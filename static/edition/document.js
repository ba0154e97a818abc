// One document: what is known of it, and what was read from it.

import { element, linked } from "../dom.js";
import { objects } from "./recipes.js";

const SAID = [["form", "Form"], ["kind", "Kind"], ["year", "Year"], ["language", "Language"], ["published", "Published"], ["word_count", "Words"]];

// facts: [[place, kind of fact, what it says, the words as found]]
export function documentParts(id, frame, facts, back) {
  const known = objects(frame).find((row) => row.document === id);
  if (!known) return [element("p", { textContent: "There is no such document here." })];
  const about = SAID.filter(([name]) => known[name] !== null && known[name] !== undefined).map(([name, title]) => `${title}: ${known[name]}`);
  const head = ["Where", "What", "What it says", "The words"].map((title) => element("th", { textContent: title, scope: "col" }));
  const lines = facts.map(([place, fact, said, quote]) => element("tr", {}, element("td", { textContent: place }), element("td", { textContent: fact }), element("td", { textContent: said }), element("td", {}, element("q", { textContent: quote }))));
  const table = element("div", { className: "wide tall", tabIndex: 0, aria: { role: "region", label: "What was read from the document" } }, element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...lines)));
  return [
    element("p", {}, element("a", { href: back, textContent: "All documents" })),
    element("h2", { textContent: known.title }),
    element("p", {}, ...(known.url ? [linked(known.url)] : [])),
    element("p", { className: "count", textContent: `${about.join("; ")}. ${facts.length.toLocaleString("en")} ${facts.length === 1 ? "fact was" : "facts were"} read from it, themes apart.` }),
    ...(facts.length ? [table] : []),
  ];
}

// The figures of a card as a table. A click on what a line is about shows the rows behind its figure.

import { button, element } from "./dom.js";

// look(key, button): what such a click does; none: nothing can be shown.
export function tableOf({ table: { columns, numeric, rows, keys }, glossary }, look) {
  const kind = (index) => (numeric.includes(columns[index]) ? "number" : "");
  const head = element("tr", {}, ...columns.map((name, i) => element("th", { textContent: name, className: kind(i), scope: "col" })));
  const cell = (row, text, i) => {
    const title = glossary?.[text] ?? "";
    if (i || !look || !keys[row]) return element("td", { textContent: text, className: kind(i), title });
    const made = button(text, () => look(keys[row], made), { title: "Show the rows behind this figure" });
    return element("td", {}, made);
  };
  const body = rows.map((texts, row) => element("tr", {}, ...texts.map((text, i) => cell(row, text, i))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}

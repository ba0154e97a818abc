// From a figure to the words it was read from: the rows behind it, the sources of a view, a document with its quote.
//
// row: { key, what, figure, isShown, words ("as recorded" | "as printed"), url, document, documentId, published, place, quote, word (within the quote), note }

import { button, element, folded, linked } from "./dom.js";

const ROWS_SHOWN = 100;

export function hostOf(url) {
  return /^https?:\/\//.test(url ?? "") ? new URL(url).hostname.replace(/^www\./, "") : "";
}

function cells(row, hooks) {
  const source = element("td", {}, linked(row.url, hostOf(row.url) || row.document));
  const quote = element("td", {}, element("q", {}, ...quoted(row)), element("small", { textContent: [row.document, row.place, row.words, row.note].filter(Boolean).join(" · ") }));
  const acts = element("td");
  if (hooks.showDocument && row.documentId) acts.append(button("In the document", () => hooks.showDocument(row), { title: "Show these words in their document" }));
  return [element("td", { textContent: row.what }), element("td", { textContent: row.figure, className: "number" }), source, quote, acts];
}

// The quote, the word that was looked for marked in it.
function quoted({ quote, word }) {
  const at = word ? quote.indexOf(word) : -1;
  return at < 0 ? [quote] : [quote.slice(0, at), element("mark", { textContent: word }), quote.slice(at + word.length)];
}

function rowTable(rows, caption, hooks) {
  const heads = ["What", "Figure", "Source", "Words", ""].map((name) => (name ? element("th", { textContent: name, scope: "col" }) : element("td")));
  const body = rows.slice(0, ROWS_SHOWN).map((row) => element("tr", { className: row.isShown ? "" : "atlas-rival" }, ...cells(row, hooks)));
  const more = rows.length > ROWS_SHOWN ? [element("p", { textContent: `The first ${ROWS_SHOWN} are listed; the download of everything holds all.` })] : [];
  return [element("table", { aria: { label: caption } }, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body)), ...more];
}

// The rows behind one figure, those that are shown first.
export function rowsBehind(key, rows, hooks) {
  const count = rows.length === 1 ? "1 row" : `${rows.length.toLocaleString("en")} rows`;
  const head = element("div", { className: "atlas-behind-head" }, element("strong", { textContent: `${count} behind this figure` }));
  if (hooks.report) head.append(button("Report an error", () => hooks.report(rows[0])));
  head.append(button("Close", hooks.close));
  return [head, ...rowTable(rows, "The rows behind the chosen figure, with document, place and quote", hooks)];
}

// Every source of the view with its figures; then the values that other sources state.
export function sourceList(spec, rows, hooks, level) {
  const shown = rows?.filter((row) => row.isShown) ?? [];
  const items = spec.sources.map((source) => {
    const own = shown.filter((row) => row.documentId === source.documentId && row.url === source.url);
    const item = element("li", {}, linked(source.url, source.url || source.title), element("small", { textContent: source.words }));
    if (own.length) item.append(folded(`Figures and quotes (${own.length.toLocaleString("en")})`, () => rowTable(own, `Figures from ${source.title}`, hooks)));
    return item;
  });
  const parts = [element("ol", {}, ...items)];
  if (!rows) return [...parts, element("p", { textContent: "Looking up places and quotes …", className: "atlas-wait" })];
  const rivals = rows.filter((row) => !row.isShown);
  if (rivals.length) parts.push(element(`h${level}`, { textContent: "Other values that sources state" }), ...rivalTable(rivals, shown, hooks));
  if (spec.evidenceLeftOut) parts.push(element("p", { textContent: `${spec.evidenceLeftOut.toLocaleString("en")} more rows are in the download of everything.` }));
  return parts;
}

function rivalTable(rivals, shown, hooks) {
  const preferred = (rival) => shown.filter((row) => row.key === rival.key && (row.what === rival.what || !rival.what));
  const rows = rivals.map((rival) => {
    const beside = preferred(rival).slice(0, 2).map((row) => `${row.figure} (${hostOf(row.url) || row.document})`).join(", ");
    return { ...rival, note: [rival.note, beside && `shown: ${beside}`].filter(Boolean).join(" · ") };
  });
  return rowTable(rows, "Other values that sources state", hooks);
}

// passage: { title, url, page (of the whole document), published, words, place, lines: [{ place, parts: [text, marked?][] }], note }
export function showPassage(root, passage, close) {
  const line = ({ place, parts }) =>
    element("p", {}, element("small", { textContent: place }), ...parts.map(([text, isMarked]) => (isMarked ? element("mark", { textContent: text }) : text)));
  const dialog = element("dialog", { className: "atlas-dialog", aria: { label: passage.title } });
  const head = element("div", { className: "atlas-behind-head" }, element("strong", { textContent: passage.title }), button("Close", () => dialog.close()));
  const whole = passage.page ? [element("a", { href: passage.page, target: "_blank", textContent: "The whole document" })] : [];
  const about = element("p", {}, linked(passage.url), ...whole, element("small", { textContent: [passage.published, passage.words, passage.place].filter(Boolean).join(" · ") }));
  const lines = element("div", { className: "atlas-lines", tabIndex: 0, aria: { role: "region", label: "The words around the quote" } }, ...passage.lines.map(line));
  dialog.append(head, about, ...(passage.note ? [element("p", { textContent: passage.note })] : []), lines);
  dialog.addEventListener("close", () => { dialog.remove(); close(); });
  root.append(dialog);
  dialog.showModal();
  lines.querySelector("mark")?.scrollIntoView({ block: "center" });
}

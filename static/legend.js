// What the colours of a chart mean: an entry that is a series of it highlights it; the lines of a heat map are in a list.

import { alike, button, element } from "./dom.js";
import { seriesOf } from "./figure.js";

export function legend(card, mode) {
  const { spec, parts } = card;
  const shown = [spec.legend, spec.series, card.highlight, mode];
  if (alike(shown, card.legend)) return;
  card.legend = shown;
  const focused = parts.legend.contains(document.activeElement) ? document.activeElement.dataset.code : null;
  const present = seriesOf(spec.figure);
  const wanted = card.highlight.filter((code) => present.has(code));
  const entries = spec.legend.map((entry) => legendEntry(card, entry, mode, present, wanted));
  const list = entries.length ? [element("ul", {}, ...entries)] : spec.series.length > 1 ? [seriesList(card, wanted)] : [];
  const reset = wanted.length && entries.length ? [button("Show all", () => card.acts.highlight([]), { className: "atlas-all" })] : [];
  parts.legend.replaceChildren(...list, ...reset);
  if (focused) parts.legend.querySelector(`[data-code="${CSS.escape(focused)}"]`)?.focus();
}

function legendEntry(card, { label, color, stripe, code }, mode, present, wanted) {
  const palette = card.spec.palette[mode];
  const [filled, striped] = [color, stripe].map((token) => palette[token?.slice(1)] ?? token);
  const mark = element("i");
  mark.style.background = striped ? `repeating-linear-gradient(135deg, ${filled} 0 3px, ${striped} 3px 5px)` : filled;
  const title = card.spec.glossary?.[label] ?? "";
  if (!present.has(code) || present.size < 2) return element("li", { title }, mark, label);
  const isOn = wanted.includes(code);
  const act = () => card.acts.highlight(isOn ? wanted.filter((other) => other !== code) : [...wanted, code]);
  const made = button("", act, { title: [title, isOn ? "No longer highlight" : "Highlight, the rest grey"].filter(Boolean).join("\n"), aria: { pressed: String(isOn) }, data: { code } });
  made.append(mark, label);
  return element("li", { className: wanted.length && !isOn ? "atlas-quiet" : "" }, made);
}

function seriesList(card, wanted) {
  const options = [["", "none"], ...card.spec.series].map(([code, label]) => element("option", { value: code, textContent: label, selected: code === (wanted[0] ?? "") }));
  const list = element("select", { data: { code: "list" } }, ...options);
  list.onchange = () => card.acts.highlight(list.value ? [list.value] : []);
  return element("label", { className: "atlas-series" }, "Highlight ", list);
}

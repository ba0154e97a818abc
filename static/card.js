// A chart card: a Plotly figure with its legend, its sentence, the same figures as a table, its sources, the rows
// behind each figure, and what one can do with it. Knows nothing of who mounts it.
//
// spec: { name, title, level (of its heading), sentence, notes, figure: {data, layout} or null, narrow, narrowHeight,
//         height, legend: [{label, color, stripe, code}], series: [[code, label]], highlight: [code], glossary:
//         {label: meaning, on hover}, palette: {light, dark}, table: {columns, numeric, rows, keys}, sources, evidence
//         (rows of evidence.js or null), hasEvidence (where those are made when asked for), evidenceLeftOut,
//         absent: {key: why nothing is there}, words: {filters, version,
//         date, site, sources}, link, home (shown in a frame), file, menu (of menus.js), isOffline }
// answers: { turn, key, behind (rows), passage (of evidence.js), file: {name, mime, base64} or {error} }
// hooks: { ask({turn, key, sources, passage, file}), file(kind, scope) where no server makes files, highlight(codes) };
// without them the card serves itself.

import { button, download, element } from "./dom.js";
import { rowsBehind, showPassage, sourceList } from "./evidence.js";
import { figureFor, modeOf, seriesOf } from "./figure.js";
import { menusOf } from "./menus.js";
import { pngPicture, svgPicture } from "./picture.js";
import { plotly } from "./plotly.js";

const NARROW = 560;
const VIEWS = [["chart", "Chart"], ["table", "Table"], ["sources", "Sources"]];
const NEAR = "50% 0px";
const held = new WeakMap();
const cards = new Set();
let cardsMade = 0;

addEventListener("beforeprint", () => cards.forEach(approach));

export async function drawCard(root, spec, hooks = {}, answers = null) {
  const card = held.get(root) ?? create(root, spec);
  const isTold = JSON.stringify(spec.highlight) !== JSON.stringify(card.spec.highlight) || !card.parts.title.textContent;
  if (isTold && (answers?.highlightTurn ?? 0) >= card.highlightTurn) card.highlight = spec.highlight;
  Object.assign(card, { spec, hooks });
  if (!spec.figure && card.view === "chart") card.view = "table";
  receive(card, answers);
  write(card);
  await paint(card);
  return () => remove(root);
}

function create(root, spec) {
  const card = { root, spec, number: ++cardsMade, view: "chart", parts: {}, highlight: [], highlightTurn: 0, asked: { turn: Date.now() }, hooks: {} };
  held.set(root, card);
  const make = (tag, name, parent, more = {}) => (card.parts[name] = parent.appendChild(element(tag, more)));
  const section = make("section", "section", root, { className: "atlas-card", data: { card: spec.name } });
  const header = make("header", "header", section);
  make(`h${spec.level}`, "title", header);
  make("div", "tools", header, { className: "atlas-tools" });
  make("div", "legend", section, { className: "atlas-legend" });
  make("div", "plot", section, { className: "atlas-plot" });
  make("div", "sheet", section, { className: "atlas-sheet", tabIndex: 0, hidden: true });
  make("p", "sentence", section, { className: "atlas-sentence" });
  make("ul", "notes", section, { className: "atlas-notes" });
  make("div", "behind", section, { className: "atlas-behind", hidden: true });
  make("p", "home", section, { className: "atlas-home" });
  make("div", "said", section, { className: "atlas-said" }).setAttribute("aria-live", "polite");
  tools(card);
  card.observer = new ResizeObserver(() => card.spec && paint(card));
  card.observer.observe(root);
  card.watcher = new IntersectionObserver((seen) => (seen.at(-1).isIntersecting ? approach(card) : (card.isNear = false)), { rootMargin: NEAR, scrollMargin: NEAR });
  card.watcher.observe(section);
  cards.add(card);
  return card;
}

// A chart is drawn when it is nearly in sight: what nobody looks at costs nothing.
function approach(card) {
  card.isNear = true;
  if (card.spec) paint(card);
}

function remove(root) {
  const card = held.get(root);
  if (!card) return;
  card.observer.disconnect();
  card.watcher.disconnect();
  cards.delete(card);
  if (card.isDrawn) window.Plotly.purge(card.parts.plot);
  card.parts.section.remove();
  held.delete(root);
}

function tools(card) {
  card.tabs = VIEWS.map(([view, label]) => button(label, () => show(card, view), { title: `Show the ${view}`, data: { view } }));
  const acts = {
    get link() { return card.spec.link || location.href; },
    said: (text) => (card.parts.said.textContent = text),
    get picture() { return card.spec.figure ? (kind) => save(card, kind) : null; },
    get file() { return card.hooks.file ?? (card.hooks.ask ? (kind, scope) => ask(card, { file: { kind, scope } }) : null); },
  };
  card.acts = acts;
  const rule = element("span", { className: "atlas-rule" });
  card.parts.tools.append(element("div", { className: "atlas-tabs", aria: { role: "group", label: "View" } }, ...card.tabs), rule, ...menusOf(card, acts));
}

function show(card, view) {
  card.view = view;
  if (view === "sources" && card.spec.hasRows && !card.spec.evidence) ask(card, { sources: true });
  write(card);
  paint(card);
}

function ask(card, what) {
  card.asked = { ...card.asked, file: null, ...what, turn: card.asked.turn + 1 };
  if (what.file) card.parts.said.textContent = "The file is being made";
  card.hooks.ask?.(card.asked);
}

// Each answer counts once, and only if it is to the question asked last.
function receive(card, answers) {
  if (card.pending && card.spec.evidence) {
    const kind = card.pending;
    card.pending = null;
    save(card, kind);
  }
  if (answers?.turn !== card.asked.turn || answers.turn === card.answered) return;
  card.answered = answers.turn;
  card.answers = answers;
  if (answers.file) keep(card, answers.file);
  if (answers.passage) showPassage(card.parts.section, answers.passage, () => (card.asked.passage = null));
}

function keep(card, { name, mime, base64, error }) {
  card.parts.said.textContent = error || "The file is ready";
  if (error) return;
  download(new Blob([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], { type: mime }), name);
}

function write(card) {
  const { spec, parts, view } = card;
  const isNarrow = card.root.clientWidth > 0 && card.root.clientWidth < NARROW;
  const height = (isNarrow && spec.narrowHeight) || spec.height;
  const hasLegend = spec.legend.length > 0 || spec.series.length > 1;
  parts.title.textContent = spec.title;
  parts.sentence.textContent = spec.sentence;
  parts.plot.style.height = `${height}px`;
  parts.plot.hidden = view !== "chart";
  parts.legend.hidden = view !== "chart" || !hasLegend;
  parts.plot.setAttribute("role", "figure");
  parts.plot.setAttribute("aria-label", `${spec.title}. ${spec.sentence}`);
  parts.plot.classList.toggle("atlas-clickable", canLookBehind(card));
  parts.sheet.hidden = view === "chart";
  parts.sheet.style.height = `${height + (hasLegend ? 34 : 0)}px`;
  parts.notes.replaceChildren(...(spec.notes ?? []).map((note) => element("li", { textContent: note })));
  parts.home.hidden = !spec.home;
  if (spec.home) parts.home.replaceChildren(element("a", { href: spec.home, target: "_blank", textContent: `${spec.words.site}, data version ${spec.words.version}` }));
  for (const tab of card.tabs) {
    tab.hidden = tab.dataset.view === "chart" && !spec.figure;
    tab.setAttribute("aria-pressed", String(tab.dataset.view === view));
  }
  if (view === "table") parts.sheet.replaceChildren(table(card));
  if (view === "sources") parts.sheet.replaceChildren(...sourceList(spec, spec.hasRows ? spec.evidence : [], rowHooks(card), spec.level + 1));
  parts.sheet.setAttribute("role", "region");
  parts.sheet.setAttribute("aria-label", `${spec.title}: ${view}`);
  writeBehind(card);
}

const canLookBehind = ({ spec, hooks }) => spec.hasRows && Boolean(hooks.ask || spec.hasEvidence || spec.evidence);

function lookBehind(card, key) {
  if (!canLookBehind(card)) return;
  card.key = key;
  card.isNew = true;
  if (!(key in card.spec.absent) && !card.spec.evidence) ask(card, { key });
  writeBehind(card);
}

function writeBehind(card) {
  const { parts, spec, key, answers } = card;
  const isKnown = Boolean(key) && (key in spec.absent || spec.table.keys.includes(key));
  parts.behind.hidden = !isKnown;
  if (!isKnown) return;
  const rows = spec.evidence && !spec.evidenceLeftOut ? spec.evidence.filter((row) => row.key === key) : answers?.key === key ? answers.behind : null;
  const close = () => { card.key = null; parts.behind.hidden = true; parts.behind.replaceChildren(); card.opener?.focus(); };
  if (key in spec.absent) parts.behind.replaceChildren(element("div", { className: "atlas-behind-head" }, element("span", { textContent: spec.absent[key] }), button("Close", close)));
  else if (!rows) parts.behind.replaceChildren(element("p", { textContent: "Looking up the rows behind this figure …", className: "atlas-wait" }));
  else parts.behind.replaceChildren(...rowsBehind(key, rows, { ...rowHooks(card), close, report: spec.menu.report && ((row) => reportOn(card, row)) }));
  if (rows && card.isNew) {
    card.isNew = false;
    parts.behind.querySelector("button").focus({ preventScroll: true });
    parts.behind.scrollIntoView({ block: "nearest" });
  }
}

const rowHooks = (card) => ({
  showDocument: card.hooks.ask && ((row) => ask(card, { passage: { documentId: row.documentId, place: row.place, quote: row.quote } })),
});

function reportOn(card, row) {
  card.reported = row;
  card.parts.tools.querySelector("[data-menu=share]").click();
}

function table(card) {
  const { spec } = card;
  const { columns, numeric, rows, keys } = spec.table;
  const kind = (index) => (numeric.includes(columns[index]) ? "number" : "");
  const head = element("tr", {}, ...columns.map((name, i) => element("th", { textContent: name, className: kind(i), scope: "col" })));
  const cell = (row, text, i) => {
    const title = spec.glossary?.[text] ?? "";
    if (i || !canLookBehind(card) || !keys[row]) return element("td", { textContent: text, className: kind(i), title });
    const made = button(text, () => { card.opener = made; lookBehind(card, keys[row]); }, { title: "Show the rows behind this figure" });
    return element("td", {}, made);
  };
  const body = rows.map((texts, row) => element("tr", {}, ...texts.map((text, i) => cell(row, text, i))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}

async function paint(card) {
  const { spec, parts, root } = card;
  if (card.view !== "chart" || !root.clientWidth) return;
  const mode = modeOf(parts.section);
  const isNarrow = root.clientWidth < NARROW;
  legend(card, mode);
  const font = getComputedStyle(parts.section).fontFamily;
  const signature = JSON.stringify([spec.figure, spec.narrow, spec.height, mode, isNarrow, card.highlight]);
  if (signature === card.signature) return card.isDrawn && fit(card);
  parts.plot.classList.toggle("atlas-waits", !card.isNear);
  if (!card.isNear) return;
  if (isNarrow !== card.isNarrow) parts.plot.style.height = `${(isNarrow && spec.narrowHeight) || spec.height}px`;
  Object.assign(card, { signature, isNarrow });
  const figure = figureFor(spec, mode, isNarrow, font, card.highlight);
  const Plotly = await plotly;
  if (card.signature !== signature || !held.has(root)) return;
  card.width = parts.plot.clientWidth;
  await Plotly.react(parts.plot, figure.data, { ...figure.layout, width: card.width }, { displayModeBar: false, doubleClick: false });
  card.isDrawn = true;
  parts.plot.removeAllListeners("plotly_click");
  parts.plot.on("plotly_click", ({ points: [point] }) => point.customdata && lookBehind(card, point.customdata));
  parts.section.dataset.drawn = String((Number(parts.section.dataset.drawn) || 0) + 1);
}

function fit(card) {
  const width = card.parts.plot.clientWidth;
  if (width && width !== card.width) window.Plotly.relayout(card.parts.plot, { width: (card.width = width) });
}

// What the colours mean. An entry that is a series of the chart highlights it; lines of a heat map are in a list.
function legend(card, mode) {
  const { spec, parts } = card;
  const signature = JSON.stringify([spec.legend, spec.series, card.highlight, mode]);
  if (signature === card.legendSignature) return;
  card.legendSignature = signature;
  const focused = parts.legend.contains(document.activeElement) ? document.activeElement.dataset.code : null;
  const present = seriesOf(spec.figure);
  const wanted = card.highlight.filter((code) => present.has(code));
  const entries = spec.legend.map((entry) => legendEntry(card, entry, mode, present, wanted));
  const list = entries.length ? [element("ul", {}, ...entries)] : spec.series.length > 1 ? [seriesList(card, wanted)] : [];
  const reset = wanted.length && entries.length ? [button("Show all", () => highlight(card, []), { className: "atlas-all" })] : [];
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
  const act = () => highlight(card, isOn ? wanted.filter((other) => other !== code) : [...wanted, code]);
  const made = button("", act, { title: [title, isOn ? "No longer highlight" : "Highlight, the rest grey"].filter(Boolean).join("\n"), aria: { pressed: String(isOn) }, data: { code } });
  made.append(mark, label);
  return element("li", { className: wanted.length && !isOn ? "atlas-quiet" : "" }, made);
}

function seriesList(card, wanted) {
  const options = [["", "none"], ...card.spec.series].map(([code, label]) => element("option", { value: code, textContent: label, selected: code === (wanted[0] ?? "") }));
  const list = element("select", { data: { code: "list" } }, ...options);
  list.onchange = () => highlight(card, list.value ? [list.value] : []);
  return element("label", { className: "atlas-series" }, "Highlight ", list);
}

function highlight(card, codes) {
  card.highlight = codes;
  card.highlightTurn += 1;
  paint(card);
  card.hooks.highlight?.(codes, card.highlightTurn);
}

async function save(card, kind) {
  const { spec } = card;
  const mode = modeOf(card.parts.section);
  if (kind === "html" && spec.hasRows && !spec.evidence && card.hooks.ask) {
    card.pending = kind;
    return ask(card, { sources: true });
  }
  card.parts.said.textContent = "The picture is being made";
  download(await made(card, kind, mode), `${spec.file}.${kind}`);
  card.parts.said.textContent = "The picture is ready";
}

async function made(card, kind, mode) {
  const { spec, highlight } = card;
  if (kind === "html") {
    const { offlinePage } = await import(new URL("offline.js", import.meta.url).href);
    return new Blob([await offlinePage(spec, mode, highlight)], { type: "text/html" });
  }
  const svg = await svgPicture(await plotly, spec, (font) => figureFor(spec, mode, false, font, highlight), spec.palette[mode]);
  return kind === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : pngPicture(svg);
}

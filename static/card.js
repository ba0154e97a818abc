// A chart card: a Plotly figure with its legend, its sentence, the same figures as a table, its sources, the rows
// behind each figure, and what one can do with it. Knows nothing of who mounts it.
//
// spec: { name, title, level (of its heading), sentence, notes, figure: {data, layout} or null, narrow, narrowHeight,
//         height, legend: [{label, color, stripe, code}], series: [[code, label]], highlight: [code], glossary:
//         {label: meaning, on hover}, palette: {light, dark}, table: {columns, numeric, rows, keys}, sources, evidence
//         (rows of evidence.js or null), hasEvidence (where those are made when asked for), evidenceLeftOut,
//         absent: {key: why nothing is there}, words: {filters, version, date, site, sources}, link, home (shown in a frame), file, menu (of menus.js), isOffline, isOld (menu and
//         sources are those of an earlier choice: the server is asked for them when they are wanted) }
// answers: { turn, key, behind (rows), passage (of evidence.js), file: {name, mime, base64} or {error} }
// hooks: { ask({turn, key, sources, passage, file}), file(kind, scope) where no server makes files, highlight(codes) };
// without them the card serves itself.

import { alike, button, download, element, painted, put } from "./dom.js";
import { rowsBehind, showPassage, sourceList } from "./evidence.js";
import { figureFor, modeOf } from "./figure.js";
import { legend } from "./legend.js";
import { menusOf } from "./menus.js";
import { pngPicture, svgPicture } from "./picture.js";
import { plotly } from "./plotly.js";
import { tableOf } from "./table.js";

const NARROW = 560;
const VIEWS = [["chart", "Chart"], ["table", "Table"], ["sources", "Sources"]];
const NEAR = "50% 0px";
const SEEN = "0px";
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
  await refresh(card);
  if (!spec.isOld) for (const menu of root.querySelectorAll(".atlas-menu:popover-open")) menu.dispatchEvent(new Event("renewed"));
  return () => remove(root);
}

export const mounted = () => [...cards];

export const isHeld = (root) => held.has(root);

// Leaves the card as it is, with other hooks.
export function take(root, hooks) {
  held.get(root).hooks = hooks;
  return () => remove(root);
}

// Whether an answer is awaited to what was asked at this turn.
export const isAwaited = (root, turn) => held.get(root)?.asked.turn === turn && held.get(root).answered !== turn;

// Whether the chart is all that a reader looks at, and no answer is awaited.
export function isIdle({ view, parts, asked, answered, root }) {
  const isAnswered = !asked.isOpen || asked.turn === answered;
  return view !== "sources" && parts.behind.hidden && isAnswered && !root.querySelector(".atlas-menu:popover-open");
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
  card.observer = new ResizeObserver(() => card.spec && repaint(card));
  card.observer.observe(root);
  card.watchers = [[NEAR, "isNear"], [SEEN, "isSeen"]].map(([margin, name]) => watcher(card, margin, name));
  cards.add(card);
  return card;
}

// A chart is drawn when it is nearly in sight, and drawn again when it is in sight: what nobody looks at costs nothing.
function watcher(card, margin, name) {
  const made = new IntersectionObserver((seen) => {
    card[name] = seen.at(-1).isIntersecting;
    if (card[name] && card.spec) repaint(card);
  }, { rootMargin: margin, scrollMargin: margin });
  made.observe(card.parts.section);
  return made;
}

// On paper all is in sight.
function approach(card) {
  card.isNear = card.isSeen = true;
  if (card.spec) repaint(card);
}

function remove(root) {
  const card = held.get(root);
  if (!card) return;
  card.observer.disconnect();
  for (const one of card.watchers) one.disconnect();
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
    highlight: (codes) => highlight(card, codes),
    get picture() { return card.spec.figure ? (kind) => save(card, kind) : null; },
    renew: () => card.spec.isOld && card.hooks.ask && ask(card, {}),
    get file() { return card.hooks.file ?? (card.hooks.ask ? (kind, scope) => ask(card, { file: { kind, scope } }) : null); },
  };
  card.acts = acts;
  const rule = element("span", { className: "atlas-rule" });
  card.parts.tools.append(element("div", { className: "atlas-tabs", aria: { role: "group", label: "View" } }, ...card.tabs), rule, ...menusOf(card, acts));
}

function show(card, view) {
  card.view = view;
  if (view === "sources" && ((card.spec.hasRows && !card.spec.evidence) || card.spec.isOld)) ask(card, { sources: true });
  refresh(card);
}

function ask(card, what) {
  card.asked = { ...card.asked, file: null, ...what, turn: card.asked.turn + 1, isOpen: true };
  if (what.file) card.parts.said.textContent = "The file is being made";
  card.hooks.ask?.(card.asked);
}

// Each answer counts once, and only if it is to the question asked last.
function receive(card, answers) {
  if (card.pending && !card.spec.isOld && (card.pending !== "html" || !card.spec.hasRows || card.spec.evidence)) {
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

// A chart that is drawn already changes before its words do, which are written when it is seen.
async function refresh(card) {
  const isWritten = card.isDrawn && card.view === "chart";
  if (!isWritten) write(card);
  const isPainted = await paint(card);
  if (!isWritten) return isPainted && tell(card);
  if (!isPainted) return write(card);
  painted().then(() => {
    if (!held.has(card.root)) return;
    write(card);
    tell(card);
  });
}

async function repaint(card) {
  if (!(await paint(card))) return;
  write(card);
  tell(card);
}

// Says in the page that a chart is drawn.
function tell({ parts: { section } }) {
  section.dataset.drawn = String((Number(section.dataset.drawn) || 0) + 1);
}

function write(card) {
  const { spec, parts, view } = card;
  const { mode, height } = lookOf(card);
  const hasLegend = spec.legend.length > 0 || spec.series.length > 1;
  legend(card, mode);
  put(parts.title, { textContent: spec.title });
  put(parts.sentence, { textContent: spec.sentence });
  put(parts.plot.style, { height: `${height}px` });
  put(parts.plot, { hidden: view !== "chart", aria: { role: "figure", label: `${spec.title}. ${spec.sentence}` } });
  put(parts.legend, { hidden: view !== "chart" || !hasLegend });
  parts.plot.classList.toggle("atlas-clickable", canLookBehind(card));
  put(parts.sheet.style, { height: `${height + (hasLegend ? 34 : 0)}px` });
  put(parts.sheet, { hidden: view === "chart", aria: { role: "region", label: `${spec.title}: ${view}` } });
  if (!alike(spec.notes, card.notes)) parts.notes.replaceChildren(...(spec.notes ?? []).map((note) => element("li", { textContent: note })));
  card.notes = spec.notes;
  put(parts.home, { hidden: !spec.home });
  if (spec.home) parts.home.replaceChildren(element("a", { href: spec.home, target: "_blank", textContent: `${spec.words.site}, data version ${spec.words.version}` }));
  for (const tab of card.tabs) {
    put(tab, { hidden: tab.dataset.view === "chart" && !spec.figure, aria: { pressed: String(tab.dataset.view === view) } });
  }
  if (view === "table") parts.sheet.replaceChildren(tableOf(spec, canLookBehind(card) && ((key, opener) => { card.opener = opener; lookBehind(card, key); })));
  if (view === "sources") parts.sheet.replaceChildren(...sourceList(spec, spec.hasRows ? spec.evidence : [], rowHooks(card), spec.level + 1));
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

// How a card is to look, as the page is now.
function lookOf({ spec, parts, root, highlight }) {
  const isNarrow = root.clientWidth > 0 && root.clientWidth < NARROW;
  const font = getComputedStyle(parts.section).fontFamily;
  const height = (isNarrow && spec.narrowHeight) || spec.height;
  return { figure: spec.figure, narrow: spec.narrow, mode: modeOf(parts.section), isNarrow, font, height, highlight };
}

// Draws the chart where it is to be seen and is not drawn so; returns whether it did. All that is read of the page is
// read before anything is changed: whoever mixes both has the page laid out several times.
async function paint(card) {
  const { spec, parts, root } = card;
  if (card.view !== "chart" || !root.clientWidth) return false;
  const look = lookOf(card);
  const width = parts.plot.clientWidth;
  if (alike(look, card.look)) {
    if (card.isDrawn) fit(card, width);
    return false;
  }
  const isWanted = card.isDrawn ? card.isSeen : card.isNear;
  parts.plot.classList.toggle("atlas-waits", !isWanted);
  if (!isWanted) return false;
  card.look = look;
  put(parts.plot.style, { height: `${look.height}px` });
  const figure = figureFor(spec, look.mode, look.isNarrow, look.font, look.highlight);
  const Plotly = await plotly;
  if (card.look !== look || !held.has(root)) return false;
  card.width = width;
  await Plotly.react(parts.plot, figure.data, { ...figure.layout, width }, { displayModeBar: false, doubleClick: false });
  if (!card.isDrawn) parts.plot.on("plotly_click", ({ points: [point] }) => point.customdata && lookBehind(card, point.customdata));
  card.isDrawn = true;
  return true;
}

function fit(card, width) {
  if (width && width !== card.width) window.Plotly.relayout(card.parts.plot, { width: (card.width = width) });
}

function highlight(card, codes) {
  card.highlight = codes;
  card.highlightTurn += 1;
  refresh(card);
  card.hooks.highlight?.(codes, card.highlightTurn);
}

async function save(card, kind) {
  const { spec } = card;
  const mode = modeOf(card.parts.section);
  const wantsRows = kind === "html" && spec.hasRows && !spec.evidence;
  if ((wantsRows || spec.isOld) && card.hooks.ask) {
    card.pending = kind;
    return ask(card, wantsRows ? { sources: true } : {});
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

// A chart card: a Plotly figure with its legend, its sentence, the same figures as a table, its sources,
// and pictures of itself. Knows nothing of who mounts it.
//
// spec: { title, level (of its heading), sentence, notes, figure: {data, layout} or null, narrow, height, legend: [[label, token, stripe?]],
//         glossary: {label: meaning, on hover}, palette: {light, dark}, table: {columns, numeric, rows, keys}, sources, words: {filters, version, date, site},
//         link, file }
// hooks: { onPoint(key) } is told which bar, cell or line was chosen.

import { download, pngPicture, svgPicture } from "./picture.js";

const NARROW = 560;
const held = new WeakMap();
const plotly = import(new URL("plotly-cartesian.min.js", import.meta.url).href).then(() => window.Plotly);

export async function drawCard(root, spec, hooks = {}) {
  const card = held.get(root) ?? create(root, spec);
  Object.assign(card, { spec, hooks });
  write(card);
  await paint(card);
  return () => remove(root);
}

function create(root, spec) {
  const card = { root, view: spec.figure ? "chart" : "table", parts: {} };
  held.set(root, card);
  const make = (tag, name, parent, more = {}) => (card.parts[name] = parent.appendChild(element(tag, more)));
  const section = make("section", "section", root, { className: "atlas-card" });
  const header = make("header", "header", section);
  make(`h${spec.level}`, "title", header);
  make("div", "tools", header, { className: "atlas-tools" });
  make("ul", "legend", section, { className: "atlas-legend" });
  make("div", "plot", section, { className: "atlas-plot" });
  make("div", "sheet", section, { className: "atlas-sheet", tabIndex: 0, hidden: true });
  make("p", "sentence", section, { className: "atlas-sentence" });
  make("ul", "notes", section, { className: "atlas-notes" });
  make("div", "said", section, { className: "atlas-said" }).setAttribute("aria-live", "polite");
  tools(card, Boolean(spec.figure));
  card.observer = new ResizeObserver(() => card.spec && paint(card));
  card.observer.observe(root);
  return card;
}

function remove(root) {
  const card = held.get(root);
  if (!card) return;
  card.observer.disconnect();
  if (card.isDrawn) window.Plotly.purge(card.parts.plot);
  card.parts.section.remove();
  held.delete(root);
}

function element(tag, more = {}, ...children) {
  const made = Object.assign(document.createElement(tag), more);
  made.append(...children);
  return made;
}

function tools(card, isDrawing) {
  const add = (label, title, act) => {
    const button = element("button", { type: "button", textContent: label, title });
    button.onclick = () => act(button);
    card.parts.tools.append(button);
    return button;
  };
  card.tabs = [["chart", "Chart"], ["table", "Table"], ["sources", "Sources"]].slice(isDrawing ? 0 : 1).map(([view, label]) => {
    const tab = add(label, `Show the ${view}`, () => { card.view = view; write(card); paint(card); });
    tab.dataset.view = view;
    return tab;
  });
  card.parts.tools.append(element("span", { className: "atlas-rule" }));
  add("Copy link", "Copy the address of exactly this view", (button) => copy(card, button));
  if (!isDrawing) return;
  add("PNG", "Download this chart as a picture (PNG)", () => save(card, "png"));
  add("SVG", "Download this chart as a drawing (SVG)", () => save(card, "svg"));
}

function write(card) {
  const { spec, parts, view } = card;
  parts.title.textContent = spec.title;
  parts.sentence.textContent = spec.sentence;
  parts.plot.style.height = `${spec.height}px`;
  parts.plot.hidden = view !== "chart";
  parts.legend.hidden = view !== "chart" || !spec.legend.length;
  parts.plot.setAttribute("role", "figure");
  parts.plot.setAttribute("aria-label", `${spec.title}. ${spec.sentence}`);
  parts.plot.classList.toggle("atlas-clickable", Boolean(card.hooks.onPoint));
  parts.sheet.hidden = view === "chart";
  parts.sheet.style.height = `${spec.height + (spec.legend.length ? 34 : 0)}px`;
  parts.notes.replaceChildren(...(spec.notes ?? []).map((note) => element("li", { textContent: note })));
  for (const tab of card.tabs) tab.setAttribute("aria-pressed", String(tab.dataset.view === view));
  if (view === "table") parts.sheet.replaceChildren(table(card));
  if (view === "sources") parts.sheet.replaceChildren(sources(spec));
  parts.sheet.setAttribute("role", "region");
  parts.sheet.setAttribute("aria-label", `${spec.title}: ${view}`);
}

function table({ spec, hooks }) {
  const { columns, numeric, rows, keys } = spec.table;
  const kind = (index) => (numeric.includes(columns[index]) ? "number" : "");
  const head = element("tr", {}, ...columns.map((name, i) => element("th", { textContent: name, className: kind(i), scope: "col" })));
  const cell = (row, text, i) => {
    const title = spec.glossary?.[text] ?? "";
    if (i || !hooks.onPoint || !keys[row]) return element("td", { textContent: text, className: kind(i), title });
    const button = element("button", { type: "button", textContent: text, title: "Show the rows behind this figure" });
    button.onclick = () => hooks.onPoint(keys[row]);
    return element("td", {}, button);
  };
  const body = rows.map((texts, row) => element("tr", {}, ...texts.map((text, i) => cell(row, text, i))));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
}

function sources(spec) {
  const item = (source) => {
    const title = isWeb(source.url)
      ? element("a", { href: source.url, textContent: source.url, target: "_blank", rel: "noopener noreferrer" })
      : element("span", { textContent: source.title });
    return element("li", {}, title, element("small", { textContent: source.words }));
  };
  return element("ol", {}, ...spec.sources.map(item));
}

const isWeb = (url) => /^https?:\/\//.test(url ?? "");

export function modeOf(node) {
  const color = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  const parts = color.match(/^#(..)(..)(..)/);
  if (!parts) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

// Colour tokens ("@grid") become the colours of the theme at hand.
export function colored(value, palette) {
  if (typeof value === "string") return value.startsWith("@") ? palette[value.slice(1)] ?? value : value;
  if (Array.isArray(value)) return value.map((item) => colored(item, palette));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, colored(item, palette)]));
  return value;
}

// The figure as it is drawn at this width in this theme.
export function figureFor(spec, mode, isNarrow, font) {
  const figure = structuredClone(colored(spec.figure, spec.palette[mode]));
  figure.layout.font = { ...figure.layout.font, family: font };
  if (isNarrow) for (const [path, value] of Object.entries(spec.narrow ?? {})) put(figure, path.split("."), colored(value, spec.palette[mode]));
  return figure;
}

function put(target, path, value) {
  const last = path.pop();
  for (const key of path) target = target[key] ??= {};
  target[last] = value;
}

async function paint(card) {
  const { spec, parts, root } = card;
  if (card.view !== "chart" || !root.clientWidth) return;
  const mode = modeOf(parts.section);
  const isNarrow = root.clientWidth < NARROW;
  legend(card, mode);
  const font = getComputedStyle(parts.section).fontFamily;
  const signature = JSON.stringify([spec.figure, spec.narrow, spec.height, mode, isNarrow]);
  if (signature === card.signature) return card.isDrawn && fit(card);
  card.signature = signature;
  const figure = figureFor(spec, mode, isNarrow, font);
  const Plotly = await plotly;
  if (card.signature !== signature || !held.has(root)) return;
  card.width = parts.plot.clientWidth;
  await Plotly.react(parts.plot, figure.data, { ...figure.layout, width: card.width }, { displayModeBar: false, doubleClick: false });
  card.isDrawn = true;
  parts.plot.removeAllListeners("plotly_click");
  parts.plot.on("plotly_click", ({ points: [point] }) => point.customdata && card.hooks.onPoint?.(point.customdata));
  parts.section.dataset.drawn = String((Number(parts.section.dataset.drawn) || 0) + 1);
}

function fit(card) {
  const width = card.parts.plot.clientWidth;
  if (width && width !== card.width) window.Plotly.relayout(card.parts.plot, { width: (card.width = width) });
}

function legend({ spec, parts }, mode) {
  const entry = ([label, ...tokens]) => {
    const [color, stripe] = colored(tokens, spec.palette[mode]);
    const mark = element("i");
    mark.style.background = stripe ? `repeating-linear-gradient(135deg, ${color} 0 3px, ${stripe} 3px 5px)` : color;
    return element("li", { title: spec.glossary?.[label] ?? "" }, mark, label);
  };
  parts.legend.replaceChildren(...spec.legend.map(entry));
}

async function copy(card, button) {
  const link = card.spec.link || location.href;
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    const field = document.body.appendChild(element("textarea", { value: link }));
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  card.parts.said.textContent = "Link copied";
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = "Copy link"), 1600);
}

async function save(card, kind) {
  const Plotly = await plotly;
  const mode = modeOf(card.parts.section);
  const svg = await svgPicture(Plotly, card.spec, (font) => figureFor(card.spec, mode, false, font), card.spec.palette[mode]);
  const blob = kind === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await pngPicture(svg);
  download(blob, `${card.spec.file}.${kind}`);
}

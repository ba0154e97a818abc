// The figure of a card as it is drawn: colours of the theme, changes for a narrow screen, highlighted series.

export function modeOf(node) {
  const color = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  const parts = color.match(/^#(..)(..)(..)/);
  if (!parts) return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

// A copy in which colour tokens ("@grid") are the colours of the theme at hand.
export function colored(value, palette) {
  if (typeof value === "string") return value.startsWith("@") ? palette[value.slice(1)] ?? value : value;
  if (Array.isArray(value)) return value.map((item) => colored(item, palette));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, colored(item, palette)]));
  return value;
}

export function figureFor(spec, mode, isNarrow, font, highlight) {
  const palette = spec.palette[mode];
  const figure = colored(spec.figure, palette);
  figure.layout.font = { ...figure.layout.font, family: font };
  if (isNarrow) for (const [path, value] of Object.entries(spec.narrow ?? {})) put(figure, path.split("."), colored(value, palette));
  return highlighted(figure, highlight, palette);
}

function put(target, path, value) {
  const last = path.pop();
  for (const key of path) target = target[key] ??= {};
  target[last] = value;
}

// The series of a figure, by code: a trace names its own in `meta`; a heat map and the texts on it name one per line.
export function seriesOf(figure) {
  return new Set((figure?.data ?? []).flatMap((trace) => trace.meta ?? []));
}

// The highlighted series in their colours, the rest grey. None highlighted: all in their colours.
function highlighted(figure, codes, palette) {
  const present = seriesOf(figure);
  const wanted = new Set(codes.filter((code) => present.has(code)));
  if (!wanted.size) return figure;
  const isKept = (code) => wanted.has(code);
  const draw = { bar: quietBars, scatter: quietPoints, heatmap: quietLines };
  figure.data = figure.data.flatMap((trace) => (trace.meta && !(trace.meta.length && [trace.meta].flat().every(isKept)) ? draw[trace.type](trace, isKept, palette) : [trace]));
  return figure;
}

function quietBars(trace, _, { quiet, muted }) {
  const line = trace.marker.line;
  return [{ ...trace, marker: { color: quiet, line }, textfont: { ...trace.textfont, color: muted } }];
}

function quietPoints(trace, isKept, { quiet, muted }) {
  if (Array.isArray(trace.meta)) {
    const color = trace.meta.map((code, at) => (isKept(code) ? [trace.textfont.color].flat()[at] : muted));
    return [{ ...trace, textfont: { ...trace.textfont, color } }];
  }
  const made = { ...trace };
  if (trace.line) made.line = { ...trace.line, color: quiet };
  if (trace.marker) made.marker = { ...trace.marker, color: quiet, line: { ...trace.marker.line, color: quiet } };
  if (trace.error_y) made.error_y = { ...trace.error_y, color: quiet };
  return [made];
}

function quietLines(trace, isKept, { quiet }) {
  const only = (keep) => trace.z.map((line, at) => (isKept(trace.meta[at]) === keep ? line : line.map(() => null)));
  return [
    { ...trace, z: only(false), colorscale: [[0, quiet], [1, quiet]] },
    { ...trace, z: only(true) },
  ];
}

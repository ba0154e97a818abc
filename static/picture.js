// PNG and SVG of a card, made in the browser: title, filters, legend, chart, sentence, sources, version and link.

const WIDTH = 1200;
const SIDE = 36;
const INNER = WIDTH - 2 * SIDE;
const FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";
const SCALE = 2;

const escaped = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const measure = document.createElement("canvas").getContext("2d");

function wrapped(text, size, weight = "normal", width = INNER) {
  measure.font = `${weight} ${size}px ${FONT}`;
  const done = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && measure.measureText(longer).width > width) {
      done.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...done, line] : done;
}

class Sheet {
  constructor(palette) {
    this.palette = palette;
    this.parts = [];
    this.y = SIDE;
  }

  text(content, size, { weight = "normal", color = "text", after = 0 } = {}) {
    for (const line of wrapped(content, size, weight)) {
      this.y += size * 1.35;
      this.parts.push(`<text x="${SIDE}" y="${this.y.toFixed(1)}" font-size="${size}" font-weight="${weight}" fill="${this.palette[color]}">${escaped(line)}</text>`);
    }
    this.y += after;
  }

  legend(entries) {
    let x = SIDE;
    if (entries.length) this.y += 20;
    for (const { label, color, stripe } of entries) {
      measure.font = `13px ${FONT}`;
      const width = 18 + measure.measureText(label).width + 18;
      if (x + width > WIDTH - SIDE) [x, this.y] = [SIDE, this.y + 20];
      this.parts.push(`<rect x="${x}" y="${this.y - 10}" width="11" height="11" rx="2" fill="${this.palette[color.slice(1)]}"/>`);
      if (stripe) this.parts.push(`<path d="M${x} ${this.y + 1}L${x + 11} ${this.y - 10}" stroke="${this.palette[stripe.slice(1)]}" stroke-width="3"/>`);
      this.parts.push(`<text x="${x + 17}" y="${this.y}" font-size="13" fill="${this.palette.text}">${escaped(label)}</text>`);
      x += width;
    }
    this.y += 10;
  }

  drawing(svg, height) {
    const inner = svg.replace(/^<svg/, `<svg x="${SIDE}" y="${this.y.toFixed(1)}"`);
    this.parts.push(inner);
    this.y += height + 10;
  }

  finished() {
    const height = Math.ceil(this.y + SIDE * 0.8);
    return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${escaped(FONT)}"><rect width="100%" height="100%" fill="${this.palette.background}"/>${this.parts.join("")}</svg>`;
  }
}

export async function svgPicture(Plotly, spec, figureWith, palette) {
  const figure = figureWith(FONT);
  const drawn = await Plotly.toImage(
    { data: figure.data, layout: { ...figure.layout, width: INNER, height: spec.height } },
    { format: "svg", width: INNER, height: spec.height, imageDataOnly: true },
  );
  const sheet = new Sheet(palette);
  const { filters, version, date, site, sources } = spec.words;
  sheet.text(spec.title, 22, { weight: "bold" });
  if (filters) sheet.text(filters, 14, { color: "muted" });
  sheet.legend(spec.legend);
  sheet.drawing(drawn, spec.height);
  sheet.text(spec.sentence, 14, { after: 4 });
  for (const note of spec.notes ?? []) sheet.text(`▲ ${note}`, 13);
  sheet.text(`Sources: ${sources}`, 12, { color: "muted" });
  sheet.text(`${site}, data version ${version}, ${date}`, 12, { color: "muted" });
  for (const line of broken(spec.link, 12)) sheet.text(line, 12, { color: "muted" });
  return sheet.finished();
}

// An address has no spaces to break at.
function broken(link, size) {
  const parts = [];
  measure.font = `${size}px ${FONT}`;
  const most = Math.floor(INNER / measure.measureText("0").width) - 2;
  for (let at = 0; at < link.length; at += most) parts.push(link.slice(at, at + most));
  return parts;
}

export async function pngPicture(svg) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.naturalWidth * SCALE, height: image.naturalHeight * SCALE });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

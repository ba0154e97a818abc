// A card as one HTML file, from the files of the edition.

import { alone, pageOf } from "../offline-page.js";

const ROOT = document.documentElement.dataset.root ?? "";
const textOf = async (name) => (await fetch(`${ROOT}assets/${name}`)).text();

export async function offlinePage(spec, mode, highlight) {
  const [plotly, css, program] = await Promise.all(["plotly-cartesian.min.js", "card.css", "atlas.js"].map(textOf));
  const given = JSON.stringify({ cards: [{ mount: "card", card: alone(spec, highlight) }] });
  return pageOf(spec, mode, { plotly, css, program: `window.atlasData = ${given};\n${program}` });
}

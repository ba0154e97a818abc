// The filters and chart options of a live page, mounted as a Streamlit component in the sidebar and above charts. What
// a reader chooses is drawn here, from the cubes of the build and by the chart definitions of the static edition; the
// page is told afterwards, and runs without what is drawn already.
//
// data: { definitions (address of the module), files (address of the data files; "": none, the page draws), site (where
//         it has no address), version, page (its address), names (options; none: the page's filters), search, turn }

import { drawCard, isIdle, mounted } from "./card.js";
import { element, painted } from "./dom.js";
import { Addresses } from "./edition/address.js";
import { filterForm, switches } from "./edition/controls.js";
import { Cubes } from "./edition/rows.js";
import { Specs } from "./edition/specs.js";
import { modules, provide } from "./modules.js";
import * as py from "./python.js";

const TAKEN = ["title", "sentence", "notes", "figure", "narrow", "height", "narrowHeight", "legend", "series", "highlight", "glossary", "palette", "table", "absent", "link", "file"];
const FURTHER = { roles: ["session-themes"] }; // bases that recipes look into beside their own

// What is shown for one version of the data.
class Board {
  constructor({ files, version }, site) {
    Object.assign(this, { files, version, site, held: {}, loads: new Map() });
    this.addresses = new Addresses(site);
    this.cubes = new Cubes(site, this.held);
    this.specs = new Specs(this.addresses, this.cubes);
  }

  // What the page says that is chosen.
  receive({ page, search }) {
    if (this.page?.address === page && this.search === search) return;
    this.page = this.site.pages[page];
    this.chosen = this.addresses.chosen(search);
    for (const { name } of this.page.cards) this.load(name);
  }

  // The data of a card; what has no file stays with the server.
  load(name) {
    if (!this.loads.has(name)) this.loads.set(name, this.loaded(name).catch(() => null));
    return this.loads.get(name);
  }

  async loaded(name) {
    if (!this.files) return;
    const cube = await this.file(`cube-${name}`);
    for (const base of cube.base ? [cube.base, ...(FURTHER[cube.base] ?? [])] : []) await (this.loads.get(base) ?? this.loads.set(base, this.file(`base-${base}`)).get(base));
    this.held[`cube-${name}`] = cube;
  }

  async file(name) {
    const made = await asked(`${this.files}/${name}.json`);
    this.held[name] = made;
    return made;
  }

  change(codes) {
    this.chosen = this.addresses.after(this.chosen, this.page, codes);
  }

  // Whether the same cards stand on the page as before these filters were changed, and all that is chosen is known here.
  isWhole(codes) {
    const { cards, isPair } = this.page;
    return !isPair && !this.chosen.notices.length && !cards.some(({ when }) => when.some(([name]) => name in codes));
  }

  // The description of a mounted card as chosen; what only the server knows is that of an earlier choice, and old.
  spec(card) {
    const placed = this.page.cards.find(({ name }) => name === card.spec.name);
    if (!placed || !this.held[`cube-${placed.name}`] || (this.chosen.one("term") && placed.name.startsWith("words-in-"))) return null;
    const made = this.specs.of({ ...placed, level: card.spec.level }, this.page, this.chosen);
    if (made.nothing) return null;
    const taken = Object.fromEntries(TAKEN.map((name) => [name, made[name]]));
    return { ...card.spec, ...taken, evidence: null, evidenceLeftOut: 0, words: { ...card.spec.words, filters: made.words.filters }, isOld: true };
  }

  get search() { return this.addresses.search(this.chosen, this.page); }
}

const places = new Map();
const boards = new Map();
let board = null;
let own = { session: "", number: 0 }; // the turn of what is shown
let untold = {};

export function controls({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".atlas-controls");
  const place = places.get(root) ?? { root };
  place.tell = (told) => setStateValue("chosen", told);
  places.set(root, place);
  boardOf(data).then((found) => received(found, data, place)).catch(() => failed(root));
  return () => places.delete(root);
}

function boardOf(data) {
  if (!boards.has(data.version)) boards.set(data.version, boardMade(data).catch((error) => { boards.delete(data.version); throw error; }));
  return boards.get(data.version);
}

async function boardMade(data) {
  const [{ define }, site] = await Promise.all([import(new URL(data.definitions, location.origin).href), data.site ?? asked(`${data.files}/site.json`)]);
  provide(site.words, { NAME: site.name });
  if (!modules["pages.shared.choice"]) define(py, modules);
  return new Board(data, site);
}

async function asked(address) {
  const answer = await fetch(new URL(address, location.origin));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function received(found, data, place) {
  if (!places.has(place.root)) return;
  if (board !== found || !isOld(data.turn)) {
    board = found;
    own = data.turn;
    board.receive(data);
  }
  const signature = JSON.stringify([data.version, data.page, data.names]);
  if (place.signature !== signature) {
    Object.assign(place, { signature });
    place.root.replaceChildren();
    place.root.className = `atlas-controls${data.names.length ? " switches" : ""}`;
    const make = data.names.length ? switches(place.root, data.names, board.chosen, board.addresses, change) : filterForm(place.root, board.page, board.chosen, board.addresses, change);
    place.show = make;
  }
  place.show(board.chosen);
}

function failed(root) {
  root.replaceChildren(element("p", { textContent: "The filters could not be loaded. Reload the page." }));
}

// Draws what was chosen, the cards in sight first, then tells the page. A newer choice takes over.
async function change(codes) {
  const turn = (own = { ...own, number: Math.max(own.number + 1, Date.now()) });
  Object.assign(untold, codes);
  board.change(codes);
  for (const { show } of places.values()) show?.(board.chosen);
  const drawn = board.isWhole(codes) ? await draw(turn) : [];
  if (own !== turn) return;
  tell(drawn);
}

// Tells the page what was chosen since it was told last, and which cards show it.
function tell(drawn) {
  const codes = untold;
  untold = {};
  [...places.values()].at(0)?.tell({ codes, turn: own.number, drawn, search: board.search });
}

// Lets the page run whole, with what was not told yet.
export function runPage() {
  own = { ...own, number: own.number + 1 };
  tell([]);
}

async function draw(turn) {
  const cards = mounted().filter(isIdle).map((card) => [isInSight(card.root) ? 0 : 1, card]).sort(([one], [other]) => one - other);
  const drawn = [];
  for (const [isOutOfSight, card] of cards) {
    const spec = specOf(card);
    if (!spec) continue;
    await drawCard(card.root, spec, card.hooks);
    drawn.push(spec.name);
    if (!isOutOfSight) await painted();
    if (own !== turn) break;
  }
  return drawn;
}

function specOf(card) {
  try {
    return board.spec(card);
  } catch (error) {
    console.warn(`${card.spec.name} is drawn by the server`, error);
    return null;
  }
}

function isInSight(root) {
  const { top, bottom } = root.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

// Whether what the server drew is older than what stands here. A new session of the server knows nothing of turns.
export const isOld = ({ session, number }) => session === own.session && number < own.number;

// A page of the static edition: what its address chooses is drawn, and what the reader chooses becomes its address.

import { drawCard } from "../card.js";
import { download, element, painted } from "../dom.js";
import { modules, provide } from "../modules.js";
import * as py from "../python.js";
import { define } from "./definitions.js";
import { Addresses } from "./address.js";
import { filterForm, finder, sidesBox, switches } from "./controls.js";
import { documentParts } from "./document.js";
import { Lists } from "./lists.js";
import { Cubes } from "./rows.js";
import { results } from "./search.js";
import { Specs } from "./specs.js";

const data = window.atlasData ?? {};
const ROOT = document.documentElement.dataset.root ?? "";
const NARROW = 860;
const PAPER = 680;

class State {
  constructor(site) {
    provide(site.words, { NAME: site.name });
    define(py, modules);
    this.site = site;
    this.page = site.pages[document.documentElement.dataset.page];
    this.addresses = new Addresses(site);
    this.cubes = new Cubes(site, data);
    this.specs = new Specs(this.addresses, this.cubes);
    this.lists = new Lists(this.cubes, this);
    this.isReport = document.documentElement.dataset.search !== undefined;
    this.chosen = this.addresses.chosen(document.documentElement.dataset.search ?? location.search);
    this.shown = [];
    this.turn = 0;
  }

  start() {
    this.notices();
    if (this.isReport) return this.report();
    const change = (codes) => this.change(codes);
    const [panel, form] = [document.getElementById("filters"), document.getElementById("chosen")];
    if (panel) this.shown.push(filterForm(panel, this.page, this.chosen, this.addresses, change));
    for (const slot of document.querySelectorAll(".slot")) {
      const { switches: names } = this.placed(slot);
      const place = slot.querySelector(".switches");
      if (names.length && place) this.shown.push(switches(place, names, this.chosen, this.addresses, change));
    }
    for (const place of document.querySelectorAll("[data-finder]")) this.shown.push(finder(place, place.dataset.finder, this.chosen, this.addresses, change));
    if (form) {
      form.hidden = false;
      form.firstElementChild.open = innerWidth > NARROW;
    }
    const field = document.querySelector("header input[name=q]");
    if (field && !field.value) field.value = this.chosen.one("q");
    for (const place of document.querySelectorAll("[data-sides]")) this.shown.push(sidesBox(place, this.site, this.chosen, this.addresses, change));
    this.write();
    this.draw();
  }

  // What the cards get: beside each other stand two and nothing else.
  get seen() { return this.page.isPair ? modules["pages.shared.sides"].both(this.chosen) : this.chosen; }

  valueOf(name) {
    if (name !== "sides") return this.chosen.one(name);
    const { kind_of, pair } = modules["pages.shared.sides"];
    return pair(this.chosen).length ? kind_of(this.chosen) : "";
  }

  // A report has no controls, and shows all that is printed.
  async report() {
    await this.draw();
    dispatchEvent(new Event("beforeprint"));
  }

  notices() {
    const place = document.getElementById("notices");
    const said = [...this.chosen.notices];
    const { asked } = this.addresses;
    if (asked && asked !== this.site.version) said.push(`This link was made with data version ${asked.slice(0, 16)}; this edition shows version ${this.site.version}.`);
    place.replaceChildren(...said.map((text) => element("p", { textContent: text })));
    place.hidden = !said.length;
  }

  change(codes) {
    this.chosen = this.addresses.after(this.chosen, this.page, codes);
    return this.draw();
  }

  // What a change of the choice changes beside the charts, which come first.
  follow() {
    this.write();
    this.shown.forEach((show) => show(this.chosen));
  }

  // The address and all links to other pages say what is chosen.
  write() {
    if (this.isReport) return;
    const search = this.addresses.search(this.chosen, this.page);
    if (search !== location.search) history.replaceState(null, "", `${location.pathname}${search}`);
    for (const link of document.querySelectorAll("a[data-to]")) link.href = this.addresses.href(this.chosen, this.site.pages[link.dataset.to], ROOT);
  }

  hrefWith(codes) { return this.addresses.search(this.addresses.changed(this.chosen, codes), this.page); }

  isShown({ when }) {
    return when.every(([name, code]) => {
      const given = this.valueOf(name);
      return code.startsWith("!") ? given !== code.slice(1) : code === "*" ? Boolean(given) : given === code;
    });
  }

  // The cards that are in sight come first, one after the other, so that the first is painted at once.
  async draw() {
    const turn = ++this.turn;
    const slots = [...document.querySelectorAll(".slot")];
    const near = (slot) => { const { top, bottom } = slot.getBoundingClientRect(); return bottom > 0 && top < innerHeight ? 0 : 1; };
    for (const slot of slots) slot.hidden = !this.isShown(this.placed(slot));
    const shown = slots.filter((slot) => !slot.hidden).map((slot) => [near(slot), slot]).sort(([one], [other]) => one - other);
    for (const [at, [, slot]] of shown.entries()) {
      await this.card(slot);
      await painted();
      if (turn !== this.turn) return;
      if (!at) this.follow();
    }
    if (!shown.length) this.follow();
    for (const place of document.querySelectorAll("[data-list]")) this.lists.show(place, this.chosen);
    for (const place of document.querySelectorAll("[data-when]")) place.hidden = !this.isShown({ when: JSON.parse(place.dataset.when) });
    this.search();
    this.document();
    document.documentElement.dataset.drawn = String(turn);
    await this.evidence(turn, shown);
  }

  placed(slot) { return this.page.cards[Number(slot.dataset.at)]; }

  async card(slot) {
    const placed = this.placed(slot);
    const spec = this.unknown(placed) ?? this.specs.of(placed, this.page, this.seen);
    const mount = slot.querySelector(".mount");
    slot.querySelector(".plain")?.remove();
    slot.querySelector(".nothing").textContent = spec.nothing ?? "";
    slot.querySelector(".nothing").hidden = !spec.nothing;
    mount.hidden = Boolean(spec.nothing);
    if (spec.nothing) return;
    const hooks = {
      file: (kind, scope) => download(...this.specs.file(placed.name, this.page, this.seen, scope)),
      highlight: (codes) => this.change({ highlight: codes.length ? codes : ["all"] }),
    };
    await drawCard(mount, spec, hooks);
  }

  // What a card cannot follow without a server.
  unknown({ name }) {
    if (name.startsWith("words-in-") && this.chosen.one("term")) return { nothing: "Words of your own are looked for in the live app only. Reset the filters to see the prefixes that are counted here." };
    return null;
  }

  // The rows behind the figures come after the charts.
  async evidence(turn, shown) {
    const names = shown.map(([, slot]) => slot.dataset.card).filter((name) => data[`cube-${name}`].evidence && !data[`evidence-${name}`]);
    if (!names.length) return;
    await Promise.all(names.map((name) => this.brought(`evidence-${name}`)));
    for (const [, slot] of shown) {
      if (turn !== this.turn) return;
      if (names.includes(slot.dataset.card)) await this.card(slot);
    }
  }

  // A data file that the page did not bring.
  async brought(name) {
    if (!data[name]) await loaded(name);
    return data[name];
  }

  async search() {
    const place = document.getElementById("results");
    if (!place) return;
    const query = this.chosen.one("q");
    place.replaceChildren(...(query ? results(await this.brought("search"), query, ROOT, (href, root) => `${root}${href}`) : []));
    place.hidden = !query;
  }

  async document() {
    const place = document.getElementById("document");
    if (!place) return;
    const id = this.chosen.one("document");
    const back = this.hrefWith({ document: [] });
    place.replaceChildren(...(id ? documentParts(id, this.lists.frame(data["list-documents"], this.addresses.unfiltered(this.chosen)), (await this.brought("facts"))[id] ?? [], back) : []));
    place.hidden = !id;
    for (const list of document.querySelectorAll("[data-list]")) list.hidden = Boolean(id);
  }
}

// Charts are as wide as the window; on paper they take its width.
addEventListener("beforeprint", () => {
  for (const plot of document.querySelectorAll(".atlas-plot")) if (plot.clientWidth) plot.style.setProperty("--on-paper", Math.min(1, PAPER / plot.clientWidth));
});

// A file of data, brought by a script element: browsers fetch nothing from a folder of files.
function loaded(name) {
  return new Promise((resolve, reject) => {
    const script = element("script", { src: `${ROOT}assets/data/${name}.js` });
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${name} was not loaded`));
    document.head.append(script);
  });
}

if (data.site) {
  window.atlas = new State(data.site);
  window.atlas.start();
} else {
  for (const { mount, card } of data.cards ?? []) drawCard(document.getElementById(mount), card);
}

// Lists beside the charts that follow the filters: sessions, documents, findings, organisations.

import { button, download, element, linked } from "../dom.js";
import { Frame } from "../frame.js";
import { csvOf } from "./csv.js";
import { framed, inOrder, objects } from "./recipes.js";
import { decoded, filtered } from "./rows.js";

const FIRST = 100;
const SIDES = { number: "number", before: "before" };
const STAMP = /^(DTSTAMP:)\S+/m;

// list: { name, title, columns: [[name, title, kind]], follows, rows } ; kind: text, number, link
export class Lists {
  constructor(cubes, state) { Object.assign(this, { cubes, state }); }

  show(root, chosen) {
    const list = this.cubes.data[`list-${root.dataset.list}`];
    const frame = list.name === "organisations" ? this.organisations(chosen) : this.frame(list, chosen);
    const rows = objects(frame);
    let limit = FIRST;
    const draw = () => {
      const more = rows.length > limit ? [button(`Show all ${rows.length.toLocaleString("en")}`, () => { limit = rows.length; draw(); }, { className: "quiet" })] : [];
      const names = list.columns.map(([name]) => name).filter((name) => frame.held.has(name));
      const save = button("This list as CSV", () => download(csvOf(frame, names, {}), `${list.name}_${this.cubes.site.version}.csv`), { className: "quiet" });
      const dates = list.name === "sessions" && !this.state.isReport && rows.some(({ date }) => date) ? [button("Calendar (ICS)", () => this.calendar(chosen), { className: "quiet", title: "The sessions that state a day, as a calendar file" })] : [];
      const count = element("p", { className: "count", textContent: `${rows.length.toLocaleString("en")} ${rows.length === 1 ? list.one : list.many}` });
      const table = rows.length ? [element("div", { className: "wide", tabIndex: 0, aria: { role: "region", label: list.title } }, this.table(list, rows.slice(0, limit)))] : [];
      root.replaceChildren(element("h2", { textContent: list.title }), count, ...table, element("p", { className: "acts" }, ...more, ...(rows.length ? [save] : []), ...dates));
    };
    draw();
  }

  frame(list, chosen) {
    const code = `list-${list.name}`;
    if (!this.cubes.frames.has(code)) this.cubes.frames.set(code, new Frame(decoded(list.rows)));
    return filtered(this.cubes.frames.get(code), list.follows, chosen, this.cubes.site.meetings);
  }

  // The sessions that state a day, as events.
  async calendar(chosen) {
    const { begin, end, follows, rows } = await this.state.brought("calendar");
    const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const events = filtered(this.cubes.frame("calendar", rows), follows, chosen, this.cubes.site.meetings).held.get("event");
    const text = [begin, ...events.map((event) => event.replace(STAMP, `$1${moment}`)), end].join("");
    download(new Blob([text], { type: "text/calendar" }), `${this.state.specs.stem({ question: "sessions" }, this.state.page, chosen)}.ics`);
  }

  organisations(chosen) {
    const { follows } = this.cubes.data["cube-organisers-by-year"];
    const groups = new Map();
    for (const row of objects(filtered(this.cubes.base("roles"), follows, chosen, this.cubes.site.meetings))) {
      const own = groups.get(row.organisation_id) ?? { ...row, held: new Set(), at: new Set(), years: [] };
      if (row.role === "organiser") own.held.add(row.session_id);
      own.at.add(row.meeting_id);
      own.years.push(row.year);
      groups.set(row.organisation_id, own);
    }
    const made = [...groups.values()].map((own) => ({ name: own.name, stakeholder_group: own.group_name, country: own.country, sessions: own.held.size, meetings: own.at.size, first_year: Math.min(...own.years), last_year: Math.max(...own.years), organisation: own.organisation_id }));
    return framed(inOrder(made, "-sessions", "name"), ["name", "stakeholder_group", "country", "sessions", "meetings", "first_year", "last_year", "organisation"]);
  }

  table({ columns }, rows) {
    const head = columns.filter(([, title]) => title).map(([, title, kind]) => element("th", { textContent: title, scope: "col", className: SIDES[kind] ?? "" }));
    const lines = rows.map((row) => element("tr", {}, ...columns.filter(([, title]) => title).map(([name, , kind]) => this.cell(row, name, kind))));
    return element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...lines));
  }

  cell(row, name, kind) {
    const value = row[name];
    if (value === null || value === undefined || value === "") return element("td");
    if (kind === "before") return element("td", { className: "before", textContent: value });
    if (kind === "number") return element("td", { className: "number", textContent: Number(value).toLocaleString("en") });
    if (kind === "link") return element("td", {}, linked(value, hostOf(value)));
    if (kind.startsWith("to:")) {
      const [, parameter] = kind.split(":");
      return element("td", {}, element("a", { href: this.state.hrefWith({ [parameter]: [row[parameter]] }), textContent: value }));
    }
    return element("td", { textContent: String(value) });
  }
}

const hostOf = (url) => (/^https?:/.test(url) ? new URL(url).hostname.replace(/^www\./, "") : url);

// A card of the static edition, as card.js takes it, for what is chosen.

import { modules } from "../modules.js";
import { day } from "../numbers.js";
import { toJson } from "../python.js";
import { whole } from "./address.js";
import { csvOf } from "./csv.js";
import { objects } from "./recipes.js";

const NOT_NAMES = new Set(["Basket", "State", "Printed as", "On the agenda as", "Source", "List", "How the list came about"]);
const LOADED = [
  ["DuckDB", (file) => `select * from read_csv('${file}');`, "--"],
  ["pandas", (file) => `import pandas as pd\n\nrows = pd.read_csv("${file}")`, "#"],
  ["R", (file) => `rows <- read.csv("${file}")`, "#"],
];

// What is made when it is asked for: most of a card is not looked at, and the rest can wait for the chart.
function once(make) {
  let made;
  return () => (made ??= { value: make() }).value;
}

export class Specs {
  constructor(addresses, cubes) { Object.assign(this, { addresses, cubes, site: cubes.site, known: new Map() }); }

  // The chart of a card as chosen.
  drawn(name, chosen, gaps) {
    const rows = this.cubes.rows(name, chosen);
    const draw = modules["pages.shared.charts"][this.cubes.data[`cube-${name}`].chart];
    const drawing = gaps ? modules["pages.shared.charts.compare"].with_gaps(draw, gaps) : draw;
    return { rows, chart: drawing(rows, chosen) };
  }

  of({ name, level, gaps }, page, chosen) {
    const { theme, texts, cite } = this.modules();
    const { rows, chart } = this.drawn(name, chosen, gaps);
    const figure = toJson(chart.figure);
    if (!figure.data.length && !chart.table.rows.length) return { nothing: `${chart.title}: ${chart.sentence}${this.nearest(name, chosen)}` };
    const cube = this.cubes.data[`cube-${name}`];
    const date = day(new Date());
    const behind = once(() => this.cubes.behind(name, chosen));
    const evidence = once(() => behind() && listed(objects(behind()), namesOf(chart.table)));
    const sources = once(() => (evidence() ? sourcesOf(evidence()) : []));
    const hosts = once(() => modules["pages.shared.words"].hosts(sources().map(({ url }) => url)));
    const words = once(() => chosen.sentence(...page.parameters));
    const link = once(() => whole(this.addresses.search(chosen, page)));
    const file = once(() => this.stem(cube, page, chosen));
    const glossary = once(() => this.meanings(texts, new Set([...chart.legend.map(([label]) => label), ...chart.table.rows.flat()])));
    const legend = once(() => chart.legend.map(([label, color, stripe = ""]) => ({ label, color, stripe, code: modules["etl.vocabulary"].slug(label) })));
    const menu = once(() => this.menu(name, cite.Cited(chart.title, words(), this.site.version, link(), date), rows, chosen, file(), link(), hosts()));
    return {
      name, title: chart.title, level, sentence: chart.sentence, notes: chart.notes,
      figure: chart.is_empty ? null : figure, narrow: toJson(chart.narrow),
      height: chart.height, narrowHeight: chart.narrow_height,
      series: chart.series, highlight: chosen.codes("highlight"),
      palette: toJson(theme.palette(chart.figure, chart.legend, chart.narrow)),
      table: { columns: chart.table.columns, numeric: chart.table.numeric, rows: chart.table.rows, keys: chart.table.keys },
      absent: toJson(chart.absent), evidenceLeftOut: 0, home: "", isOffline: location.protocol === "file:",
      get legend() { return legend(); }, get glossary() { return glossary(); }, get link() { return link(); }, get file() { return file(); },
      get hasRows() { return Boolean(cube.evidence || behind()); }, get hasEvidence() { return Boolean(behind()); },
      get evidence() { return evidence(); }, get sources() { return sources(); }, get menu() { return menu(); },
      words: { get filters() { return words(); }, version: this.site.version, site: this.site.name, date: date.isoformat(), get sources() { return hosts(); } },
    };
  }

  menu(name, cited, rows, chosen, file, link, hosts) {
    const { cite } = this.modules();
    return {
      counts: { displayed: rows.length, all: this.cubes.rows(name, this.addresses.unfiltered(chosen)).length },
      cite: [["Cite the chart", cited.citation("Chart")], ["Cite the data", cited.citation("Data set")], ["BibTeX, the chart", cited.bibtex("Chart")], ["BibTeX, the data", cited.bibtex("Data set")]],
      snippets: LOADED.map(([language, code, remark]) => [language, `${remark} ${file}.csv: Download, CSV, at\n${remark} ${link}\n${code(`${file}.csv`)}`]),
      embed: [], files: ["csv"],
      report: { to: this.site.reportTo, ...toJson(cite.report(cited, hosts)) },
    };
  }

  meanings(texts, names) {
    const found = {};
    for (const name of names) {
      if (!this.known.has(name)) this.known.set(name, texts.meaning_of(name));
      if (this.known.get(name)) found[name] = this.known.get(name);
    }
    return found;
  }

  modules() {
    return Object.fromEntries(["theme", "texts", "charts", "cite"].map((name) => [name, modules[`pages.shared.${name}`]]));
  }

  // The name of a file: question, filters and data version.
  stem(cube, page, chosen) {
    const given = chosen.parameters(...page.parameters).filter(([name, code]) => page.parameters.includes(name) && (["from", "to"].includes(name) || code !== "all"));
    return `${cube.question.replace(/_/g, "-")}_${shortened(given.map(([, code]) => code)) || "all"}_${this.site.version}`;
  }

  file(name, page, chosen, scope) {
    const cube = this.cubes.data[`cube-${name}`];
    const wanted = scope === "all" ? this.addresses.unfiltered(chosen) : chosen;
    const stem = scope === "all" ? `${cube.question.replace(/_/g, "-")}_all_${this.site.version}` : this.stem(cube, page, chosen);
    return [csvOf(this.cubes.rows(name, wanted), cube.columns, cube.kinds), `${stem}.csv`];
  }

  // The years next to the chosen ones that have an answer.
  nearest(name, chosen) {
    const rows = this.cubes.rows(name, this.addresses.changed(chosen, { from: [], to: [], meeting: ["all"] }));
    return modules["pages.shared.sentences"].nearest(rows.held.get("year") ?? [], chosen);
  }
}

const shortened = (codes) => codes.join("-").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60).replace(/-+$/, "");

// Key of a figure -> what it is: "2020, Registered, Civil Society".
function namesOf(table) {
  const wanted = table.columns.flatMap((name, at) => (NOT_NAMES.has(name.split(",")[0]) || table.numeric.includes(name) ? [] : [at]));
  return new Map(table.keys.map((key, row) => [key, wanted.map((at) => table.rows[row][at]).filter((text) => text && !text.includes("%")).join(", ")]));
}

// Rows behind figures, as evidence.js takes them.
function listed(rows, names) {
  return rows.map((row) => {
    const name = names.get(row.key) ?? "";
    const what = [name, row.named && !name.toLowerCase().includes(row.named.toLowerCase()) ? row.named : ""].filter(Boolean).join(": ");
    return {
      key: row.key, what, figure: row.figure, isShown: Boolean(row.is_preferred), form: row.form_shown ?? row.form,
      words: (row.form_shown ?? row.form) === "record" ? "as recorded" : "as printed", url: row.source_url ?? row.document_url ?? "",
      document: row.document ?? row.document_id, documentId: row.document_id, published: row.published ?? "",
      place: row.place, quote: row.quote, word: row.word ?? "", note: row.note ?? "",
    };
  });
}

// Every source of the rows that are shown, the earliest first.
function sourcesOf(evidence) {
  const { plural } = modules["pages.shared.words"];
  const found = new Map();
  for (const row of evidence.filter(({ isShown }) => isShown)) {
    const code = JSON.stringify([row.url, row.documentId]);
    if (!found.has(code)) found.set(code, { ...row, count: 0 });
    found.get(code).count += 1;
  }
  const by = (row) => [row.published || "9999", row.document, row.url || "\uffff"];
  const sorted = [...found.values()].sort((one, other) => (by(one) < by(other) ? -1 : 1));
  return sorted.map(({ url, document: title, documentId, published, words, count }) => ({ url, title, documentId, words: `${title}${published ? `, ${published}` : ""}; ${words}; ${plural(count, "row")}` }));
}

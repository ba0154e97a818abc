// The rows of a card: those of its variant, of which filters keep some, or counted from a base.

import { Frame } from "../frame.js";

import { modules } from "../modules.js";
import { pairs } from "./pairs.js";
import { recipes } from "./recipes.js";

const counts = { ...recipes, ...pairs };

const ALL = "all";

// cube: { name, question, chart, columns, kinds, follows: {filter: column}, variants: [filter], base: name or "",
//         rows: {codes of the variant: {column: values}}, evidence }; values: a list, or { of: [different], at: [place] }
export function decoded(columns) {
  return new Map(Object.entries(columns).map(([name, values]) => [name, values?.at && values.of ? values.at.map((at) => values.of[at]) : values]));
}

export function variantOf(names, chosen) {
  return names.map((name) => (name === "form" ? oneForm(chosen) : chosen.one(name))).join(" ");
}

export function oneForm(chosen) {
  const codes = chosen.codes("form");
  return codes.length === 1 ? codes[0] : ALL;
}

// For each filter that leaves something out, what it says of a value.
function conditions(follows, chosen) {
  return Object.entries(follows).flatMap(([name, column]) => {
    if (!chosen.is_active(name)) return [];
    if (name === "from") return [[column, (value) => value !== null && value >= chosen.year("from")]];
    if (name === "to") return [[column, (value) => value !== null && value <= chosen.year("to")]];
    const codes = new Set(chosen.codes(name));
    const values = new Set(chosen.options.item(name).filter(({ code }) => codes.has(code)).map(({ value }) => value)); // spellings share a code
    return [[column, (value) => values.has(value)]];
  });
}

// meetings: {meeting_id: [year, series]}
export function filtered(frame, follows, chosen, meetings) {
  const wanted = conditions(follows, chosen).map(([column, holds]) => {
    const own = frame.held.get(column);
    const ids = frame.held.get("meeting_id");
    const at = { year: 0, series: 1 }[column];
    const values = own ?? ids?.map((id) => meetings[id]?.[at] ?? null);
    if (!values) throw new Error(`no column ${column}`);
    return values.map(holds);
  });
  return wanted.length ? frame.kept(frame.index.map((_, at) => wanted.every((mask) => mask[at]))) : frame;
}

export class Cubes {
  constructor(site, data) {
    Object.assign(this, { site, data, frames: new Map() });
  }

  frame(code, columns) {
    if (!this.frames.has(code)) this.frames.set(code, new Frame(decoded(columns)));
    return this.frames.get(code);
  }

  base(name) { return this.frame(`base-${name}`, this.data[`base-${name}`]); }

  // The rows that answer the question of the card `name`, as chosen.
  rows(name, chosen) {
    const cube = this.data[`cube-${name}`];
    const { meetings } = this.site;
    if (cube.base) {
      const kept = filtered(this.base(cube.base), cube.follows, chosen, meetings);
      return fresh(counts[cube.question]({ rows: kept, whole: this.base(cube.base), chosen, site: this.site, base: (other) => this.base(other) }));
    }
    const variant = variantOf(cube.variants, chosen);
    return fresh(filtered(this.frame(`${name} ${variant}`, cube.rows[variant]), cube.follows, chosen, meetings));
  }

  // The rows behind the figures, in the order in which they are listed; null while they are not loaded.
  behind(name, chosen) {
    const cube = this.data[`cube-${name}`];
    if (cube.base === "roles") return counts[`${cube.question}_behind`]({ rows: filtered(this.base("roles"), cube.follows, chosen, this.site.meetings), whole: this.base("roles"), chosen, site: this.site, base: (other) => this.base(other) });
    const told = this.data[`evidence-${name}`];
    if (!told) return null;
    const variant = variantOf(told.variants, chosen);
    const code = `evidence ${name} ${variant}`;
    if (!this.frames.has(code)) this.frames.set(code, withKeyParts(new Frame(decoded(told.rows[variant])), told.key));
    const rows = filtered(this.frames.get(code), told.follows, chosen, this.site.meetings);
    if (!cube.pair) return rows;
    const two = new Set(modules["pages.shared.sides"].pair(chosen).map((option) => option.value));
    return rows.kept(rows.held.get(cube.pair).map((value) => two.has(value)));
  }
}

// Charts may give a frame new columns; the index counts the rows that are there.
const fresh = (frame) => new Frame(new Map(frame.held));

function withKeyParts(frame, names) {
  const parts = (frame.held.get("key") ?? []).map((key) => key.split("|"));
  for (const [at, name] of names.entries()) if (name && !frame.held.has(name)) frame.held.set(name, parts.map((one) => one[at] ?? null));
  return frame;
}


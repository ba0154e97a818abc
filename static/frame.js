// Tables as pandas has them, as far as chart definitions use them. Missing values are null; sorting is stable.

import { order } from "./numbers.js";

const isMissing = (value) => value === null || value === undefined;
const codeOf = (values) => (values.length === 1 ? values[0] : JSON.stringify(values));
const without = (values) => values.filter((value) => !isMissing(value));
const most = (values, sign) => without(values).reduce((best, value) => (best === null || sign * order(value, best) > 0 ? value : best), null);
const total = (values) => without(values).reduce((one, other) => one + Number(other), 0);
const ACTS = {
  sum: total,
  max: (values) => most(values, 1),
  min: (values) => most(values, -1),
  count: (values) => without(values).length,
  size: (values) => values.length,
  nunique: (values) => new Set(without(values)).size,
};

// The places of `length` rows, ordered by columns; missing values last.
function ordered(length, columns, ascending) {
  const sign = (one, other) => {
    for (const [at, values] of columns.entries()) {
      const [a, b] = [values[one], values[other]];
      if (isMissing(a) || isMissing(b)) {
        if (isMissing(a) !== isMissing(b)) return isMissing(a) ? 1 : -1;
        continue;
      }
      const found = order(a, b);
      if (found) return ascending[at] ? found : -found;
    }
    return 0;
  };
  return Array.from({ length }, (_, at) => at).sort(sign);
}

export class Series {
  constructor(values, index, names = []) {
    Object.assign(this, { values, index, names });
  }

  static joined(one, other, act) {
    const { values, index, names } = one instanceof Series ? one : other;
    const at = (given) => (given instanceof Series ? (place) => given.values[place] : () => given);
    const [left, right] = [at(one), at(other)];
    return new Series(values.map((_, place) => act(left(place), right(place))), index, names);
  }

  [Symbol.iterator]() { return this.values[Symbol.iterator](); }
  get length() { return this.values.length; }
  get empty() { return !this.values.length; }
  get iloc() { return { item: (at) => this.values.at(at) }; }
  get loc() { return this; }
  item(key) {
    if (key instanceof Series) return this.kept(key.values);
    const at = this.index.findIndex((label) => (Array.isArray(key) ? JSON.stringify(label) === JSON.stringify(key) : label === key));
    if (at < 0) throw new Error(`no ${key}`);
    return this.values[at];
  }

  get(key, other = null) {
    const at = this.index.indexOf(key);
    return at < 0 ? other : this.values[at];
  }

  kept(mask) { return this.at(this.values.flatMap((_, at) => (mask[at] ? [at] : []))); }
  at(places) { return new Series(places.map((at) => this.values[at]), places.map((at) => this.index[at]), this.names); }
  sliced(low, high) { return this.at(this.values.map((_, at) => at).slice(low, high)); }
  head(count) { return this.sliced(0, count); }
  map_values(act) { return new Series(this.values.map(act), this.index, this.names); }
  map(act) { return this.map_values(typeof act === "function" ? act : (value) => act.get(value)); }
  astype() { return this; }
  notna() { return this.map_values((value) => !isMissing(value)); }
  isna() { return this.map_values(isMissing); }
  dropna() { return this.kept(this.notna().values); }
  fillna(other) { return this.map_values((value) => (isMissing(value) ? other : value)); }
  isin(given) {
    const held = new Set(given.held ? given.keys?.() ?? given.values() : given);
    return this.map_values((value) => held.has(value));
  }

  where(mask, other) { return new Series(this.values.map((value, at) => (mask.values[at] ? value : other instanceof Series ? other.values[at] : other)), this.index, this.names); }
  unique() { return [...new Set(this.values)]; }
  nunique() { return ACTS.nunique(this.values); }
  sum() { return total(this.values); }
  max() { return ACTS.max(this.values); }
  min() { return ACTS.min(this.values); }
  any() { return this.values.some(Boolean); }
  all() { return this.values.every(Boolean); }
  items() { return this.values.map((value, at) => [this.index[at], value]); }
  idxmax() { return this.index[this.values.indexOf(this.max())]; }
  mode() {
    const times = new Map();
    for (const value of without(this.values)) times.set(value, (times.get(value) ?? 0) + 1);
    const highest = Math.max(...times.values());
    const found = [...times].filter(([, count]) => count === highest).map(([value]) => value).sort(order);
    return new Series(found, found.map((_, at) => at));
  }

  sort_values({ ascending = true } = {}) { return this.at(ordered(this.length, [this.values], [ascending])); }
  nlargest(count) { return this.dropna().sort_values({ ascending: false }).head(count); }
  groupby(keys) { return new GroupBy(new Frame(new Map([["", this.values]]), this.index), [keys.values], ["by"], {}).item(""); }
  reset_index() {
    const keys = this.names.slice(0, -1).map((name, at) => [name, this.index.map((key) => (Array.isArray(key) ? key[at] : key))]);
    return new Frame(new Map([...keys, [this.names.at(-1), this.values]]));
  }
}

// A row of a frame.
export class Row {
  constructor(frame, at) { Object.assign(this, { frame, place: at }); }
  item(name) {
    const values = this.frame.held.get(name);
    if (!values) throw new Error(`no column ${name}`);
    return values[this.place] ?? null;
  }

  has(name) { return this.frame.held.has(name); }
  get(name, other = null) { return this.has(name) ? this.item(name) : other; }
  items() { return this.frame.columns.map((name) => [name, this.item(name)]); }
}

export class Frame {
  constructor(held, index) {
    this.held = held;
    this.index = index ?? Array.from({ length: held.size ? held.values().next().value.length : 0 }, (_, at) => at);
  }

  get columns() { return [...this.held.keys()]; }
  get length() { return this.index.length; }
  get empty() { return !this.index.length; }
  get iloc() { return { item: (at) => new Row(this, at < 0 ? this.length + at : at) }; }
  get loc() { return { item: (key) => this.located(key) }; }

  item(key) {
    if (typeof key === "string") {
      const values = this.held.get(key);
      if (!values) throw new Error(`no column ${key}`);
      return new Series(values, this.index, [key]);
    }
    if (key instanceof Series) return this.kept(key.values);
    if (key.length && typeof key[0] === "string") return new Frame(new Map(key.map((name) => [name, this.held.get(name)])), this.index);
    return this.kept(key);
  }

  located(key) {
    if (Array.isArray(key)) {
      const [rows, name] = key;
      return rows instanceof Series ? this.kept(rows.values).item(name) : this.held.get(name)[this.index.indexOf(rows)];
    }
    return this.at(key.values.map((label) => this.index.indexOf(label)));
  }

  put(name, given) { this.held.set(name, given instanceof Series ? given.values : Array.isArray(given) ? given : this.index.map(() => given)); }
  assign(given) {
    const made = new Frame(new Map(this.held), this.index);
    for (const [name, values] of Object.entries(given)) made.put(name, values);
    return made;
  }

  kept(mask) { return this.at(this.index.flatMap((_, at) => (mask[at] ? [at] : []))); }
  at(places) {
    return new Frame(new Map([...this.held].map(([name, values]) => [name, places.map((at) => values[at])])), places.map((at) => this.index[at]));
  }

  head(count) { return this.at(this.index.map((_, at) => at).slice(0, count)); }
  to_dict() { return this.index.map((_, at) => new Row(this, at)); }
  max() { return new Series(this.columns.map((name) => ACTS.max(this.held.get(name))), this.columns); }
  sort_values(by, { ascending = true } = {}) {
    const names = [by].flat();
    const signs = Array.isArray(ascending) ? ascending : names.map(() => ascending);
    return this.at(ordered(this.length, names.map((name) => this.held.get(name)), signs));
  }

  nlargest(count, name) { return this.item(this.item(name).notna()).sort_values(name, { ascending: false }).head(count); }
  drop_duplicates(by) {
    const columns = [by ?? this.columns].flat().map((name) => this.held.get(name));
    const seen = new Set();
    return this.kept(this.index.map((_, at) => {
      const code = JSON.stringify(columns.map((values) => values[at] ?? null));
      return !seen.has(code) && Boolean(seen.add(code));
    }));
  }

  set_index(name) { return new Frame(this.held, this.held.get(name)); }
  reset_index() { return new Frame(this.held); }
  groupby(by, more = {}) {
    if (by instanceof Series) return new GroupBy(this, [by.values], ["by"], more);
    const names = [by].flat();
    return new GroupBy(this, names.map((name) => this.held.get(name)), names, { ...more, isMany: Array.isArray(by) });
  }
}

export class GroupBy {
  constructor(frame, columns, names, { sort = true, dropna = true, isMany = false }) {
    Object.assign(this, { frame, names });
    const groups = new Map();
    frame.index.forEach((_, at) => {
      const keys = columns.map((values) => values[at] ?? null);
      if (dropna && keys.some(isMissing)) return;
      const code = codeOf(keys);
      if (!groups.has(code)) groups.set(code, { key: isMany ? keys : keys[0], places: [] });
      groups.get(code).places.push(at);
    });
    this.groups = [...groups.values()];
    if (sort) this.groups.sort((one, other) => (isMany ? byParts(one.key, other.key) : byParts([one.key], [other.key])));
  }

  *[Symbol.iterator]() { for (const { key, places } of this.groups) yield [key, this.frame.at(places)]; }
  item(name) { return new Grouped(this, name); }
  agg(given) {
    const made = new Map(this.names.map((name, at) => [name, this.groups.map(({ key }) => (Array.isArray(key) ? key[at] : key))]));
    for (const [name, [column, act]] of Object.entries(given)) made.set(name, this.item(column)[act]().values);
    return new Frame(made);
  }
}

function byParts(one, other) {
  for (const [at, a] of one.entries()) {
    const b = other[at];
    if (isMissing(a) || isMissing(b)) {
      if (isMissing(a) !== isMissing(b)) return isMissing(a) ? 1 : -1;
    } else if (order(a, b)) return order(a, b);
  }
  return 0;
}

// One column of a grouped frame.
class Grouped {
  constructor(grouped, name) {
    Object.assign(this, { grouped, name, values: grouped.frame.held.get(name) });
  }

  made(act) {
    const { groups, names } = this.grouped;
    return new Series(groups.map(({ places }) => act(places.map((at) => this.values[at]), places)), groups.map(({ key }) => key), [...names, this.name]);
  }

  sum() { return this.made(ACTS.sum); }
  max() { return this.made(ACTS.max); }
  min() { return this.made(ACTS.min); }
  count() { return this.made(ACTS.count); }
  size() { return this.made(ACTS.size); }
  nunique() { return this.made(ACTS.nunique); }
  idxmax() { return this.made((values, places) => this.grouped.frame.index[places[values.indexOf(ACTS.max(values))]]); }

  spread(act) {
    const { frame, groups } = this.grouped;
    const made = frame.index.map(() => null);
    for (const { places } of groups) act(places.map((at) => this.values[at]), places).forEach((value, at) => (made[places[at]] = value));
    return new Series(made, frame.index, [this.name]);
  }

  transform(name) {
    return this.spread((values, places) => {
      const found = ACTS[name](values);
      return places.map(() => found);
    });
  }

  // The rank of equal values is that of the first of them.
  rank({ ascending = true } = {}) {
    return this.spread((values) => values.map((value) => 1 + values.filter((other) => (ascending ? order(other, value) < 0 : order(other, value) > 0)).length));
  }
}

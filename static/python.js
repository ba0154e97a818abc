// What Python does, for chart definitions that were translated from it (pages/shared/publish/translate): its operators,
// its built-in functions, its text and its dictionaries. Missing values (None, NaN) are null.

import { Series } from "./frame.js";
import { fixed, formatted, order } from "./numbers.js";
import { strings } from "./strings.js";

const keyOf = (key) => (Array.isArray(key) ? `\0${JSON.stringify(key)}` : key);

export class Dict {
  constructor(entries = []) {
    this.held = new Map();
    for (const [key, value] of entries) this.put(key, value);
  }

  put(key, value) { this.held.set(keyOf(key), [key, value]); }
  has(key) { return this.held.has(keyOf(key)); }
  get(key, other = null) { return this.held.get(keyOf(key))?.[1] ?? (this.has(key) ? null : other); }
  item(key) {
    const found = this.held.get(keyOf(key));
    if (!found) throw new Error(`no ${key}`);
    return found[1];
  }

  keys() { return [...this.held.values()].map(([key]) => key); }
  values() { return [...this.held.values()].map(([, value]) => value); }
  items() { return [...this.held.values()].map(([key, value]) => [key, value]); }
  setdefault(key, value = null) {
    if (!this.has(key)) this.put(key, value);
    return this.item(key);
  }

  update(other) { for (const [key, value] of pairs(other)) this.put(key, value); }
  get size() { return this.held.size; }
}

export class Bag {
  constructor(values = []) { this.held = new Map([...values].map((value) => [keyOf(value), value])); }
  has(value) { return this.held.has(keyOf(value)); }
  add(value) { this.held.set(keyOf(value), value); }
  values() { return [...this.held.values()]; }
  get size() { return this.held.size; }
}

export const Mapping = Dict;
export const pairs = (dict) => dict.items();
export const pairs_to_dict = (entries) => new Dict(entries);
export const dict = Object.assign((given, more) => new Dict([...(given instanceof Dict ? given.items() : given ?? []), ...Object.entries(more ?? {})]), {
  fromkeys: (keys, value = null) => new Dict(iter(keys).map((key) => [key, value])),
  named: ([given], more) => dict(given, more),
});
export const set = (values = []) => new Bag(iter(values));
export const frozenset = set;

export function def_(made, [names, takesMore]) {
  return Object.assign(made, { names, takesMore });
}

// A function with what it is given by name: a translated one, or a built-in that takes names.
export function named(called, args, more, self) {
  if (called.named) return called.named(args, more);
  if (!called.names) return called.call(self, ...args, more);
  const given = [...args];
  const rest = new Dict();
  for (const [name, value] of Object.entries(more)) {
    const at = called.names.indexOf(name);
    if (at >= 0) given[at] = value;
    else if (called.takesMore) rest.put(name, value);
    else throw new Error(`no parameter ${name}`);
  }
  if (called.takesMore) given[called.names.length] = rest;
  return called.apply(self, given);
}

export const named_of = (given) => Object.fromEntries(given.items());

export function call(owner, name, args, more) {
  if (typeof owner === "string") return strings[name](owner, ...args, ...(more ? [more] : []));
  if (Array.isArray(owner)) return lists[name](owner, ...args);
  const called = owner[name];
  if (typeof called !== "function") throw new Error(`no function ${name}`);
  return more ? named(called, args, more, owner) : called.apply(owner, args);
}

const lists = {
  append: (list, value) => { list.push(value); },
  extend: (list, values) => { list.push(...iter(values)); },
  index: (list, value) => {
    const at = list.findIndex((other) => eq_(other, value));
    if (at < 0) throw new Error(`${value} is not in the list`);
    return at;
  },
  count: (list, value) => list.filter((other) => eq_(other, value)).length,
};

export function dataclass(fields, methods) {
  class Made {}
  for (const [name, kind, method] of methods) {
    if (kind === "get") Object.defineProperty(Made.prototype, name, { get() { return method(this); } });
    else Made.prototype[name] = def_(function (...args) { return method(this, ...args); }, [method.names, method.takesMore]);
  }
  const make = (...args) => Object.assign(new Made(), Object.fromEntries(fields.map(([name, given], at) => [name, args[at] !== undefined ? args[at] : given ? given() : null])));
  return Object.assign(def_(make, [fields.map(([name]) => name), false]), { type: Made });
}

export function iter(value) {
  if (Array.isArray(value)) return value;
  if (typeof value === "string") return [...value];
  if (value instanceof Dict) return value.keys();
  if (value instanceof Bag || value instanceof Map) return [...value.values()];
  if (value instanceof Series) return value.values;
  return [...value];
}

export function truth(value) {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Dict || value instanceof Bag) return value.size > 0;
  return Boolean(value);
}

export const both = (one, other) => (truth(one) ? other() : one);
export const either = (one, other) => (truth(one) ? one : other());

// An operator on two values, or on columns value by value.
const onColumns = (act) => (one, other) => (one instanceof Series || other instanceof Series ? Series.joined(one, other, act) : act(one, other));
const missing = (one, other) => one === null || other === null || one === undefined || other === undefined;
const numeric = (act) => onColumns((one, other) => (missing(one, other) ? null : act(one, other)));
const compared = (act) => onColumns((one, other) => !missing(one, other) && act(order(one, other)));

export const add_ = (one, other) => (Array.isArray(one) ? [...one, ...other] : numeric((a, b) => a + b)(one, other));
export const sub_ = (one, other) => (one instanceof Bag ? new Bag(one.values().filter((value) => !other.has(value))) : numeric((a, b) => a - b)(one, other));
export const mul_ = (one, other) => (Array.isArray(one) ? Array.from({ length: other }, () => one).flat() : numeric((a, b) => a * b)(one, other));
export const div_ = numeric((one, other) => one / other);
export const floordiv_ = numeric((one, other) => Math.floor(one / other));
export const mod_ = numeric((one, other) => one - other * Math.floor(one / other));
export const pow_ = numeric((one, other) => one ** other);
export const neg_ = (value) => -value;
export const invert_ = (value) => value.map_values((one) => !one);
export const lt_ = compared((sign) => sign < 0);
export const le_ = compared((sign) => sign <= 0);
export const gt_ = compared((sign) => sign > 0);
export const ge_ = compared((sign) => sign >= 0);
export const eq_ = onColumns((one, other) => same(one, other));
export const ne_ = onColumns((one, other) => !same(one, other));

export function or_(one, other) {
  if (one instanceof Dict) return new Dict([...one.items(), ...other.items()]);
  if (one instanceof Bag) return new Bag([...one.values(), ...other.values()]);
  if (typeof one === "function" || Array.isArray(one)) return [one, other].flat();
  return onColumns((a, b) => Boolean(a) || Boolean(b))(one, other);
}

export function and_(one, other) {
  if (one instanceof Bag) return new Bag(one.values().filter((value) => other.has(value)));
  return onColumns((a, b) => Boolean(a) && Boolean(b))(one, other);
}

export const iadd = (one, other) => (Array.isArray(one) ? (one.push(...iter(other)), one) : add_(one, other));
export const ior = (one, other) => (one instanceof Dict ? (one.update(other), one) : or_(one, other));

function same(one, other) {
  if (one === other) return one !== undefined || other !== undefined;
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((value, at) => same(value, other[at]));
  if (one && other && typeof one === "object" && one.constructor === other.constructor && !(one instanceof Dict)) return Object.keys(one).every((name) => same(one[name], other[name]));
  return false;
}

export function has_(value, held) {
  if (typeof held === "string") return held.includes(value);
  if (held instanceof Dict || held instanceof Bag) return held.has(value);
  return iter(held).some((other) => same(value, other));
}

export function item(held, key) {
  if (typeof held === "string" || Array.isArray(held)) {
    const at = key < 0 ? held.length + key : key;
    if (!(at in Object(held))) throw new Error(`no place ${key}`);
    return held[at];
  }
  return held.item(key);
}

export function slice(held, low, high) {
  if (held instanceof Series) return held.sliced(low ?? 0, high ?? undefined);
  return held.slice(low ?? 0, high ?? undefined);
}

export function put(held, key, value) {
  if (Array.isArray(held)) held[key < 0 ? held.length + key : key] = value;
  else held.put(key, value);
}

export const place = (held, key) => ({ set value(value) { put(held, key, value); } });

// Built-in functions; `named` takes what they are given by name.
const builtin = (act) => Object.assign((...args) => act(args, {}), { named: act });
const extreme = (sign) =>
  builtin(([first, ...others], more) => {
    const values = others.length ? [first, ...others] : iter(first);
    if (!values.length) {
      if ("default" in more) return more.default;
      throw new Error("no values");
    }
    const key = more.key ?? ((value) => value);
    return values.reduce((best, value) => (sign * order(key(value), key(best)) > 0 ? value : best));
  });

export const max = extreme(1);
export const min = extreme(-1);
export const sorted = builtin(([values], { key = (value) => value, reverse = false }) => {
  const made = iter(values).map((value) => [key(value), value]);
  made.sort(([one], [other]) => (reverse ? order(other, one) : order(one, other)));
  return made.map(([, value]) => value);
});
export const zip = builtin((lists) => {
  const given = lists.map(iter);
  const length = given.length ? Math.min(...given.map((list) => list.length)) : 0;
  return Array.from({ length }, (_, at) => given.map((list) => list[at]));
});
export const enumerate = builtin(([values, from], { start }) => iter(values).map((value, at) => [at + (start ?? from ?? 0), value]));
export const range = (low, high) => (high === undefined ? range(0, low) : Array.from({ length: Math.max(0, high - low) }, (_, at) => low + at));
export const len = (value) => (typeof value === "string" || Array.isArray(value) ? value.length : value.size ?? value.length);
export const list = (values = []) => [...iter(values)];
export const tuple = list;
export const map = (act, ...lists) => zip(...lists).map((args) => act(...args));
export const filter = (act, values) => iter(values).filter((value) => truth(act ? act(value) : value));
export const reversed = (values) => [...iter(values)].reverse();
export const any = (values) => iter(values).some(truth);
export const all = (values) => iter(values).every(truth);
export const sum = (values, from = 0) => iter(values).reduce((one, other) => one + other, from);
export const next = (values, other) => {
  for (const value of values) return value;
  if (other === undefined) throw new Error("no value");
  return other;
};
export const int = (value, base) => (base ? parseInt(value, base) : Math.trunc(Number(value)));
export const float = (value) => (value === null ? null : Number(value));
export const bool = (value) => truth(value);
export const abs = (value) => Math.abs(value);
export const round = (value, digits = 0) => Number(fixed(value, digits ?? 0));
export const str = (value) => (value === null || value === undefined ? "None" : value === true ? "True" : value === false ? "False" : String(value));
export const format = (value, spec) => formatted(value, spec);

export const replace = { named: ([made], more) => Object.assign(Object.create(Object.getPrototypeOf(made)), made, more) };

const KINDS = new Map([
  [str, (value) => typeof value === "string"],
  [int, Number.isInteger],
  [float, (value) => typeof value === "number"],
  [bool, (value) => typeof value === "boolean"],
  [list, Array.isArray],
  [dict, (value) => value instanceof Dict],
  [Mapping, (value) => value instanceof Dict],
]);

const isOf = (value, kind) => (KINDS.has(kind) ? KINDS.get(kind)(value) : kind === tuple ? Array.isArray(value) : value instanceof kind.type);
export const isinstance = (value, kinds) => (Array.isArray(kinds) ? kinds.some((kind) => isOf(value, kind)) : isOf(value, kinds));

// Plain objects of JSON as dictionaries, and back.
export function fromJson(value) {
  if (Array.isArray(value)) return value.map(fromJson);
  if (value && typeof value === "object") return new Dict(Object.entries(value).map(([key, part]) => [key, fromJson(part)]));
  return value;
}

export function toJson(value) {
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Dict) {
    const made = {};
    for (const [key, part] of value.held.values()) made[key] = toJson(part);
    return made;
  }
  return value;
}

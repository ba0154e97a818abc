// What the address of a page chooses, and the addresses of pages: by the same definitions as in the live app.

import { modules } from "../modules.js";
import { Dict, fromJson } from "../python.js";

const VERSION = "v";

export class Addresses {
  // site: { version, filters: [arguments of Filter], options: {filter: [[code, value, label]]}, pages: {address: page} }
  constructor(site) {
    const { Filter, Option } = modules["pages.shared.choice"];
    this.site = site;
    this.filters = new Dict(site.filters.map((given) => [given[0], Filter(...given)]));
    const given = { ...site.options };
    for (const side of ["one", "other"]) given[side] = Object.keys(site.kinds).flatMap((kind) => site.options[kind].map(([, value, label]) => [`${kind}-${value}`, value, label]));
    this.options = new Dict(Object.entries(given).map(([name, values]) => [name, values.map((value) => Option(...value))]));
  }

  parsed(given) { return modules["pages.shared.choice"].parse(this.filters, this.options, fromJson(given)); }

  chosen(search) {
    const given = {};
    for (const [name, code] of new URLSearchParams(search)) (given[name] ??= []).push(code);
    this.asked = given[VERSION]?.at(-1) ?? "";
    return this.parsed(given);
  }

  // The choice with other codes for some filters.
  changed(chosen, codes) { return chosen.replace(new Dict(Object.entries(codes))); }

  // The choice after a reader changed filters of a page: {filter: codes, or null for its default}.
  after(chosen, page, codes) {
    const given = {};
    for (const [name, code] of chosen.parameters(...page.parameters)) (given[name] ??= []).push(code);
    for (const [name, value] of Object.entries(codes)) {
      if (value) given[name] = value;
      else delete given[name];
    }
    return this.parsed(given);
  }

  unfiltered(chosen) {
    const all = this.filters.values().filter(({ kind }) => kind === "many").map(({ name }) => [name, ["all"]]);
    return this.changed(chosen, { ...Object.fromEntries(all), from: [], to: [] });
  }

  search(chosen, page) {
    return `?${new URLSearchParams([...chosen.parameters(...page.parameters), [VERSION, this.site.version]])}`;
  }

  // From the page at hand, whose folder is `root` (“” or “../”) away from that of the edition.
  href(chosen, page, root) {
    return `${root}${page.address ? `${page.address}/` : ""}index.html${this.search(chosen, page)}`;
  }
}

// What stands before the address of a page in links that people pass on.
export function whole(href) {
  const link = new URL(href, location.href);
  if (link.protocol !== "file:") link.pathname = link.pathname.replace(/index\.html$/, "");
  return link.href;
}

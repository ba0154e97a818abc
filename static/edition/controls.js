// Filters and chart options as form controls. A change tells what was chosen: change({filter: [codes]}).

import { button, element } from "../dom.js";

const MANY = 12;

// The filters of a page, in its side column. Returns what shows another choice in them.
export function filterForm(root, page, chosen, addresses, change) {
  const shown = [];
  const form = element("form", { className: "filters", aria: { label: "Filters" } });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const name of page.filters) {
    if (name === "from") shown.push(years(form, chosen, change));
    else if (name !== "to" && addresses.options.item(name).length > 1) shown.push(many(form, name, chosen, addresses, change));
  }
  const reset = () => change(Object.fromEntries(page.parameters.map((name) => [name, null])));
  form.append(button("Reset filters", reset, { className: "quiet" }));
  root.append(element("h2", { textContent: "Filters" }), form);
  return (choice) => shown.forEach((show) => show(choice));
}

function years(form, chosen, change) {
  const lists = ["from", "to"].map((name) => {
    const list = element("select", { id: `filter-${name}` }, ...chosen.options.item(name).map(({ code, label }) => element("option", { value: code, textContent: label })));
    list.onchange = () => change({ [name]: [list.value] });
    return [name, list];
  });
  form.append(element("div", { className: "years" }, ...lists.map(([name, list]) => element("label", {}, name === "from" ? "From " : "to ", list))));
  const show = (choice) => lists.forEach(([name, list]) => (list.value = choice.one(name)));
  show(chosen);
  return show;
}

function many(form, name, chosen, addresses, change) {
  const { label, help } = addresses.filters.item(name);
  const options = [...new Map(addresses.options.item(name).map((option) => [option.code, option])).values()];
  const boxes = options.map((option) => {
    const box = element("input", { type: "checkbox", value: option.code, name });
    box.onchange = () => tell();
    return [option, box, element("label", {}, box, option.label)];
  });
  const tell = () => {
    const codes = boxes.filter(([, box]) => box.checked).map(([option]) => option.code);
    change({ [name]: codes.length ? codes : ["all"] });
  };
  const summary = element("summary");
  const find = element("input", { type: "search", placeholder: "Find", aria: { label: `Find in ${label}` } });
  find.oninput = () => boxes.forEach(([option, , line]) => (line.hidden = !option.label.toLowerCase().includes(find.value.toLowerCase())));
  const list = element("div", { className: "boxes", tabIndex: 0, aria: { role: "group", label } }, ...boxes.map(([, , line]) => line));
  const all = button("All", () => change({ [name]: ["all"] }), { className: "quiet", aria: { label: `All: ${label}` } });
  const inner = [...(help ? [element("small", { textContent: help })] : []), ...(options.length > MANY ? [find] : []), list, all];
  form.append(element("details", { data: { filter: name } }, summary, ...inner));
  const show = (choice) => {
    const codes = new Set(choice.codes(name));
    const labels = options.filter(({ code }) => codes.has(code)).map((option) => option.label);
    for (const [{ code }, box] of boxes) box.checked = codes.has(code);
    const said = labels.length === 0 || labels.length === options.length ? "all" : labels.length > 2 ? `${labels.length} chosen` : labels.join(", ");
    summary.replaceChildren(element("span", { textContent: label }), element("span", { className: "said", textContent: said }));
  };
  show(chosen);
  return show;
}

// The switches of chart options above a card.
export function switches(root, names, chosen, addresses, change) {
  const shown = names.flatMap((name) => {
    const options = addresses.options.item(name);
    if (options.length < 2) return [];
    const { label, help } = addresses.filters.item(name);
    const group = `${root.closest("[data-card]")?.dataset.card ?? "page"}-${name}`;
    const buttons = options.map(({ code, label: text }) => {
      const radio = element("input", { type: "radio", name: group, value: code });
      radio.onchange = () => change({ [name]: [code] });
      return [code, radio, element("label", {}, radio, element("span", { textContent: text }))];
    });
    root.append(element("fieldset", { title: help }, element("legend", { textContent: label }), ...buttons.map(([, , line]) => line)));
    return [(choice) => buttons.forEach(([code, radio]) => (radio.checked = choice.one(name) === code))];
  });
  const show = (choice) => shown.forEach((act) => act(choice));
  show(chosen);
  return show;
}

// A box in which one of many is found by typing.
export function finder(root, name, chosen, addresses, change) {
  const { label } = addresses.filters.item(name);
  const options = addresses.options.item(name);
  const list = element("datalist", { id: `find-${name}` }, ...options.map((option) => element("option", { value: option.label })));
  const box = element("input", { type: "search", placeholder: "Type to find one", autocomplete: "off" });
  box.setAttribute("list", list.id);
  box.onchange = () => {
    const found = options.find((option) => option.label === box.value);
    if (found || !box.value) change({ [name]: found ? [found.code] : ["all"] });
  };
  root.append(element("label", { className: "finder" }, element("span", { textContent: label }), box), list);
  const show = (choice) => (box.value = choice.chosen.item(name)[0]?.label ?? "");
  show(chosen);
  return show;
}

// What stands side by side: the kind, and the two.
export function sidesBox(root, site, chosen, addresses, change) {
  const kindOf = (choice) => choice.one("one").split("-")[0] || Object.keys(site.kinds)[0];
  const radios = Object.entries(site.kinds).map(([kind, label]) => {
    const radio = element("input", { type: "radio", name: "sides-kind", value: kind });
    radio.onchange = () => change(site.firstSides[kind]);
    return [kind, radio, element("label", {}, radio, element("span", { textContent: label }))];
  });
  const lists = ["one", "other"].map((side) => {
    const list = element("select", { id: `side-${side}` });
    list.onchange = () => change({ [side]: [list.value] });
    return [side, list, element("label", { className: "finder" }, element("span", { textContent: addresses.filters.item(side).label }), list)];
  });
  root.append(element("div", { className: "switches" }, element("fieldset", {}, element("legend", { textContent: "Compare" }), ...radios.map(([, , line]) => line))), element("div", { className: "sides" }, ...lists.map(([, , line]) => line)));
  const show = (choice) => {
    const wanted = kindOf(choice);
    for (const [kind, radio] of radios) radio.checked = kind === wanted;
    for (const [side, list] of lists) {
      const options = addresses.options.item(side).filter(({ code }) => code.startsWith(`${wanted}-`));
      if (list.dataset.kind !== wanted) list.replaceChildren(...options.map(({ code, label }) => element("option", { value: code, textContent: label })));
      list.dataset.kind = wanted;
      list.value = choice.one(side);
    }
  };
  show(chosen);
  return show;
}

// What one can do with a card: share, download, cite. Each a button with a menu that opens above the page.

import { button, copyText, element, folded } from "./dom.js";

const PICTURES = [["png", "PNG", "picture"], ["svg", "SVG", "drawing"], ["html", "HTML", "page that opens offline"]];
const FILES = [["csv", "CSV"], ["xlsx", "XLSX"], ["parquet", "Parquet"], ["zip", "Everything (ZIP)"]];

// spec.menu: { counts: {displayed, all}, cite: [[title, text]], snippets: [[language, text]], embed: [[title, code]],
// report, files: [kind] where not all can be made }
// acts: { link, said(text), picture(kind), file(kind, scope) or absent, drawing (whether there is a figure) }
export function menusOf(card, acts) {
  const made = [popover(card, "Share", () => share(card, acts)), popover(card, "Download", () => downloads(card.spec, acts))];
  if (card.spec.menu.cite.length) made.push(popover(card, "Cite", () => cite(card, acts)));
  return made.flat();
}

function popover(card, label, fill) {
  const id = `atlas-${card.number}-${label.toLowerCase()}`;
  const panel = element("div", { id, className: "atlas-menu", popover: "auto", aria: { role: "dialog", label } });
  const opener = button(label, null, { aria: { haspopup: "dialog", expanded: "false" }, data: { menu: label.toLowerCase() } });
  opener.setAttribute("popovertarget", id);
  const filled = () => panel.replaceChildren(...(card.spec.isOld ? [element("p", { textContent: "One moment …", className: "atlas-wait" })] : fill()));
  panel.addEventListener("beforetoggle", ({ newState }) => {
    if (newState !== "open") return;
    card.acts.renew();
    filled();
  });
  panel.addEventListener("renewed", filled);
  panel.addEventListener("toggle", ({ newState }) => {
    opener.setAttribute("aria-expanded", String(newState === "open"));
    if (newState !== "open") return;
    place(panel, opener);
    new ResizeObserver((_, observer) => (panel.isConnected && panel.matches(":popover-open") ? place(panel, opener) : observer.disconnect())).observe(panel);
    panel.querySelector("button, a, textarea")?.focus({ preventScroll: true });
  });
  return [opener, panel];
}

function place(panel, opener) {
  const { left, right, bottom } = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  panel.style.left = `${Math.max(8, Math.min(left < innerWidth / 2 ? left : right - width, innerWidth - width - 8))}px`;
  panel.style.top = `${Math.max(8, Math.min(bottom + 4, innerHeight - height - 8))}px`;
}

const heading = (textContent) => element("p", { className: "atlas-menu-head", textContent });

function copying(card, acts, label, text, said = "Copied") {
  const made = button(label, async () => {
    await copyText(text, made.parentElement);
    acts.said(said);
    made.textContent = "Copied";
    setTimeout(() => (made.textContent = label), 1600);
  });
  return made;
}

function quoted(card, acts, title, text, lead = title) {
  const field = element("textarea", { value: text, readOnly: true, rows: Math.min(6, Math.max(2, Math.ceil(text.length / 52) + text.split("\n").length - 1)), aria: { label: title } });
  field.onfocus = () => field.select();
  return [element("div", { className: "atlas-menu-line" }, heading(lead), copying(card, acts, "Copy", text, `${title} copied`)), field];
}

function share(card, acts) {
  const { spec } = card;
  const parts = [copying(card, acts, "Copy link", acts.link, "Link copied"), element("small", { textContent: "The address of exactly this view, with its data version." })];
  if (spec.menu.embed.length) parts.push(folded("Embed in another page", () => spec.menu.embed.flatMap(([title, code]) => quoted(card, acts, title, code))));
  const reporting = folded("Report an error", () => report(card, acts));
  if (card.reported) reporting.open = true;
  return [...parts, reporting];
}

// The text of a report: what is shown, and the figure in question where one was chosen.
function report(card, acts) {
  const { to, subject, text } = card.spec.menu.report;
  const value = card.reported ? `${card.reported.what}: ${card.reported.figure}; source: ${card.reported.url || card.reported.document}, ${card.reported.place}` : "";
  const body = text.replace("{value}", value);
  if (!to) return quoted(card, acts, "The text of a report", body, "Copy this text and send it");
  const address = to.startsWith("mailto:")
    ? `${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`
    : `${to}?title=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  return [element("a", { href: address, target: "_blank", rel: "noopener noreferrer", textContent: to.startsWith("mailto:") ? "Write the mail" : "Open an issue", className: "atlas-menu-link" })];
}

function downloads(spec, acts) {
  const parts = [];
  const row = (entries) => element("div", { className: "atlas-menu-row" }, ...entries);
  if (acts.picture) {
    const pictures = PICTURES.filter(([kind]) => kind !== "html" || !spec.isOffline);
    parts.push(heading("The chart"), row(pictures.map(([kind, label, what]) => button(label, () => acts.picture(kind), { title: `Download this chart as a ${what}` }))));
  }
  if (acts.file) {
    for (const [scope, title] of [["displayed", "The data displayed"], ["all", "All data of this chart"]]) {
      const count = spec.menu.counts[scope];
      const words = `${title}: ${count.toLocaleString("en")} ${count === 1 ? "row" : "rows"}`;
      const files = FILES.filter(([kind]) => spec.menu.files?.includes(kind) ?? true).map(([kind, label]) => button(label, () => acts.file(kind, scope), { data: { file: kind, scope }, aria: { label: `${label}, ${words}` } }));
      parts.push(heading(words), row(files));
    }
  }
  return parts;
}

function cite(card, acts) {
  const { cite: texts, snippets } = card.spec.menu;
  const parts = texts.map(([title, text]) => folded(title, () => quoted(card, acts, title, text, "")));
  parts[0].open = true;
  const field = element("div");
  const tabs = snippets.map(([language, text]) =>
    button(language, () => {
      for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.textContent === language));
      field.replaceChildren(...quoted(card, acts, `Load these rows with ${language}`, text, ""));
    }, { aria: { pressed: "false" } }));
  tabs[0].click();
  return [...parts, folded("Load the rows in code", () => [element("div", { className: "atlas-menu-row" }, ...tabs), field])];
}

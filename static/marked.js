// Lines of text with marks. Text is only ever text: it comes from documents that anyone may have written.
//
// data: { heading, label, items: [{ place, kind, parts: [[text, why]], note, key, open }] }
//       why: what a mark is for; empty: no mark. open: the label of a button; a click on it tells Python the key.

function element(tag, more = {}, ...children) {
  const made = Object.assign(document.createElement(tag), more);
  made.append(...children);
  return made;
}

function line({ place, kind, parts, note, key, open }, tell) {
  const words = parts.map(([text, why]) => (why ? element("mark", { textContent: text, title: why }) : text));
  const made = element("li", { className: kind });
  if (open) made.append(element("button", { type: "button", textContent: open, onclick: () => tell("opened", key) }));
  if (place) made.append(element("span", { className: "place", textContent: place }));
  made.append(element("p", {}, ...words));
  if (note) made.append(element("small", { textContent: note }));
  return made;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const list = element("ol", {}, ...data.items.map((item) => line(item, setTriggerValue)));
  list.setAttribute("aria-label", data.label);
  const heading = data.heading ? [element("h2", { textContent: data.heading })] : [];
  parentElement.querySelector(".marked").replaceChildren(...heading, list);
}

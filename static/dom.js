// What the parts of a card share: making elements, copying text, saving files.

export function element(tag, more = {}, ...children) {
  const { aria = {}, data = {}, ...rest } = more;
  const made = Object.assign(document.createElement(tag), rest);
  for (const [name, value] of Object.entries(aria)) made.setAttribute(name === "role" ? name : `aria-${name}`, value);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

// Gives an element what it does not have yet: each change makes the browser lay out the page anew.
export function put(node, { aria = {}, ...rest }) {
  for (const [name, value] of Object.entries(rest)) if (node[name] !== value) node[name] = value;
  for (const [name, value] of Object.entries(aria)) {
    const attribute = name === "role" ? name : `aria-${name}`;
    if (node.getAttribute(attribute) !== value) node.setAttribute(attribute, value);
  }
}

// Whether two values say the same.
export function alike(one, other) {
  if (one === other) return true;
  if (!one || !other || typeof one !== "object" || typeof other !== "object" || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name in other && alike(one[name], other[name]));
}

// The browser has shown what was drawn; a window that nobody sees shows nothing.
export const painted = () => new Promise((resume) => {
  requestAnimationFrame(() => setTimeout(resume));
  setTimeout(resume, 100);
});

export function button(textContent, onclick, more = {}) {
  return element("button", { type: "button", textContent, onclick, ...more });
}

export function linked(url, text = url) {
  return /^https?:\/\//.test(url ?? "")
    ? element("a", { href: url, textContent: text, target: "_blank", rel: "noopener noreferrer" })
    : element("span", { textContent: text });
}

// Something that is made when it is unfolded.
export function folded(summary, fill) {
  const made = element("details", {}, element("summary", { textContent: summary }));
  made.addEventListener("toggle", () => made.open && made.childElementCount === 1 && made.append(...fill()));
  return made;
}

export async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = near.appendChild(element("textarea", { value: text }));
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

export function download(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

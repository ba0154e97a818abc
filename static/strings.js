// Texts as Python handles them.

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\\/-]/g, "\\$&");
const ends = (chars) => (chars == null ? "\\s" : `[${escaped(chars)}]`);

export const strings = {
  startswith: (text, begins) => [begins].flat().some((begin) => text.startsWith(begin)),
  endswith: (text, ends_) => [ends_].flat().some((end) => text.endsWith(end)),
  split: (text, sign) => (sign == null ? text.trim().split(/\s+/).filter(Boolean) : text.split(sign)),
  splitlines: (text) => text.split(/\r\n|\n|\r/),
  strip: (text, chars) => strings.lstrip(strings.rstrip(text, chars), chars),
  lstrip: (text, chars) => text.replace(new RegExp(`^${ends(chars)}+`), ""),
  rstrip: (text, chars) => text.replace(new RegExp(`${ends(chars)}+$`), ""),
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  casefold: (text) => text.toLowerCase().replace(/ß/g, "ss"),
  capitalize: (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
  join: (sign, parts) => [...parts].join(sign),
  replace: (text, one, other) => text.split(one).join(other),
  removeprefix: (text, begin) => (begin && text.startsWith(begin) ? text.slice(begin.length) : text),
  removesuffix: (text, end) => (end && text.endsWith(end) ? text.slice(0, -end.length) : text),
  partition: (text, sign) => {
    const at = text.indexOf(sign);
    return at < 0 ? [text, "", ""] : [text.slice(0, at), sign, text.slice(at + sign.length)];
  },
  format: (text, ...parts) => {
    const last = parts.at(-1);
    const byName = last && typeof last === "object" ? last : {};
    let at = 0;
    return text.replace(/\{(\w*)\}/g, (_, name) => (name in byName ? byName[name] : parts[at++]));
  },
  count: (text, part) => text.split(part).length - 1,
  isdecimal: (text) => /^\d+$/.test(text),
};

// Text in lines of at most `width` characters, of which there are at most `max_lines`: as Python's textwrap.
const CHUNKS = /\s+|(?<=[\p{L}\p{N}_!"'&.,?])-{2,}(?=[\p{L}\p{N}_])|\S+?(?:-(?:(?<=[\p{L}_]{2}-)|(?<=[\p{L}_]-[\p{L}\p{N}_!"'&.,?]-))(?=[\p{L}_]-?[\p{L}_])|(?=\s|$)|(?<=[\p{L}\p{N}_!"'&.,?])(?=-{2,}[\p{L}\p{N}_]))/gu;

export function wrap(text, width, { max_lines, placeholder = " [...]" } = {}) {
  const chunks = (text.replace(/\s/g, " ").match(CHUNKS) ?? []).reverse();
  const lines = [];
  while (chunks.length) {
    if (lines.length && !chunks.at(-1).trim()) chunks.pop();
    const line = [];
    let length = 0;
    while (chunks.length && length + chunks.at(-1).length <= width) {
      length += chunks.at(-1).length;
      line.push(chunks.pop());
    }
    if (chunks.length && chunks.at(-1).length > width) {
      const room = Math.max(1, width - length);
      const long = chunks.pop();
      const hyphen = long.length > room ? long.lastIndexOf("-", room - 1) : -1;
      const cut = hyphen > 0 && /[^-]/.test(long.slice(0, hyphen)) ? hyphen + 1 : room;
      line.push(long.slice(0, cut));
      chunks.push(long.slice(cut));
      length += cut;
    }
    while (line.length && !line.at(-1).trim()) length -= line.pop().length;
    if (!line.length) continue;
    const isLast = !chunks.length || (chunks.length === 1 && !chunks[0].trim());
    if (!max_lines || lines.length + 1 < max_lines || (isLast && length <= width)) {
      lines.push(line.join(""));
      continue;
    }
    while (line.length && !(line.at(-1).trim() && length + placeholder.length <= width)) length -= line.pop().length;
    if (line.length) lines.push(line.join("") + placeholder);
    else if (lines.length && lines.at(-1).trimEnd().length + placeholder.length <= width) lines.push(lines.pop().trimEnd() + placeholder);
    else lines.push(placeholder.trimStart());
    break;
  }
  return lines;
}

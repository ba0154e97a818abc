// Rows as a CSV file, byte for byte as the live app writes it: UTF-8 with a mark, no cell a formula.

const FORMULA = /^[=+\-@\t\r\n]/;

export function csvOf(frame, columns, kinds) {
  const lines = [columns.map(quoted)];
  for (const at of frame.index.keys()) lines.push(columns.map((name) => quoted(written(frame.held.get(name)?.[at], kinds[name]))));
  return new Blob([`\ufeff${lines.map((line) => line.join(",")).join("\n")}\n`], { type: "text/csv" });
}

function written(value, kind) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return kind === "fraction" && Number.isInteger(value) ? `${value}.0` : exact(value);
  return FORMULA.test(value) ? `'${value}` : value;
}

// Small numbers are written with an exponent of two digits.
const exact = (value) => String(value).replace(/e([+-])(\d)$/, "e$10$2");
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

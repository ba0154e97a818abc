// Numbers as Python writes them (what lies exactly between two goes to the even one), and the order of values.

const MONTHS = "January February March April May June July August September October November December".split(" ");
const SPEC = /^(?:(.)?([<>]))?(0)?(\d+)?(,)?(?:\.(\d+))?([defgx%])?$/;

export function fixed(value, digits) {
  const isTie = Math.abs(value * 2 ** (digits + 1)) % 2 === 1;
  if (!isTie) return value.toFixed(digits);
  const scaled = value * 10 ** digits;
  const low = Math.floor(scaled);
  return ((low % 2 === 0 ? low : low + 1) / 10 ** digits).toFixed(digits);
}

export function formatted(value, spec) {
  if (spec.includes("%") && value?.strftime) return value.strftime(spec);
  const found = SPEC.exec(spec);
  if (!found) throw new Error(`no format ${spec}`);
  const [, fill = " ", side, zeros, width, comma, digits, kind] = found;
  let text = written(value, kind, digits);
  if (comma) text = text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  if (!width) return text;
  const isLeft = side ? side === "<" : typeof value === "string";
  return isLeft ? text.padEnd(Number(width), fill) : text.padStart(Number(width), zeros ? "0" : fill);
}

function written(value, kind, digits) {
  if (kind === "%") return `${fixed(value * 100, Number(digits ?? 6))}%`;
  if (kind === "f") return fixed(value, Number(digits ?? 6));
  if (kind === "x") return value.toString(16);
  return String(value);
}

// Negative, 0 or positive, as texts, numbers and lists are ordered.
export function order(one, other) {
  if (Array.isArray(one)) {
    for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
      const sign = order(one[at], other[at]);
      if (sign) return sign;
    }
    return one.length - other.length;
  }
  if (typeof one === "number" || typeof one === "boolean") return one - other;
  return one < other ? -1 : one > other ? 1 : 0;
}

// A day, as far as Python's is used.
export function day(date) {
  const [year, month, number] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  return {
    year, month: month + 1, day: number,
    isoformat: () => date.toISOString().slice(0, 10),
    strftime: (spec) => spec.replace("%B", MONTHS[month]).replace("%Y", year).replace("%m", String(month + 1).padStart(2, "0")).replace("%d", String(number).padStart(2, "0")),
  };
}

// Answers that are counted over several rows, as pages/shared/queries asks for them: counted here from the rows that
// filters keep. Each gets { rows, whole (the base without filters), chosen, site, base(name) }.

import { Frame } from "../frame.js";
import { order } from "../numbers.js";

const missing = (value) => value === null || value === undefined;

// Rows (objects) as a frame with these columns.
export function framed(rows, names) {
  return new Frame(new Map(names.map((name) => [name, rows.map((row) => row[name] ?? null)])));
}

export function objects(frame) {
  const columns = [...frame.held];
  return frame.index.map((_, at) => Object.fromEntries(columns.map(([name, values]) => [name, values[at] ?? null])));
}

// Rows by what `code` makes of each, in the order in which they come.
function grouped(rows, code) {
  const groups = new Map();
  for (const row of rows) {
    const own = code(row);
    if (!groups.has(own)) groups.set(own, []);
    groups.get(own).push(row);
  }
  return groups;
}

// Orders rows by columns: "name", or "-name" for the largest first; missing values last.
export function inOrder(rows, ...columns) {
  return [...rows].sort((one, other) => {
    for (const column of columns) {
      const [sign, name] = column.startsWith("-") ? [-1, column.slice(1)] : [1, column];
      const [a, b] = [one[name], other[name]];
      if (missing(a) || missing(b)) {
        if (missing(a) !== missing(b)) return missing(a) ? 1 : -1;
      } else if (order(a, b)) return sign * order(a, b);
    }
    return 0;
  });
}

export const distinct = (rows, name) => new Set(rows.map((row) => row[name])).size;

function sessionsBy(name, rows) {
  const groups = grouped(objects(rows).filter((row) => !missing(row[name])), (row) => `${row.meeting_id}|${row[name]}`);
  const made = [...groups].map(([key, own]) => ({ key, meeting_id: own[0].meeting_id, year: own[0].year, group_name: own[0][name], sessions: own.reduce((sum, row) => sum + row.sessions, 0) }));
  return framed(inOrder(made, "year", "meeting_id", "group_name"), ["key", "meeting_id", "year", "group_name", "sessions"]);
}

function themesTogether({ rows, chosen, site }) {
  const found = new Map();
  for (const { session_id, theme_id } of objects(rows)) {
    if (!found.has(session_id)) found.set(session_id, new Set());
    found.get(session_id).add(theme_id);
  }
  const [pairs, alone] = [new Map(), new Map()];
  for (const themes of found.values()) {
    const own = [...themes].sort(order);
    own.forEach((one, at) => {
      alone.set(one, (alone.get(one) ?? 0) + 1);
      for (const other of own.slice(at + 1)) pairs.set(`${one}|${other}`, (pairs.get(`${one}|${other}`) ?? 0) + 1);
    });
  }
  const chosenThemes = new Set(chosen.chosen.item("theme").map(({ value }) => value));
  const isWanted = (one, other) => !chosen.is_active("theme") || chosenThemes.has(one) || chosenThemes.has(other);
  const made = [...pairs].flatMap(([key, sessions]) => {
    const [one_id, other_id] = key.split("|");
    if (!isWanted(one_id, other_id)) return [];
    const [one_sessions, other_sessions, with_theme] = [alone.get(one_id), alone.get(other_id), found.size];
    return [{ key, one_id, other_id, theme: site.themes[one_id][0], other_theme: site.themes[other_id][0], sessions, one_sessions, other_sessions, with_theme, share: sessions / Math.min(one_sessions, other_sessions), times_expected: (sessions * with_theme) / (one_sessions * other_sessions) }];
  });
  return framed(inOrder(made, "-sessions", "-times_expected", "theme", "other_theme"), ["key", "one_id", "other_id", "theme", "other_theme", "sessions", "one_sessions", "other_sessions", "with_theme", "share", "times_expected"]);
}

const organisers = (rows) => objects(rows).filter((row) => row.role === "organiser");

function organisersBy(rows, identity, columns) {
  const chosen = organisers(rows).map((row) => ({ ...row, group_known: row.group_name ?? "not known" }));
  const held = distinct(chosen, "session_id");
  const made = [...grouped(chosen, (row) => `${row[identity]}|${row.meeting_id}`)].map(([key, own]) => ({ ...own[0], key, sessions: distinct(own, "session_id"), held }));
  const named = columns.group_known ? made.map((row) => ({ ...row, group_name: row.group_known })) : made;
  return framed(inOrder(named, "year", "meeting_id", "-sessions", "key"), ["key", ...columns.names, "meeting_id", "year", "sessions", "held"]);
}

const ofOrganisation = (rows, chosen) => objects(rows).filter((row) => row.organisation_id === chosen.chosen.item("organisation")[0]?.value);

function organisationByYear({ rows, chosen }) {
  const made = [...grouped(ofOrganisation(rows, chosen), (row) => `${row.role}|${row.meeting_id}`)].map(([key, own]) => ({ ...own[0], key, sessions: distinct(own, "session_id") }));
  return framed(inOrder(made, "year", "meeting_id", "role"), ["key", "role", "meeting_id", "year", "name", "sessions"]);
}

function themed({ rows, chosen, site, base }) {
  const themes = grouped(objects(base("session-themes")), (row) => row.session_id);
  return ofOrganisation(rows, chosen).flatMap((row) => (themes.get(row.session_id) ?? []).map(({ theme_id }) => ({ ...row, theme_id, theme: site.themes[theme_id][0], basket: site.themes[theme_id][1] })));
}

function organisationThemes(given) {
  const made = [...grouped(themed(given), (row) => `${row.theme_id}|${row.meeting_id}`)].map(([key, own]) => ({ ...own[0], key, sessions: distinct(own, "session_id") }));
  return framed(inOrder(made, "basket", "theme", "year", "meeting_id"), ["key", "theme_id", "theme", "basket", "meeting_id", "year", "name", "sessions"]);
}

// Each organiser of a session that the chosen one organises too (`other`) beside each other (`one`).
function pairsOf({ rows, whole, chosen }) {
  const own = chosen.chosen.item("organisation")[0]?.value;
  const all = grouped(organisers(whole), (row) => row.session_id);
  return organisers(rows).flatMap((one) => {
    const others = all.get(one.session_id) ?? [];
    if (!others.some((row) => row.organisation_id === own)) return [];
    const isOwn = one.organisation_id === own;
    const kept = others.filter(({ organisation_id: id }) => id !== one.organisation_id && (isOwn || (one.organisation_id < id && id !== own)));
    return kept.map((other) => ({ ...other, key: `${one.organisation_id}|${other.organisation_id}`, one_id: one.organisation_id, one: one.name, other_id: other.organisation_id, other: other.name, is_own: isOwn }));
  });
}

function organisationNetwork(given) {
  const made = [...grouped(pairsOf(given), (row) => row.key)].map(([, own]) => ({ ...own[0], sessions: distinct(own, "session_id"), years: [...new Set(own.map((row) => String(row.year)))].sort().join(", ") }));
  return framed(inOrder(made, "-is_own", "-sessions", "other", "one"), ["key", "one_id", "one", "other_id", "other", "group_name", "country", "is_own", "sessions", "years"]);
}

const SHOWN = ["role", "code", "title", "place", "quote", "source_url", "document_id"];

function behind(rows, code) {
  const seen = new Map();
  for (const row of rows) {
    const key = code(row);
    seen.set(JSON.stringify([key, ...SHOWN.map((name) => row[name])]), { ...row, key, is_preferred: true, named: [row.code, row.title].filter(Boolean).join(" "), figure: "", note: null });
  }
  return framed(inOrder([...seen.values()], "code", "title", "document_id", "place"), ["key", ...SHOWN, "form", "document", "published", "document_url", "is_preferred", "named", "figure", "note"]);
}

export const recipes = {
  sessions_by_track: ({ rows, chosen }) => sessionsBy(chosen.one("naming") === "harmonised" ? "harmonised_track" : "track_name", rows),
  sessions_by_type: ({ rows }) => sessionsBy("session_type", rows),
  themes_together: themesTogether,
  organisers_by_year: ({ rows }) => organisersBy(rows, "organisation_id", { names: ["organisation_id", "name", "group_name"] }),
  organisers_by_group: ({ rows }) => organisersBy(rows, "group_known", { names: ["group_name"], group_known: true }),
  organisation_by_year: organisationByYear,
  organisation_themes: organisationThemes,
  organisation_network: organisationNetwork,
  organisers_by_year_behind: ({ rows }) => behind(organisers(rows), (row) => `${row.organisation_id}|${row.meeting_id}`),
  organisers_by_group_behind: ({ rows }) => behind(organisers(rows), (row) => `${row.group_name ?? "not known"}|${row.meeting_id}`),
  organisation_by_year_behind: ({ rows, chosen }) => behind(ofOrganisation(rows, chosen), (row) => `${row.role}|${row.meeting_id}`),
  organisation_themes_behind: (given) => behind(themed(given), (row) => `${row.theme_id}|${row.meeting_id}`),
  organisation_network_behind: (given) => behind(pairsOf(given), (row) => row.key),
};

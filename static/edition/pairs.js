// Two side by side: answers that are counted for each of two, as pages/shared/queries/compare.py asks for them.

import { modules } from "../modules.js";
import { distinct, framed, inOrder, objects } from "./recipes.js";

const ITEMS = ["total", "countries", "newcomers", "gender", "stakeholder"];
const MEASURES = ["registered", "onsite", "online", "participants"];
const ROLES = ["as organiser", "together", "as participant", "as host", "as named", "meetings", "other organisers", "themes"];
const SPREAD = ["agenda", "sessions", "documents"];
const SHOWN = ["role", "code", "title", "place", "quote", "source_url", "document_id"];

const sidesOf = (chosen, kind) => modules["pages.shared.sides"].values(chosen, kind).map((value, at) => [["one", "other"][at], value]);
const place = (list, value) => (list.includes(value) ? list.indexOf(value) : null);

function comparedMeetings({ whole, chosen, site }) {
  const groups = ["Female", "Male", ...modules["etl.vocabulary"].load("stakeholder_groups")];
  const sides = sidesOf(chosen, "meeting");
  const stated = objects(whole).filter((row) => sides.some(([, id]) => id === row.meeting_id));
  const items = new Map(stated.map((row) => [JSON.stringify([row.key, row.item, row.measure, row.group_name]), row]));
  const made = [...items.values()].flatMap(({ key, item, measure, group_name }) => sides.map(([side, meeting_id]) => {
    const own = stated.find((row) => row.key === key && row.meeting_id === meeting_id) ?? {};
    const first = { is_count_derived: false, is_share_derived: false };
    return { ...first, ...own, key, item, measure, group_name, side, meeting_id, year: site.meetings[meeting_id][0], noMeasure: measure === null, m: place(MEASURES, measure), i: place(ITEMS, item), g: place(groups, group_name) };
  }));
  return framed(inOrder(made, "noMeasure", "m", "i", "-item", "g", "group_name", "side"), ["key", "item", "measure", "group_name", "side", "meeting_id", "year", "count", "share", "qualifier", "status", "is_count_derived", "is_share_derived", "sources", "note"]);
}

function comparedThemes({ whole, chosen }) {
  const sides = sidesOf(chosen, "theme");
  const rows = objects(whole).flatMap((row) => sides.filter(([, id]) => id === row.theme_id).map(([side]) => ({ ...row, side, at: SPREAD.indexOf(row.key) })));
  return framed(inOrder(rows, "at", "side"), ["key", "item", "side", "theme_id", "count", "whole", "sources"]);
}

// Each fact of one of two organisations: of what kind, on which side, and what is counted.
function factsOf({ whole, chosen, base }) {
  const sides = sidesOf(chosen, "organisation");
  const all = objects(whole);
  const own = all.flatMap((row) => sides.filter(([, id]) => id === row.organisation_id).map(([side]) => ({ ...row, side })));
  const themes = Map.groupBy(objects(base("session-themes")), (row) => row.session_id);
  const organised = Map.groupBy(all.filter((row) => row.role === "organiser"), (row) => row.session_id);
  const both = (session) => new Set(own.filter((row) => row.session_id === session && row.role === "organiser").map((row) => row.side)).size === 2;
  return own.flatMap((row) => {
    const facts = [{ ...row, item: `as ${row.role}`, counted: row.session_id }, { ...row, item: "meetings", counted: row.meeting_id }];
    for (const { theme_id } of themes.get(row.session_id) ?? []) facts.push({ ...row, item: "themes", counted: theme_id });
    if (row.role !== "organiser") return facts;
    for (const other of organised.get(row.session_id) ?? []) if (other.organisation_id !== row.organisation_id) facts.push({ ...other, side: row.side, item: "other organisers", counted: other.organisation_id });
    if (both(row.session_id)) facts.push({ ...row, item: "together", counted: row.session_id });
    return facts;
  });
}

function comparedOrganisations(given) {
  const facts = factsOf(given);
  const made = [...new Set(facts.map((row) => row.item))].flatMap((item) => sidesOf(given.chosen, "organisation").map(([side, organisation_id]) => {
    const own = facts.filter((row) => row.item === item && row.side === side);
    const sources = [...new Set(own.map((row) => row.source_url ?? row.document_url ?? row.document_id))].sort();
    return { key: item, item, side, organisation_id, count: distinct(own, "counted"), sources: sources.join(" ") || null, at: place(ROLES, item) };
  }));
  return framed(inOrder(made, "at", "item", "side"), ["key", "item", "side", "organisation_id", "count", "sources"]);
}

const ofPair = ({ whole, chosen }) => objects(whole).filter((row) => sidesOf(chosen, "organisation").some(([, id]) => id === row.organisation_id));
const organised = (given) => ofPair(given).filter((row) => row.role === "organiser").map((row) => ({ ...row, key: `${row.organisation_id}|${row.meeting_id}` }));

function themed(given) {
  const themes = Map.groupBy(objects(given.base("session-themes")), (row) => row.session_id);
  return ofPair(given).flatMap((row) => (themes.get(row.session_id) ?? []).map(({ theme_id }) => {
    const [theme, basket] = given.site.themes[theme_id];
    return { ...row, theme_id, theme, basket, key: `${theme_id}|${row.organisation_id}` };
  }));
}

const counted = (rows) => [...Map.groupBy(rows, (row) => row.key)].map(([, own]) => ({ ...own[0], sessions: distinct(own, "session_id") }));

function behind(rows, names) {
  const seen = new Map(rows.map((row) => [JSON.stringify([row.key, ...names.map((name) => row[name])]), { ...row, is_preferred: true, named: [row.code, row.title].filter(Boolean).join(" ") || row.name, figure: "", note: null }]));
  return framed(inOrder([...seen.values()], ...(names.includes("side") ? ["side", "code", "title"] : ["code", "title", "document_id", "place"])), ["key", ...SHOWN, "form", "document", "published", "document_url", "is_preferred", "named", "figure", "note"]);
}

export const pairs = {
  compared_meetings: comparedMeetings,
  compared_themes: comparedThemes,
  compared_organisations: comparedOrganisations,
  compared_organisations_by_year: (given) => framed(inOrder(counted(organised(given)), "year", "meeting_id", "name"), ["key", "organisation_id", "name", "group_name", "meeting_id", "year", "sessions"]),
  compared_organisations_themes: (given) => framed(inOrder(counted(themed(given)), "basket", "theme", "name"), ["key", "theme_id", "theme", "basket", "organisation_id", "name", "sessions"]),
  compared_organisations_behind: (given) => behind(factsOf(given).map((row) => ({ ...row, key: row.item })), ["side", "name", ...SHOWN]),
  compared_organisations_by_year_behind: (given) => behind(organised(given), SHOWN),
  compared_organisations_themes_behind: (given) => behind(themed(given), SHOWN),
};

// A card as one HTML file, from the modules as the live app serves them.

import { alone, pageOf } from "./offline-page.js";

const MODULES = ["plotly.js", "dom.js", "figure.js", "picture.js", "evidence.js", "menus.js", "legend.js", "table.js", "card.js"];

const textOf = async (name) => (await fetch(new URL(name, import.meta.url))).text();

export async function offlinePage(spec, mode, highlight) {
  const [plotly, css, ...modules] = await Promise.all(["plotly-cartesian.min.js", "card.css", ...MODULES].map(textOf));
  const program = `const parts = {};\n${modules.map((text, at) => part(MODULES[at], text)).join("\n")}\nparts["card.js"].drawCard(document.getElementById("card"), ${JSON.stringify(alone(spec, highlight))});\n`;
  return pageOf(spec, mode, { plotly, css, program });
}

// A module as a part of one script: what it imports are the parts before it, what it exports becomes one.
function part(name, text) {
  const exported = [...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, what]) => what);
  const body = text.replace(/^import (\{.*\}) from "\.\/(.*)";$/gm, (_, names, from) => `const ${names} = parts["${from}"];`).replace(/^export /gm, "");
  return `parts["${name}"] = (() => {\n${body}\nreturn { ${exported.join(", ")} };\n})();`;
}

// A card as one HTML file that opens without a network: the drawing, its words, its sources, and the program that draws.

const MODULES = ["dom.js", "figure.js", "picture.js", "evidence.js", "menus.js", "card.js"];

const textOf = async (name) => (await fetch(new URL(name, import.meta.url))).text();
const inScript = (text) => text.replace(/<(?=\/script|!--)/gi, "\\x3c");
const inText = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export async function offlinePage(spec, mode, highlight) {
  const [plotly, css, ...modules] = await Promise.all(["plotly-cartesian.min.js", "card.css", ...MODULES].map(textOf));
  const whole = { ...spec, highlight, isOffline: true, level: 1, home: "", menu: { ...spec.menu, embed: [] } };
  const drawing = inScript(plotly);
  const program = inScript(`const parts = {};\n${modules.map((text, at) => part(MODULES[at], text)).join("\n")}\nparts["card.js"].drawCard(document.getElementById("card"), ${JSON.stringify(whole)});\n`);
  const policy = `default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src ${await hashes(drawing, program)}`;
  const { title, sentence, words } = spec;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${inText(title)}, ${inText(words.site)}</title>
<style>${css}
${themed("light", spec.palette)}
@media (prefers-color-scheme: dark) { ${themed("dark", spec.palette)} }
body { margin: 0 auto; padding: 16px; max-width: 1200px; background: var(--st-background-color); color: var(--st-text-color); font-family: system-ui, sans-serif; font-size: 14px; overflow-wrap: anywhere; }
</style>
</head>
<body>
<main id="card"></main>
<noscript><h1>${inText(title)}</h1><p>${inText(sentence)}</p></noscript>
<footer><p>${inText(words.filters)}</p><p>Sources: ${inText(words.sources)}</p><p>${inText(words.site)}, data version ${inText(words.version)}, ${inText(words.date)}<br><a href="${inText(spec.link)}">${inText(spec.link)}</a></p></footer>
<script>${drawing}</script>
<script type="module">${program}</script>
</body>
</html>
`;
}

// A module as a part of one script: what it imports are the parts before it, what it exports becomes one.
function part(name, text) {
  const exported = [...text.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, what]) => what);
  const body = text.replace(/^import (\{.*\}) from "\.\/(.*)";$/gm, (_, names, from) => `const ${names} = parts["${from}"];`).replace(/^export /gm, "");
  return `parts["${name}"] = (() => {\n${body}\nreturn { ${exported.join(", ")} };\n})();`;
}

const themed = (mode, palette) => {
  const { background, text, grid, panel, accent } = palette[mode];
  return `:root { color-scheme: ${mode}; --st-background-color: ${background}; --st-secondary-background-color: ${panel}; --st-text-color: ${text}; --st-border-color: ${grid}; --st-primary-color: ${accent}; --st-link-color: ${accent}; }`;
};

// Only these two scripts may run; where the browser gives no digests (a page without TLS), scripts in the page.
async function hashes(...scripts) {
  if (!globalThis.crypto?.subtle) return "'unsafe-inline'";
  const digests = await Promise.all(scripts.map((script) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(script))));
  return digests.map((digest) => `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`).join(" ");
}

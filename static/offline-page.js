// A card as one HTML file that opens without a network: the drawing, its words, its sources, and the program that draws.

const inScript = (text) => text.replace(/<(?=\/script|!--)/gi, "\\x3c");
const inText = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// What a card becomes in a file of its own.
export const alone = (spec, highlight) => ({ ...spec, highlight, isOffline: true, level: 1, home: "", menu: { ...spec.menu, embed: [] } });

// texts: { plotly, css, program } ; the program draws the card into the element "card".
export async function pageOf(spec, mode, { plotly, css, program: text }) {
  const [drawing, program] = [inScript(plotly), inScript(text)];
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

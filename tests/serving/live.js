// What of a page is live though it came from a text: handlers, scripts, frames, addresses that run or lead elsewhere.
// given: the texts of this page. One that is an address as a whole may be a link where the address of a source stands.
(given) => {
  const ADDRESSES = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc"];
  const OWN = [location.host, "example.org"];
  const found = [];
  const roots = [document];
  for (const root of roots) {
    for (const node of root.querySelectorAll("*")) {
      const tag = node.tagName.toLowerCase();
      if (node.shadowRoot) roots.push(node.shadowRoot);
      for (const { name, value } of node.attributes) {
        const clean = value.replace(/[\u0000-\u0020]/g, "").toLowerCase();
        const isSource = tag === "a" && name === "href" && /^https?:/.test(value) && given.includes(value);
        const isPicture = ["img", "image", "link"].includes(tag) && clean.startsWith("data:image/png");
        const leaves = tag === "a" && /^(https?:)?\/\//.test(clean) && !OWN.includes(node.host);
        const isLive = /^(javascript|vbscript|data):/.test(clean) || clean.includes("elsewhere.example") || leaves;
        if (/^on/.test(name) || (ADDRESSES.includes(name) && isLive && !isPicture && !isSource)) found.push(`${tag} ${name}=${value}`);
      }
      const isOwn = tag === "script" && (new URL(node.src || "about:blank", location).origin === location.origin || node.textContent.includes("prerenderReady"));
      if (["script", "iframe", "object", "embed", "base"].includes(tag) && !isOwn) found.push(node.outerHTML.slice(0, 200));
    }
  }
  return found;
}

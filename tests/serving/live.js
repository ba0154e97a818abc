// What of a page is live though it came from a text: handlers, scripts, frames, addresses that run or lead elsewhere.
() => {
  const ADDRESSES = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcdoc"];
  const found = [];
  const roots = [document];
  for (const root of roots) {
    for (const node of root.querySelectorAll("*")) {
      const tag = node.tagName.toLowerCase();
      if (node.shadowRoot) roots.push(node.shadowRoot);
      for (const { name, value } of node.attributes) {
        const clean = value.replace(/[\u0000-\u0020]/g, "").toLowerCase();
        const isPicture = ["img", "image", "link"].includes(tag) && clean.startsWith("data:image/png");
        const isLive = /^(javascript|vbscript|data):/.test(clean) || clean.includes("elsewhere.example");
        if (/^on/.test(name) || (ADDRESSES.includes(name) && isLive && !isPicture)) found.push(`${tag} ${name}=${value}`);
      }
      const isOwn = tag === "script" && (new URL(node.src || "about:blank", location).origin === location.origin || node.textContent.includes("prerenderReady"));
      if (["script", "iframe", "object", "embed", "base"].includes(tag) && !isOwn) found.push(node.outerHTML.slice(0, 200));
    }
  }
  return found;
}

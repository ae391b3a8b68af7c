/* A page with something ticked is first painted with its marks, and so laid out once: the browser waits for them, or for the end of the
   page. What marks it is asked for meanwhile. */
(() => {
  if (!/[?&](has|unknown)=/.test(location.search)) return;
  const linked = (rel, href, key, value) => {
    const link = Object.assign(document.createElement("link"), { rel, href });
    link.setAttribute(key, value);
    document.head.append(link);
    return link;
  };
  const marked = linked("expect", "#pw--end", "blocking", "render");
  document.addEventListener("pathway:marked", () => marked.remove(), { once: true });
  ["data.js", "../lenses.js"].forEach((name) => linked("preload", new URL(name, document.currentScript.src).href, "as", "script"));
})();

// All that a page holds, element by element: what an element is and where it stands, its own texts, and its attributes.
(base, root) => {
  const told = ["class", "href", "id", "role"];
  const cut = / ?\.?pw-(drawing(--(cut|across)|s--\d+)|for-screen)/g;
  const found = [];
  const what = (element) => [element.localName, ...element.classList].join(".").replace(cut, "");
  const labels = ".pw-node text, .pw-edge-label text";
  const chart = (figure) => {
    const drawing = figure.querySelector("svg.pw-drawing:not(.pw-print-page *)") ?? figure;
    const said = [...drawing.querySelectorAll(labels)].map(({ textContent }) => textContent.replace(/\s/g, ""));
    said.filter(Boolean).forEach((text) => found.push([`labels of ${figure.dataset.chart ?? figure.dataset.walkFrom}`, "drawn", text]));
    return [`chart ${figure.dataset.chart ?? figure.dataset.walkFrom}`];
  };
  const look = (element, above) => {
    // How wide texts are decides how a chart is cut for paper, whether a phone gets a drawing of its own, and how many lines a page has.
    if (element.matches(".pw-print-page, .pw-drawing--narrow, figure.pw-chart > p:empty")) return;
    const within = element.matches("figure.pw-chart") ? chart(element) : above.filter((part) => part.startsWith("chart "));
    const place = [...within, ...above.filter((part) => !part.startsWith("chart ")).slice(-3), what(element)];
    const drawn = element instanceof SVGElement;
    const texts = drawn && element.localName === "text" ? [element.textContent.replace(/\s/g, "")]
      : drawn && element.localName === "tspan" ? [] : [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data);
    if (!(drawn && element.localName === "tspan")) found.push([place.join(">"), "", ""]);
    texts.filter((text) => text.trim()).forEach((text) => found.push([place.join(">"), drawn && element.localName === "text" ? "drawn" : "text", text]));
    for (const { name, value } of element.attributes) {
      // What does not fit gets its whole text as a title, from Material.
      if (name === "title" && element.matches(".md-nav__link") && element.textContent.includes(value.trim().slice(0, 9))) continue;
      const geometry = drawn && !told.includes(name) && !/^(data|aria)-/.test(name);
      if (/^on|^srcdoc$/i.test(name) || (/^(href|src|action|formaction|data|xlink:href)$/i.test(name) && /^\W*(javascript|vbscript|data:text)/i.test(value))) found.push(["alarm", name, value]);
      if (!(drawn && element.localName === "tspan")) found.push([place.join(">"), `@${name}`, geometry ? "" : value.replaceAll(base, "").replace(cut, "")]);
    }
    for (const node of element.childNodes) if (node.nodeType === 8) found.push([place.join(">"), "comment", node.data]);
    for (const child of element.children) look(child, place);
    if (element.shadowRoot) found.push([place.join(">"), "shadow", ""]);
    if (element.localName === "template") look(element.content.firstElementChild ?? document.createElement("i"), place);
  };
  look(root, []);
  return found;
}

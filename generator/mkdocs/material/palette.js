/* The theme's buttons for colours, in place of the theme's own script: that one has the browser work out the looks of a whole page
   three times more while it loads, whatever the colours, and lets the focus be on a button that is hidden. What is kept, and under which
   name, is as the theme has it. */
(() => {
  const form = document.querySelector("[data-palette]");
  if (!form) return;
  const { body, head } = document;
  const options = [...form.querySelectorAll(".md-option")];
  const light = matchMedia("(prefers-color-scheme: light)");
  const SYSTEM = "(prefers-color-scheme)";
  let at;

  const mediaOf = ({ dataset }) => dataset.mdColorMedia;
  const labelOf = ({ nextElementSibling: next }) => (next?.matches("label") ? next : null);

  /* Readers who leave the choice to the system get the system's colours. */
  const suited = (option) => {
    const media = `(prefers-color-scheme: ${light.matches ? "light" : "dark"})`;
    return (mediaOf(option) === SYSTEM && options.find((other) => mediaOf(other) === media)) || option;
  };

  const show = (index) => {
    at = index;
    const { mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = suited(options[at]).dataset;
    const color = { media: mediaOf(options[at]), scheme, primary, accent };
    Object.entries(color).forEach(([name, value]) => body.setAttribute(`data-md-color-${name}`, value));
    options.forEach((option, number) => labelOf(option) && (labelOf(option).hidden = number !== at));
    __md_set("__palette", { index: at, color });
  };

  /* The browser's own bars. A light page is the default: setting it would make the browser style everything again. */
  const said = {};
  const say = (name, content) => {
    said[name] ??= head.appendChild(Object.assign(document.createElement("meta"), { name }));
    said[name].content = content;
  };
  const tell = () => {
    const { colorScheme, backgroundColor } = getComputedStyle(document.querySelector(".md-header"));
    say("theme-color", backgroundColor);
    if (said["color-scheme"] || colorScheme === "dark") say("color-scheme", colorScheme);
  };

  const change = (index) => {
    /* The theme's style for as long as colours change: nothing fades. */
    body.setAttribute("data-md-color-switching", "");
    show(index);
    tell();
    setTimeout(() => body.removeAttribute("data-md-color-switching"));
  };

  options.forEach((option, index) => option.addEventListener("change", () => change(index)));
  light.addEventListener("change", () => change(at));
  form.addEventListener("keydown", ({ key }) => {
    if (key !== "Enter") return;
    const next = options[(at + 1) % options.length];
    next.click();
    next.focus();
  });

  /* Only one button shows, and Tab comes to the first or the last of them: it is led on to the one that shows. */
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches(".md-option") && labelOf(target)?.hidden) options.find((option) => labelOf(option)?.hidden === false)?.focus();
  });

  const first = options.findIndex((option) => matchMedia(mediaOf(option)).matches);
  show(Math.min(Math.max(__md_get("__palette")?.index ?? first, 0), options.length - 1));
  addEventListener("load", tell);
})();

/* What the scripts share. `pathway` is their one name in a page; the walk and the lenses keep what is theirs in `pathway.walk` and
   `pathway.lens`, and data that is loaded for them goes there, too. */
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const home = document.currentScript.src;
  const loaded = new Map();

  /* ── Elements ── */

  /* What is empty, such as a part that is only sometimes there, is left out. */
  const make = (tag, name, ...parts) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...parts.filter((part) => part || part === 0));
    return element;
  };

  const button = (name, action, ...parts) => {
    const made = make("button", name, ...parts);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };
  const tool = (name, action, ...parts) => button(`pw-tool pw-tool--${name}`, action, ...parts);

  const link = (name, address, ...parts) => {
    const made = make("a", name, ...parts);
    made.href = address;
    return made;
  };

  /* Screen readers read out what comes into it. */
  const status = (name, text) => {
    const made = make("p", name, text);
    made.role = "status";
    return made;
  };

  const svg = (tag, attributes, ...parts) => {
    const element = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.append(...parts);
    return element;
  };

  const openDialog = (name, label, ...parts) => {
    const dialog = make("dialog", `pw-message pw-prose ${name}`.trim(), ...parts);
    dialog.ariaLabel = label;
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };

  /* A part of the page, to be shown a second time, and unfolded. */
  const copyOf = (element) => {
    const copy = element.cloneNode(true);
    [copy, ...copy.querySelectorAll("[id]")].forEach((part) => part.removeAttribute("id"));
    copy.querySelectorAll("[hidden=until-found]").forEach((part) => part.removeAttribute("hidden"));
    copy.querySelectorAll(".pw-fold").forEach((part) => part.remove());
    return copy;
  };

  /* ── Words and addresses ── */

  /* A replacement in words would read signs such as $& in a name. */
  const format = (form, values = {}) => form.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  /* A box as the pages name it. */
  const boxName = ({ number, title }) => `${number} ${title}`;

  const decoded = (text, otherwise = text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return otherwise;
    }
  };
  const idIn = (address) => decoded(address.split("#")[1] ?? "", "");

  /* ── Readers ── */

  const on = (place, type, action, options) => place.addEventListener(type, action, options);

  /* A click, or a key, that asks for nothing but the usual. */
  const isPlain = (event) => !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  const focusOn = (element) => element?.focus({ preventScroll: true });

  /* How far to scroll for what lies between `start` and `end` to be seen between `from` and `to`. */
  const beyond = (start, end, from, to) => (start >= from + 8 && end <= to - 8 ? 0 : (start + end - from - to) / 2);

  /* Has the page shown as the history says it is. */
  const showAgain = () => dispatchEvent(new PopStateEvent("popstate", { state: history.state }));

  /* ── Files ── */

  /* A script, once, from the folder of this one; scripts run in the order in which they were asked for. */
  const load = (path) => {
    const { href } = new URL(path, home);
    if (!loaded.has(href)) {
      const script = Object.assign(document.createElement("script"), { src: href, async: false });
      loaded.set(href, new Promise((done, failed) => [on(script, "load", done), on(script, "error", failed)]));
      document.head.append(script);
    }
    return loaded.get(href);
  };

  const save = (name, type, text) => {
    const made = link("", URL.createObjectURL(new Blob([text], { type })));
    made.download = name;
    made.click();
    setTimeout(() => URL.revokeObjectURL(made.href), 1000);
  };

  const helpers = { make, button, tool, link, status, svg, openDialog, copyOf, format, boxName, decoded, idIn, on, isPlain, focusOn, beyond, showAgain, load, save };
  window.pathway = { root: new URL("../../", home), ...helpers };
})();

/* The ways into the lenses: what touches this patient, and what studies stand behind each box. The address says which are on
   (`?has=…&unknown=…&lens=…`), and what is ticked in the scores of boxes (`&score=<box>.<item>-<cell>…`), links within the site take that
   along, and nothing is stored. What a lens needs is loaded when one is used: `lens/data.js` (the pathway), and in `lenses.js` who is marked (`marking.js`), how (`marks.js`, `saying.js`, `drawing.js`,
   `patient.js`), what can be ticked (`choose.js`) and the kinds of study (`evidence.js`). */
(() => {
  const { root, button, tool, decoded, load } = window.pathway;
  const place = document.querySelector(".pw-lens");
  const need = document.querySelector(".pw-lens-need");
  const { lensOpen, lensEvidence } = place?.dataset ?? {};
  const lens = { place, charts: [] };
  window.pathway.lens = lens;

  /* Until marks are set, and if they cannot be, the page says so. */
  const say = (text) => {
    need?.classList.toggle("pw-lens-need--shown", Boolean(text));
    if (text && need) need.firstElementChild.textContent = text;
  };
  lens.ready = () => say("");
  /* Runs once `chart/chart.js` has made its charts, before it measures them: the page is laid out with marks. */
  lens.onceDrawn = (run) => {
    if (document.readyState !== "loading" || !document.querySelector("figure[data-chart]:has(.pw-drawings + template)")) return run();
    const heard = new AbortController();
    const once = () => {
      heard.abort();
      run();
    };
    ["pathway:drawn", "DOMContentLoaded"].forEach((type) => document.addEventListener(type, once, heard));
  };
  lens.load = () =>
    Promise.all([load("lens/data.js"), load("lenses.js")]).catch((fault) => {
      say(need?.dataset.failed);
      throw fault;
    });

  /* ── The address ── */

  const parts = (search) => search.slice(1).split("&").filter(Boolean);
  const isOurs = (part) => /^(has|unknown|lens|score)=/.test(part);
  const read = (key) =>
    parts(location.search)
      .filter((part) => part.startsWith(`${key}=`))
      .flatMap((part) => decoded(part.slice(key.length + 1)).split(","))
      .map((name) => name.trim())
      .filter(Boolean);
  const queried = (search) => {
    const own = Object.entries(lens.on).filter(([, names]) => names.length);
    const said = own.map(([key, names]) => `${key}=${names.map(encodeURIComponent).join(",")}`);
    const all = [...parts(search).filter((part) => !isOurs(part)), ...said].join("&");
    return all && `?${all}`;
  };

  lens.on = { has: read("has"), unknown: read("unknown"), lens: read("lens"), score: read("score") };

  /* An address as it is with the lenses that are on; of another site's, and of what is no page, nothing is changed. */
  lens.carried = (address) => {
    try {
      const url = new URL(address, location.href);
      const isPage = url.href.startsWith(root.href) && /(\.html|\/)$/.test(url.pathname);
      const search = queried(url.search);
      return isPage && search !== url.search ? address.replace(/(\?[^#]*)?(#.*)?$/, (_, query, hash = "") => search + hash) : address;
    } catch {
      return address;
    }
  };

  const carry = ({ target }) => {
    const link = target.closest?.("a[href]");
    const address = link?.getAttribute("href");
    if (!address || address.startsWith("#")) return;
    const carried = lens.carried(address);
    if (carried !== address) link.setAttribute("href", carried);
  };
  /* When a link is about to be used, however it came into the page. */
  ["pointerdown", "click", "contextmenu", "dragstart"].forEach((type) => document.addEventListener(type, carry, true));

  /* Going back within a page takes no mark away: the address is made to say again what is on. */
  lens.write = () => {
    const search = queried(location.search);
    if (search !== location.search) history.replaceState(history.state, "", location.pathname + search + location.hash);
  };
  addEventListener("popstate", lens.write);

  /* Ticks these for the patient, and nothing else: what is so, and what is not known yet. */
  lens.tell = (told) => {
    if (lens.tick) return lens.tick(told);
    lens.on = { ...lens.on, ...told };
    lens.write();
    return lens.load();
  };

  /* Of the lenses that dye the boxes of charts, one is on. */
  lens.names = ["evidence", "grade"];
  lens.show = (names) => {
    lens.on = { ...lens.on, lens: names };
    lens.write();
    document.dispatchEvent(new CustomEvent("pathway:lens"));
  };

  /* ── The buttons ── */

  const choose = (event) => lens.load().then(() => lens.choose(event.target));
  /* The button to tick what applies, where there is anything to tick: at the top, and in the panel of a walk. */
  lens.opener = (name) => (lensOpen ? [button(name, choose, lensOpen)] : []);
  place?.append(...lens.opener("pw-lens-open"));

  /* `chart/chart.js` tells of each chart. */
  document.addEventListener("pathway:tools", ({ detail }) => {
    const { before, chart } = detail;
    if (!chart || !lensEvidence) return;
    chart.lens = tool("evidence", () => lens.load().then(() => lens.turn()), lensEvidence);
    chart.lens.ariaPressed = "false";
    before.before(...lens.opener("pw-tool pw-tool--lens"), chart.lens);
    lens.charts.push(chart);
    lens.tellChart?.(chart);
  });

  if (lens.on.has.length || lens.on.unknown.length) say(need?.dataset.waiting);
  /* Why nothing is marked then is said already. */
  if ([lens.on.has, lens.on.unknown, lens.on.lens].some((names) => names.length)) lens.load().catch(() => {});
})();

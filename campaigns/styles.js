// Writes references with citeproc-js: reads {locales, styles, items} as JSON, prints {style: {item: entry}}, each entry as HTML or null.
const CSL = require(process.argv[2]);
const { locales, styles, items } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const known = new Map(items.map((item) => [item.id, item]));
const system = { retrieveLocale: (tag) => locales[tag], retrieveItem: (id) => known.get(id) };
const found = {};
for (const [name, { text, language }] of Object.entries(styles)) {
  found[name] = {};
  const engine = new CSL.Engine(system, text, language);
  for (const id of known.keys()) {
    engine.updateItems([id], true);
    const made = engine.makeBibliography();
    found[name][id] = made && made[1].length ? made[1][0] : null;
  }
}
console.log(JSON.stringify(found));

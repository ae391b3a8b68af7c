/* Scores in the boxes of a page: ticked there, and the ways on that do not fit step back. The address keeps what is ticked, and a walk
   that comes to the box takes it along; what is ticked for the patient under “This patient has …” is kept as that. */
(() => {
  const { load, lens, make } = window.pathway;
  /* Examples of another pathway have its scores beside them; there, nobody is ticked. */
  const examples = [...document.querySelectorAll("template[data-scores]")].map(({ dataset }) => JSON.parse(dataset.scores));
  /* By box: what shows it again, wherever the page does. */
  const shown = new Map();

  const isTicked = (entry) => lens.on.has.includes(entry);
  /* An entry is true where a member of it is. */
  const withinOf = ({ within = [] }, at) => within[at] ?? [];
  const fromLens = (item) => {
    const said = item.entries.findIndex(isTicked);
    return (said < 0 ? item.entries.findIndex((_, at) => withinOf(item, at).some(isTicked)) : said) + 1 || null;
  };

  /* What is picked: as it is ticked for the patient, else as the address says. Of an entry, that says no more than that it is not so. */
  const isCell = ({ single, cells, entries }, cell) => cell <= cells.length && cell >= (single || entries.length ? 0 : 1);
  const isOfPatient = ({ entries }) => entries.length > 0 && !examples.length;
  const picksOf = (box, items) => {
    const kept = window.pathway.score.picksOf(box);
    const own = (item, cell) => (isCell(item, cell) ? cell : null);
    return items.map((item, at) => (isOfPatient(item) ? (fromLens(item) ?? (kept.get(at) === 0 ? 0 : null)) : own(item, kept.get(at))));
  };
  const keep = (box, items, picks) =>
    window.pathway.score.keepPicks(box, picks.map((cell, at) => [at, cell]).filter(([at, cell]) => cell !== null && !(cell && isOfPatient(items[at]))));

  /* The findings and circumstances that picks make true, in place of others of their group. */
  const tell = (items, picks, fresh) => {
    const entries = [...fresh.keys()].filter((at) => items[at].entries.length);
    if (!entries.length || examples.length) return;
    const inner = (at) => items[at].entries.flatMap((_, cell) => withinOf(items[at], cell));
    const gone = entries.flatMap((at) => [...items[at].entries, ...(picks[at] ? items[at].group : inner(at))]);
    const true_ = entries.filter((at) => picks[at]).map((at) => items[at].entries[picks[at] - 1]);
    const others = (ids) => ids.filter((entry) => !gone.includes(entry));
    lens.tell({ has: [...others(lens.on.has), ...true_], unknown: others(lens.on.unknown) });
  };

  const judge = ({ score: { judged } }, box, picks, rows, note) => {
    const { sayOf, note: said } = judged(box.score, box.ways, picks);
    note.textContent = said;
    rows.forEach((row, at) => {
      const says = box.ways[at] && sayOf(box.ways[at]);
      row.querySelector(":scope > .pw-score-says")?.remove();
      row.classList.toggle("pw-score-held", Boolean(says?.isHeld && says.text));
      row.classList.toggle("pw-score-off", Boolean(says && !says.isHeld));
      if (says?.text) row.append(make("small", "pw-score-says", says.text));
    });
  };

  /* The score in a part of the page that shows one box. */
  const enliven = (pathway, place) => {
    const table = place.querySelector(".pw-score");
    const box = table && pathway.scores.boxes.find(({ id }) => id === place.querySelector("[data-box]")?.dataset.box);
    if (!box) return;
    const { items } = pathway.score.byId.get(box.score);
    const all = shown.get(box.id) ?? { items, views: [] };
    shown.set(box.id, all);
    const pick = (fresh) => {
      const picks = picksOf(box.id, items).map((before, at) => (fresh.has(at) ? fresh.get(at) : before));
      keep(box.id, items, picks);
      tell(items, picks, fresh);
      all.views.forEach((show) => show());
    };
    const { place: form, update } = pathway.score.control(box.score, pick);
    const note = make("p", "pw-score-open");
    form.append(note, make("p", "pw-score-privacy", pathway.score.words.privacy));
    place.querySelector(".pw-score-form")?.remove();
    table.after(form);
    table.classList.add("pw-score--live");
    const rows = [...place.querySelectorAll(".pw-next li")];
    const show = () => {
      const picks = picksOf(box.id, items);
      update(picks);
      judge(pathway, box, picks, rows, note);
    };
    all.views.push(show);
    show();
  };

  /* What is ticked elsewhere is picked here, and then no longer said to be none. */
  const onTicked = () =>
    shown.forEach(({ items, views }, box) => {
      keep(box, items, picksOf(box, items));
      views.forEach((show) => show());
    });

  const begin = (pathway) => {
    document.querySelectorAll(".pw-box:has(.pw-score)").forEach((place) => enliven(pathway, place));
    /* `chart/chart.js` shows a box a second time. */
    const again = document.querySelector(".pw-panel-body:has(.pw-score)");
    if (again) enliven(pathway, again);
    document.addEventListener("pathway:shown", ({ detail }) => enliven(pathway, detail.place));
    document.addEventListener("pathway:ticked", onTicked);
  };

  /* What is chosen for print is read on paper. */
  if (document.querySelector(".pw-choice")) return;
  const all = (key) => [...new Map(examples.flatMap((one) => one[key]).map((one) => [one.id, one])).values()];
  if (examples.length) window.pathway.scores = { ...examples[0], scores: all("scores"), boxes: all("boxes") };
  const needed = ["count", ...(examples.length ? [] : ["data"]), "control"];
  Promise.all(needed.map((name) => load(`score/${name}.js`))).then(() => begin(window.pathway));
})();

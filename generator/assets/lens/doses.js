/* Rows of doses, in tables and in lines, that hold for the patient come first among those of their treatment and say so; what may hold says that
   it is not known yet. None is hidden. Where rows must be read to know which of them holds, a note says so. */
(() => {
  const { lens, make } = window.pathway;
  const { words } = lens.data;
  const HOLDS = "data-holds";
  const OPEN = "data-open";

  /* A row holds for any of its entries, and beside any of its treatments, each with all that its name means: where one is true, it does
     not matter what is not known yet. What holds for two reasons, such as a finding and another treatment, was written for just this
     patient. */
  const judged = (row, { isTrue, isUnknown }) => {
    const among = (side, known) => side.filter((ids) => ids.some((id) => known.has(id)));
    const sides = [row.in.map((id) => [id]), row.with]
      .filter(({ length }) => length)
      .map((side) => ({ held: among(side, isTrue), open: among(side, isUnknown) }));
    const holds = sides.length > 0 && sides.every(({ held }) => held.length);
    const isOpen = sides.length > 0 && !holds && sides.every(({ held, open }) => held.length || open.length);
    const told = sides.flatMap(({ held, open }) => (holds ? held : isOpen && !held.length ? open : []));
    const says = (id) => (told.some(([first]) => first === id) ? (holds ? words.dose_holds : words.dose_unknown) : "");
    return { ...row, isFor: sides.length > 0, holds, reasons: holds ? sides.length : 0, isOpen, says };
  };

  const noteOn = (groups, { isTicked, isUnknown }) => {
    const counts = groups.filter((group) => group.some(({ isFor }) => isFor)).map((group) => group.filter(({ holds }) => holds).length);
    if (counts.some((count) => count > 1)) return { many: words.rows_many };
    if (groups.flat().some(({ isOpen }) => isOpen)) return { unknown: words.rows_unknown };
    if (isTicked && counts.includes(0)) return { none: words.rows_none };
    /* What is ticked is not found in words. */
    const inWords = groups.some((group) => group.some((row) => row.inWords) && !group.some(({ isFor }) => isFor));
    return inWords && (isTicked || isUnknown.size) ? { none: words.rows_in_words } : {};
  };

  /* Rows in their own order, each with its `drug`, empty where all are of one, the entries `in` which and the treatments `with` which it
     holds: in the order for a patient, with what each says of these by their first ids, and the note on them, if any, by its reason. */
  lens.dosesFor = (rows, patient) => {
    const found = rows.map((row) => judged(row, patient));
    const groups = [...new Set(found.map(({ drug }) => drug))].map((drug) => found.filter((row) => row.drug === drug));
    const isSorted = found.some(({ holds }) => holds);
    const first = (group) => [...group].sort((one, other) => other.reasons - one.reasons);
    return { rows: isSorted ? groups.flatMap(first) : found, note: noteOn(groups, patient) };
  };

  /* ── On a page ── */

  const ROW = "tr, .pw-option-dose, .pw-dose";
  const tagsOf = (element) => [...element.querySelectorAll(".pw-tag:is([data-in], [data-with])")];
  const idsOf = (tag, key) => (tag.dataset[key] ? [tag.dataset[key].split(" ")] : []);
  const idOf = ({ dataset }) => dataset.in ?? dataset.with.split(" ")[0];
  const nameIn = (element) => element.querySelector("[data-drug]");
  const rowOf = (element) => ({
    element,
    drug: (nameIn(element) ?? element).dataset.drug ?? "",
    in: tagsOf(element).flatMap((tag) => idsOf(tag, "in").flat()),
    with: tagsOf(element).flatMap((tag) => idsOf(tag, "with")),
    inWords: Boolean(element.querySelector("[data-for]")),
  });

  const mark = ({ element, holds, isOpen, says }) => {
    element.toggleAttribute(HOLDS, holds);
    tagsOf(element).forEach((tag) => {
      const said = says(idOf(tag));
      tag.toggleAttribute(HOLDS, holds && Boolean(said));
      tag.toggleAttribute(OPEN, isOpen && Boolean(said));
      if (said) tag.append(lens.own("has", make("span", "pw-tag-holds", ` ${said}`)));
    });
  };

  /* The name of a treatment is seen at the first of its rows. */
  const nameOnce = ({ element, drug }, at, rows) => nameIn(element)?.classList.toggle("pw-again", drug === rows[at - 1]?.drug);

  const sort = (elements) => {
    const place = document.createComment("");
    elements[0].before(place);
    return (sorted) => place.replaceWith(...sorted);
  };

  /* Lines are few, and stand together: that none of them holds is seen. */
  const noted = (first, { many, unknown, none }) => {
    const table = first.closest("table");
    const note = many || unknown || (table && none);
    if (note && !first.matches(".pw-dose")) (table ?? first).before(lens.own("has", make(table ? "p" : "span", "pw-rows-note", note)));
  };

  const markRows = (parent, patient) => {
    const elements = [...parent.children].filter((one) => one.matches(ROW));
    const put = sort(elements);
    elements.forEach((element, at) => { element.dataset.row ??= at; });
    const { rows, note } = lens.dosesFor(elements.sort((one, other) => one.dataset.row - other.dataset.row).map(rowOf), patient);
    put(rows.map(({ element }) => element));
    rows.forEach(mark);
    rows.forEach(nameOnce);
    noted(rows[0].element, note);
  };

  lens.idOfTag = idOf;
  lens.markDoses = (place, patient) => {
    const parents = new Set([...tagsOf(place), ...place.querySelectorAll("[data-for]")].map((said) => said.closest(ROW)?.parentElement));
    parents.delete(undefined);
    parents.forEach((parent) => markRows(parent, patient));
  };
})();

/* Rows of doses that hold for the patient come first and say so. None is hidden, and a row whose treatment is named in the row above stays.
   Where none of the rows for some patients holds, or more than one, a line says that they must be read. */
(() => {
  const { lens, make } = window.pathway;
  const { words } = lens.data;
  const HOLDS = "data-holds";

  const sorted = (rows) => {
    rows.forEach((row, at) => { row.dataset.row ??= at; });
    return [...rows].sort((one, other) => other.hasAttribute(HOLDS) - one.hasAttribute(HOLDS) || one.dataset.row - other.dataset.row);
  };

  /* The rows of each treatment, where some are for some patients only. */
  const perTreatment = (rows) => {
    const named = rows.some((row) => row.querySelector(".pw-again"));
    const groups = [];
    rows.forEach((row) => (groups.length && (!named || row.querySelector(".pw-again")) ? groups.at(-1).push(row) : groups.push([row])));
    return groups.filter((group) => group.some((row) => row.querySelector(".pw-tag[data-in]")));
  };
  const toRead = (rows) => {
    const counts = perTreatment(rows).map((group) => group.filter((row) => row.hasAttribute(HOLDS)).length);
    if (counts.some((count) => count > 1)) return words.rows_many;
    return counts.includes(0) && words.rows_none;
  };

  lens.markDoses = (place, isTrue) => {
    const tags = [...place.querySelectorAll(".pw-tag[data-in]")];
    tags.forEach((tag) => {
      const holds = isTrue.has(tag.dataset.in);
      tag.toggleAttribute(HOLDS, holds);
      if (holds) tag.append(lens.own("has", make("span", "pw-tag-holds", ` ${words.dose_holds}`)));
    });
    new Set(tags.map((tag) => tag.closest("tbody")).filter(Boolean)).forEach((body) => {
      const rows = [...body.rows];
      rows.forEach((row) => row.toggleAttribute(HOLDS, Boolean(row.querySelector(`.pw-tag[${HOLDS}]`))));
      const note = isTrue.size > 0 && toRead(rows);
      if (note) body.closest("table").before(lens.own("has", make("p", "pw-rows-note", note)));
      if (!body.querySelector(".pw-again")) body.append(...sorted(rows));
    });
  };
})();

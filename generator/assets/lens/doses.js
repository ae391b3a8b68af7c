/* Rows of doses that hold for the patient come first and say so. None is hidden, and a row whose treatment is named in the row above stays. */
(() => {
  const { lens, make } = window.pathway;
  const { words } = lens.data;
  const HOLDS = "data-holds";

  const sorted = (rows) => {
    rows.forEach((row, at) => { row.dataset.row ??= at; });
    return [...rows].sort((one, other) => other.hasAttribute(HOLDS) - one.hasAttribute(HOLDS) || one.dataset.row - other.dataset.row);
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
      if (!body.querySelector(".pw-again")) body.append(...sorted(rows));
    });
  };
})();

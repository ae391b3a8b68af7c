/* What a score comes to, as `analysis/walk/scoring.py` in the generator counts it: in halves of points, or as the rank of a level. A pick
   is the number of a cell, from 1 on, 0 for none of them, and null where nothing is picked. */
(() => {
  /* A box left unticked says no only once something of the score was picked that is not known from elsewhere. */
  const count = ({ items, highest }, picks) => {
    const values = items.map(({ values: cells }, at) => (picks[at] ? cells[picks[at] - 1] : 0));
    const own = items.map((_, at) => at).filter((at) => !items[at].entries?.length);
    const isBegun = !own.length || own.some((at) => picks[at] !== null);
    const isOpen = items.some(({ entries, single }, at) => picks[at] === null && (entries?.length || !single));
    const value = highest ? Math.max(0, ...values) : values.reduce((sum, one) => sum + one, 0);
    return { value, is_complete: isBegun && !isOpen };
  };

  /* Whether a way holds what a score comes to; one without limits holds nothing, and is never left out. */
  const isHeld = ({ holds }, value) => Boolean(holds) && value >= (holds.low ?? -Infinity) && value <= (holds.high ?? Infinity);
  const isDecided = (ways, { value, is_complete: isComplete }) => isComplete && ways.some((way) => isHeld(way, value));
  const heldBy = (ways, found) => (isDecided(ways, found) ? ways.filter((way) => !way.holds || isHeld(way, found.value)) : ways);

  /* What is ticked in the score of a box, as the address keeps it: by item, the number of its cell. Only who shows the score knows whether
     there is such a cell. */
  const isOf = (box) => (text) => text.split(".")[0] === box;
  const picksOf = (box) => {
    const cells = window.pathway.lens.on.score.filter(isOf(box)).flatMap((text) => text.split(".").slice(1).map((cell) => cell.match(/^([1-9]\d{0,3})-(\d{1,3})$/)));
    return new Map(cells.filter(Boolean).map(([, item, cell]) => [item - 1, Number(cell)]));
  };
  const keepPicks = (box, picks) => {
    const { lens } = window.pathway;
    const cells = [...picks].map(([item, cell]) => `${item + 1}-${cell}`);
    const others = lens.on.score.filter((text) => !isOf(box)(text));
    lens.on = { ...lens.on, score: [...others, ...(cells.length ? [[box, ...cells].join(".")] : [])] };
    lens.write();
  };

  window.pathway.score = { count, isDecided, heldBy, picksOf, keepPicks };
})();

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
  const holds = ({ low, high }, value) => (low === undefined || low <= value) && (high === undefined || value <= high);
  const heldBy = (ways, { value, is_complete: isComplete }) => {
    if (!isComplete || !ways.some((way) => way.holds && holds(way.holds, value))) return ways;
    return ways.filter((way) => !way.holds || holds(way.holds, value));
  };

  window.pathway.score = { count, heldBy };
})();

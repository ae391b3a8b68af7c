/* Scores on a walk: what is picked in them, and what that says of the patient; as `analysis/walk/scoring.py` in the generator. */
(() => {
  const { walk, score: counting } = window.pathway;

  walk.scoringOf = ({ scores: all, innerOf, known, complete, changed, YES, NO, UNKNOWN }) => {
    const scores = new Map(
      all.map(({ items, ...score }) => [score.id, { ...score, items: items.map((item) => ({ entries: [], group: [], single: false, ...item })) }]),
    );
    const key = (id, at) => `${id} ${at}`;

    const fromAnswers = (answers, { entries }) => {
      const said = entries.findIndex((entry) => answers.get(entry) === YES);
      const found = entries.map((entry) => known(answers, entry));
      const true_ = said < 0 ? found.indexOf(YES) : said;
      if (true_ >= 0) return true_ + 1;
      return found.every((one) => one === NO) ? 0 : null;
    };

    const picked = ({ ticks, answers }, id) =>
      scores.get(id).items.map((item, at) => (item.entries.length ? fromAnswers(answers, item) : (ticks.get(key(id, at)) ?? null)));
    const counted = (state, id) => counting.count(scores.get(id), picked(state, id));
    const held = (box, state, ways) => (box.kind === "question" && scores.has(box.score) ? counting.heldBy(ways, counted(state, box.score)) : ways);

    const fits = ({ items }, at, cell) => {
      const item = items[at];
      if (!item) return false;
      return cell === null || (cell >= (item.single || item.entries.length ? 0 : 1) && cell <= item.values.length);
    };

    /* What a cell says of entries; if it takes back the one of its group that was true, the others are open again. */
    const saidBy = (answers, { entries, group }, cell) => {
      if (cell) return new Map(complete({ entries: group, one_of: group.length > 1 }, new Map([[entries[cell - 1], YES]])));
      const now = cell === null ? UNKNOWN : NO;
      const said = new Map(entries.map((entry) => [entry, now]));
      const isTakenBack = entries.some((entry) => answers.get(entry) === YES);
      if (isTakenBack) group.filter((entry) => !entries.includes(entry)).forEach((entry) => said.set(entry, UNKNOWN));
      entries.flatMap((entry) => innerOf(entry).within).filter((entry) => answers.get(entry) === YES).forEach((entry) => said.set(entry, now));
      return said;
    };

    const tickedIn = (state, id, at, cell) => {
      const item = scores.get(id).items[at];
      if (item.entries.length) {
        const said = saidBy(state.answers, item, cell);
        return { ...changed(state, said), due: new Set([...state.due].filter((entry) => !said.has(entry))) };
      }
      const ticks = new Map(state.ticks);
      if (cell === null) ticks.delete(key(id, at));
      else ticks.set(key(id, at), cell);
      return { ...state, ticks };
    };

    /* The same place with other cells picked, by item; nothing where there is no such score, item or cell. */
    const ticked = (state, id, picks) => {
      if (!scores.has(id) || ![...picks].every(([at, cell]) => fits(scores.get(id), at, cell))) return null;
      return [...picks].reduce((now, [at, cell]) => tickedIn(now, id, at, cell), state);
    };

    return { picked, counted, held, ticked };
  };
})();

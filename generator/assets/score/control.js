/* A score to be ticked: its items as fields, and what they come to. It keeps nothing itself: whoever shows it says what is picked. */
(() => {
  const { score: counting, scores, make, button, status, format } = window.pathway;
  const { words } = scores;
  const byId = new Map(scores.scores.map((score) => [score.id, score]));
  const said = (name, values) => format(words[name], values);

  const isBox = ({ single, entries }) => single && !entries.length;
  const cellName = ({ row, label }) => (row ? said("row", { row, cell: label }) : label);

  /* ── In words ── */

  const valueText = ({ highest, levels }, value) => (highest ? levels[value] : String(value / 2).replace("-", "−"));
  const pointsOf = ({ highest, levels }) => (highest ? levels[0] : "0");

  /* An item as it is picked. */
  const pickedText = (score, item, pick) => {
    if (pick === null && !isBox(item)) return said("unpicked", { item: item.name });
    const cell = pick && item.cells[pick - 1];
    const name = cell ? cellName(cell) || words.yes : item.single ? words.no : words.none;
    return said("picked", { item: item.name, cell: name, points: cell ? cell.points : pointsOf(score) });
  };
  const itemsText = (score, picks) => score.items.map((item, at) => pickedText(score, item, picks[at]));

  /* What it comes to; nothing that could be taken for a sum while it is unfinished. */
  const sumText = (score, picks) => {
    const { value, is_complete: isComplete } = counting.count(score, picks);
    return isComplete ? said("sum", { name: score.name, sum: valueText(score, value) }) : said("unfinished", { name: score.name });
  };
  const isBegun = (score, picks) => picks.some((pick, at) => pick !== null && !score.items[at].entries.length);
  const openText = (score, picks) => {
    const open = score.items.filter((item, at) => picks[at] === null && !isBox(item)).map(({ name }) => name);
    if (open.length) return said("incomplete", { items: open.join(" · ") });
    return counting.count(score, picks).is_complete ? "" : words.untouched;
  };

  /* ── Fields ── */

  let made = 0;
  const cellKey = (id, at, cell) => `${id} ${at} ${cell}`;

  const option = (type, name, { id, at, cell }, text, points, hidden = "") => {
    const input = Object.assign(make("input", ""), name ? { type, name } : { type });
    input.dataset.cell = cellKey(id, at, cell);
    return make("label", "", input, make("span", "", hidden && make("span", "pw-sr-only", `${hidden}: `), text), make("small", "", points));
  };

  /* Cells of which one is picked, those of a row together. */
  const radios = (score, item, at) => {
    const name = `pw-score-${(made += 1)}`;
    const none = pointsOf(score);
    const place = (cell) => ({ id: score.id, at, cell });
    const cells = item.cells.map(({ row, label, points }, cell) => ({ row, made: option("radio", name, place(cell + 1), label || words.yes, points, row) }));
    if (item.entries.length) cells.push({ row: "", made: option("radio", name, place(0), item.single ? words.no : words.none, none) });
    const rows = [...new Set(cells.map(({ row }) => row))].map((row) =>
      make("div", "pw-score-row", row && make("span", "pw-score-row-name", row), ...cells.filter((cell) => cell.row === row).map((cell) => cell.made)),
    );
    rows.forEach((row) => row.querySelector(".pw-score-row-name")?.setAttribute("aria-hidden", "true"));
    return make("fieldset", "", make("legend", "", item.name), ...rows);
  };

  /* Items that are ticked or not, one after the other, are one field. */
  const fields = (score) => {
    const found = [];
    score.items.forEach((item, at) => {
      if (!isBox(item)) {
        found.push(radios(score, item, at));
        return;
      }
      const before = found.at(-1);
      const field = before?.matches(".pw-score-boxes") ? before : make("fieldset", "pw-score-boxes", make("legend", "", words.tick), make("div", "pw-score-row"));
      if (field !== before) found.push(field);
      field.lastChild.append(option("checkbox", "", { id: score.id, at, cell: 1 }, item.name, item.cells[0].points));
    });
    return found;
  };

  /* `pick`: what becomes of picks, cells by item. */
  const control = (id, pick) => {
    const score = byId.get(id);
    const sum = status("pw-score-sum");
    const open = make("p", "pw-score-open");
    const nothing = button("pw-tool", () => pick(new Map(score.items.map((item, at) => [at, 0]).filter(([at]) => isBox(score.items[at])))), words.nothing);
    const clear = button("pw-tool", () => pick(new Map(score.items.map((_, at) => [at, null]))), words.clear);
    const place = make("section", "pw-score-form", make("p", "pw-label", score.name), ...fields(score), sum, open, make("div", "pw-score-tools", nothing, clear));
    place.ariaLabel = score.name;
    const inputs = [...place.querySelectorAll("[data-cell]")];
    const cellOf = (input) => input.dataset.cell.split(" ").slice(-2).map(Number);
    inputs.forEach((input) =>
      input.addEventListener("change", () => {
        const [at, cell] = cellOf(input);
        pick(new Map([[at, input.type === "checkbox" && !input.checked ? 0 : cell]]));
      }),
    );
    const update = (picks) => {
      inputs.forEach((input) => {
        const [at, cell] = cellOf(input);
        input.checked = picks[at] === cell;
      });
      const text = sumText(score, picks);
      if (sum.textContent !== text) sum.textContent = text;
      open.textContent = openText(score, picks);
      const isTouched = isBegun(score, picks);
      nothing.hidden = isTouched || !score.items.some(isBox);
      clear.hidden = picks.every((one) => one === null);
    };
    return { place, update };
  };

  /* What is said of the ways of a box by what its score comes to; nothing while that decides nothing. */
  const judged = (id, ways, picks) => {
    const score = byId.get(id);
    const found = counting.count(score, picks);
    const held = counting.heldBy(ways, found);
    const sum = sumText(score, picks);
    if (!counting.isDecided(ways, found)) return { sayOf: () => null, note: "" };
    const sayOf = (way) => (held.includes(way) ? { isHeld: true, text: way.holds ? said("answer", { sum }) : "" } : { isHeld: false, text: said("not_held", { sum }) });
    return { sayOf, note: held.length > 1 ? words.undecided : "" };
  };

  Object.assign(counting, { control, judged, byId, itemsText, sumText, words });
})();

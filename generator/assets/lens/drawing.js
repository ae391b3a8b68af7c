/* Marks in a chart: at the lower edge of a box, beside the ways on; in a row, where its text leaves room at the right. What does not fit
   is said in the list below the chart, which has every mark in full. */
(() => {
  const { lens, make, svg: drawn, format, boxName, link: linkTo } = window.pathway;
  const { words } = lens.data;
  const { treatments } = lens;
  const { textOf, relation, short, spoken, capital, sign, classOf, inLine } = lens.saying;
  const KEY = "has";
  const HIGH = 16;
  const SIZE = 12;
  const CUT = "\u00a0…";

  const linesOf = (text, widthOf) => {
    const size = Number(text.getAttribute("font-size"));
    const isMiddle = text.hasAttribute("text-anchor");
    const lines = [];
    text.querySelectorAll("tspan").forEach((part) => {
      const width = widthOf(part.textContent, size, true);
      if (part.hasAttribute("x")) lines.push({ x: Number(part.getAttribute("x")), y: Number(part.getAttribute("y")), width });
      else lines.at(-1).width += width;
    });
    return lines.map(({ x, y, width }) => ({ right: isMiddle ? x + width / 2 : x + width, top: y - size, bottom: y + size * 0.3 }));
  };

  const pillOf = (rect) => {
    const { x, y, width, height } = lens.boxOf(rect);
    return { right: x + width, top: y, bottom: y + height };
  };

  /* The middle of a row if nothing is there, else the first or the last of its lines, else its lower edge, or even a little below. */
  const topInRow = (shape, lines, left, height) => {
    const lowest = shape.y + shape.height - height;
    const tops = [shape.y + (shape.height - height) / 2, shape.y + 4, lowest - 4, lowest, lowest + 4];
    const isFree = (top) => lines.every((line) => line.right < left - 6 || line.bottom < top || line.top > top + height);
    return tops.find(isFree);
  };

  const LEANING = ".pw-node--question, .pw-node--ask, .pw-node--several, .pw-node--all, .pw-node--exit";

  /* Where a mark of this size is drawn: at the right of a row, below the rows of a choice, else at the lower edge or below it. */
  const placeOf = (group, shape, lines, size, room) => {
    const { width, height } = size;
    const [end, right] = [shape.y + shape.height, shape.x + shape.width];
    const at = (x, y, fits) => ({ x, y, width, height, fits });
    if (group.matches(".pw-row")) {
      const left = right - width - 6;
      const top = topInRow(shape, lines, left, height);
      return at(left, top ?? end - HIGH / 2, top !== undefined && left > shape.x);
    }
    const below = Math.max(...lines.map(({ bottom }) => bottom)) + 0.5;
    if (end - below > 2 * HIGH) return at(shape.x + 8, end - HIGH / 2 + 1, height === HIGH && width < shape.width - 16);
    const leaning = group.matches(LEANING) ? Math.min(shape.height / 4, 18) : 8;
    const top = Math.max(end - height / 2, below);
    const isWide = width > shape.width - 2 * leaning;
    const middle = shape.x + shape.width / 2;
    const centred = middle - width / 2;
    /* An arrow may leave at the middle. */
    const lefts = [...(isWide ? [centred] : [right - leaning - width, shape.x + leaning]), middle + 6, middle - 6 - width, shape.x, right - width];
    const places = lefts.map((left) => at(left, top, true));
    if (isWide) places.unshift(at(centred, Math.max(end - 1, below), true));
    return places.find((place) => room.isFree(place, shape)) ?? at(lefts[0], top, false);
  };

  /* Whether a row has the treatment of a mark for its name, perhaps with brackets after it. */
  const isNamedBy = (group, { treatment, includes }) => {
    if (treatment === null || includes.length || !group.matches(".pw-row")) return false;
    const [title, name] = [titleOf(group), treatments.get(treatment).name].map((text) => text.toLowerCase());
    return title.startsWith(name) && /^(\s*\(.*\))?$/.test(title.slice(name.length));
  };
  const titleOf = (group) => [...group.querySelectorAll(":scope > text:not([class]) > tspan:not(.pw-number)")].map((part) => part.textContent.trim()).join(" ");

  /* A mark in full, and what it may be shortened to: never a relation without its treatment, unless the row is named by that. A member of
     a group may be named without the group, and of several as many as there is room for. Where there is none for the relation, its sign
     says it, and that more is said is shown by `more`, the number of further marks, or else by dots. */
  const formsOf = (mark, isAtTreatment, more) => {
    const isNamed = mark.treatment !== null || mark.includes.length > 0;
    const bare = (one) => textOf(one, () => "").replace(/[\s:：–]+$/u, "");
    const brief = (one) => textOf(one, short);
    const cut = (text) => `${text}${more || CUT}`;
    const full = (text) => `${text}${more}`;
    if (!isNamed) return [[full(textOf(mark))], [cut(capital(short(mark)))]];
    const alone = mark.includes.length === 1 ? [{ ...mark, treatment: mark.includes[0], includes: [] }] : [];
    const fewer = mark.includes.slice(1).map((_, at) => ({ ...mark, includes: mark.includes.slice(0, -1 - at) }));
    const atTreatment = isAtTreatment ? [full(textOf(mark, relation, true)), cut(capital(short(mark)))] : [];
    const related = [cut(brief(mark)), ...atTreatment.slice(1), ...[mark, ...alone].map(brief).map(full)];
    const some = (says) => fewer.map((one) => `${says(one)}${CUT}${more}`);
    return [[full(textOf(mark)), ...atTreatment.slice(0, 1)], [...related, ...some(brief), ...[mark, ...alone].map(bare).map(cut), ...some(bare)]];
  };

  /* A text in one, two and three lines, each as short as can be. */
  const layouts = (text, widthOf) =>
    [1, 2, 3].map((count) => {
      const broken = (most) =>
        text.split(" ").reduce((lines, word) => {
          const longer = [...lines.slice(-1), word].join(" ");
          return lines.length && widthOf(longer, SIZE) > most ? [...lines, word] : [...lines.slice(0, -1), longer];
        }, []);
      let most = widthOf(text, SIZE) / count + 1;
      while (broken(most).length > count) most += 6;
      const lines = broken(most);
      return { lines, width: Math.max(...lines.map((line) => widthOf(line, SIZE))) + 23, height: HIGH + (lines.length - 1) * 14 };
    });

  /* The first size of the first text that fits; where none does, the last in one line. Most texts need not be measured. */
  const firstThatFits = (texts, sizesOf) => {
    let last;
    for (const text of texts) {
      const sizes = sizesOf(text);
      const found = sizes.find(({ fits }) => fits);
      if (found) return found;
      last = sizes.findLast((size) => size.height === HIGH) ?? last;
    }
    return last;
  };

  const inDrawing = (group, marks, widthOf, room) => {
    const [first] = marks;
    const shape = lens.boxOf(group.querySelector(".pw-shape"));
    const written = [...group.querySelectorAll(":scope > text")].flatMap((text) => linesOf(text, widthOf));
    const lines = [...written, ...[...group.querySelectorAll(":scope > .pw-grade")].map(pillOf)];
    const more = marks.length > 1 ? `\u00a0+${marks.length - 1}` : "";
    const [whole, shorter] = formsOf(first, isNamedBy(group, first), more);
    /* Three lines are better than a reason left out, and no better than a drug left out that the row is named by. */
    const tries = [...whole.map((text) => [text, 0, 2]), ...whole.map((text) => [text, 2]), ...shorter.map((text) => [text])];
    const { said, x, y, width, height } = firstThatFits(tries, ([text, ...which]) =>
      layouts(text, widthOf).slice(...which).map((size) => ({ said: size.lines, ...placeOf(group, shape, lines, size, room) })),
    );
    room.take({ x, y, width, height });
    const text = drawn("text", { "font-size": SIZE }, ...said.map((line, at) => drawn("tspan", { x: 17, y: 12.5 + at * 14 }, line)));
    const sheet = drawn("rect", { width, height, rx: 3 });
    const transform = `translate(${x} ${y})`;
    const made = lens.own(KEY, drawn("g", { class: `pw-mark-node ${classOf(first)}`, transform }, drawn("title", {}, spoken(marks)), sheet, lens.at(3.5, 2, sign(first)), text));
    made.dataset.mark = first.kind;
    return () => group.append(made);
  };

  /* All marks of a chart in full, by the numbers of its boxes. */
  const listOf = (found) => {
    const rows = found.map(({ id, marks }) => make("li", "", linkTo("", `#${encodeURIComponent(id)}`, boxName(lens.boxes.get(id))), inLine(marks, "pw-marked-by")));
    return rows.length > 0 && lens.own(KEY, make("div", "pw-chart-marks", make("p", "pw-label", words.chart_marks), make("ul", "", ...rows)));
  };

  /* Marks all boxes of all charts; `marksOf` gives those of a box by its id, `allOf` those of its options as well. */
  lens.drawMarks = (marksOf, allOf) => {
    const measure = lens.measurer();
    const nodes = lens.nodes().map((node) => ({ ...node, marks: marksOf(node.id, node.way === undefined ? undefined : Number(node.way)) }));
    /* Everything is read before anything is written. */
    const rooms = new Map();
    const roomOf = ({ ownerSVGElement: svg }) => rooms.get(svg) ?? rooms.set(svg, lens.roomIn(svg)).get(svg);
    const drawings = nodes.filter(({ marks }) => marks.length).map(({ group, marks }) => inDrawing(group, marks, measure, roomOf(group)));
    drawings.forEach((draw) => draw());
    nodes.forEach(({ link, marks }) => lens.call(link, KEY, marks.length > 0 && format(words.spoken, { marks: spoken(marks) })));
    document.querySelectorAll("[data-chart]").forEach((figure) => {
      const ids = new Set(nodes.filter(({ link }) => figure.contains(link)).map(({ id }) => id));
      const list = listOf([...ids].map((id) => ({ id, marks: allOf(id) })).filter(({ marks }) => marks.length));
      if (list) (figure.querySelector(".pw-frame") ?? figure).append(list);
    });
  };
})();

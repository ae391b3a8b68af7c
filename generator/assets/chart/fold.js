/* On a phone each box of a list is folded to its title, what it gives and its most directive statement. What warns, what is marked or was
   found stays in sight: a part is only folded if there is nothing of that in it. */
(() => {
  const { make, button, on, idIn, format } = window.pathway;
  const boxes = [...document.querySelectorAll(".pw-boxes > .pw-box")];
  if (!boxes.length) return;
  const words = JSON.parse(document.querySelector("template[data-words]").dataset.words);
  const narrow = matchMedia("(max-width: 44.9844em)");
  const WARNS = ":is(.pw-role--against, .pw-role--caution, .pw-role--contraindication, .pw-role--monitoring, .pw-tension, .pw-warning)";
  const KEPT = `${WARNS}, [data-lens-part="has"], .pw-found, .pw-given, .pw-score :checked`;
  const DIRECTIVE = ["recommendation", "contraindication", "against", "caution", "monitoring", "practice", "goal", "evidence"];
  const open = new Set();
  let isAllOpen = false;

  /* Parts of a box from its beginning, each within none of the others. */
  const folding = (box) => {
    const statementsOf = (part) => [...part.querySelectorAll(".pw-statements > ul > li")];
    const of = (role) => statementsOf(box).find((statement) => statement.querySelector(`.pw-role--${role}`));
    const first = DIRECTIVE.map(of).find(Boolean) ?? statementsOf(box)[0];
    const isKept = (part) => part.matches(KEPT) || Boolean(part.querySelector(KEPT)) || (first && part.contains(first));
    const main = box.matches(".pw-box--caution") ? [] : [...box.querySelectorAll(".pw-main > *")];
    const rest = [...(first ? box.querySelectorAll(".pw-side") : []), ...box.querySelectorAll(".pw-report")];
    const [kept, folded] = [true, false].map((is) => [...main, ...rest].filter((part) => isKept(part) === is));
    const statements = kept.flatMap(statementsOf);
    return [...folded, ...statements.filter((part) => !isKept(part) && !part.closest(".pw-tension"))];
  };

  const show = (box) => {
    const isOpen = !narrow.matches || isAllOpen || open.has(box);
    box.querySelectorAll("[hidden=until-found]").forEach((part) => part.removeAttribute("hidden"));
    const parts = narrow.matches ? folding(box) : [];
    if (!isOpen) parts.forEach((part) => part.setAttribute("hidden", "until-found"));
    const control = controls.get(box);
    control.hidden = !parts.length;
    control.ariaExpanded = String(isOpen);
    control.textContent = format(isOpen ? words.fold : words.unfold, { number: box.querySelector("h3 .pw-number").textContent });
  };
  const showAll = () => {
    boxes.forEach(show);
    all.hidden = !narrow.matches;
    all.ariaExpanded = String(isAllOpen);
    all.textContent = isAllOpen ? words.fold_all : words.unfold_all;
  };

  const unfold = (element) => {
    const box = element?.closest(".pw-boxes > .pw-box");
    if (!box || open.has(box)) return;
    open.add(box);
    show(box);
  };

  const turn = (box) => {
    if (isAllOpen) {
      isAllOpen = false;
      boxes.forEach((other) => open.add(other));
    }
    if (!open.delete(box)) open.add(box);
    showAll();
    /* Of a long box the end is folded away under the reader's finger. */
    if (!open.has(box) && box.getBoundingClientRect().top < 0) box.scrollIntoView();
  };
  const turnAll = () => {
    isAllOpen = !isAllOpen;
    open.clear();
    showAll();
  };

  const all = button("pw-fold pw-fold--all", turnAll);
  const controls = new Map(boxes.map((box) => [box, button("pw-fold", () => turn(box))]));
  controls.forEach((control, box) => box.append(control));
  boxes[0].parentElement.before(make("div", "pw-folds", all));

  const arrive = () => unfold(document.getElementById(idIn(location.hash)));
  boxes.forEach((box) => on(box, "beforematch", () => unfold(box)));
  on(window, "hashchange", arrive);
  on(document, "pathway:marked", showAll);
  on(narrow, "change", showAll);
  arrive();
  showAll();
  /* Later scripts add to boxes. */
  on(document, "DOMContentLoaded", showAll);
})();

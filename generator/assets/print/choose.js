/* On the page of the whole document, what is ticked is printed. */
(() => {
  const { make, format, idIn } = window.pathway;
  const bar = document.querySelector(".pw-choice");
  if (!bar) return;
  // As print_document.py counts them; a reference without its uses takes six and a half lines.
  const LINES_A_PAGE = 50;
  const LINES_AN_ENTRY = 6.5;
  const LIST = "references";
  const boxes = [...document.querySelectorAll(".pw-contents input")];
  const parts = new Map([...document.querySelectorAll(".pw-part")].map((part) => [part.dataset.part, part]));
  const list = parts.get(LIST);
  const entries = new Map([...(list?.querySelectorAll(".pw-reference") ?? [])].map((entry) => [entry.querySelector("[id]").id, entry]));
  const linesOf = (part) => Number(part.dataset.lines);
  const pages = (lines) => Math.max(1, Math.ceil(lines / LINES_A_PAGE));
  const forms = JSON.parse(bar.dataset.about);
  const plurals = new Intl.PluralRules(bar.dataset.language);
  const about = (count) => format(forms[plurals.select(count)] ?? forms.other, { count });

  // A link may stand for several references.
  const namedBy = ({ hash, dataset }) => dataset.references?.split(" ") ?? [idIn(hash)];
  const cited = (shown) => new Set(shown.flatMap((part) => [...part.querySelectorAll(".pw-cites a")].flatMap(namedBy)));

  // The list of references ends every document; what it holds follows from the rest, unless all of it is wanted.
  const showReferences = (shown) => {
    const wanted = cited(shown);
    const whole = boxes.find((box) => box.value === LIST)?.checked;
    let number = 0;
    for (const [id, entry] of entries) {
      entry.hidden = !whole && !wanted.has(id);
      number += !entry.hidden;
    }
    list.classList.toggle("pw-only-cited", !whole);
    list.hidden = !number;
    return number && pages(whole ? linesOf(list) : number * LINES_AN_ENTRY);
  };

  const show = () => {
    const shown = [];
    let count = 0;
    for (const box of boxes.filter(({ value }) => value !== LIST)) {
      const part = parts.get(box.value);
      part.hidden = !box.checked;
      if (!box.checked) continue;
      shown.push(part);
      count += pages(linesOf(part));
    }
    if (list) count += showReferences(shown);
    boxes.forEach((box) => box.closest("li").classList.toggle("pw-not-printed", parts.get(box.value).hidden));
    bar.closest("article").classList.toggle("pw-one-part", shown.length === 1);
    bar.querySelector("[role=status]").textContent = count ? about(count + 1) : bar.dataset.nothing;
    bar.querySelector("[data-go]").disabled = !count;
  };

  const tick = (wanted) => {
    boxes.forEach((box) => (box.checked = wanted(box)));
    show();
  };

  for (const box of boxes) {
    const item = box.closest("li");
    item.append(make("span", "pw-pages", about(pages(linesOf(parts.get(box.value))))));
    box.setAttribute("aria-label", item.querySelector("a").textContent);
    box.hidden = false;
    box.addEventListener("change", () => {
      boxes.filter(({ dataset }) => dataset.under === box.value).forEach((under) => (under.checked = box.checked));
      show();
    });
  }
  bar.addEventListener("click", ({ target }) => {
    if (target.dataset.tick) tick(() => target.dataset.tick === "all");
    if ("go" in target.dataset) print();
  });
  const named = new URLSearchParams(location.search).get("parts")?.split(",");
  bar.hidden = false;
  tick(({ value }) => !named || named.includes(value));
})();

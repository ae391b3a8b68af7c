/* The form of the lens “this patient has …”: each entry can be ticked, or is not known yet. */
(() => {
  const { lens, make, button, status, openDialog, format } = window.pathway;
  const { data, marking } = lens;
  const { words } = data;

  const counted = () => {
    const counts = lens.counts();
    return Object.values(counts).some(Boolean) ? format(words.counted, counts) : words.counted_none;
  };

  /* Those of which a statement says something; of a warning of two treatments together, both. */
  const namedBy = ({ kind, in: held = [], with: others = [], first = [] }) => [...held, ...others, ...(others.length && kind !== "relevant" ? first : [])];
  const named = new Set(data.marking.statements.flatMap(namedBy));
  const isEmpty = ({ id }) => ![id, ...(marking.entries.get(id)?.makes ?? [])].some((name) => named.has(name));

  const tickBox = (name, { id }, isTicked) => Object.assign(make("input", ""), { type: "checkbox", name, value: id, checked: isTicked });

  /* Of the two at most one is ticked. Where something is not known yet, neither is what would make it so, or not so. */
  const rowOf = (subject, onTick) => {
    const boxes = ["has", "unknown"].map((name) => tickBox(name, subject, lens.on[name].includes(subject.id)));
    boxes.forEach((box, at) =>
      box.addEventListener("change", () => {
        if (box.checked) boxes[1 - at].checked = false;
        onTick(at && box.checked ? lens.doubted(subject.id) : []);
      }),
    );
    const shorts = subject.shorts.filter((text) => !subject.name.includes(text)).join(", ");
    const small = [shorts, isEmpty(subject) && `– ${words.nothing}`].filter(Boolean).join(" ");
    const name = make("span", "", subject.name, small && make("small", "", ` ${small}`));
    const unknown = make("label", "pw-lens-unknown", boxes[1], make("span", "", words.not_known));
    boxes[1].ariaLabel = `${subject.name}: ${words.not_known}`;
    return make("div", "pw-lens-row", make("label", "", boxes[0], name), unknown);
  };

  lens.choose = (opener) => {
    const count = status("pw-lens-count", counted());
    const checked = (name) => [...dialog.querySelectorAll(`input[name=${name}]:checked`)].map(({ value }) => value);
    const onTick = (open = []) => {
      const has = checked("has");
      const isOpen = (id) => open.includes(id);
      lens.tick({ has: has.filter((id) => !isOpen(id)), unknown: [...checked("unknown"), ...has.filter(isOpen)] });
      /* In a walk, what was asked and is ticked no longer is not known yet. */
      dialog.querySelectorAll("input").forEach((box) => (box.checked = lens.on[box.name].includes(box.value)));
      count.textContent = counted();
    };
    const fields = data.groups.map(({ title }, at) => {
      const rows = data.subjects.filter(({ group }) => group === at).map((subject) => rowOf(subject, onTick));
      return make("fieldset", "", make("legend", "", title), ...rows);
    });
    const clear = () => {
      lens.on = { ...lens.on, score: [] };
      dialog.querySelectorAll(":checked").forEach((box) => (box.checked = false));
      onTick();
    };
    const done = button("pw-lens-done", () => dialog.close(), words.done);
    const unsafe = lens.unsafe("", words);
    const text = make("div", "pw-lens-text", make("h2", "", words.open), make("p", "", words.help), ...fields, unsafe, make("p", "", words.privacy));
    const foot = make("div", "pw-lens-foot", count, button("pw-lens-clear", clear, words.clear), done);
    const dialog = openDialog("pw-lens-dialog", words.open, text, foot);
    const focus = () => [opener, document.querySelector(".pw-lens-change"), lens.place?.querySelector("button")].find((one) => one?.checkVisibility())?.focus();
    dialog.addEventListener("close", focus);
  };
})();

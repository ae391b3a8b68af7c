/* The reference list at work: what is typed and chosen says which references show, and in which order; the address keeps it. */
(() => {
  const { on, idIn, format } = window.pathway;
  const form = document.querySelector(".pw-filter");
  if (!form) return;
  const list = document.querySelector(".pw-reference-list");
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const fields = [...form.elements].filter(({ name }) => name);

  /* Letters alike, whatever their accents. */
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /* The page's table of contents goes along. */
  const items = new Map([...document.querySelectorAll("nav a[href^='#']")].map((link) => [idIn(link.hash), link.closest("li")]));

  /* What is seen of a reference, but not what cites it, and what it can be found by besides. */
  const entries = [...list.children].map((section) => {
    const seen = [...section.querySelectorAll(":scope > :is(h2, p)")].map((part) => part.textContent);
    return { section, item: items.get(section.querySelector("h2").id), ...section.dataset, text: plain([...seen, section.dataset.words].join(" ")) };
  });

  /* A year that is still being typed says nothing yet. */
  const yearIn = (text, other) => (text?.length === 4 ? Number(text) : other);
  const holds = (values, wanted) => !wanted || values.split(" ").includes(wanted);

  const wantedOf = (values) => {
    const words = plain(values.words).split(/\s+/);
    const [from, to] = [yearIn(values.from, -Infinity), yearIn(values.to, Infinity)];
    const dated = from > -Infinity || to < Infinity;
    return (entry) =>
      words.every((word) => entry.text.includes(word)) &&
      ["design", "treatment", "about"].every((name) => holds(entry[name], values[name])) &&
      (!dated || (entry.year && entry.year >= from && entry.year <= to));
  };

  const ORDERS = {
    "": ({ number }) => number,
    year: ({ year }) => -year,
    author: ({ byAuthor }) => byAuthor,
    design: ({ byDesign }) => byDesign,
  };
  let order = "";
  const sort = (wanted) => {
    if (wanted === order) return;
    order = wanted;
    const by = ORDERS[order];
    const sorted = [...entries].sort((a, b) => by(a) - by(b) || a.number - b.number);
    list.append(...sorted.map(({ section }) => section));
    const contents = sorted.flatMap(({ item }) => item ?? []);
    contents[0]?.parentElement.append(...contents);
  };

  const show = () => {
    const values = Object.fromEntries(new FormData(form));
    const isWanted = wantedOf(values);
    let count = 0;
    entries.forEach((entry) => {
      const isHidden = !isWanted(entry);
      count += !isHidden;
      if (entry.section.hidden === isHidden) return;
      [entry.section, entry.item].forEach((part) => part && (part.hidden = isHidden));
    });
    sort(values.order);
    const { all, some, none } = status.dataset;
    const said = count === entries.length ? all : count ? format(some, { count }) : none;
    if (status.textContent !== said) status.textContent = said;
    reset.hidden = fields.every(({ value }) => !value);
  };

  /* The address: what was set goes into its query, and from there into the form. */

  const read = () => {
    const given = new URLSearchParams(location.search);
    fields.forEach((field) => {
      field.value = given.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    });
    show();
  };

  const write = (hash) => {
    const address = new URL(location.href);
    fields.forEach(({ name, value }) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name)));
    address.hash = hash;
    history.replaceState(history.state, "", address);
  };

  const clear = (some) => some.forEach((field) => (field.value = ""));

  let waiting = 0;
  const change = () => {
    show();
    clearTimeout(waiting);
    waiting = setTimeout(write, 300, "");
  };

  /* A reference that a link leads to is shown, whatever the filters. */
  const arrive = () => {
    const target = document.getElementById(idIn(location.hash));
    const section = target?.closest(".pw-reference");
    if (!section) return;
    if (section.hidden) {
      clear(fields.filter(({ name }) => name !== "order"));
      show();
      write(location.hash);
    }
    target.scrollIntoView();
  };

  on(form, "submit", (event) => event.preventDefault());
  on(form, "input", change);
  on(form, "reset", (event) => {
    event.preventDefault();
    clear(fields);
    change();
    fields[0].focus();
  });
  on(window, "hashchange", arrive);
  form.hidden = false;
  read();
  arrive();
})();

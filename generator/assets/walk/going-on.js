/* A box of the page that goes on with a group, as a walk shows it: which of the group is being given, and the warnings about that alone. */
(() => {
  const { walk, lens, make, format } = window.pathway;
  const { way } = walk;

  const isOf = (link, name) => new URL(link.href, location.href).pathname === lens.url(lens.treatments.get(name).page).pathname;

  /* In place of the group, with the marks that stand there. */
  const rename = (link, one) => {
    link.replaceChildren(way.continuedName(one), ...link.querySelectorAll("[data-lens-part]"));
    const [member, ...more] = one.members;
    if (member && !more.length) link.href = lens.url(lens.treatments.get(member).page).href;
  };

  /* At the beginning of the line, with a capital: the name may be an abbreviation, or a term that is explained, and “mRNA” stays as it is. */
  const begin = (part) => {
    const text = document.createTreeWalker(part, NodeFilter.SHOW_TEXT).nextNode();
    if (!/^\p{Ll}\S*\p{Lu}/u.test(text.data)) text.data = lens.saying.capital(text.data);
  };

  /* A warning for everyone is for what may be gone on with, where no route is known. */
  const leave = (line, isGiven) => {
    const all = [...line.querySelectorAll(".pw-everyone")];
    const left = all.filter(({ dataset }) => !dataset.ifGiven || isGiven(dataset.ifGiven));
    if (left.length === all.length) return;
    if (!left.length) return line.remove();
    begin(left[0]);
    line.replaceChildren(line.querySelector(".pw-label"), " ", ...left.flatMap((one, at) => (at ? ["; ", one] : [one])));
  };

  /* The doses of others of the group stand behind those of what is being given, and say so. */
  const setApart = (copy, one, { given }) => {
    const table = copy.querySelector(".pw-chips[data-verb=continues] + .pw-doses table");
    const { gives } = way.follower.boxes.get(copy.dataset.box).continues.find(({ group }) => group === one.group);
    const isOther = (drug) => gives.flat().includes(drug) && !given.some(({ treatment }) => treatment === drug);
    const others = [...(table?.querySelectorAll("tbody tr") ?? [])].filter((row) => isOther(row.querySelector("[data-drug]")?.dataset.drug));
    if (!others.length) return;
    const rest = table.cloneNode(true);
    rest.querySelector("tbody").replaceChildren(...others);
    table.after(make("p", "pw-label", format(walk.graph.words.doses_of_others, { group: lens.treatments.get(one.group).name })), rest);
    if (!table.querySelector("tbody tr")) table.remove();
  };

  walk.goOn = (copy, state) => {
    const known = way.follower.continued(state, copy.dataset.box).filter(({ group, isOpen }) => group && !isOpen);
    known.forEach((one) => {
      copy.querySelectorAll(".pw-chips[data-verb=continues] a").forEach((link) => isOf(link, one.group) && rename(link, one));
      setApart(copy, one, state);
    });
    if (known.length) copy.querySelectorAll(".pw-remark--everyone").forEach((line) => leave(line, (name) => state.given.some(({ treatment }) => treatment === name)));
  };
})();

/* The way in on the home page: what is ticked there is ticked for the patient. */
(() => {
  const { lens, isPlain } = window.pathway;
  const groups = [...document.querySelectorAll(".pw-door-group")].map((group) => ({
    unknown: group.querySelector("[data-unknown]"),
    entries: [...group.querySelectorAll("input[value]:not([data-unknown])")],
  }));
  const idsOf = (entries) => entries.map(({ value }) => value);

  /* What is neither ticked nor follows from what is. */
  const restOf = ({ entries }) => entries.filter(({ value, checked }) => !checked && !lens.isSettled?.(value));

  /* Also what was ticked elsewhere. */
  const show = () => {
    const { has, unknown } = lens.on;
    groups.forEach((group) => {
      group.entries.forEach((entry) => (entry.checked = has.includes(entry.value)));
      const rest = restOf(group);
      group.unknown.checked = rest.length > 0 && rest.every(({ value }) => unknown.includes(value));
    });
  };

  const tell = (group, { target }) => {
    const { unknown, entries } = group;
    /* Where one of the group at most is true, the one that is ticked is open as well. */
    if (target === unknown && unknown.checked && !restOf(group).length) entries.forEach((entry) => (entry.checked = false));
    const ids = idsOf(entries);
    const ticked = idsOf(entries.filter(({ checked }) => checked));
    const open = unknown.checked ? ids.filter((id) => !ticked.includes(id)) : [];
    const others = (names) => names.filter((id) => !ids.includes(id));
    lens.tell({ has: [...others(lens.on.has), ...ticked], unknown: [...others(lens.on.unknown), ...open] });
  };

  /* The entries are here already; the button is named by what else it leads to, and comes last. */
  const more = lens.place.querySelector(".pw-lens-open");
  more.textContent = lens.place.dataset.lensMore;
  if (more.textContent) [...document.querySelectorAll(".pw-door-chips")].at(-1).append(more);
  else more.remove();

  groups.forEach((group) => {
    group.unknown.ariaLabel = group.unknown.dataset.unknown;
    [...group.entries, group.unknown].forEach((input) => input.addEventListener("change", (event) => tell(group, event)));
  });
  /* As in any form, Enter among the ticks starts. */
  document.querySelector(".pw-door-patient").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.repeat || !isPlain(event) || !event.target.matches("input")) return;
    event.preventDefault();
    document.querySelector(".pw-door .pw-walk-begin").click();
  });
  document.addEventListener("pathway:marked", show);
  show();
})();

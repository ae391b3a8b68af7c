/* The list of all recommendations at work: what is chosen says which of them show; the address keeps it. */
(() => {
  const { on, format } = window.pathway;
  const form = document.querySelector(".pw-grade-filter");
  if (!form) return;
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const menus = [...form.elements].filter(({ name }) => name);
  const parts = [...document.querySelectorAll(".pw-recommended")].map((section) => ({
    section,
    rows: [...section.querySelectorAll("tbody tr")].map((row) => ({ row, keys: row.querySelector("[data-keys]").dataset.keys.split(" ") })),
  }));

  const show = () => {
    const wanted = menus.map(({ value }) => value).filter(Boolean);
    let [count, all] = [0, 0];
    parts.forEach(({ section, rows }) => {
      rows.forEach(({ row, keys }) => {
        row.hidden = !wanted.every((key) => keys.includes(key));
        all += 1;
        count += !row.hidden;
      });
      section.hidden = rows.every(({ row }) => row.hidden);
    });
    status.textContent = count === all ? status.dataset.all : count ? format(status.dataset.some, { count }) : status.dataset.none;
    reset.hidden = !wanted.length;
  };

  const write = () => {
    const address = new URL(location.href);
    menus.forEach(({ name, value }) => (value ? address.searchParams.set(name, value) : address.searchParams.delete(name)));
    history.replaceState(history.state, "", address);
  };

  const given = new URLSearchParams(location.search);
  menus.forEach((menu) => {
    menu.value = given.get(menu.name) ?? "";
    if (menu.selectedIndex === -1) menu.value = "";
  });
  on(form, "submit", (event) => event.preventDefault());
  on(form, "input", () => (show(), write()));
  on(form, "reset", (event) => {
    event.preventDefault();
    menus.forEach((menu) => (menu.value = ""));
    show();
    write();
    menus[0].focus();
  });
  form.hidden = false;
  show();
})();

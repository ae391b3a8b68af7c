/* From the earlier name of a page to the page, with the place on it and whatever else the address says. */
(() => {
  const link = document.querySelector(".pw-moved-to");
  if (!link) return;
  const { search, hash } = location;
  location.replace(Object.assign(new URL(link.href), { search, hash }));
})();

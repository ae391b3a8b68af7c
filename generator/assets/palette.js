/* Of the theme's buttons for colours only one shows, and Tab comes to the first or the last of them: it is led on to the one that shows. */
document.addEventListener("focusin", ({ target }) => {
  if (!target.matches(".md-option") || !target.nextElementSibling?.hidden) return;
  const options = [...target.form.querySelectorAll(".md-option")];
  options.find((option) => option.nextElementSibling && !option.nextElementSibling.hidden)?.focus();
});

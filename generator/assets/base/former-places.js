/* The earlier name of a place in an address becomes the name that it has now, before other scripts look for it. */
(() => {
  const { on, idIn } = window.pathway;
  const correct = () => {
    const now = document.getElementById(idIn(location.hash))?.dataset.now;
    if (now) location.replace(`#${encodeURIComponent(now)}`);
  };
  correct();
  on(window, "hashchange", correct);
})();

/* A copy whose review was due before today says so, as its reader may have had it for long. */
(() => {
  const notice = document.querySelector(".pw-stale");
  if (notice && new Date(`${notice.dataset.reviewBy}T23:59:59`) < new Date()) notice.hidden = false;
})();

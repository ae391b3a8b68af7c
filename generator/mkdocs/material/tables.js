/* What scrolls sideways must be reached by the keyboard; Material wraps tables when it starts, and not for that. */
addEventListener("load", () =>
  document.querySelectorAll(".md-typeset__scrollwrap, .pw-poster").forEach((wrap) => {
    new ResizeObserver(() => {
      if (wrap.scrollWidth > wrap.clientWidth && !wrap.querySelector("a[href]")) wrap.tabIndex = 0;
      else wrap.removeAttribute("tabindex");
    }).observe(wrap);
  }),
);

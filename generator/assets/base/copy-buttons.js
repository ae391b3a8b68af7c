/* Buttons that copy: the event `pathway:copy` brings the button, the text to copy and the words for the result. */
(() => {
  const copied = async (text, place) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      /* Over plain http there is no clipboard but this; in a dialogue on the whole screen, only a field within it can be chosen from. */
      const field = document.createElement("textarea");
      field.className = "pw-sr-only";
      field.value = text;
      place.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  document.addEventListener("pathway:copy", async ({ detail: { button, label, text, words } }) => {
    button.textContent = (await copied(text, button.parentElement)) ? words.copied : words.not_copied;
    button.focus({ preventScroll: true });
    setTimeout(() => (button.textContent = label), 2000);
  });
})();

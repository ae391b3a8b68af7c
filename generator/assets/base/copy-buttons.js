/* Buttons that copy a text, and say for a while how that went. */
(() => {
  const { make, button, focusOn } = window.pathway;

  const copied = async (text, place) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      /* Over plain http there is no clipboard but this; in a dialogue on the whole screen, only a field within it can be chosen from. */
      const field = make("textarea", "pw-sr-only");
      field.value = text;
      place.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };

  const copy = async (made, label, text, words) => {
    made.textContent = (await copied(text, made.parentElement)) ? words.copied : words.not_copied;
    focusOn(made);
    setTimeout(() => (made.textContent = label), 2000);
  };

  const copyButton = (name, label, what, words) => {
    const made = button(name, () => copy(made, label, what(), words), label);
    made.setAttribute("aria-live", "polite");
    return made;
  };

  Object.assign(window.pathway, { copy, copyButton });
})();

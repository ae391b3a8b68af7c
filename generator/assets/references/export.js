/* Taking references along: copies of citations, and the references of a box as files. The files of a page are plain links. */
(() => {
  const { make, button, copy, load, save } = window.pathway;
  const list = document.querySelector(".pw-export[data-words]");
  if (!list) return;
  const words = JSON.parse(list.dataset.words);

  /* Without an action of their own: boxes and references are shown again in panels and cards. */
  const plainButton = (name, text) => button(name, null, text);

  /* ── Citations ── */

  document.querySelectorAll(".pw-citation").forEach((citation) => {
    const made = plainButton("pw-copy", words.copy);
    made.setAttribute("aria-live", "polite");
    [citation, ...citation.parentElement.children].findLast((part) => part === citation || part.matches("a")).after(" ", made);
  });

  const textOf = ({ textContent, dataset }) => [textContent.trim(), dataset.also].filter(Boolean).join(" ");

  /* ── Files: loaded on demand, as a script, because nothing else can be read in a folder ── */

  const links = [...list.querySelectorAll("a[download]")];
  let records;
  document.addEventListener("pathway:records", ({ detail }) => (records = detail), { once: true });

  const endingOf = ({ download }) => download.split(".").pop();

  /* The references of a box, or of the page. */
  const take = async (name, ending, box) => {
    await load(links[0].href.replace(/\.\w+$/, ".js"));
    const form = records.forms.find((other) => other.ending === ending);
    const own = box ? records.boxes.find(({ id }) => id === box).references.map((at) => form.records[at]) : form.records;
    save(name, form.mime, form.before + own.join(form.between) + form.after);
  };

  const offer = (box) => {
    const id = box.querySelector("h3[id]")?.id;
    if (!id || !box.querySelector(".pw-cites a")) return;
    const forms = links.flatMap((link) => {
      const made = plainButton("pw-export-as", link.textContent);
      Object.assign(made.dataset, { takes: id, ending: endingOf(link) });
      return [" ", made];
    });
    box.querySelector(".pw-main").append(make("details", "pw-export-box", make("summary", "", words.box), ...forms));
  };

  if (list.dataset.boxes) document.querySelectorAll(".pw-box").forEach(offer);

  document.addEventListener("click", ({ target }) => {
    const made = target.closest?.(".pw-copy, .pw-export-as");
    if (made?.matches(".pw-copy")) copy(made, words.copy, textOf(made.parentElement.querySelector(".pw-citation")), words);
    else if (made) take(`${words.file}-${made.dataset.takes}.${made.dataset.ending}`, made.dataset.ending, made.dataset.takes);
  });

  /* In a folder, browsers show the files of links instead of keeping them. */
  if (location.protocol !== "file:") return;
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a[download]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    take(link.download, endingOf(link));
  });
})();

/* Taking references along: copies of citations, and the references of a box as files. The files of a page are plain links. */
(() => {
  const list = document.querySelector(".pw-export[data-words]");
  if (!list) return;
  const words = JSON.parse(list.dataset.words);

  const make = (tag, className, ...parts) => {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...parts);
    return element;
  };

  const button = (className, text) => {
    const made = make("button", className, text);
    made.type = "button";
    return made;
  };

  /* ── Citations ── */

  document.querySelectorAll(".pw-citation").forEach((citation) => {
    const copy = button("pw-copy", words.copy);
    copy.setAttribute("aria-live", "polite");
    [citation, ...citation.parentElement.children].findLast((part) => part === citation || part.matches("a")).after(" ", copy);
  });

  const textOf = ({ textContent, dataset }) => [textContent.trim(), dataset.also].filter(Boolean).join(" ");

  const copy = (made) => {
    const text = textOf(made.parentElement.querySelector(".pw-citation"));
    document.dispatchEvent(new CustomEvent("pathway:copy", { detail: { button: made, label: words.copy, text, words } }));
  };

  /* ── Files: loaded on demand, as a script, because nothing else can be read in a folder ── */

  const links = [...list.querySelectorAll("a[download]")];
  let asked = null;

  const records = () => {
    asked ??= new Promise((resolve, reject) => {
      document.addEventListener("pathway:records", ({ detail }) => resolve(detail), { once: true });
      const script = document.createElement("script");
      script.src = links[0].href.replace(/\.\w+$/, ".js");
      script.onerror = () => reject(new Error(script.src));
      document.head.append(script);
    });
    return asked;
  };

  const download = (form, ids, name) => {
    const [before, between, after] = form.around;
    const text = before + ids.map((id) => form.records[id]).join(between) + after;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: form.mime }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const endingOf = ({ download }) => download.split(".").pop();

  const take = async (name, ending, box) => {
    const { all, boxes, forms } = await records();
    download(forms.find((form) => form.ending === ending), box ? boxes[box] : all, name);
  };

  const offer = (box) => {
    const id = box.querySelector("h3[id]")?.id;
    if (!id || !box.querySelector(".pw-cites a")) return;
    const forms = links.flatMap((link) => {
      const made = button("pw-export-as", link.textContent);
      Object.assign(made.dataset, { takes: id, ending: endingOf(link) });
      return [" ", made];
    });
    box.querySelector(".pw-main").append(make("details", "pw-export-box", make("summary", "", words.box), ...forms));
  };

  if (list.dataset.boxes) document.querySelectorAll(".pw-box").forEach(offer);

  /* By delegation, for boxes and references are shown again in panels and cards. */
  document.addEventListener("click", ({ target }) => {
    const made = target.closest?.(".pw-copy, .pw-export-as");
    if (made?.matches(".pw-copy")) copy(made);
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

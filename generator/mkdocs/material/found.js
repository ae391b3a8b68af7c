/* Marks in a page what a search found in it: the words that its address names (`?h=chain+oil`). */
(() => {
  const content = document.querySelector("[data-md-component=content]");
  const words = new URLSearchParams(location.search).get("h")?.split(" ").filter(Boolean);
  if (!content || !words?.length) return;

  /* Scripts without spaces have no words that a sign could be a part of. */
  const SIGN = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}";
  const LETTER = `(?![${SIGN}])[\\p{L}\\p{M}\\p{N}]`;
  const escaped = (word) => word.replace(/[^\p{L}\p{M}\p{N}]/gu, (sign) => `\\u{${sign.codePointAt().toString(16)}}`);
  const sought = new RegExp(`(?<!${LETTER})(?:${words.map(escaped).join("|")})(?!${LETTER})`, "giu");

  const isLeftOut = (element) => Boolean(element.closest("svg, script, style, template, button, textarea, .pw-lens, .pw-lens-said"));
  const filter = ({ parentElement }) => (isLeftOut(parentElement) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT, filter);

  /* Texts that follow each other in a line: a word may begin in one and end in the next, as where a part of it is an abbreviation. */
  const lines = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const block = text.parentElement.closest("p, li, td, th, dt, dd, h1, h2, h3, h4, summary, div, section, .pw-cites");
    if (lines.at(-1)?.block === block) lines.at(-1).texts.push(text);
    else lines.push({ block, texts: [text] });
  }

  /* Marks ranges of a text, which are in order. */
  const markIn = (text, ranges) => {
    const { data } = text;
    const pieces = [];
    let after = 0;
    for (const [start, end] of ranges) {
      const mark = document.createElement("mark");
      mark.className = "pw-found";
      mark.textContent = data.slice(start, end);
      pieces.push(data.slice(after, start), mark);
      after = end;
    }
    text.replaceWith(...pieces, data.slice(after));
  };

  for (const line of lines) {
    const found = [...line.texts.map(({ data }) => data).join("").matchAll(sought)].map(({ 0: word, index }) => [index, index + word.length]);
    if (!found.length) continue;
    let begin = 0;
    for (const text of line.texts) {
      const { length } = text.data;
      const ranges = found.map((range) => range.map((at) => Math.min(Math.max(at - begin, 0), length))).filter(([start, end]) => start < end);
      if (ranges.length) markIn(text, ranges);
      begin += length;
    }
  }

  /* The words that were found in the box or part that the address names: in the panel beside its chart, or up to the next heading. */
  const inPart = () => {
    const panel = document.querySelector(".pw-panel:not([hidden])");
    if (panel) return [...panel.querySelectorAll(".pw-found")];
    const part = document.getElementById(window.pathway.idIn(location.hash));
    if (!part) return [];
    const isAfter = (one, other) => Boolean(one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
    const next = [...content.querySelectorAll(":is(h1, h2, h3)[id]")].find((heading) => heading !== part && isAfter(part, heading));
    return [...content.querySelectorAll(".pw-found")].filter((mark) => isAfter(part, mark) && (!next || isAfter(mark, next)));
  };

  const isSeen = (mark) => {
    const { top, bottom } = mark.getBoundingClientRect();
    const frame = mark.closest(".pw-panel-body")?.getBoundingClientRect();
    return mark.checkVisibility() && top >= document.querySelector("header").offsetHeight && bottom <= Math.min(innerHeight, frame?.bottom ?? innerHeight);
  };

  /* Where the box or part is too long to be seen whole, its first such word is brought into sight. */
  const bring = () => {
    const marks = inPart();
    if (!marks.length || marks.some(isSeen)) return;
    const folded = marks[0].closest("details:not([open])");
    if (folded) folded.open = true;
    marks[0].scrollIntoView({ block: "nearest" });
  };
  addEventListener("load", () => setTimeout(bring), { once: true });
})();

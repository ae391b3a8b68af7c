/* The way of a walk: which box comes next, and the route as an address says it. It knows the pathway, and no page.

   A route is  walk/1/<version>/<first box>/<box>.<branch>/<box>.<branch>+<branch>/<box>
   The branches taken are named by where they lead. Boxes with a single way on are not named: the last part only is, where
   the walk stands at a box beyond its last branch. So a route still holds when a box is put in or left out between two. */
(() => {
  const FORM = "1";
  const { walk, format, decoded, boxName } = window.pathway;
  const { words, version } = walk.graph;

  const tag = (version) => version.replace(/[^\p{L}\p{N}.-]+/gu, "_");

  const named = (edges) =>
    edges.map(({ to, label, target }, at) => {
      const same = edges.slice(0, at).filter((other) => other.to === to).length;
      return { name: same ? `${to}~${same + 1}` : to, label, target };
    });

  const boxes = new Map(walk.graph.boxes.map(({ edges, ...box }) => [box.id, { ...box, name: boxName(box), ways: named(edges) }]));
  boxes.forEach(({ ways }) => ways.forEach((way) => (way.target = boxes.get(way.target))));

  const beyond = new Map();
  /* The boxes that a box can lead to. */
  const ahead = (box) => {
    if (!beyond.has(box)) {
      const found = new Set();
      const waiting = [box];
      while (waiting.length) {
        const next = waiting.pop().ways.map(({ target }) => target).filter((target) => !found.has(target));
        next.forEach((target) => found.add(target));
        waiting.push(...next);
      }
      beyond.set(box, found);
    }
    return beyond.get(box);
  };
  const leads = (from, to) => ahead(from).has(to) && !ahead(to).has(from);

  const begin = (id) => boxes.has(id) && { steps: [], at: boxes.get(id), todo: [] };

  /* Where branches join, the walk waits until all that are open have come there, so that no question is asked twice. */
  const after = ({ todo }, ways) => {
    const waiting = new Set([...ways.map(({ target }) => target), ...todo]);
    const inTurn = [];
    while (waiting.size) {
      const next = [...waiting].find((box) => ![...waiting].some((other) => other !== box && leads(other, box)));
      waiting.delete(next);
      inTurn.push(next);
    }
    return inTurn;
  };

  const go = (state, ways) => {
    const [at, ...todo] = after(state, ways);
    return { steps: [...state.steps, { box: state.at, ways }], at, todo };
  };

  const back = ({ steps, at }, count) =>
    steps.slice(0, count).reduce((state, { ways }) => go(state, ways), begin((steps[0]?.box ?? at).id));

  const isBranching = (box) => box.ways.length > 1;
  const canGoOn = (state) => !isBranching(state.at) && after(state, state.at.ways)[0];

  /* What was answered or ticked at a box; of a choice, what was chosen, since its label only says why. */
  const taken = ({ box, ways }) => {
    const said = ({ label, target }) => (box.kind === "choice" ? target.name : label || target.name);
    return isBranching(box) ? ways.map(said).join(" · ") : "";
  };

  /* ── The address ── */

  const write = (state) => {
    const last = state.steps.findLastIndex(({ box }) => isBranching(box));
    const taken = state.steps.filter(({ box }) => isBranching(box)).map(({ box, ways }) => `${box.id}.${ways.map(({ name }) => name).join("+")}`);
    const here = last + 1 < state.steps.length ? [state.at.id] : [];
    const first = (state.steps[0]?.box ?? state.at).id;
    return `#${["walk", FORM, tag(version), first, ...taken, ...here].map(encodeURI).join("/")}`;
  };

  const to = (state, id) => {
    const seen = new Set();
    while (state.at.id !== id) {
      if (seen.has(state.at) || !canGoOn(state)) return null;
      seen.add(state.at);
      state = go(state, state.at.ways);
    }
    return state;
  };

  const take = (state, names) => {
    const ways = state.at.ways.filter(({ name }) => names.includes(name));
    const fits = ways.length === new Set(names).size && (ways.length === 1 || state.at.kind === "several");
    return fits && isBranching(state.at) ? go(state, ways) : null;
  };

  /* What an address says: null if it is not of a walk; without a state if it is garbled; else as far as it holds. */
  const read = (hash) => {
    const [mark, form, made, first, ...parts] = decoded(hash.slice(1)).split("/");
    if (mark.toLowerCase() !== "walk") return null;
    let state = form === FORM && begin(first);
    if (!state) return {};
    const older = made !== tag(version) && made;
    for (const part of parts.filter(Boolean)) {
      const [id, names] = part.split(".");
      const there = to(state, id);
      const next = there && (names === undefined ? there : take(there, names.split("+")));
      if (!next) return { state: there ?? state, older, lost: true };
      state = next;
    }
    return { state, older, lost: false };
  };

  /* ── In words ── */

  const names = (some) => some.map(({ name }) => name).join(" · ");

  /* What a reader must know of an address that was written for another version, or does not hold. */
  const noted = ({ older, lost }) => {
    const made = older ? [format(words.older, { made: older, version })] : [];
    if (lost) made.push(words[older ? "lost" : "broken"]);
    else if (older) made.push(words.holds);
    return made.join(" ");
  };

  walk.way = { boxes, begin, go, back, after, ahead, isBranching, canGoOn, taken, write, read, names, noted };
})();

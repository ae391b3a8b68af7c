/* The route of a walk: its stops, the address that says them, and what happened on it in words. It knows the pathway, and no page.

   A route is  walk/1/<version>/<first box>/<box>.<answer>+<answer>/<box>~<time>
   Ways taken are named by where they lead, entries by their id, with “-” before what the patient does not have; “~” is none of all.
   Steps without an answer are not named: only where the walk stands or answers are changed beyond the last answer, the box is, and
   which time it is come to since. An entry has “~” before it where it was said to be not known yet, which what was left open is not. What is
   changed there stands under “~”, and what is ticked in the score of a box under “=<box>”: items
   by their number, each with its cell, “0” for none of them and “~” for what is no longer ticked. So a route still holds when a box is put in between two. */
(() => {
  const FORM = "1";
  const NONE = "~";
  const SCORED = "=";
  const MOST = 99;
  const DECISIONS = ["question", "several", "all", "choice"];
  const { walk, score: counting, format, decoded, boxName } = window.pathway;
  const { words, version, definition } = walk.graph;
  const follower = walk.followerOf(definition);
  const { YES, NO, UNKNOWN } = walk;

  const tag = (version) => version.replace(/[^\p{L}\p{N}.-]+/gu, "_");
  const said = (name, values) => format(words[name], values);

  /* ── What the pathway calls things ── */

  const byId = (list) => new Map(list.map((one) => [one.id, one]));
  const entries = byId(walk.graph.entries);
  const groups = byId([...walk.graph.entries, ...walk.graph.groups]);
  const treatments = byId(walk.graph.treatments);
  const boxes = byId(walk.graph.boxes);
  /* Each box as the walk knows it and as the pages name it; so for its ways, of which several may lead to one box. */
  boxes.forEach((box, id) => {
    const own = follower.boxes.get(id);
    const ways = box.ways.map((way, at) => {
      const times = box.ways.slice(0, at + 1).filter(({ to }) => to === way.to).length;
      const step = own.ways.find(({ number }) => number === way.number);
      return { ...step, ...way, target: boxes.get(step.goal), key: times > 1 ? `${way.to}~${times}` : way.to };
    });
    const name = boxName(box);
    /* On a way there, a caution is not to be taken for something that is given. */
    const onward = own.kind === "caution" ? said("caution_way", { box: name }) : name;
    Object.assign(box, { name, onward, kind: own.kind, asks: own.asks, score: own.score, through: boxes.get(own.through), ways });
  });
  /* Treatments are asked about as well: whether they are being given. */
  const asked = byId(definition.treatments);
  const nameOf = (entry) => (asked.has(entry) ? said("is_given", { treatment: treatments.get(entry).name }) : groups.get(entry).name);
  const wayOf = (box, number) => box.ways.find((way) => way.number === number);
  const labelOf = ({ label, target, is_then: isThen }) => (isThen || !label ? [isThen && label, target.onward].filter(Boolean).join(": ") : label);
  /* A way as it was taken: with how long after. */
  const takenAs = (one) => [labelOf(one), one.after && `(${one.after})`].filter(Boolean).join(" ");

  const beyond = new Map();
  /* The boxes that a box can lead to. */
  const ahead = (box) => {
    if (!beyond.has(box)) {
      const found = new Set();
      const waiting = [box];
      while (waiting.length) {
        const { ways, through } = waiting.pop();
        const next = [...ways.map(({ target }) => target), through].filter((target) => target && !found.has(target));
        next.forEach((target) => found.add(target));
        waiting.push(...next);
      }
      beyond.set(box, found);
    }
    return beyond.get(box);
  };

  /* ── Stops: a state, or as much of its row as is on one page ── */

  const partsOf = ({ row, events }) => {
    const here = row.length ? row : [events.findLast(({ kind }) => kind === "entered").box];
    const parts = [];
    here.map((id) => boxes.get(id)).forEach((box) => {
      if (parts.at(-1)?.[0].page === box.page) parts.at(-1).push(box);
      else parts.push([box]);
    });
    return parts;
  };

  const stopAt = (state, part = 0) => {
    const parts = partsOf(state);
    const shown = parts[part];
    const isWhole = part === parts.length - 1;
    const rest = parts.slice(part + 1).flat();
    return { state, part, rest, boxes: shown, at: shown.at(-1), move: isWhole ? follower.moves(state) : { kind: "go" } };
  };

  const begin = (id) => boxes.has(id) && { first: id, stops: [], stop: stopAt(follower.begin(id)) };

  /* The stop after an answer, if the answer fits and there is one. */
  const nextOf = ({ state, part, rest }, answer) => {
    if (rest.length) return stopAt(state, part + 1);
    const next = follower.after(state, answer);
    return next && stopAt(next);
  };

  const onTo = ({ first, stops, stop }, next, answer) => ({ first, stops: [...stops, { ...stop, answer }], stop: next });

  const go = (route, answer) => {
    const next = nextOf(route.stop, answer);
    return next && onTo(route, next, answer);
  };

  /* Other answers to what was asked, at the same place. */
  const change = (route, answers) => {
    const { state, part } = route.stop;
    return onTo(route, stopAt(follower.changed(state, answers), part), { changed: answers });
  };

  /* Entries said to be not known yet, which is more than left open, and not answered since: all of a group with one answer, of which the
     first entry says so. */
  const saidUnknown = ({ stops }) => {
    const found = new Set();
    stops.forEach(({ move, answer }) => {
      if (answer?.scored || (!answer?.changed && move?.kind !== "ask")) return;
      const told = answer.changed ?? answer;
      const groupOf = (entry) => oneOfs.find(({ entries: some }) => some.includes(entry)) ?? { entries: [entry] };
      const about = answer.changed ? [...told.keys()].map(groupOf) : move.groups;
      about.forEach(({ entries: some }) => {
        const known = some.map((entry) => told.get(entry));
        if (known.includes(UNKNOWN) && !known.includes(YES)) some.forEach((entry) => found.add(entry));
        else some.filter((entry) => told.has(entry)).forEach((entry) => found.delete(entry));
      });
    });
    return found;
  };
  /* Entries that are answered on a route and were not on a shorter one, if they were only left open. */
  const leftOpen = (route, { stop }) => {
    const unknown = saidUnknown(route);
    const asking = route.stops.filter(({ move, answer }) => move?.kind === "ask" && answer && !answer.changed && !answer.scored);
    const open = asking.flatMap(({ move }) => move.groups).filter((group) => !group.entries.some((entry) => unknown.has(entry)));
    return open.flatMap((group) => group.entries).filter((entry) => !stop.state.answers.has(entry));
  };

  /* Where a walk goes back to what was asked: the answers of the longer route, as the fields of its questions are named. */
  const lastAnswers = (route, { stop: { move } }) => {
    const { answers } = route.stop.state;
    const unknown = saidUnknown(route);
    return (move?.kind === "ask" ? move.groups : []).flatMap(({ id, entries: some, one_of: isOne }) => {
      const known = some.map((entry) => answers.get(entry));
      const at = known.indexOf(YES);
      const isNo = known.every((one) => one === NO);
      const value = at >= 0 ? (isOne ? some[at] : YES) : isNo ? NO : some.some((entry) => unknown.has(entry)) && UNKNOWN;
      return value ? [`${id}.${value}`] : [];
    });
  };

  /* Back to a stop, with what was ticked there. */
  const back = (route, count) => {
    let at = count;
    while (route.stops[at]?.answer?.scored) at += 1;
    if (at === route.stops.length) return route;
    const { first, stops } = route;
    return { first, stops: stops.slice(0, at), stop: stopAt(stops[at].state, stops[at].part) };
  };

  /* ── Scores ── */

  /* How many stops come before the place where the walk stands: what is ticked in a score leads to no other. */
  const entered = ({ stops }) => stops.findLastIndex(({ answer }) => !answer?.scored) + 1;

  /* Cells picked in the score of a box, by item, where the walk stands. */
  const tick = (route, id, picks) => {
    const { first, stops } = route;
    const count = entered(route);
    const scored = new Map(stops.slice(count).map(({ answer }) => [answer.scored.box, answer.scored.picks]));
    scored.set(id, new Map([...(scored.get(id) ?? []), ...picks]));
    const { state, part } = stops[count] ?? route.stop;
    let ticked = { first, stops: stops.slice(0, count), stop: stopAt(state, part) };
    for (const [box, all] of scored) {
      const fresh = follower.ticked(ticked.stop.state, boxes.get(box).score, all);
      if (!fresh) return null;
      ticked = onTo(ticked, stopAt(fresh, part), { scored: { box, picks: all } });
    }
    return ticked;
  };

  /* Whether something of a box's score was ticked before the walk came to it. */
  const isKept = (route, { score }) => {
    const { state } = route.stops[entered(route)] ?? route.stop;
    return [...state.ticks.keys()].some((key) => key.startsWith(`${score} `));
  };

  /* Whether a walk comes to a score for the first time, and nothing of it is ticked or answered yet. */
  const isNew = ({ stops, stop }, { score }) =>
    !stops.some(({ boxes: shown }) => shown.some((box) => box.score === score)) && pickedIn(stop, { score }).every((pick) => pick === null);

  /* Of a box with a score: what is picked in it. */
  const pickedIn = ({ state }, { score }) => follower.picked(state, score);

  /* ── The address ── */

  const SIGNS = { [YES]: "", [NO]: "-", [UNKNOWN]: "~" };
  const knownIn = (answers, kinds) => [...answers].filter(([, known]) => kinds.includes(known)).map(([entry, known]) => SIGNS[known] + entry);
  const writing = {
    ask: (_, answer) => knownIn(answer, [YES, NO, UNKNOWN]),
    pick: (box, answer) => answer.map((number) => wayOf(box, number).key),
    which: (_, answer) => answer,
  };

  /* A box may be shown in passing, with others behind it. */
  const isAt = ({ boxes: shown }, id) => shown.some((box) => box.id === id);

  const write = ({ first, stops, stop }) => {
    const parts = [];
    let since = [];
    const here = (id) => {
      const times = since.filter((one) => isAt(one, id)).length;
      return since.length > 1 ? [times > 1 ? `${id}~${times}` : id] : [];
    };
    [...stops, stop].forEach(({ at, move, answer, ...one }) => {
      since.push(one);
      if (answer?.scored) parts.push(...here(at.id), `${SCORED}${answer.scored.box}.${[...answer.scored.picks].map(([item, cell]) => `${item + 1}-${cell ?? NONE}`).join("+")}`);
      else if (answer?.changed) parts.push(...here(at.id), `~.${knownIn(answer.changed, [YES, NO, UNKNOWN]).join("+") || NONE}`);
      else if (move?.kind in writing && answer) parts.push(`${at.id}.${writing[move.kind](at, answer).join("+") || NONE}`);
      else return;
      since = [];
    });
    return `#${["walk", FORM, tag(version), first, ...parts, ...here(stop.at.id)].map(encodeURI).join("/")}`;
  };

  const asAnswers = (names) => {
    const answers = new Map(
      names.map((name) => {
        const [known, sign] = Object.entries(SIGNS).find(([, mark]) => mark && name.startsWith(mark)) ?? [YES, ""];
        return [name.slice(sign.length), known];
      }),
    );
    return [...answers.keys()].every((entry) => entries.has(entry) || asked.has(entry)) ? answers : null;
  };
  const asWays = (names, box) => {
    const ways = box.ways.filter(({ key }) => names.includes(key));
    return ways.length === new Set(names).size ? ways.map(({ number }) => number) : null;
  };
  const reading = { ask: asAnswers, pick: asWays, which: (names) => names };

  /* On to a stop that shows a box, without an answer: as often as said, or to where one is wanted of it. */
  const to = (route, id, times) => {
    let [at, left, tries] = [route, times || 1, (times || 1) * boxes.size * 2];
    for (;;) {
      const { stop } = at;
      const isMeant = times ? isAt(stop, id) && (left -= 1) < 1 : stop.at.id === id && stop.move && stop.move.kind !== "go";
      if (isMeant) return at;
      if (stop.move?.kind !== "go" || (tries -= 1) < 0) return null;
      at = go(at);
    }
  };

  const scoreIn = (route, id, names) => {
    const cells = names.map((name) => name.match(/^([1-9]\d{0,3})-(\d{1,3}|~)$/));
    const isThere = route.stop.boxes.some((box) => box.id === id && box.score);
    if (!isThere || !cells.length || !cells.every(Boolean)) return null;
    return tick(route, id, new Map(cells.map(([, item, cell]) => [item - 1, cell === NONE ? null : Number(cell)])));
  };

  const part = (route, text) => {
    const [id, said] = text.split(".");
    const names = said === NONE ? [] : said?.split("+");
    if (id === NONE) {
      const answers = names && asAnswers(names);
      return answers && change(route, answers);
    }
    if (id.startsWith(SCORED)) return names && scoreIn(route, id.slice(SCORED.length), names);
    const [name, times] = id.split("~");
    const there = to(route, name, names ? 0 : Math.min(Number(times) || 1, MOST));
    const answer = there && names && reading[there.stop.move.kind](names, there.stop.at);
    return names ? answer && go(there, answer) : there;
  };

  /* A part of an address with what had another id before under the one it has now. */
  const former = new Map(walk.graph.former.map(({ was, now }) => [was, now]));
  const renamed = (text) => text.replace(/[^.+~]+/g, (name) => former.get(name) ?? name);

  /* What an address says: null if it is not of a walk; without a route if it is garbled; else as far as it holds. */
  const read = (hash) => {
    const [mark, form, made, ...named] = decoded(hash.slice(1)).split("/");
    const [first, ...parts] = named.map(renamed);
    if (mark.toLowerCase() !== "walk") return null;
    let route = form === FORM && begin(first);
    if (!route) return {};
    const older = made !== tag(version) && made;
    for (const text of parts.filter(Boolean)) {
      const next = part(route, text);
      if (!next) return { route, older, lost: true };
      route = next;
    }
    return { route, older, lost: false };
  };

  /* ── The patient, for the marks ── */

  /* What is ticked elsewhere, with what was answered in place of what is ticked of it, and what is being given here. Of a treatment that
     was asked about, this says whether it still is. What the ways taken say holds for the marks of the walk alone: it is never `answers`. */
  const patient = ({ state }, { has, unknown }, isEntry, answers = follower.knowledge(state)) => {
    const among = (ticks, known) => [...ticks.filter((name) => !answers.has(name)), ...[...answers].filter(([, one]) => one === known).map(([name]) => name)];
    const given = state.given.map(({ treatment }) => treatment);
    /* A member of a group that was denied is not unknown, whatever was answered or ticked of itself. */
    const isOpen = (name) => follower.known(answers, name) === UNKNOWN;
    const denied = [...entries.keys()].filter((name) => follower.known(answers, name) === NO);
    const holds = (name) => (answers.has(name) ? isEntry(name) : !denied.includes(name));
    return { denied, has: among(has, YES).filter(holds), unknown: among(unknown, UNKNOWN).filter(isOpen), given };
  };
  /* What only the ways taken say that the patient has. */
  const byWay = ({ state }) => [...follower.knowledge(state)].filter(([entry, one]) => one === YES && state.answers.get(entry) !== YES).map(([entry]) => entry);
  /* Not known yet by the answers, and known by the ways taken. */
  const isShown = (state, known) => {
    const found = follower.knowledge(state);
    return (entry) => known(entry) === UNKNOWN && follower.known(found, entry) !== UNKNOWN;
  };
  /* The answers that still hold beside what the ways taken say. */
  const leftKnown = ({ state }) => {
    const isKnownSince = isShown(state, (entry) => follower.known(state.answers, entry));
    return new Map([...state.answers].filter(([entry]) => !isKnownSince(entry)));
  };
  const isStopped = ({ events }, name) => events.some(({ kind, box }) => kind === "entered" && follower.boxes.get(box).stops.includes(name));
  /* What is ticked as being given, and stopped by a box of the route: it no longer counts where that was answered. Where it was not, it may
     have been ticked since, and still does. */
  const ended = ({ state }, { has, unknown }) => {
    const names = has.filter((name) => !entries.has(name) && !state.given.some(({ treatment }) => treatment === name) && isStopped(state, name));
    const isSaid = (name) => state.answers.get(name) === YES;
    const shown = unknown.filter(isShown(state, () => UNKNOWN));
    return { stopped: names.filter(isSaid), still: names.filter((name) => !state.answers.has(name)), shown };
  };
  /* What counts as being given, for the marks: of what a box or an option gives the whole of a group or a regimen, and what is only ticked. */
  const ticked = ({ answers }, { has }) => has.filter((name) => !entries.has(name) && !answers.has(name));
  const begun = ({ state }, { on, marking }) => {
    const { given } = state;
    const choices = [...new Set(given.map(({ choice }) => choice))];
    const wholes = choices.flatMap((one) => marking.outermost(given.filter(({ choice }) => choice === one).map(({ treatment }) => treatment)));
    return [...new Set([...wholes, ...ticked(state, on)])];
  };
  /* Of what an option gives, that which counts as being given already. */
  const givenNow = ({ state }, { on }, { drugs }) => {
    const now = [...state.given.map(({ treatment }) => treatment), ...ticked(state, on)];
    return drugs.filter((name) => now.includes(name));
  };
  /* Of what an option gives, what was being given at an earlier step and was stopped since. */
  const stoppedBefore = ({ stops, stop: { state } }, { drugs }) =>
    drugs.filter((name) => {
      const isGiven = ({ given }) => given.some(({ treatment }) => treatment === name);
      return isStopped(state, name) && !isGiven(state) && stops.some((one) => isGiven(one.state));
    });
  /* Whether ticks elsewhere say that an entry is true: itself, or a member of it. */
  const isTicked = ({ has }, entry) => follower.known(new Map(has.map((name) => [name, YES])), entry) === YES;

  /* ── In words ── */

  const oneOfs = [...byId([...boxes.values()].flatMap(({ asks }) => asks).filter(({ one_of: isOne }) => isOne)).values()];

  /* Of a question with one answer only that: which entry is so, none of them, or not known yet. */
  const answerOf = (answers, group) => {
    const known = group.entries.map((entry) => answers.get(entry));
    const had = group.entries.filter((_, at) => known[at] === YES);
    const text = had.length ? had.map(nameOf).join(", ") : known.every((one) => one === NO) ? words.none : known.every((one) => one === UNKNOWN) && words.unknown;
    return text && said("answer", { entry: nameOf(group.id), known: text });
  };
  const named = { [YES]: words.yes, [UNKNOWN]: words.unknown, [NO]: words.no };
  const line = (entry, known) => said("answer", { entry, known });
  /* What is said of questions with one answer only, and the other entries that were answered. */
  const parted = (answers) => {
    const groups = oneOfs.filter((group) => group.entries.some((entry) => answers.has(entry)) && answerOf(answers, group));
    return { lines: groups.map((group) => answerOf(answers, group)), rest: [...answers.keys()].filter((entry) => !groups.some(({ entries }) => entries.includes(entry))) };
  };
  /* Entries with the same answer are named together, those that apply first. */
  /* What was answered of a treatment may be over, or have begun since. */
  const saidOf = (entry) => (asked.has(entry) ? said("was_given", { treatment: treatments.get(entry).name }) : nameOf(entry));
  const answerLines = (list) => {
    const answers = new Map(list);
    const { lines, rest } = parted(answers);
    const byAnswer = [YES, UNKNOWN, NO].map((known) => [named[known], rest.filter((entry) => follower.known(answers, entry) === known).map(known === UNKNOWN ? nameOf : saidOf)]);
    const together = byAnswer.filter(([, names]) => names.length).map(([known, names]) => (names.length > 1 ? line(known, names.join(", ")) : line(names[0], known)));
    return [...lines, ...together];
  };
  const answersIn = (list) => answerLines(list).join(" · ");

  /* Why a way was taken without a click. */
  const reasonOf = (box, way, answers) => {
    if (way.is_then) return words.used_up;
    const had = way.has.filter((entry) => follower.known(answers, entry) === YES);
    return had.length ? said("because", { entries: had.map(nameOf).join(" · ") }) : words.because_none;
  };

  /* The one way on from a box that decides nothing, if it is taken after a time. */
  const timeOn = ({ kind, ways: [one] }) => !DECISIONS.includes(kind) && one?.after && one;

  const notes = {
    dropped: (box, { ways: [number] }) => said("dropped", { box: wayOf(box, number).target.onward }),
    "used up": () => words.used_up,
    returned: (box) => [said("returned", { box: box.name }), timeOn(box)?.after].filter(Boolean).join(" → "),
  };
  const happened = ({ answers }, event) => {
    const box = boxes.get(event.box);
    if (event.kind in notes) return [notes[event.kind](box, event)];
    if (event.kind !== "took by itself") return [];
    const way = wayOf(box, event.ways[0]);
    return [`${said("took_itself", { box: box.name, way: takenAs(way) })}. ${reasonOf(box, way, answers)}`];
  };

  /* All that went by itself since a stop before, a line for each. */
  const between = (before, { state, part }) =>
    part ? [] : state.events.slice(before?.state.events.length ?? 0).flatMap((event) => happened(state, event));

  /* Where a walk goes on without an answer, by which way, and what goes by itself on the way there; no stop at the end of the walk. At the end
     of a chart gone through in detail, it is a way of the box that this was shown for. */
  const onward = (stop) => {
    const next = stop.move?.kind === "go" && nextOf(stop);
    const found = next && (stop.rest.length || next.state.row.length) ? next : null;
    const fresh = found ? found.state.events.slice(stop.state.events.length) : [];
    const left = [stop.at, ...fresh.filter(({ kind }) => kind === "returned").map(({ box }) => boxes.get(box))];
    const step = left.flatMap(({ ways }) => ways).find(({ target }) => target === found?.boxes[0]);
    return { stop: found, step, notes: next ? between(stop, next) : [] };
  };

  /* What was answered at a stop, a line for each answer. */
  const answersAt = ({ at, move, answer }) => {
    if (answer?.scored) return [];
    if (answer?.changed) return [said("changed", { answers: answersIn(answer.changed) })];
    /* What was left open is not known yet, and no less an answer. */
    if (move?.kind === "ask") return answerLines(move.groups.flatMap((group) => follower.complete(group, answer)));
    if (move?.kind === "pick") return answer.map((number) => takenAs(wayOf(at, number)));
    if (move?.kind !== "which") return [];
    return answer.length ? answer.map((member) => treatments.get(member).name) : [words.none];
  };

  /* What is gone on with of a group: the members being given; of single treatments, only what is missing need be said. */
  const continuedName = ({ group, members }) => {
    const form = [words.continued_none, words.continued_one][members.length] ?? words.continued_some;
    return format(form, { group: treatments.get(group).name, members: members.map((member) => treatments.get(member).name).join(", ") });
  };
  const continuedNotes = ({ continued }) =>
    continued.flatMap((one) => {
      if (one.isOpen) return [];
      if (one.group) return [said("continue", { treatments: continuedName(one) })];
      return one.missing.length ? [said("not_continued", { treatments: one.missing.map((name) => treatments.get(name).name).join(", ") })] : [];
    });

  /* The same of single treatments, where the answer leads on at once. */
  const toldOf = ({ continued }, { move, answer }) =>
    continued.map((one) => (one.group ? one : { ...one, isOpen: false, missing: move.members.filter((member) => !answer.includes(member)) }));

  /* The boxes walked, each with which time it is, its stop, what was answered there and what then went by itself; with the ways taken, how
     long after it goes on (`later`), the members of groups gone on with, and what was being given. */
  const walked = ({ stops, stop }) => {
    const steps = [];
    const timesOf = (box) => steps.filter((step) => step.box === box).length + 1;
    const add = (box, at, state) => steps.push({ box, times: timesOf(box), stop: at, taken: [], notes: [], ways: null, continued: follower.continued(state, box.id), given: follower.givenAt(state).get(box.id) ?? [] });
    const lastOf = (box) => steps.findLast((step) => step.box === box);
    [...stops, stop].forEach((one, number, all) => {
      const { boxes: shown, part, state, rest } = one;
      const before = all[number - 1];
      const fresh = part ? [] : state.events.slice(before?.state.events.length ?? 0);
      if (part && !before.answer?.changed && !before.answer?.scored) shown.forEach((box) => add(box, number, state));
      fresh.forEach((event) => {
        const box = boxes.get(event.box);
        if (event.kind === "entered" && !rest.includes(box)) add(box, shown.includes(box) ? number : null, state);
        else if (event.kind === "took by itself") {
          const way = wayOf(box, event.ways[0]);
          steps.at(-1).taken.push(takenAs(way));
          steps.at(-1).ways = event.ways;
          steps.at(-1).notes.push(reasonOf(box, way, state.answers));
        } else if (steps.length) steps.at(-1).notes.push(...happened(state, event));
      });
      shown.filter(({ score }) => score).forEach((box) => {
        const picks = pickedIn(one, box);
        if (picks.some((pick) => pick !== null)) lastOf(box).scored = { score: counting.byId.get(box.score), picks };
      });
      /* Which members of a group they are is answered at the box itself. */
      shown.filter(({ id }) => follower.boxes.get(id).continues.length).forEach((box) => (lastOf(box).continued = follower.continued(state, box.id)));
      const isPassed = one.at.through || state.stack.at(-1)?.kind === "first";
      if (!isPassed) lastOf(one.at).wait = timeOn(one.at);
      if (number === stops.length) return;
      lastOf(one.at).taken.push(...answersAt(one).filter(Boolean));
      if (one.move?.kind === "pick" && Array.isArray(one.answer)) lastOf(one.at).ways = one.answer;
      if (one.move?.group === "" && Array.isArray(one.answer)) lastOf(one.at).continued = toldOf(lastOf(one.at), one);
    });
    /* Where another box comes next, as that of a branch, the time says which it is for. */
    const later = ({ wait }, at) => wait && [wait.after, steps[at + 1]?.box !== wait.target && wait.target.onward].filter(Boolean).join(": ");
    return steps.map((step, at) => ({ ...step, later: later(step, at), notes: [...(step.scored ? [counting.sumText(step.scored.score, step.scored.picks)] : []), ...continuedNotes(step), ...step.notes], name: step.times > 1 ? said("pass", { box: step.box.onward, number: step.times }) : step.box.onward }));
  };

  /* The ways taken, each as the ids of the boxes that it joins, with its place among those that join the same, and by its number. */
  const waysTaken = ({ stops, stop }) => {
    const taken = ({ kind, box: id, ways }) => (kind.startsWith("took") ? ways.map((number) => [boxes.get(id), wayOf(boxes.get(id), number)]) : []);
    const isLeft = ({ answer }) => !answer?.changed && !answer?.scored;
    const left = [...stops.filter(isLeft), { boxes: stop.boxes.slice(0, -1) }].flatMap(({ boxes: shown }) => shown);
    const simple = left.filter((box) => !DECISIONS.includes(box.kind) && box.ways.length);
    const pairs = [...stop.state.events.flatMap(taken), ...simple.map((box) => [box, box.ways[0]])];
    const keys = pairs.flatMap(([box, one]) => {
      const pair = `${box.id}/${one.target.id}`;
      return [pair, `${box.id}#${one.number}`, `${pair}/${box.ways.filter(({ target }) => target === one.target).indexOf(one)}`];
    });
    return new Set(keys);
  };

  /* The boxes that still wait, the next first: goals of branches, where they meet, and what follows on a chart gone through. */
  const todo = ({ state, rest }) => {
    const waiting = state.stack.toReversed().flatMap((frame) => {
      if (frame.kind === "first") return frame.goals;
      if (frame.kind === "detail") return [frame.box];
      const goals = frame.waiting.map((number) => wayOf(boxes.get(frame.fork), number).target.id);
      return frame.arrived || goals.includes(frame.join) ? [...goals.filter((goal) => goal !== frame.join), frame.join] : goals;
    });
    return [...new Set([...rest, ...waiting.map((id) => boxes.get(id))])];
  };

  /* What was being given when each box was come to: of the boxes shown, and of those walked to which the walk does not come again. */
  const givenAt = ({ stops, stop }) => {
    const open = new Set([stop.at, ...todo(stop)].flatMap((box) => [box, ...ahead(box)]));
    const been = stops.flatMap(({ state }) => [...follower.givenAt(state)]).filter(([id]) => !open.has(boxes.get(id)));
    return new Map([...been, ...follower.givenAt(stop.state)]);
  };

  const names = (some) => some.map(({ onward }) => onward).join(" · ");

  /* What a reader must know of an address that was written for another version, or does not hold. */
  const noted = ({ older, lost }) => {
    const made = older ? [said("older", { made: older, version })] : [];
    if (lost) made.push(words[older ? "lost" : "broken"]);
    else if (older) made.push(words.holds);
    return made.join(" ");
  };

  /* The statements that apply by some answers and not by others already, each under the first entry that it is for. */
  const statements = byId(walk.graph.statements);
  const applying = (answers, before = new Map()) => {
    const said = follower.applying(before);
    const found = follower.applying(answers).filter((one) => statements.has(one.id) && !said.includes(one));
    const entryOf = (one) => one.entries.find((entry) => follower.known(answers, entry) === YES);
    return [...entries.keys()]
      .map((entry) => ({ name: nameOf(entry), says: found.filter((one) => entryOf(one) === entry).map(({ id }) => statements.get(id)) }))
      .filter(({ says }) => says.length);
  };

  const isEntry = (name) => entries.has(name);
  const naming = { boxes, groups, treatments, nameOf, continuedName, isEntry, applying, wayOf, labelOf, names, noted, answersIn, answerLines };
  walk.way = { ...naming, patient, givenAt, byWay, leftKnown, ended, begun, givenNow, saidUnknown, leftOpen, lastAnswers, stoppedBefore, isTicked, begin, go, back, change, entered, tick, isKept, isNew, pickedIn, ahead, between, onward, walked, waysTaken, todo, write, read, follower };
})();

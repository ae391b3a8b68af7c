/* The walk itself: from one state to the next. It follows the definition that `analysis/walk` in the generator computes, in the
   words used there (`walk.py`, `moves.py` and `state.py` say what each is for), and knows no page. What it is given never changes. */
(() => {
  const YES = "yes";
  const NO = "no";
  const UNKNOWN = "not known yet";
  const FORKS = ["several", "all"];
  const DECISIONS = [...FORKS, "question", "choice"];
  const SIMPLE = ["start", "action", "caution"];
  const TERMINAL = ["end", "exit"];
  const START = { row: [], detail: false, groups: [], stack: [], events: [], answers: new Map(), due: new Set(), tried: new Set(), ticks: new Map(), given: [], before: [], option: "" };

  const WAY = { has: [], gives: [], barred: [], restarts: [] };
  const BOX = { ways: [], asks: [], gives: [], stops: [], joins: [], asked_first: [] };
  const filled = ({ ways = [], continues = [], ...box }) => ({
    ...BOX,
    ...box,
    ways: ways.map((way) => ({ ...WAY, ...way })),
    continues: continues.map((one) => ({ group: "", ...one })),
  });

  const followerOf = (definition) => {
    const boxes = new Map(definition.boxes.map((box) => [box.id, filled(box)]));
    const inner = new Map(definition.entries.map((entry) => [entry.id, { within: [], around: [], leaves: [], ...entry }]));
    const innerOf = (entry) => inner.get(entry) ?? { within: [], around: [], leaves: [] };
    const related = (entry) => [...innerOf(entry).within, ...innerOf(entry).around];
    const is = (box, kinds) => kinds.includes(box.kind);
    const asked = new Map(definition.treatments.map((one) => [one.id, one]));
    const hereOf = ({ row }) => boxes.get(row.at(-1));

    /* ── What is known of the patient ── */

    const isDenied = (answers, entry) => [entry, ...innerOf(entry).around].some((name) => answers.get(name) === NO);
    const known = (answers, entry) => {
      const { within, leaves } = innerOf(entry);
      if ([entry, ...within].some((name) => answers.get(name) === YES)) return YES;
      return isDenied(answers, entry) || (leaves.length && leaves.every((leaf) => isDenied(answers, leaf))) ? NO : UNKNOWN;
    };
    const ofAny = (answers, entries) => {
      const found = entries.map((entry) => known(answers, entry));
      return [YES, UNKNOWN].find((one) => found.includes(one)) ?? NO;
    };

    /* The statements that apply by a yes. */
    const applying = (answers) =>
      definition.statements.filter(({ entries, together }) => entries[together ? "every" : "some"]((entry) => known(answers, entry) === YES));

    /* What is left open is not known yet, and of a group with `one_of` one entry at most is true. */
    const complete = ({ entries, one_of: isOne }, said) => {
      const open = (entry) => said.get(entry) ?? UNKNOWN;
      if (!isOne) return entries.map((entry) => [entry, open(entry)]);
      const true_ = entries.find((entry) => open(entry) === YES);
      const without = entries.every((entry) => open(entry) === NO) ? NO : UNKNOWN;
      if (true_ === undefined) return entries.map((entry) => [entry, without]);
      return entries.map((entry) => [entry, entry === true_ ? YES : related(true_).includes(entry) ? UNKNOWN : NO]);
    };

    /* The answers and, where they leave it open, that a patient has the one entry for which a way is that was taken; at each box the last
       ways taken hold. */
    const isSaid = (box, { has, optional }) => has.length === 1 && (is(box, ["question", "several"]) || (box.kind === "all" && optional));
    const oneOf = (entry) => [...boxes.values()].flatMap(({ asks }) => asks).find((group) => group.one_of && group.entries.includes(entry)) ?? { entries: [entry] };
    const knowledge = ({ answers, events }) => {
      const taken = new Map(events.filter(({ kind }) => kind.startsWith("took")).map(({ box, ways }) => [box, ways]));
      const found = new Map(answers);
      taken.forEach((numbers, id) => {
        const box = boxes.get(id);
        box.ways.filter((way) => numbers.includes(way.number) && isSaid(box, way)).forEach(({ has: [entry] }) => {
          if (known(found, entry) !== UNKNOWN) return;
          const isOpen = ([name]) => (found.get(name) ?? UNKNOWN) === UNKNOWN;
          complete(oneOf(entry), new Map([[entry, YES]])).filter(isOpen).forEach(([name, said]) => found.set(name, said));
        });
      });
      return found;
    };

    /* ── Moves ── */

    const countOf = (state, kinds, id, way) =>
      state.events.filter(({ kind, box, ways }) => kinds.includes(kind) && box === id && (way === undefined || ways.includes(way))).length;
    const visits = (state, id) => countOf(state, ["entered"], id);
    const takes = (state, id, way) => countOf(state, ["took", "took by itself"], id, way);
    const option = (box, way) => `${box.id} ${way.number}`;

    /* What is known of the patient speaks against each of these options. */
    const areBarred = (options, state) => {
      const had = knowledge(state);
      return options.every((way) => ofAny(had, way.barred) === YES);
    };
    const leftOf = (box, state) => {
      if (!is(box, DECISIONS)) return [];
      const left = box.ways.filter(
        (way) => !way.is_then && !(way.at_most && takes(state, box.id, way.number) >= way.at_most) && !(box.in_turn && state.tried.has(option(box, way))),
      );
      const then = box.in_turn && box.ways.find((way) => way.is_then);
      return scoring.held(box, state, then && (visits(state, box.id) > 1 || areBarred(left, state)) ? [...left, then] : left);
    };
    const ruledOut = (box, state) => {
      if (!is(box, [...FORKS, "question"])) return [];
      return box.ways.filter(({ has, optional }) => has.length && (optional || box.kind !== "all") && ofAny(state.answers, has) === NO);
    };
    const offers = (box, state) => {
      const [left, out] = [leftOf(box, state), ruledOut(box, state)];
      const open = left.filter((way) => !out.includes(way));
      return open.length ? open : left;
    };

    const pick = (box, state, offered) => {
      const numbers = (ways) => ways.map(({ number }) => number);
      const made = { kind: "pick", box: box.id, offered: numbers(offered), ticked: [], fixed: [], many: is(box, FORKS), least: 1 };
      if (!made.many) return made;
      const ticked = offered.filter(({ has }) => has.length && ofAny(state.answers, has) === YES);
      if (box.kind === "all") {
        const optional = ({ optional }) => optional;
        return { ...made, ticked: numbers(ticked.filter(optional)), fixed: numbers(offered.filter((way) => !way.optional)), least: 0 };
      }
      const without = offered.filter(({ has }) => !has.length);
      return { ...made, ticked: numbers(!ticked.length && without.length === 1 ? without : ticked) };
    };

    /* What is known from before is not asked; where one answer at most is true, that one is enough. */
    const isOpen = ({ entries, one_of: isOne }, { due, answers }) => {
      const isAnswered = isOne && entries.some((entry) => known(answers, entry) === YES);
      return entries.some((entry) => due.has(entry) || (known(answers, entry) === UNKNOWN && !(isAnswered && answers.has(entry))));
    };

    const moves = (state) => {
      if (!state.row.length) return null;
      const box = hereOf(state);
      const [group] = state.groups;
      if (group !== undefined) {
        const { members } = box.continues.find((one) => one.group === group);
        const isGiven = isAmong(state.given);
        return { kind: "which", box: box.id, group, members: group ? members : members.filter((member) => !isGiven(member)) };
      }
      if (state.detail) return { kind: "go", box: box.id };
      if (box.kind === "ask") {
        return { kind: "ask", box: box.id, groups: box.asks.filter((group) => isOpen(group, state)) };
      }
      const offered = offers(box, state);
      if (offered.length) return pick(box, state, offered);
      return state.stack.length || (box.ways.length && !is(box, DECISIONS)) ? { kind: "go", box: box.id } : null;
    };

    const takenByItself = (box, state) => {
      const offered = leftOf(box, state);
      let found = [];
      if (box.in_turn && offered.length === 1 && offered[0].is_then) found = offered;
      else if (box.kind === "question" && offered.some(({ has }) => has.length)) {
        const answered = ({ has }) => has.length && ofAny(state.answers, has);
        if (!offered.some((way) => answered(way) === UNKNOWN)) {
          const ticked = offered.filter((way) => answered(way) === YES);
          found = ticked.length ? ticked : offered.filter(({ has }) => !has.length);
        }
      }
      return found.length === 1 && !found[0].goes_back ? found[0] : null;
    };

    /* ── Being given ── */

    const same = (one, other) => one.treatment === other.treatment && one.choice === other.choice;
    const begun = (given, treatments, choice) =>
      [...given, ...treatments.map((treatment) => ({ treatment, choice }))].filter((one, at, all) => all.findIndex((other) => same(one, other)) === at);

    /* Where some of a group is being given already, a yes says no more. */
    const afterAnswers = ({ answers: before }, said) => (given) => {
      const had = given.map(({ treatment }) => treatment);
      return [...said].reduce((now, [name, one]) => {
        const { gives = [], ends = [] } = asked.get(name) ?? {};
        if (one === YES && ends.some((treatment) => had.includes(treatment))) return now;
        if (one === YES) return begun(now, gives.filter((treatment) => !now.some((other) => other.treatment === treatment)), "");
        const isOver = one === NO || before.get(name) === YES;
        return isOver ? now.filter(({ treatment }) => !ends.includes(treatment)) : now;
      }, given);
    };

    /* What is known of an entry here: whether a treatment is being given, the route may have changed since it was asked. */
    const knownNow = ({ answers, given }, name) => {
      const { ends } = asked.get(name) ?? {};
      if (ends && given.some(({ treatment }) => ends.includes(treatment))) return YES;
      return ends && answers.get(name) === YES ? NO : answers.get(name);
    };

    /* Each box shown with the treatments being given when it was come to, for its marks; for the last also all that has been begun since. */
    const givenAt = ({ row, before, given }) => {
      const names = (some) => some.map(({ treatment }) => treatment);
      const came = new Map(row.map((id, at) => [id, names(before[at])]));
      const last = row.at(-1);
      if (last) came.set(last, [...names(given), ...came.get(last).filter((name) => boxes.get(last).stops.includes(name))]);
      return came;
    };

    const isAmong = (given) => (name) => given.some(({ treatment }) => treatment === name);

    /* Groups that a box goes on with, and without a name its single treatments: the members being given and those that are not, or that the
       reader is still to be asked which. */
    const continued = (state, id) =>
      boxes.get(id).continues.map(({ group, members }) => {
        const isGiven = isAmong(state.given);
        const missing = members.filter((member) => !isGiven(member));
        return { group, members: members.filter(isGiven), missing, isOpen: state.row.at(-1) === id && state.groups.includes(group) };
      });

    /* Of a group all members are asked about or, where one is given, none. */
    const isAsked = (isGiven) => ({ group, members }) => (group ? !members.some(isGiven) : !members.every(isGiven));

    /* ── What is kept of the branches that wait ── */

    const with_ = (state, kind, box, ways = []) => ({ ...state, events: [...state.events, { kind, box, ways }] });
    const lastDetail = (stack) => stack.findLastIndex(({ kind }) => kind === "detail");

    const kept = ({ stack }, { restarts }) => {
      const within = lastDetail(stack);
      const at = stack.findIndex(({ kind, fork }, number) => number > within && kind === "branches" && restarts.includes(fork));
      return at < 0 ? stack.length : at;
    };
    const joining = ({ stack }, goal) => {
      const at = stack.findLastIndex(({ kind, join }) => kind === "branches" && join === goal);
      return at > lastDetail(stack) ? at : -1;
    };
    const joinOf = (box, followed) =>
      box.joins.find(({ passing }) => {
        const kinds = followed.map((number) => passing[number]);
        return !kinds.includes("bypasses") && kinds.filter((kind) => kind === "passes").length > 1;
      })?.box ?? "";

    const along = (state, way, choice) => ({
      ...state,
      row: [],
      before: [],
      stack: state.stack.slice(0, kept(state, way)),
      due: way.confirms ? new Set([...state.due, ...state.answers.keys()]) : state.due,
      given: begun(state.given, way.gives, choice),
      option: choice,
    });

    /* ── Coming to a box, and what then goes by itself: a state, and the box that comes next (none: the branch is over; null: one waits) ── */

    const come = (state, goal) => {
      const at = joining(state, goal);
      if (at < 0) return enter(state, goal);
      return [{ ...state, stack: state.stack.map((frame, number) => (number === at ? { ...frame, arrived: true } : frame)) }, ""];
    };

    const enter = (state, id) => {
      const box = boxes.get(id);
      const given = begun(state.given.filter(({ treatment }) => !box.stops.includes(treatment)), box.gives, state.option);
      const next = with_(
        {
          ...state,
          row: [...state.row, id],
          detail: Boolean(box.through),
          groups: box.continues.filter(isAsked(isAmong(given))).map(({ group }) => group),
          given,
          before: [...state.before, state.given],
          option: is(box, [...DECISIONS, "ask"]) ? "" : state.option,
        },
        "entered",
        id,
      );
      if (next.groups.length || next.detail) return [next, null];
      return is(box, SIMPLE) && box.ways.length ? inARow(next, box) : decide(next);
    };

    /* In passing on to the next box, to be shown together with this one; nothing that has been shown, and no mark of it, goes out of sight by itself. */
    const inARow = (state, box) => {
      const [way] = box.ways;
      const met = box.score || way.goes_back || way.confirms ? null : pastJoins(along(state, way, state.option), way.goal);
      if (!met) return [state, null];
      const [onward, goal] = met;
      const isLost = ({ treatment }) => boxes.get(goal).stops.includes(treatment) && !box.gives.includes(treatment);
      if (onward.given.some(isLost)) return [state, null];
      const shownToo = { ...onward, row: state.row, before: state.before };
      if (is(boxes.get(goal), SIMPLE)) return [shownToo, goal];
      const [waiting, further] = enter(shownToo, goal);
      return [further === null ? waiting : state, null];
    };

    /* On to a box, or if branches meet there, to the next of them; nothing where that is dropped, and the reader must learn of it. */
    const pastJoins = (state, goal) => {
      const at = joining(state, goal);
      if (at < 0) return [state, goal];
      if (at < state.stack.length - 1) return null;
      const frame = state.stack[at];
      if (!frame.waiting.length) return pastJoins({ ...state, stack: state.stack.slice(0, -1), option: "" }, goal);
      const [next, further] = nextBranch(state, { ...frame, arrived: true });
      return further ? pastJoins(next, further) : null;
    };

    const isFirst = ({ stack }) => stack.at(-1)?.kind === "first";

    const decide = (state) => {
      const box = hereOf(state);
      const way = takenByItself(box, state);
      if (way) return took(state, [way.number], "took by itself");
      const isUsedUp = box.in_turn && !offers(box, state).length;
      const told = isUsedUp ? with_(state, "used up", box.id) : state;
      const goesOn = offers(box, told).length || (box.kind === "ask" && (box.ways.length || isFirst(told)));
      return [goesOn ? told : ended(told, box), null];
    };

    const ended = (state, box) => {
      const at = lastDetail(state.stack);
      const isBack = at >= 0 && box.kind !== "exit";
      const stack = state.stack.map((frame, number) => (isBack && number === at ? { ...frame, ended: true } : frame));
      while (stack.at(-1)?.kind === "branches" && !stack.at(-1).waiting.length && !stack.at(-1).arrived) stack.pop();
      return { ...(isBack ? state : with_(state, "ended", box.id)), stack };
    };

    /* ── When a branch is over ── */

    const over = (before) => {
      const state = { ...before, row: [], before: [] };
      const frame = state.stack.at(-1);
      if (!frame) return [{ ...state, option: "" }, null];
      const below = { ...state, stack: state.stack.slice(0, -1) };
      if (frame.kind === "first") {
        const [goal, ...goals] = frame.goals;
        return [goals.length ? { ...state, stack: [...below.stack, { ...frame, goals }] } : below, goal];
      }
      if (frame.kind === "detail") return backFrom(below, frame);
      return frame.waiting.length ? nextBranch(state, frame) : [{ ...below, option: "" }, frame.arrived ? frame.join : ""];
    };

    const backFrom = (state, frame) => {
      if (!frame.ended) return [state, ""];
      const box = boxes.get(frame.box);
      const returned = { ...with_(state, "returned", box.id), row: [box.id], before: [state.given] };
      if (is(box, SIMPLE) && box.ways.length) return left(returned);
      const [next, goal] = decide(returned);
      return [next, goal === null && is(box, [...TERMINAL, ...SIMPLE]) ? "" : goal];
    };

    const nextBranch = (before, frame) => {
      const [number, ...waiting] = frame.waiting;
      const state = { ...before, stack: [...before.stack.slice(0, -1), { ...frame, waiting }] };
      const way = boxes.get(frame.fork).ways.find((one) => one.number === number);
      if (isEnteredAlready(state, frame, way)) return [with_(state, "dropped", frame.fork, [number]), ""];
      return [along(state, way, ""), way.goal];
    };

    const isEnteredAlready = (state, frame, way) => {
      if (way.goal === frame.join) return false;
      const fork = boxes.get(frame.fork);
      const regionOf = (id) => boxes.get(id).region;
      const walked = state.events.slice(frame.since).filter(({ kind }) => kind === "entered").map(({ box }) => box);
      const region = regionOf(way.goal);
      const isMeant = fork.ways.some((other) => frame.followed.includes(other.number) && other !== way && regionOf(other.goal) === region);
      const isElsewhere = region !== fork.region && !isMeant;
      return walked.includes(way.goal) || (isElsewhere && walked.some((id) => regionOf(id) === region)) || kept(state, way) < state.stack.length;
    };

    /* ── Answers ── */

    const left = (state) => {
      const box = hereOf(state);
      if (state.detail) return [{ ...state, row: [], before: [], detail: false, stack: [...state.stack, { kind: "detail", box: box.id, ended: false }] }, box.through];
      if (is(box, DECISIONS) || !box.ways.length || isFirst(state)) return [state, ""];
      return [along(state, box.ways[0], state.option), box.ways[0].goal];
    };

    const took = (before, numbers, how = "took") => {
      const box = hereOf(before);
      const state = with_(before, how, box.id, numbers);
      const ways = box.ways.filter(({ number }) => numbers.includes(number));
      if (!ways.length) return [state, ""];
      const [way] = ways;
      if (box.kind === "choice") return [along(chosen(state, box, way), way, way.is_then ? "" : box.id), way.goal];
      const frame = { kind: "branches", fork: box.id, followed: numbers, waiting: numbers.slice(1), join: joinOf(box, numbers), since: state.events.length, arrived: false };
      return [along(ways.length > 1 ? { ...state, stack: [...state.stack, frame] } : state, way, ""), way.goal];
    };

    const chosen = (state, box, way) => ({
      ...state,
      given: way.adds || way.is_then ? state.given : state.given.filter(({ choice }) => choice !== box.id),
      tried: box.in_turn && !way.is_then ? new Set([...state.tried, option(box, way)]) : state.tried,
    });

    const told = (state, { groups }, said) => {
      const fresh = groups.flatMap((group) => complete(group, said));
      const due = new Set(state.due);
      groups.forEach(({ entries }) => entries.forEach((entry) => due.delete(entry)));
      return { ...changed(state, new Map(fresh)), due };
    };

    const named = (state, { group }, names) => {
      const box = hereOf(state);
      const { members, gives } = box.continues.find((one) => one.group === group);
      const said = members.flatMap((member, at) => (names.includes(member) ? gives[at] : []));
      const [given, before] = [state.given, state.before.at(-1)].map((some) => begun(some, said, ""));
      const next = { ...state, row: [box.id], given, before: [before], groups: state.groups.slice(1) };
      if (next.groups.length) return [next, null];
      return next.detail || (is(box, SIMPLE) && box.ways.length) ? left(next) : decide(next);
    };

    const settled = ([state, goal]) => {
      let [at, next] = [state, goal];
      while (next !== null) [at, next] = next ? come(at, next) : over(at);
      return at;
    };

    const begin = (id = definition.first) => {
      const [first, ...more] = [...boxes.get(id).asked_first, id];
      return settled([more.length ? { ...START, stack: [{ kind: "first", goals: more }] } : START, first]);
    };

    /* The state after an answer, or nothing where it does not fit: to “pick” numbers of ways, to “ask” what is known of each entry,
       to “which” members, to “go” none. */
    const after = (state, answer) => {
      const move = moves(state);
      const isAll = (names, of) => names.every((name) => of.includes(name));
      switch (move?.kind) {
        case "go":
          return settled(left(state));
        case "ask":
          return isAll([...answer.keys()], move.groups.flatMap(({ entries }) => entries)) ? settled(left(told(state, move, answer))) : null;
        case "which":
          return isAll(answer, move.members) ? settled(named(state, move, answer)) : null;
        case "pick": {
          const numbers = move.offered.filter((number) => [...move.fixed, ...answer].includes(number));
          const fits = isAll(answer, move.offered) && numbers.length >= move.least && (move.many || numbers.length < 2);
          return fits ? settled(took(state, numbers)) : null;
        }
        default:
          return null;
      }
    };

    /* The same place with other answers to what was asked. */
    const changed = (state, said) => {
      const after = afterAnswers(state, said);
      return { ...state, answers: new Map([...state.answers, ...said]), given: after(state.given), before: state.before.map(after) };
    };

    const scoring = window.pathway.walk.scoringOf({ scores: definition.scores, innerOf, known, complete, changed, YES, NO, UNKNOWN });
    const { picked, counted, ticked } = scoring;

    return { boxes, begin, moves, after, changed, givenAt, continued, ruledOut, picked, counted, ticked, applying, known, knownNow, ofAny, complete, knowledge, related };
  };

  Object.assign(window.pathway.walk, { followerOf, YES, NO, UNKNOWN });
})();

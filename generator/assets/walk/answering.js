/* What can be answered at a step of a walk: ways to take, entries that the patient has, members of a group that are given. */
(() => {
  const { walk, lens, score: counting, root, make, button, link: linkTo, status, openDialog, format } = window.pathway;
  const { graph, way, YES, NO, UNKNOWN } = walk;
  const { words } = graph;
  const said = (name, values) => format(words[name], values);

  /* `stop`: where the walk stands; `take`: goes on with an answer, `answer` with what is known of entries, `changeTo` stays with that. */
  walk.answering = ({ stop, take, tick, isKept, isFromPage, saidUnknown, stoppedOf, answer, changeTo, sectionOf, saying, titleOf, marks }) => {
    /* What stands at the ways on: where each leads, as the page says it, and what the editors arranged there. */
    const stepOn = (section, { number }) => section.querySelectorAll(".pw-next li")[number];
    const leadsTo = (section, one) => stepOn(section, one)?.querySelector("a")?.textContent ?? one.target.onward;
    /* A grade for other patients than this one says nothing here. */
    const isForOthers = ({ dataset: { in: any, together: every } }) => {
      const isDenied = (entry) => way.follower.known(stop().state.answers, entry) === NO;
      return any ? any.split(" ").every(isDenied) : Boolean(every?.split(" ").some(isDenied));
    };
    const remarksAt = (section, one, isAlone = false) => {
      const there = stepOn(section, one)?.querySelectorAll(".pw-option-dose, .pw-badge, .pw-grade, .pw-remark:not([data-lens-part])") ?? [];
      const copies = [...there].filter((remark) => !isForOthers(remark)).map((remark) => remark.cloneNode(true));
      return [...marks().doses(make("div", "", ...copies)), ...marks().option(stop().at.id, one.number, one.target.id, isAlone)];
    };

    /* ── Ways ── */

    const digit = (at) => (at < 9 ? [make("kbd", "pw-walk-key", String(at + 1))] : []);
    /* By its answers or by what is ticked. */
    const isHad = ({ has }) => {
      const answers = new Map([...stop().state.answers, ...lens.on.has.map((entry) => [entry, YES])]);
      return has.length > 0 && way.follower.ofAny(answers, has) === YES;
    };
    /* An option for what the patient has already; of one that gives several, which of them. */
    const nowGiven = (one) => {
      const now = way.givenNow(stop(), lens, one);
      const names = now.map((name) => lens.treatments.get(name).name).join(", ");
      return now.length > 0 && (now.length < one.drugs.length ? said("given_now_of", { treatments: names }) : words.given_now);
    };
    /* What was stopped for a reason should not be begun again unseen. */
    const stopped = (one) => {
      const names = stoppedOf(one).map((name) => lens.treatments.get(name).name);
      return names.length > 0 && said("was_stopped", { treatments: names.join(", ") });
    };
    const wayName = (section, one) => {
      const to = make("span", "", one.target.kind === "caution" && make("span", "pw-kind-mark pw-kind-mark--caution"), leadsTo(section, one));
      const more = [one.more, isHad(one) && words.applies, nowGiven(one), stopped(one)].filter(Boolean).map((text) => make("span", "pw-walk-more", text));
      /* What is given comes first, then on what condition, then where it leads. */
      if (one.drug) return make("span", "pw-walk-name", make("strong", "", one.drug), ...more, make("span", "pw-walk-to", to));
      const parts = one.label ? [make("strong", "", one.label), make("span", "pw-walk-to", to)] : [make("strong", "", to)];
      return make("span", "pw-walk-name", ...parts, ...more);
    };
    let described = 0;
    /* What is behind an option and what is marked of it: no part of the name of what is pressed, but read out with it. */
    const about = (field, remarks) => {
      if (!remarks.length) return [];
      const place = make("div", "pw-walk-about", ...remarks);
      place.id = `pw--walk-about-${(described += 1)}`;
      field.setAttribute("aria-describedby", place.id);
      return [place];
    };
    const card = (control, field, remarks, name = "") => make("li", `pw-walk-option ${name}`.trim(), control, ...about(field, remarks));
    const isOffered = ({ number }) => stop().move.offered.includes(number);
    const offered = () => stop().move.offered.map((number) => way.wayOf(stop().at, number));

    const offers = (section) => {
      const { sayOf } = judged();
      return stop().at.ways.filter((one) => isOffered(one) || sayOf(one)).map((one) => {
        const says = sayOf(one);
        const name = [wayName(section, one), says?.text && make("span", "pw-score-says", says.text)];
        if (!isOffered(one)) return make("li", "", make("div", "pw-walk-choice-off pw-score-off", ...name));
        const at = stop().move.offered.indexOf(one.number);
        const made = button("pw-walk-choice", () => take([one.number]), ...digit(at), make("span", "", ...name));
        return card(made, made, remarksAt(section, one), says?.text ? "pw-score-held" : "");
      });
    };

    const tickBox = (name, isTicked, isFixed) => {
      const box = Object.assign(make("input", ""), { type: "checkbox", checked: isTicked, disabled: isFixed });
      box.dataset.tick = name;
      return box;
    };
    const fieldOf = (legend, ...parts) => make("fieldset", "pw-walk-ticks", legend && make("legend", "", legend), ...parts);

    /* Ways of which several can be taken; what is known of the patient ticks some beforehand. */
    const ticks = (section) => {
      const { ticked, fixed, least } = stop().move;
      const told = status("pw-walk-small");
      /* The one way without an entry is ticked as long as nothing else is, unless the reader has it otherwise. */
      const isRest = ({ number, has }) => !has.length && !fixed.length && ticked.length === 1 && ticked[0] === number;
      const isSure = (one) => ticked.includes(one.number) || isHad(one);
      const isElse = offered().some((one) => !isRest(one) && isSure(one));
      const rows = offered().map((one, at) => {
        const isFixed = fixed.includes(one.number);
        const box = tickBox(one.key, isFixed || (isRest(one) ? !isElse : isSure(one)), isFixed);
        box.addEventListener("change", ({ isTrusted }) => {
          told.textContent = "";
          if (isTrusted) follow(box);
        });
        return { one, box, row: card(make("label", "pw-walk-choice", ...digit(at), box, wayName(section, one)), box, remarksAt(section, one)) };
      });
      const follow = (changed) => {
        const [rest, others] = [rows.find(({ one }) => isRest(one))?.box, rows.filter(({ one }) => !isRest(one)).map(({ box }) => box)];
        if (!rest || rest === changed) return;
        const wasElse = others.some((box) => box.checked !== (box === changed));
        if (rest.checked !== wasElse) rest.checked = !others.some(({ checked }) => checked);
      };
      const onward = () => {
        const taken = rows.filter(({ box }) => box.checked).map(({ one }) => one.number);
        if (taken.length < least) told.textContent = words.tick_one;
        else take(taken);
      };
      submit = onward;
      const legend = least ? words.tick : fixed.length < rows.length ? words.tick_optional : words.tick_all;
      return [fieldOf(legend, make("ul", "", ...rows.map(({ row }) => row))), told, ...silences(), button("pw-walk-go", onward, words.walk_ticked)];
    };

    /* Members of a group that is gone on with, each with all that is marked of it: where one is chosen, the walk goes on at once. */
    const members = () => {
      const { group, members } = stop().move;
      const rows = members.map((member, at) => {
        const box = tickBox(member, false, false);
        const name = make("span", "pw-walk-name", make("strong", "", way.treatments.get(member).name));
        return { member, box, row: card(make("label", "pw-walk-choice", ...digit(at), box, name), box, marks().member(member)) };
      });
      const onward = () => take(rows.filter(({ box }) => box.checked).map(({ member }) => member));
      submit = onward;
      const field = fieldOf(group ? said("which", { group: way.treatments.get(group).name }) : words.which_single, make("ul", "", ...rows.map(({ row }) => row)));
      const quiet = lens.saying.quiet(marks().silence(members), "pw-walk-small");
      return [unsafe(), field, ...quiet, button("pw-walk-go", onward, words.walk_ticked)];
    };

    /* ── Scores ── */

    /* What the score of a question says of its ways. */
    const judged = () => {
      const { at } = stop();
      return at.kind === "question" && at.score ? counting.judged(at.score, at.ways, way.pickedIn(stop(), at)) : { sayOf: () => null, note: "" };
    };

    /* How what is ticked at this step is answered, if anything can be ticked. */
    let submit = null;
    /* The answers are shown again when something is ticked: `choices` says where. */
    let refresh = null;
    const scoreOf = (box) => {
      if (!box.score || !counting.byId.has(box.score)) return [];
      const made = counting.control(box.score, (picks) => {
        if (tick(box, picks)) return;
        made.update(way.pickedIn(stop(), box));
        refresh?.();
      });
      made.update(way.pickedIn(stop(), box));
      const note = isKept(box) ? counting.words.kept : isFromPage(box) && counting.words.from_page;
      return [note && make("p", "pw-walk-small", note), made.place].filter(Boolean);
    };

    /* ── What applies to the patient ── */

    let asked = 0;
    let submitted;
    const isSaidUnknown = ({ entries }) => entries.some((entry) => saidUnknown().has(entry));
    /* One question: a single entry with yes and no, or a group of which one entry at most is true. Until one is chosen, it is open; of a
       group that is not known yet, its first entry says so. */
    const question = (group, knownOf, isUnknown) => {
      const { id, entries, one_of: isOne } = group;
      const name = `pw-walk-asked-${(asked += 1)}`;
      /* Of a group with a normal answer one is always true: none of them is no answer, and without one it is not known yet. */
      const isWhole = Boolean(way.groups.get(id)?.is_whole);
      const options = isOne
        ? [...entries.map((entry) => [entry, way.nameOf(entry)]), ...(isWhole ? [] : [[NO, words.none]]), [UNKNOWN, words.unknown]]
        : [[YES, words.yes], [NO, words.no], [UNKNOWN, words.unknown]];
      const known = entries.map((entry) => [entry, knownOf(entry)]);
      const true_ = known.find(([, one]) => one === YES)?.[0];
      const now = isOne ? (true_ ?? (known.every(([, one]) => one === NO) ? NO : UNKNOWN)) : known[0][1];
      const radios = options.map(([value]) => Object.assign(make("input", ""), { type: "radio", name, value, checked: value === now && (now !== UNKNOWN || isUnknown(group)) }));
      radios.forEach((radio) => (radio.dataset.tick = `${id}.${radio.value}`));
      const labels = options.map(([, text], at) => make("label", "", radios[at], make("span", "", text)));
      const said = () => radios.find(({ checked }) => checked)?.value ?? UNKNOWN;
      const answers = () => {
        const value = radios.find(({ checked }) => checked)?.value;
        if (!value) return [];
        if (!isOne || value === UNKNOWN) return [[entries[0], value]];
        return entries.map((entry) => [entry, value === entry ? YES : NO]);
      };
      const field = make("fieldset", `pw-walk-asks${isOne ? "" : " pw-walk-asks--row"}`, make("legend", "", way.nameOf(id)), make("div", "", ...labels));
      const isOpen = () => !field.hidden && !radios.some(({ checked }) => checked);
      const deny = () => (radios.find(({ value }) => value === NO).checked = true);
      /* What follows from the other answers is not asked. */
      const hideBy = (all) => (field.hidden = said() === UNKNOWN && entries.every((entry) => way.follower.known(all, entry) !== UNKNOWN));
      return { name: way.nameOf(id), entries, isWhole, field, answers, said, isOpen, deny, hideBy };
    };

    /* A group of which it was said, or which hangs together with something of which it was. */
    const isAmong = (unknown) => ({ entries }) => entries.some((entry) => unknown.has(entry) || way.follower.related(entry).some((one) => unknown.has(one)));

    /* How many questions get a “no” with the rest; of two, which. */
    const plurals = new Intl.PluralRules(graph.language);
    const denied = (rest) => {
      if (rest.length < 3) return said("none_named", { entries: rest.map(({ name }) => name).join(", ") });
      return format(words.none_counted[plurals.select(rest.length)] ?? words.none_counted.other, { count: rest.length });
    };

    /* Questions, and two ways to be done: with what is answered, or with “no” to all the rest as well. Not to what was said to be not known
       yet: that stays so until it is answered by itself. */
    const questions = (groups, knownOf, { label, none }, done, changed = () => {}, isUnknown = isSaidUnknown) => {
      const made = groups.map((group) => question(group, knownOf, isUnknown));
      const answers = () => new Map(made.flatMap((one) => one.answers()));
      const before = saidUnknown();
      const open = () => {
        const answered = made.filter((one) => !one.isOpen());
        const now = answered.filter((one) => one.said() === UNKNOWN).flatMap(({ entries }) => entries);
        const isHeld = isAmong(new Set([...before, ...now]));
        const left = made.filter((one) => one.isOpen() && !one.isWhole);
        return { held: left.filter(isHeld), rest: left.filter((one) => !isHeld(one)) };
      };
      const deny = () => {
        open().rest.forEach((one) => one.deny());
        done(answers());
      };
      const says = make("small", "");
      const rest = button("pw-tool", deny, none, says);
      const still = status("pw-walk-small pw-walk-still");
      const tell = () => {
        made.forEach((one) => one.hideBy(answers()));
        const now = open();
        rest.hidden = !now.rest.length;
        says.textContent = denied(now.rest);
        const text = now.held.length ? said("still_unknown", { entries: now.held.map(({ name }) => name).join(", ") }) : "";
        if (still.textContent !== text) still.textContent = text;
        changed(answers());
      };
      made.forEach(({ field }) => field.addEventListener("change", tell));
      tell();
      submitted = () => done(answers());
      const list = make("div", "pw-walk-questions", ...made.map(({ field }) => field));
      const counts = made.length > 0 && make("p", "pw-walk-small", words.left_open);
      return [list, counts, still, make("div", "pw-walk-asked", made.length > 0 && rest, button("pw-walk-go", () => done(answers()), label))];
    };

    /* The statements that apply by these answers, and did not before, by the entry that each is for. */
    const applying = (answers, before) => {
      const row = ({ role, role_word: word, says, page, anchor, home }) => {
        const there = lens.carried(new URL(`${graph.pages[page]}#${encodeURIComponent(anchor)}`, root).href);
        return make("li", "", make("span", `pw-role pw-role--${role}`, word), " ", make("span", "", says), " ", make("small", "", linkTo("", there, home)));
      };
      const lists = way.applying(answers, before).flatMap(({ name, says }) => [make("p", "pw-walk-small", make("strong", "", name)), make("ul", "", ...says.map(row))]);
      return lists.length ? [make("p", "pw-label", words.applying), make("div", "pw-statements", ...lists)] : [];
    };

    const asking = () => {
      const { answers, due } = stop().state;
      const { groups } = stop().move;
      const isAny = (test) => groups.some(({ entries }) => entries.some(test));
      const knownOf = (entry) => way.follower.knownNow(stop().state, entry) ?? (way.isTicked(lens.on, entry) ? YES : UNKNOWN);
      const before = stop().at.asks.filter((group) => !groups.includes(group)).flatMap(({ entries }) => entries);
      const said_ = isAny((entry) => due.has(entry)) ? words.confirm : isAny((entry) => answers.has(entry)) && words.still_open;
      const again = said_ && make("p", "pw-walk-small", said_);
      /* What was not known yet is asked again, and so is not chosen. */
      const isUnknown = (group) => isSaidUnknown(group) && !group.entries.some((entry) => answers.has(entry));
      const told = before.length > 0 && make("p", "pw-walk-small", said("answered", { answers: way.answersIn(before.map((entry) => [entry, answers.get(entry)])) }));
      const privacy = groups.length > 0 && make("p", "pw-walk-small", words.ask_privacy);
      const applies = make("div", "pw-walk-applies");
      applies.role = "status";
      const elsewhere = new Map([...answers].filter(([entry]) => !groups.some(({ entries }) => entries.includes(entry))));
      const show = (given) => applies.replaceChildren(...applying(new Map([...answers, ...groups.flatMap((group) => way.follower.complete(group, given))]), elsewhere));
      const [list, ...tools] = questions(groups, knownOf, { label: words.go, none: words.none_of_rest }, answer, show, isUnknown);
      submit = submitted;
      return [again, told, list, applies, ...tools, privacy].filter(Boolean);
    };

    /* What was asked, with its answers, which can be changed at every step. */
    const known = () => {
      const { answers } = stop().state;
      const groups = [...way.boxes.values()].flatMap(({ asks }) => asks).filter(({ entries }) => entries.every((entry) => answers.has(entry)));
      const once = groups.filter(({ id }, at) => groups.findIndex((other) => other.id === id) === at);
      if (!once.length || stop().move?.kind === "ask") return [];
      const place = make("div", "");
      /* What the ways taken have shown since is not listed as not known yet. */
      const lines = way.answerLines(way.leftKnown(stop())).map((line) => make("li", "", line));
      const list = lines.length ? [make("ul", "pw-walk-answers", ...lines)] : [];
      const reset = () => place.replaceChildren(...list, button("pw-tool", edit, words.change));
      const done = (given) => changeTo(new Map(once.flatMap((group) => way.follower.complete(group, given))), given);
      const edit = () => {
        place.replaceChildren(...questions(once, (entry) => way.follower.knownNow(stop().state, entry), { label: words.save, none: words.none_of_rest_save }, done).filter(Boolean), button("pw-tool", reset, words.keep));
        place.querySelector("input").focus();
      };
      reset();
      return [make("section", "pw-walk-known", make("h4", "", words.asked), place)];
    };

    const begun = () => {
      const given = way.begun(stop(), lens);
      const names = given.map((name) => lens.treatments.get(name).name).join(", ");
      return names ? [make("p", "pw-walk-small pw-walk-begun", said("begun", { treatments: names }), ...marks().against(given))] : [];
    };

    /* Among options a treatment without a mark would be taken for one that is safe. */
    const unsafe = () => lens.unsafe("pw-walk-small", words);

    /* Once for all options, and not at each. */
    const silences = () => lens.saying.quiet(marks().silences(stop().at.id, stop().move.offered), "pw-walk-small");

    /* The name that a link has on its page, without its marks; it may hold abbreviations. */
    const nameOf = (link) => {
      const copy = link?.cloneNode(true);
      copy?.querySelectorAll("[data-lens-part]").forEach((part) => part.remove());
      return copy?.textContent ?? "";
    };

    /* The text of an option without what is above it already: its marks, also where they do not name the treatment, and its own name. */
    const saidOnce = (text, remarks, name) => {
      const above = remarks.flatMap((part) => [...part.querySelectorAll(".pw-mark, .pw-silent")]).map((part) => part.textContent);
      const isAbove = (says, treatment) => {
        const relation = says.charAt(0).toLowerCase() + says.slice(1);
        const named = treatment && format(lens.data.phrases.says, { treatment, relation });
        return above.some((one) => one === says || (named ? one === named : one.endsWith(` ${relation}`)));
      };
      text.querySelectorAll(":is(.pw-marked, .pw-marked-says, .pw-marked-short) :is(.pw-mark, .pw-silent)").forEach((part) => {
        if (isAbove(part.textContent, nameOf(part.closest(".pw-given a")))) part.remove();
      });
      /* A frame has the colour of the marks in it. */
      text.querySelectorAll(".pw-marked:not(:has(.pw-mark))").forEach((part) => part.removeAttribute("data-mark"));
      text.querySelectorAll(".pw-marked p, .pw-marked, .pw-marked-says, .pw-marked-short").forEach((part) => part.textContent.trim() || part.remove());
      const given = text.querySelector(".pw-given[data-verb=gives]");
      const [treatment, ...more] = given?.querySelectorAll("a") ?? [];
      if (treatment && !more.length && given.children.length === 2 && name.includes(treatment.textContent)) given.remove();
      return text;
    };

    /* On a phone, one below the other, options can be compared if their text is folded. */
    const folded = (text) => (matchMedia("(min-width: 45em)").matches ? text : make("details", "pw-walk-trail", make("summary", "", words.option_text), text));

    const compare = (section) => {
      const columns = offered().map((one) => {
        const there = sectionOf(one.target.id);
        /* What comes after each of them tells no option from another. */
        const isShared = offered().some((other) => other !== one && other.target.id === one.target.id);
        const choose = () => {
          dialog.close();
          take([one.number]);
        };
        const remarks = remarksAt(section, one, true);
        const name = one.drug || leadsTo(section, one);
        const elsewhere = !there && make("p", "pw-walk-small", words.elsewhere);
        const text = isShared ? "" : elsewhere || folded(saidOnce(saying(there), remarks, name));
        const pick = button("pw-walk-go", choose, words.choose);
        pick.ariaLabel = `${words.choose}: ${name}`;
        return make("section", "pw-walk-column", make("h3", "", wayName(section, one)), ...about(pick, remarks), text, pick);
      });
      const close = make("div", "pw-tools", button("pw-tool pw-tool--close", () => dialog.close(), words.close));
      const dialog = openDialog("pw-compare", words.compare, close, make("h2", "", ...titleOf(stop().at)), unsafe(), ...silences(), make("div", "pw-walk-columns", ...columns));
    };

    /* Answers that are not offered, as the patient has nothing of what they are for. */
    const ruledOut = () => {
      const { at, move, state } = stop();
      const out = way.follower.ruledOut(at, state).filter(({ number }) => !move.offered.includes(number));
      return out.length ? [make("p", "pw-walk-small", said("ruled_out", { options: out.map((one) => way.labelOf(way.wayOf(at, one.number))).join(" · ") }))] : [];
    };

    /* Of a choice in turn, the options that are no longer offered. */
    const tried = () => {
      const { at, move } = stop();
      const gone = at.ways.filter(({ number, is_then: isThen }) => !isThen && !move.offered.includes(number));
      if (at.kind !== "choice" || !gone.length) return [];
      return [make("p", "pw-walk-small", said("tried", { options: gone.map(way.labelOf).join(" · ") }))];
    };

    const picks = (section) => {
      if (stop().move.many) return [unsafe(), ...ruledOut(), ...ticks(section)];
      const list = make("ul", "pw-walk-choices", ...offers(section));
      const note = make("p", "pw-walk-small", judged().note);
      refresh = () => {
        list.replaceChildren(...offers(section));
        note.textContent = judged().note;
      };
      if (stop().at.score) return [note, list, ...silences()];
      return stop().at.kind === "choice" ? [unsafe(), ...tried(), list, ...silences(), button("pw-tool", () => compare(section), words.compare)] : [...ruledOut(), list, ...silences()];
    };

    const choices = (section) => {
      refresh = null;
      submit = null;
      const kinds = { pick: picks, ask: asking, which: members };
      return kinds[stop().move?.kind]?.(section) ?? [];
    };

    return { choices, known: () => [...known(), ...begun()], scoreOf, submit: () => submit };
  };
})();

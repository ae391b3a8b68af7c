/* Which marks a patient has. It follows the rules of `analysis/marks` in the generator, in the words used there (`applying.py`,
   `marking.py` and `offers.py` say what each is for), from the data that `export.py` makes. It knows no page and no words. */
(() => {
  const ENTRY = { makes: [], inner: [], mentions: [] };
  const treatmentOf = ({ id }) => ({ contents: [id], members: [id], parts: [id], regimens: [] });
  const STATEMENT = { in: [], with: [], first: [], second: [], read_with: [] };
  const BOX = { shows: [], stops: [], offers: [], options: [] };
  const PLACE = { offers: [], replaces: [], stops: [] };
  const OFFER = { contents: [], continued: [], always: [], if_given: [] };
  const NOTHING = new Set();

  const byId = (list, empty) => new Map(list.map((one) => [one.id, { ...empty(one), ...one }]));
  const union = (...lists) => new Set(lists.flatMap((list) => [...list]));
  const meets = (list, set) => list.some((one) => set.has(one));
  const within = (list, set) => [...list].filter((one) => set.has(one));
  const without = (list, set) => [...list].filter((one) => !set.has(one));

  window.pathway.lens.markingOf = (data) => {
    const entries = byId(data.entries, () => ENTRY);
    const treatments = byId(data.treatments, treatmentOf);
    const statements = byId(data.statements, () => STATEMENT);
    const boxes = byId(data.boxes, () => BOX);
    const order = new Map(data.statements.map(({ id }, at) => [id, at]));
    const orderOfTreatments = new Map(data.treatments.map(({ id }, at) => [id, at]));
    const gravity = (kind) => data.kinds.indexOf(kind);

    const all = (names, key) => union(...[...names].filter((name) => treatments.has(name)).map((name) => treatments.get(name)[key]));
    const contentsOf = (name) => new Set(treatments.get(name)?.contents ?? [name]);
    const inFile = (one, other) => orderOfTreatments.get(one) - orderOfTreatments.get(other);
    /* Those that none of the others includes. */
    const outermost = (names) => {
      const isInner = (name) => names.some((other) => contentsOf(other).has(name) && !contentsOf(name).has(other));
      return names.filter((name) => !isInner(name)).sort(inFile);
    };

    /* ── What applies ── */

    /* What is known of a patient: ids that are ticked, not known yet or known not to be true, and of the treatments being given; without a
       route none. */
    const patientOf = ({ has = [], unknown = [], given = null, denied = [] }) => {
      const isTrue = union(...has.filter((name) => entries.has(name)).map((name) => entries.get(name).makes));
      /* Of a group that is true it may be open which of its members makes it so. */
      const isUndecided = (name) => {
        const inner = entries.get(name).inner.filter((one) => one !== name);
        return inner.length > 0 && !inner.some((one) => has.includes(one));
      };
      const open = [...unknown, ...has].filter((name) => entries.has(name) && (unknown.includes(name) || isUndecided(name)));
      const asked = union(...open.map((name) => entries.get(name).inner));
      const perhaps = union(...without(asked, new Set(denied)).map((name) => entries.get(name).makes));
      const before = given && all(given, "contents");
      const ticked = [...entries.keys()].filter((name) => has.includes(name));
      return { ticked, isTrue, isUnknown: new Set(without(perhaps, isTrue)), taking: all(has, "contents"), perhaps: all(unknown, "contents"), given: before, named: given && new Set(given) };
    };

    const inWhom = ({ in: held, together }, { isTrue, isUnknown }) => {
      const [yes, unknown] = [within(held, isTrue), within(held, isUnknown)];
      if (together) return yes.length + unknown.length === held.length ? [yes, unknown] : null;
      if (yes.length || !held.length) return [yes, []];
      return unknown.length ? [[], unknown] : null;
    };

    const besideWhat = (others, { given: before, taking, perhaps }, { given: beside, stopped, switched }) => {
      const among = (set) => others.filter((name) => meets(treatments.get(name)?.members ?? [], set));
      const here = union(beside, without(taking, stopped));
      const given = among(union(here, within(union(before ?? [], taking), switched)));
      if (given.length || !others.length) return [given, [], without(given, new Set(among(here)))];
      const unknown = among(new Set(without(perhaps, new Set(without(stopped, switched)))));
      return unknown.length ? [[], unknown, []] : null;
    };

    /* Why a statement applies beside some treatments; null if it does not. It holds beside others where it is read the other way round. */
    const reasonOf = (statement, patient, beside, others = statement.with) => {
      const whom = inWhom(statement, patient);
      const what = besideWhat(others, patient, beside);
      if (!whom || !what || !(statement.in.length || statement.with.length)) return null;
      const unknown = [...whom[1], ...what[1]];
      return unknown.length && statement.kind === "relevant" ? null : { entries: whom[0], treatments: what[0], unknown, stopped: what[2] };
    };
    const alone = (given) => ({ given: given ?? [], stopped: NOTHING, switched: NOTHING });

    const applying = (patient) => {
      const found = [...statements.values()].map((statement) => [statement.id, reasonOf(statement, patient, alone(patient.given))]);
      return new Map(found.filter(([, reason]) => reason));
    };

    /* ── What statements say of treatments ── */

    const sayingsOf = ({ id, kind, first, second }) => {
      const about = all(first, "members");
      const others = new Set(without(all(second, "members"), about));
      const said = [
        { statement: id, kind, named: first, treatments: about },
        { statement: id, kind: "preferred", named: second, treatments: others },
      ];
      return said.filter((one) => one.treatments.size);
    };
    const sayings = new Map([...statements.values()].map((statement) => [statement.id, sayingsOf(statement)]));
    const conditional = new Map();
    const touching = new Map();
    const put = (map, key, value) => map.set(key, [...(map.get(key) ?? []), value]);
    sayings.forEach((said, id) => {
      const { in: held, with: others } = statements.get(id);
      said.forEach((one) => one.treatments.forEach((name) => {
        put(touching, name, id);
        if (held.length || others.length) put(conditional, name, one);
      }));
    });
    /* Which of two treatments was begun first makes no difference to a warning of the two together. */
    statements.forEach(({ id, kind, first, with: others }) => {
      const about = all(first, "members");
      const turned = new Set(without(all(others, "members"), about));
      if (kind === "relevant" || !about.size) return;
      const said = { statement: id, kind, named: others, treatments: turned, besides: first };
      turned.forEach((name) => put(conditional, name, said));
    });

    /* ── What is on offer ── */

    const onRoute = ({ always, if_given: some }, given) => union(always, ...some.filter((one) => given.has(one.given)).map(({ contents }) => contents));
    const offerOf = (place, { named }) =>
      place.offers
        .map((one) => ({ ...OFFER, ...one }))
        .map((one) => ({ treatment: one.treatment, contents: named && one.is_by_route ? onRoute(one, named) : new Set(one.contents), continued: new Set(one.continued) }))
        .filter(({ contents }) => contents.size);

    const stillGiven = (stopped, place, { given }) => new Set(without(without(given ?? [], stopped), new Set(place.replaces ?? [])));

    const placeOf = (id, way) => {
      const box = boxes.get(id);
      return { box, way, place: way === undefined ? box : { ...PLACE, ...box.options[way] } };
    };

    /* ── Marks ── */

    const touchOf = (said, { treatment, contents, continued = NOTHING }) => {
      const hit = within(contents, said.treatments);
      const includes = said.treatments.has(treatment) ? [] : outermost(hit);
      const touched = union(hit, within(all(hit, "regimens"), contents));
      return { statement: said.statement, kind: said.kind, treatment, includes, touched, besides: said.besides, goesOn: !without(touched, continued).length };
    };

    const inOrder = (one, other) => order.get(one.statement) - order.get(other.statement) || (one.kind === "preferred") - (other.kind === "preferred");
    const onOffer = (offer) =>
      offer.flatMap((offered) => {
        const found = union(...[...offered.contents].map((name) => conditional.get(name) ?? []));
        return [...found].sort(inOrder).map((said) => touchOf(said, offered));
      });

    /* Statements that a box shows and that are about no treatment; in a caution all that it shows. */
    const shownAlone = (box, offer) => {
      const offered = union(...offer.map(({ contents }) => contents));
      return box.shows.flatMap((id) => {
        const { kind, first, second } = statements.get(id);
        if (!first.length && !second.length) return [{ statement: id, kind, treatment: null, includes: [], touched: new Set() }];
        const said = box.is_caution ? sayings.get(id).filter((one) => !meets([...one.treatments], offered)) : [];
        return said.flatMap((one) => one.named.map((name) => ({ statement: id, kind: one.kind, treatment: name, includes: [], touched: new Set([name]) })));
      });
    };

    const isRegimen = (name) => treatments.get(name)?.is_regimen;
    /* What is stopped counts for warnings of what is begun: where something only goes on, to stop the other is the remedy, and where it goes
       on beside what is begun, that is marked. */
    const besideOf = (touch, offer, given, stopped) => {
      const others = offer.filter(({ treatment }) => treatment !== touch.treatment || isRegimen(treatment)).map(({ contents }) => contents);
      const single = [...touch.touched].filter((name) => !meets(without(contentsOf(name), new Set([name])), touch.touched));
      const own = single.length === 1 ? contentsOf(single[0]) : NOTHING;
      const beside = without(union(given, ...others), own);
      const isWarned = touch.kind !== "preferred" && statements.get(touch.statement).kind !== "relevant";
      if (isWarned && !touch.goesOn) return { given: beside, stopped, switched: new Set(without(stopped, own)) };
      const begun = union(...offer.map(({ contents, continued }) => (isWarned ? without(contents, continued) : [])));
      return { given: without(beside, begun), stopped: union(stopped, begun), switched: NOTHING };
    };

    const markOf = (touch, patient, beside) => {
      const reason = reasonOf(statements.get(touch.statement), patient, beside, touch.besides);
      if (!reason || (reason.unknown.length && touch.kind === "preferred")) return null;
      return { ...touch, kind: reason.unknown.length ? "caution" : touch.kind, ifSo: touch.kind, reason };
    };

    const graver = (one, other) =>
      gravity(one.kind) - gravity(other.kind) || gravity(one.ifSo) - gravity(other.ifSo) || !!one.includes.length - !!other.includes.length || order.get(one.statement) - order.get(other.statement);

    /* An interaction is marked at one of the two treatments of a place: at the one that is begun there. */
    const isSaidHere = ({ statement, besides, goesOn }, _, marks) => !besides || !marks.some((other) => other.statement === statement && !other.besides && (goesOn || !other.goesOn));

    /* The marks of a box, or of an option of it by its place, the gravest first. */
    const marks = (id, patient, way) => {
      const { box, place } = placeOf(id, way);
      const offer = offerOf(place, patient);
      const stopped = union(box.stops, place.stops);
      const given = stillGiven(stopped, place, patient);
      const beside = union(...offer.flatMap(({ contents }) => [...contents].map((name) => touching.get(name) ?? [])));
      return [...onOffer(offer), ...(way === undefined ? shownAlone(box, offer) : [])]
        .map((touch) => markOf(touch, patient, besideOf(touch, offer, given, stopped)))
        .filter(Boolean)
        .filter(isSaidHere)
        .map((mark) => ({ ...mark, readWith: within(statements.get(mark.statement).read_with, beside) }))
        .sort(graver);
    };

    const bySaid = (touches, patient, beside) => touches.map((touch) => ({ ...markOf(touch, patient, beside), readWith: [] })).filter(({ reason }) => reason).sort(graver);

    /* The marks of a treatment by itself. */
    const ofTreatment = (name, patient) => bySaid(onOffer([{ treatment: name, contents: new Set(treatments.get(name).parts) }]), patient, alone());

    /* The marks of treatments that are being given, each beside the others; of a group that is given as a whole also those of its members.
       An interaction is marked at one of two. */
    const ofGiven = (names, patient) => {
      const own = (name) => ({ given: without(patient.given ?? [], contentsOf(name)), stopped: contentsOf(name), switched: NOTHING });
      const found = names.map((name) => bySaid(onOffer([{ treatment: name, contents: contentsOf(name) }]), patient, own(name)));
      const said = new Set(found.flat().filter(({ besides }) => !besides).map(({ statement }) => statement));
      return found.map((some) => some.filter(({ besides, statement }) => !besides || !said.has(statement)));
    };

    /* The mark of a statement wherever it is printed. */
    const ofStatement = (id, reason) => {
      const { kind } = statements.get(id);
      return { statement: id, kind: reason.unknown.length ? "caution" : kind, ifSo: kind, treatment: null, includes: [], touched: new Set(), reason, readWith: [] };
    };

    /* ── What nothing is said of, and what must be read together ── */

    const silent = (offer, mentioned) =>
      offer.flatMap(({ treatment, contents }) => {
        const spoken = new Set(within(contents, mentioned));
        if (!spoken.size && !without(contentsOf(treatment), contents).length) return [treatment];
        if (mentioned.has(treatment)) return [];
        const isLast = (name) => !meets(without(contentsOf(name), new Set([name])), contents);
        return outermost(without(contents, spoken).filter(isLast));
      });
    const known = (ticked) => ticked.map((id) => entries.get(id)).filter(({ usual }) => !usual);
    const ofWhom = ({ ticked }, offer) =>
      known(ticked)
        .map(({ id, mentions }) => ({ entry: id, treatments: silent(offer, new Set(mentions)) }))
        .filter(({ treatments: names }) => names.length);

    /* For each entry that is ticked, the treatments on offer that no statement connects with it. */
    const notMentioned = (id, patient, way) => ofWhom(patient, offerOf(placeOf(id, way).place, patient));
    const isNotMentioned = (name, patient) => ofWhom(patient, [{ treatment: name, contents: contentsOf(name) }]).filter(({ treatments: names }) => names.includes(name));

    /* For each entry that is ticked, those of the treatments and all that they include which some statement connects with it. */
    const mentioned = (names, { ticked }) =>
      known(ticked).map(({ id, mentions }) => {
        const said = new Set(mentions);
        const here = within(union(...names.map(contentsOf)), said);
        /* A regimen is mentioned for one of its parts: the others are not. */
        const wholes = here.filter((name) => !without(contentsOf(name), said).length);
        const isInner = (name) => wholes.some((other) => other !== name && contentsOf(other).has(name));
        return { entry: id, treatments: here.filter((name) => !isInner(name)).sort(inFile) };
      });

    /* The pairs of statements to be read together that both apply. */
    const tensions = (applies) =>
      [...applies.keys()].flatMap((one) =>
        statements.get(one).read_with.filter((other) => applies.has(other) && order.get(one) < order.get(other)).map((other) => [one, other]),
      );

    return { patientOf, applying, marks, ofTreatment, ofGiven, ofStatement, notMentioned, isNotMentioned, mentioned, outermost, tensions, boxes, entries, statements };
  };
})();

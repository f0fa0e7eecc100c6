// The review page: walking, filters, search, decisions.

const ARTICLE = 0, ID = 1, SOURCE = 2, TARGET = 3, STAGE = 4, ORIGIN = 5, FINDINGS = 6, FLAGS = 7,
  CONCEPTS = 8, DIGEST = 9, PLAIN_SOURCE = 10, PLAIN_TARGET = 11;
const CHANGED = 1, CONFLICT = 2, COMMENTED = 4;
const STAGES = [
  ["Not translated", ""], ["Draft", "warning"], ["Translated", "good"], ["Reviewed", "good"],
  ["Final", "good"], ["Left out on purpose", ""],
];
const units = page.units;
const byId = (id) => document.getElementById(id);
const told = (number) => number.toLocaleString("en");

// --- the rows, found once; the sentences in them are looked up when they are needed ------

// A chunk is a stretch of rows that the browser leaves alone while it is out of sight.
const chunks = all(".rows").map((element) => ({ element, rows: [], isSeen: true, isStale: false }));
const rows = [];
{
  const byElement = new Map(chunks.map((each) => [each.element, each]));
  all(".row").forEach((element, index) => {
    const chunk = byElement.get(element.parentElement);
    const row = { element, chunk, units: page.rows[index], isHidden: false };
    rows.push(row);
    chunk.rows.push(row);
  });
}
const sections = all(".article").map((element) => ({ element, chunks: [] }));
for (const chunk of chunks) sections[+chunk.element.parentElement.id.slice(1)].chunks.push(chunk);
// Where one stands when walking: the targets, in the order of the text.
const stops = rows.flatMap((row) => row.units.map((unit, nth) => ({ row, unit, nth })));
const rowsOf = units.map(() => []);
for (const { row, unit } of stops) rowsOf[unit].push(row);
const sentenceOf = (stop) => all(".u.t", stop.row.element)[stop.nth];

// --- decisions ----------------------------------------------------------------------

const place = `alihbahasa:review:${page.project}:${page.language}`;
const decisions = new Map(Object.entries(kept.read(place) ?? {}));
const decisionOf = (unit) => decisions.get(units[unit][DIGEST]) ?? {};
const isDecided = ({ accept, comment }) => Boolean(accept || comment);

const decide = (unit, change) => {
  reread();
  const decision = { ...decisionOf(unit), ...change };
  if (isDecided(decision)) decisions.set(units[unit][DIGEST], decision);
  else decisions.delete(units[unit][DIGEST]);
  isKept = kept.write(place, Object.fromEntries(decisions));
  isSaved = false;
  byId("unkept").hidden = isKept;
  showDecision(unit);
  showFigures();
};

// Another window of this page may have decided meanwhile: what it kept counts as well.
let isKept = true;
let isSaved = true;
const reread = () => {
  const there = isKept ? kept.read(place) : null;
  if (typeof there !== "object" || there === null || Array.isArray(there)) return new Set();
  const changed = new Set([...decisions.keys(), ...Object.keys(there)]);
  decisions.clear();
  for (const [digest, decision] of Object.entries(there)) decisions.set(digest, decision);
  return changed;
};
addEventListener("storage", (event) => {
  if (event.key !== place) return;
  const changed = reread();
  units.forEach((unit, index) => { if (changed.has(unit[DIGEST])) showDecision(index); });
  showFigures();
  showDock();
});

const showDecision = (unit) => {
  const { accept = false, comment = "" } = decisionOf(unit);
  for (const row of rowsOf[unit]) {
    for (const span of all(`.u.t[data-u="${unit}"]`, row.element)) {
      span.classList.toggle("is-ok", accept);
      span.classList.toggle("is-said", Boolean(comment));
    }
    showComment(row.element, unit, comment);
  }
};

const showComment = (row, unit, comment) => {
  let card = one(`.mine[data-u="${unit}"]`, row);
  if (!comment) { card?.remove(); return; }
  if (!card) {
    let notes = one(".notes", row);
    if (!notes) { notes = made("div", { className: "notes" }); row.append(notes); }
    card = made("div", { className: "card mine" });
    card.dataset.u = unit;
    notes.append(card);
  }
  card.replaceChildren(
    made("p", { className: "told-title", textContent: "Your comment" }),
    made("p", { className: "comment-text", dir: "auto", textContent: comment }),
  );
};

const made = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const decided = () => units.flatMap((unit, index) => {
  const decision = decisionOf(index);
  return isDecided(decision) ? [{ unit, ...decision }] : [];
});

const showFigures = () => {
  const all = decided();
  byId("decided").textContent = told(all.length);
  byId("commented").textContent = told(units.filter((unit, index) => tests.comments(unit, index)).length);
  byId("left").textContent = told(units.filter((unit, index) => tests.left(unit, index)).length);
};

// No exchange file has a place for other controls, nor for half of a character.
const storable = (text) => text
  .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, " ")
  .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");

const saved = () => {
  const list = decided().map(({ unit, accept, comment }) => ({
    article: page.articles[unit[ARTICLE]],
    unit: unit[ID],
    source: unit[SOURCE],
    target: unit[TARGET],
    accept: Boolean(accept),
    comment: storable(comment ?? ""),
  }));
  const { version, kind, project, language } = page;
  const reviewer = storable(byId("reviewer").value.trim());
  return JSON.stringify({ version, kind, project, language, reviewer, decisions: list }, null, 1) + "\n";
};

// --- which sentences are shown -------------------------------------------------------

const tests = {
  all: () => true,
  findings: (unit) => unit[FINDINGS] > 0,
  drafts: (unit) => unit[STAGE] === 1,
  untranslated: (unit) => unit[STAGE] === 0,
  changed: (unit) => unit[FLAGS] & (CHANGED | CONFLICT),
  comments: (unit, index) => unit[FLAGS] & COMMENTED || decisionOf(index).comment,
  left: (unit, index) => unit[STAGE] > 0 && !decisionOf(index).accept,
};
const wanted = { filter: "all", term: -1, words: "" };
let texts = null;

const foldedTexts = () => texts ??= units.map((unit) =>
  `${fold(unit[PLAIN_SOURCE] ?? unit[SOURCE])}\n${fold(unit[PLAIN_TARGET] ?? unit[TARGET])}\n${unit[ID]}`);

const show = () => {
  const { filter, term, words } = wanted;
  const isAll = filter === "all" && term < 0 && !words;
  const test = tests[filter];
  const folded = words ? foldedTexts() : null;
  const fits = units.map((unit, index) => isAll || Boolean(
    test(unit, index)
    && (term < 0 || unit[CONCEPTS].includes(term))
    && (!words || folded[index].includes(words))));
  let count = 0;
  for (const fit of fits) count += fit;
  shownFits = fits;
  for (const section of sections) {
    let isSection = isAll;
    for (const chunk of section.chunks) {
      let isChunk = isAll;
      for (const row of chunk.rows) {
        row.isHidden = !isAll && !row.units.some((unit) => fits[unit]);
        isChunk ||= !row.isHidden;
      }
      chunk.isStale = true;
      chunk.element.hidden = !isChunk;
      // What lies in a chunk that is hidden need not be.
      if (isChunk) for (const row of chunk.rows) row.element.hidden = row.isHidden;
      isSection ||= isChunk;
    }
    section.element.hidden = !isSection;
  }
  const figures = isAll ? `${told(count)} sentences` : `${told(count)} of ${told(units.length)} sentences`;
  byId("shown").textContent = figures;
  byId("nothing").hidden = count > 0 || !units.length;
  if (!isAll) say(`${figures} shown`);
  found.clear();
  refresh();
  // One is always at a sentence that is shown, where there is any.
  if (here >= 0 && !isStop(stops[here])) goTo(stops.findIndex(isStop), { isQuiet: true });
};
let shownFits = units.map(() => true);

// What is in sight is dimmed where it does not fit, and marked where it was searched for, after
// the picture of what is left is there; the text itself is not touched.
const found = globalThis.Highlight ? new Highlight() : new Set();
globalThis.CSS?.highlights?.set("found", found);
const refresh = () => requestAnimationFrame(() => setTimeout(() => {
  for (const chunk of chunks) {
    if (!chunk.isSeen || !chunk.isStale || chunk.element.hidden) continue;
    chunk.isStale = false;
    for (const row of chunk.rows) {
      if (row.isHidden) continue;
      for (const span of all(".u", row.element)) {
        const isFit = shownFits[+span.dataset.u];
        span.classList.toggle("is-dim", !isFit);
        if (isFit && wanted.words) for (const range of rangesIn(span, wanted.words)) found.add(range);
      }
    }
  }
}));
if ("oncontentvisibilityautostatechange" in document) {
  for (const chunk of chunks) chunk.isSeen = false;
  document.addEventListener("contentvisibilityautostatechange", (event) => {
    const chunk = chunks[+event.target.dataset.chunk];
    chunk.isSeen = !event.skipped;
    if (chunk.isSeen) refresh();
  }, true);
}

const rangesIn = (element, words) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".stage, .ref, .code, .unseen") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  let text = "";
  const at = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    let offset = 0;
    for (const character of node.data) {
      const folded = foldOne(character);
      for (let count = 0; count < folded.length; count++) at.push([node, offset, offset + character.length]);
      text += folded;
      offset += character.length;
    }
  }
  const ranges = [];
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
    const range = new Range();
    range.setStart(at[start][0], at[start][1]);
    range.setEnd(at[start + words.length - 1][0], at[start + words.length - 1][2]);
    ranges.push(range);
  }
  return ranges;
};

const setFilter = (filter) => {
  wanted.filter = filter;
  for (const button of all("[data-filter]")) {
    button.setAttribute("aria-pressed", button.dataset.filter === filter);
  }
  show();
};
const setTerm = (term) => {
  wanted.term = term;
  byId("term").value = term < 0 ? "" : term;
  show();
};

// --- walking --------------------------------------------------------------------------

let here = -1;

const isStop = (stop) => stop && !stop.row.isHidden && shownFits[stop.unit];

// What comes into sight may turn out higher or lower than it was taken for, and push others away.
let brought = null;
const bring = (element, block = "nearest", tries = 5) => {
  if (tries === 5) brought = element;
  if (brought !== element) return;
  element.scrollIntoView({ block });
  if (tries) requestAnimationFrame(() => bring(element, block, tries - 1));
};

const goTo = (index, { isQuiet = false } = {}) => {
  const stop = stops[index];
  if (!stop) return;
  for (const each of all(".is-here")) each.classList.remove("is-here");
  one(".u[tabindex]")?.removeAttribute("tabindex");
  if (here !== index) keepComment();
  here = index;
  for (const each of all(`[data-u="${stop.unit}"]`, stop.row.element)) each.classList.add("is-here");
  showDock();
  const article = units[stop.unit][ARTICLE];
  for (const link of all("[data-article]")) {
    if (+link.dataset.article === article) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  if (isQuiet) return;
  const sentence = sentenceOf(stop);
  sentence.tabIndex = -1;
  sentence.focus({ preventScroll: true });
  bring(sentence);
};

const step = (by, test = isStop) => {
  for (let index = here + by; index >= 0 && index < stops.length; index += by) {
    if (test(stops[index])) { goTo(index); return; }
  }
  say(by > 0 ? "That is the last one" : "That is the first one");
};
const hasFinding = (stop) => isStop(stop) && units[stop.unit][FINDINGS] > 0;

const showDock = () => {
  const unit = units[stops[here].unit];
  const [name, kind] = STAGES[unit[STAGE]];
  byId("where").textContent = `${told(stops[here].unit + 1)} of ${told(units.length)}`;
  byId("state").textContent = name;
  byId("state").className = `tag ${kind}`;
  byId("origin").textContent = page.origins[unit[ORIGIN]];
  byId("origin").title = page.origins[unit[ORIGIN]];
  byId("accept").disabled = unit[STAGE] === 0;
  byId("accept").setAttribute("aria-pressed", Boolean(decisionOf(stops[here].unit).accept));
};

const closeComment = () => { byId("comment-form").hidden = true; };

// What is typed and would be lost with the sentence that one leaves.
const typed = () => {
  if (here < 0 || byId("comment-form").hidden) return null;
  const text = byId("comment").value.trim();
  return text === (decisionOf(stops[here].unit).comment ?? "") ? null : text;
};
const keepComment = () => {
  const text = typed();
  closeComment();
  if (text === null) return;
  decide(stops[here].unit, { comment: text });
  say("The comment is kept");
};
addEventListener("beforeunload", (event) => {
  if (typed() !== null || (!isKept && !isSaved)) event.preventDefault();
});

// --- what may be done -------------------------------------------------------------------

Object.assign(actions, {
  next: () => step(1),
  previous: () => step(-1),
  nextFinding: () => step(1, hasFinding),
  previousFinding: () => step(-1, hasFinding),
  accept() {
    const stop = stops[here];
    if (!isStop(stop) || units[stop.unit][STAGE] === 0) return;
    const accept = !decisionOf(stop.unit).accept;
    decide(stop.unit, { accept });
    showDock();
    say(accept ? "Accepted" : "No longer accepted");
    if (accept) step(1);
  },
  comment() {
    const stop = stops[here];
    if (!isStop(stop)) return;
    byId("comment").value = decisionOf(stop.unit).comment ?? "";
    byId("comment-form").hidden = false;
    byId("comment").focus();
  },
  uncomment() { closeComment(); goTo(here); },
  filter(button) { setFilter(button.dataset.filter); },
  reset() {
    byId("search").value = "";
    wanted.words = "";
    wanted.term = -1;
    byId("term").value = "";
    setFilter("all");
  },
  term(button) {
    byId("entry").hidePopover();
    setTerm(+button.dataset.term);
  },
  save() {
    const list = decided();
    const accepted = list.filter((each) => each.accept).length;
    const commented = list.filter((each) => each.comment).length;
    byId("saving-what").textContent = list.length
      ? `${told(accepted)} accepted, ${told(commented)} commented.`
      : "You have not decided anything yet.";
    byId("reviewer").value = kept.read("alihbahasa:reviewer") ?? byId("reviewer").value;
    byId("saving").showModal();
  },
  download() {
    kept.write("alihbahasa:reviewer", byId("reviewer").value.trim());
    const address = URL.createObjectURL(new Blob([saved()], { type: "application/json" }));
    made("a", { href: address, download: `review-${page.language}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    byId("saving").close();
    isSaved = true;
    say("Saved");
  },
  async copy(button) {
    try {
      await navigator.clipboard.writeText(saved());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed here";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2_000);
  },
});

Object.assign(keys, {
  j: actions.next,
  k: actions.previous,
  n: actions.nextFinding,
  p: actions.previousFinding,
  a: actions.accept,
  c: actions.comment,
  s: actions.save,
});

byId("comment-form").addEventListener("submit", (event) => {
  event.preventDefault();
  decide(stops[here].unit, { comment: byId("comment").value.trim() });
  say("Kept");
  actions.uncomment();
});
byId("comment").addEventListener("keydown", (event) => {
  if (event.key === "Escape") actions.uncomment();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("comment-form").requestSubmit();
});

const search = () => {
  wanted.words = fold(byId("search").value.trim());
  show();
};
byId("search").addEventListener("input", search);
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    byId("search").value = "";
    search();
    byId("search").blur();
  }
  if (event.key === "Enter") {
    const first = stops.findIndex(isStop);
    if (first >= 0) goTo(first);
  }
});
byId("term").addEventListener("change", () => setTerm(byId("term").value === "" ? -1 : +byId("term").value));

// --- entries of the glossary ---------------------------------------------------------------

const describe = (concept, number) => {
  const list = made("dl", {});
  const add = (name, ...values) => {
    if (values.length && values[0]) list.append(made("dt", { textContent: name }), made("dd", { dir: "auto" }, ...values));
  };
  const words = (texts, className) => texts.flatMap((text, index) =>
    [...(index ? [", "] : []), made("bdi", { className, textContent: text })]);
  add(concept.kept ? "Keep" : "Write", ...words(concept.allowed, "allowed"));
  add("Not", ...words(concept.forbidden, "forbidden"));
  add("Note", concept.note);
  add("Means", concept.definition);
  add("Field", concept.domain);
  add("Example", concept.example);
  add("Checked", { must: "must be so", should: "should be so", info: "for your information" }[concept.level]);
  const only = made("button", { type: "button", textContent: `Only its ${told(concept.uses)} sentences` });
  only.dataset.do = "term";
  only.dataset.term = number;
  const end = made("p", { className: "entry-end" }, only,
    made("a", { href: `glossary.html#${concept.id}`, textContent: "In the glossary" }));
  byId("entry").replaceChildren(made("h2", { id: "entry-name", dir: "auto", textContent: concept.name }), list, end);
};

const numbers = new Map(page.concepts.map(({ id }, number) => [id, number]));
const numberOf = (link) => numbers.get(link.hash.slice(1));

const openEntry = (link) => {
  const number = numberOf(link);
  const entry = byId("entry");
  describe(page.concepts[number], number);
  entry.showPopover();
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = entry;
  const below = at.bottom + 6;
  const top = below + height > innerHeight - 8 ? Math.max(8, at.top - height - 6) : below;
  entry.style.setProperty("left", `${Math.max(8, Math.min(at.left, innerWidth - width - 16))}px`);
  entry.style.setProperty("top", `${top}px`);
  one("button", entry).focus();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".u a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && byId("entry").showPopover) {
    event.preventDefault();
    openEntry(link);
    return;
  }
  const contents = event.target.closest?.("[data-article]");
  if (contents) {
    const first = stops.findIndex((stop) => units[stop.unit][ARTICLE] === +contents.dataset.article);
    if (first >= 0) goTo(first, { isQuiet: true });
    bring(sections[+contents.dataset.article].element, "start");
    return;
  }
  const sentence = event.target.closest?.("[data-u]");
  if (sentence && !event.target.closest("a, button") && getSelection().isCollapsed) {
    const row = sentence.closest(".row");
    const index = stops.findIndex((stop) => stop.row.element === row && stop.unit === +sentence.dataset.u);
    if (index >= 0) goTo(index, { isQuiet: true });
  }
});

// --- an address may name an article, a unit of it (#berita/a.txt:uabc), or a term (#c-rayon) --

const goToAddress = () => {
  let address;
  try { address = decodeURIComponent(location.hash.slice(1)); } catch { return false; }
  if (numbers.has(address)) { actions.reset(); setTerm(numbers.get(address)); return true; }
  const colon = address.lastIndexOf(":");
  const article = page.articles.indexOf(colon < 0 ? address : address.slice(0, colon));
  if (article < 0) return false;
  if (colon < 0) { bring(sections[article].element, "start"); return true; }
  const index = stops.findIndex(({ unit }) => units[unit][ARTICLE] === article && units[unit][ID] === address.slice(colon + 1));
  if (index < 0) return false;
  actions.reset();
  goTo(index);
  return true;
};
addEventListener("hashchange", goToAddress);

units.forEach((unit, index) => { if (isDecided(decisionOf(index))) showDecision(index); });
showFigures();
show();
if (!goToAddress()) goTo(0, { isQuiet: true });
(globalThis.requestIdleCallback ?? setTimeout)(() => foldedTexts());

const NODES = DATA.nodes, UNITS = NODES.map((n, i) => i).filter(i => NODES[i].chapter !== undefined);
const OUT = NODES.map(() => []), INTO = NODES.map(() => []);
for (const [s, t, k, rule] of DATA.edges) { const e = { s, t, kind: DATA.edgeKinds[k], rule }; OUT[s].push(e); INTO[t].push(e); }
const BY_ID = new Map(NODES.map((n, i) => [n.id, i]));
const LANGUAGES = Object.keys(DATA.words);
const state = { lang: START, focus: null, chapter: "", party: "", kind: "", text: "" };
const $ = id => document.getElementById(id);
const w = (key, ...parts) => parts.reduce((text, part) => text.replace("{}", part), DATA.words[state.lang][key]);
const many = count => w(count === 1 ? "unit" : "units", count);
const gloss = i => NODES[i][state.lang];
const title = chapter => { const t = DATA.chapters[chapter]; return t ? `${chapter} ${t[state.lang]}` : chapter; };

/* How many steps each unit is away, following breaches and exercises. */
function steps(start, edgesOf, end) {
  const found = new Map([[start, 0]]); let layer = [start], depth = 0;
  while (layer.length) {
    depth += 1; const next = [];
    for (const i of layer) for (const e of edgesOf[i]) if (e.kind.follows && !found.has(e[end])) { found.set(e[end], depth); next.push(e[end]); }
    layer = next;
  }
  return found;
}

function matches(i) {
  const n = NODES[i];
  if (state.chapter && n.chapter !== state.chapter) return false;
  if (state.kind && n.kind !== state.kind) return false;
  if (state.party && !OUT[i].some(e => (e.kind.id === "binds" || e.kind.id === "towards") && NODES[e.t].id === state.party)) return false;
  const wanted = state.text.trim().toLowerCase();
  return !wanted || n.id.toLowerCase().startsWith(wanted) || LANGUAGES.map(lang => n[lang]).join(" ").toLowerCase().includes(wanted);
}

function unitButton(i, cls) {
  const made = el("button", cls); made.type = "button";
  made.append(sign(NODES[i].kind, state.lang), NODES[i].id);
  made.style.setProperty("--fill", DATA.kinds[NODES[i].kind].fill);
  made.dataset.tip = i; made.setAttribute("aria-label", `${NODES[i].id}, ${DATA.kinds[NODES[i].kind][state.lang]}: ${gloss(i)}`);
  made.addEventListener("click", () => focusOn(i));
  return made;
}

function renderMap() {
  const shown = UNITS.filter(matches), near = state.focus === null ? null : steps(state.focus, OUT, "t");
  const back = state.focus === null ? null : steps(state.focus, INTO, "s");
  const map = $("map"); map.replaceChildren(); map.className = state.focus === null ? "" : "focused";
  const chapters = [...new Set(shown.map(i => NODES[i].chapter))];
  for (const chapter of chapters) {
    const row = el("section", "chapter"), chips = el("div", "chips");
    row.append(el("h3", "", title(chapter)), chips);
    for (const i of shown.filter(i => NODES[i].chapter === chapter)) {
      const chip = unitButton(i, "chip");
      if (near) {
        if (i === state.focus) chip.classList.add("chosen");
        else if (near.has(i)) { chip.classList.add("near"); chip.append(el("sup", "", "→" + near.get(i))); }
        else if (back.has(i)) { chip.classList.add("near"); chip.append(el("sup", "", "←" + back.get(i))); }
      }
      chips.append(chip);
    }
    map.append(row);
  }
  if (!shown.length) map.append(el("p", "soft", w("no hit")));
  $("count").textContent = w("count", shown.length, UNITS.length);
}

function unitBox(i, chosen, line) {
  return { id: String(i), make: () => {
    const made = el("button", "box" + (chosen ? " chosen" : "") + (line ? " line" : "")); made.type = "button";
    made.style.setProperty("--fill", DATA.kinds[NODES[i].kind].fill); made.dataset.tip = i;
    const head = el("b"); head.append(sign(NODES[i].kind, state.lang), NODES[i].id);
    made.append(head, line ? " " + gloss(i) : el("span", "clamp", gloss(i)));
    made.addEventListener("click", () => focusOn(i));
    return made;
  } };
}
function groupBox(id, text, act) {
  return { id, make: () => { const made = el("button", "box"); made.type = "button"; made.append(el("b", "", text)); made.addEventListener("click", act); return made; } };
}
const narrow = chapter => () => { state.chapter = chapter; $("chapter").value = chapter; renderMap(); $("map").scrollIntoView({ block: "nearest" }); };

/* Without a focus: what breaches lead to, chapter by chapter. With one: what leads to the unit, and what it sets off. */
function renderDrawing() {
  const columns = [], links = [];
  const link = (from, to, kind) => links.push({ from: String(from), to: String(to), line: kind.line });
  if (state.focus === null) {
    const firsts = new Map(), second = new Set(), third = new Set();
    for (const i of UNITS) if (["duty", "prohibition"].includes(NODES[i].kind)) for (const e of OUT[i]) if (e.kind.follows && e.kind.id !== "exercise opens") {
      const c = NODES[i].chapter; if (!firsts.has(c)) firsts.set(c, { units: new Set(), links: new Map() });
      firsts.get(c).units.add(i); firsts.get(c).links.set(e.t, e.kind); second.add(e.t);
    }
    for (const i of second) if (NODES[i].kind === "sanction") for (const e of OUT[i]) if (e.kind.id === "exercise opens" && !second.has(e.t)) { third.add(e.t); link(i, e.t, e.kind); }
    const chapters = [...new Set(UNITS.map(i => NODES[i].chapter))].filter(c => firsts.has(c));
    for (const c of chapters) firsts.get(c).links.forEach((kind, t) => link("c" + c, t, kind));
    columns.push({ title: w("breaches of"), boxes: chapters.map(c => groupBox("c" + c, `${title(c)}: ${many(firsts.get(c).units.size)}`, narrow(c))) });
    columns.push({ title: w("open"), boxes: UNITS.filter(i => second.has(i)).map(i => unitBox(i, false, true)) });
    if (third.size) columns.push({ title: w("exercise"), boxes: UNITS.filter(i => third.has(i)).map(i => unitBox(i, false, true)) });
    $("drawn").textContent = w("overview");
  } else {
    const i = state.focus, before = [...new Set(INTO[i].filter(e => e.kind.follows).map(e => e.s))];
    const hinder = [...new Set(INTO[i].filter(e => e.kind.id === "exempts" || e.kind.id === "excepts").map(e => e.s))];
    const first = { title: w("leads here"), boxes: [] };
    if (before.length > 6) {
      for (const c of new Set(before.map(u => NODES[u].chapter))) {
        const of = before.filter(u => NODES[u].chapter === c);
        first.boxes.push(groupBox("c" + c, `${title(c)}: ${many(of.length)}`, narrow(c)));
        link("c" + c, i, INTO[i].find(e => e.s === of[0] && e.kind.follows).kind);
      }
    } else for (const u of before) { first.boxes.push(unitBox(u)); link(u, i, INTO[i].find(e => e.s === u && e.kind.follows).kind); }
    for (const u of hinder) { first.boxes.push(unitBox(u)); link(u, i, INTO[i].find(e => e.s === u && (e.kind.id === "exempts" || e.kind.id === "excepts")).kind); }
    if (first.boxes.length) columns.push(first);
    columns.push({ title: w("this unit"), boxes: [unitBox(i, true)] });
    const off = steps(i, OUT, "t"), deepest = Math.max(...off.values());
    for (let d = 1; d <= deepest; d += 1) columns.push({ title: d === 1 ? w("sets off") : w("then"), boxes: UNITS.filter(u => off.get(u) === d).map(u => unitBox(u)) });
    off.forEach((d, u) => { for (const e of OUT[u]) if (e.kind.follows && off.get(e.t) === d + 1) link(u, e.t, e.kind); });
    $("drawn").textContent = w("focused", NODES[i].id);
  }
  drawFlow($("drawing"), columns, links);
  $("drawing").scrollLeft = 0; $("drawing").scrollTop = 0;
  const used = [...new Set(DATA.edgeKinds.filter(k => k.follows || k.line === "dashed"))];
  $("lines").textContent = w("lines") + " " + ["solid", "bold", "dashed"].map(line => `${w("line " + line)}: ${used.filter(k => k.line === line).map(k => k[state.lang]).join(w("comma"))}`).join(w("semicolon"));
}

function listOf(items, folded) {
  const list = el("ul");
  for (const [i, note] of items) { const li = el("li"); li.append(unitButton(i, ""), " " + (note ? note + " " : "") + gloss(i)); list.append(li); }
  if (!folded || items.length <= 6) return list;
  const more = el("details"); more.append(el("summary", "", many(items.length)), list); return more;
}

function renderDetail() {
  const host = $("detail"), i = state.focus; host.replaceChildren(); host.classList.toggle("empty", i === null); host.scrollTop = 0;
  document.body.classList.toggle("with-detail", i !== null);
  if (i === null) { host.append(el("p", "soft", w("choose"))); return; }
  const n = NODES[i], head = el("h2"), close = el("button", "", "×");
  close.id = "close"; close.type = "button"; close.setAttribute("aria-label", w("close")); close.addEventListener("click", () => focusOn(null));
  head.append(sign(n.kind, state.lang), n.id, el("span", "soft", DATA.kinds[n.kind][state.lang]));
  host.append(close, head, el("p", "", gloss(i)));
  if (n.note && DATA.notesIn.includes(state.lang)) host.append(el("p", "soft", n.note));
  const about = kind => [...new Set(OUT[i].filter(e => e.kind.id === kind).map(e => e.t))];
  const plain = (key, ids) => { if (ids.length) { host.append(el("h3", "", w(key)), el("p", "", ids.map(gloss).join(w("comma")))); } };
  plain("binds", about("binds")); plain("towards", about("towards"));
  plain("acts", about("concerns").filter(t => NODES[t].kind === "act")); plain("losses", about("concerns").filter(t => NODES[t].kind === "loss"));
  plain("triggers", [...new Set(INTO[i].filter(e => e.kind.id === "triggers").map(e => e.s))]);
  if (n.readings) {
    host.append(el("h3", "", w("readings"))); const list = el("ul");
    for (const r of n.readings) list.append(el("li", "", `${r.name}${r.preferred ? w("preferred") : r.strained ? w("strained") : ""}: ${r[state.lang]}`));
    host.append(list);
  }
  const off = steps(i, OUT, "t"); off.delete(i);
  const section = (key, items) => { if (items.length) host.append(el("h3", "", w(key)), listOf(items, true)); };
  const kinds = (edges, end) => { const of = new Map(); for (const e of edges) of.set(e[end], [...(of.get(e[end]) || []), e.kind[state.lang]]); return of; };
  const direct = kinds(OUT[i].filter(e => e.kind.follows), "t"), into = kinds(INTO[i].filter(e => e.kind.follows), "s");
  const off1 = UNITS.filter(u => off.get(u) === 1).map(u => [u, direct.get(u).join(w("comma")) + w("colon")]);
  if (off1.length) host.append(el("h3", "", w("sets off")), listOf(off1, false));
  if (off.size > off1.length) host.append(el("h3", "", w("then")), listOf(UNITS.filter(u => off.get(u) > 1).map(u => [u, "→" + off.get(u)]), false));
  section("leads here", [...into].map(([u, k]) => [u, k.join(w("comma")) + w("colon")]));
  const others = (edges, kind, end) => [...new Set(edges.filter(e => e.kind.id === kind).map(e => e[end]))].map(u => [u, ""]);
  section("stands in its way", [...others(INTO[i], "exempts", "s"), ...others(INTO[i], "excepts", "s")]);
  section("stands in the way of", [...others(OUT[i], "exempts", "t"), ...others(OUT[i], "excepts", "t")]);
  section("rests on", others(INTO[i], "defines", "s")); section("carries", others(OUT[i], "defines", "t"));
  section("refers to", others(OUT[i], "refers to", "t")); section("referred to by", others(INTO[i], "refers to", "s"));
  host.append(el("h3", "", w("rules")), el("p", "place", n.place));
}

function focusOn(i) {
  state.focus = i;
  history.replaceState(null, "", i === null ? "#" : "#" + encodeURIComponent(NODES[i].id));
  $("tip-box").hidden = true;
  renderMap(); renderDrawing(); renderDetail();
  document.querySelector(".box.chosen")?.scrollIntoView({ block: "nearest", inline: "center" });
}

function renderLegend() {
  const host = $("legend"); host.replaceChildren();
  for (const kind of DATA.order) {
    const count = UNITS.filter(i => NODES[i].kind === kind).length;
    if (!count) continue;
    const made = el("button"); made.type = "button"; made.dataset.kind = kind; made.setAttribute("aria-pressed", String(state.kind === kind));
    made.append(sign(kind, state.lang), `${DATA.kinds[kind][state.lang]} ${count}`);
    made.addEventListener("click", () => { state.kind = state.kind === kind ? "" : kind; renderLegend(); renderMap(); });
    host.append(made);
  }
}

function options(select, first, pairs, chosen) {
  select.replaceChildren(new Option(first, ""), ...pairs.map(([value, text]) => new Option(text, value)));
  select.value = chosen; select.setAttribute("aria-label", first);
}

function render() {
  document.documentElement.lang = state.lang; document.title = TITLE[state.lang];
  $("title").textContent = TITLE[state.lang];
  $("intro").textContent = w("intro"); $("lang").textContent = w("other language");
  $("search").placeholder = w("search"); $("search").setAttribute("aria-label", w("search")); $("clear").textContent = w("clear");
  options($("chapter"), w("every chapter"), [...new Set(UNITS.map(i => NODES[i].chapter))].map(c => [c, title(c)]), state.chapter);
  options($("party"), w("every party"), NODES.filter(n => n.kind === "party").map(n => [n.id, n[state.lang]]), state.party);
  renderLegend(); renderMap(); renderDrawing(); renderDetail();
}

$("lang").addEventListener("click", () => { state.lang = LANGUAGES[(LANGUAGES.indexOf(state.lang) + 1) % LANGUAGES.length]; render(); });
$("search").addEventListener("input", event => { state.text = event.target.value; renderMap(); });
$("search").addEventListener("keydown", event => { if (event.key === "Enter") { const hits = UNITS.filter(matches); if (hits.length) focusOn(hits[0]); } });
$("chapter").addEventListener("change", event => { state.chapter = event.target.value; renderMap(); });
$("party").addEventListener("change", event => { state.party = event.target.value; renderMap(); });
$("clear").addEventListener("click", () => { Object.assign(state, { chapter: "", party: "", kind: "", text: "" }); $("search").value = ""; focusOn(null); render(); });
document.addEventListener("keydown", event => { if (event.key === "Escape") focusOn(null); });
document.addEventListener("mouseover", event => {
  const of = event.target.closest?.("[data-tip]"), tip = $("tip-box");
  if (!of) { tip.hidden = true; return; }
  const n = NODES[of.dataset.tip]; tip.textContent = `${n.id} (${DATA.kinds[n.kind][state.lang]}) ${n[state.lang]}`; tip.hidden = false;
  const r = of.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(r.left, innerWidth - tip.offsetWidth - 8)) + "px";
  tip.style.top = (r.bottom + tip.offsetHeight + 8 < innerHeight ? r.bottom + 6 : r.top - tip.offsetHeight - 6) + "px";
});
state.focus = BY_ID.get(decodeURIComponent(location.hash.slice(1))) ?? null;
render();

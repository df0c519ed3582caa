/* How far each node is from the facts it rests on: the longest way, so that lines lead to the right. */
function depths() {
  const depth = new Map(GRAPH.nodes.map(n => [n.id, 0]));
  for (let round = 0; round < GRAPH.nodes.length; round += 1) {
    let changed = false;
    for (const [s, t] of GRAPH.edges) if (depth.get(t) < depth.get(s) + 1 && depth.get(s) < GRAPH.nodes.length) { depth.set(t, depth.get(s) + 1); changed = true; }
    if (!changed) break;
  }
  return depth;
}
function drawCase() {
  const lang = document.body.dataset.lang, host = document.querySelector(`[data-graph=${lang}]`), depth = depths();
  const columns = Array.from({ length: 1 + Math.max(0, ...depth.values()) }, () => ({ boxes: [] }));
  for (const n of GRAPH.nodes) columns[depth.get(n.id)].boxes.push({ id: n.id, make: () => {
    const made = el("div", "box plain"); made.tabIndex = 0;
    made.style.setProperty("--fill", DATA.kinds[n.kind].fill);
    made.append(sign(n.kind, lang), n[lang] + (n.unit ? ` [${n.unit}]` : ""));
    return made;
  } });
  if (GRAPH.nodes.length) drawFlow(host, columns, GRAPH.edges.map(([from, to]) => ({ from, to })));
  else host.parentElement.hidden = true;
}
document.querySelectorAll(".lang").forEach(button => button.addEventListener("click", () => {
  document.body.dataset.lang = document.documentElement.lang = button.dataset.to;
  document.title = document.querySelector(`article[lang=${button.dataset.to}] h1`).textContent;
  drawCase();
}));
/* On paper every proof is unfolded. */
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(one => { one.open = true; }));
drawCase();

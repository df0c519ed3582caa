"use strict";
const DATA = JSON.parse(document.getElementById("data").textContent);

/* An element with a class, a text and what it holds. */
function el(name, cls, text) {
  const made = document.createElement(name);
  if (cls) made.className = cls;
  if (text !== undefined) made.textContent = text;
  return made;
}

/* The sign of a kind of node; its word is read out to those who do not see it. */
function sign(kind, lang) {
  const made = el("span", "sign", DATA.kinds[kind].sign[lang]);
  made.style.setProperty("--fill", DATA.kinds[kind].fill);
  made.title = DATA.kinds[kind][lang];
  made.setAttribute("aria-label", DATA.kinds[kind][lang]);
  return made;
}

/* Draw boxes in columns, and lines between them. columns: [{title, boxes: [{id, make()}]}]; links: [{from, to, line, title}].
   Boxes of later columns stand near what leads to them (barycentres). */
function drawFlow(host, columns, links) {
  const place = new Map();
  columns.forEach((column, at) => {
    if (at) {
      const near = box => {
        const before = links.filter(l => l.to === box.id && place.has(l.from)).map(l => place.get(l.from));
        return before.length ? before.reduce((a, b) => a + b, 0) / before.length : 1;
      };
      column.boxes = column.boxes.map((box, i) => [near(box), i, box]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(x => x[2]);
    }
    column.boxes.forEach((box, i) => place.set(box.id, (i + 1) / (column.boxes.length + 1)));
  });
  const flow = el("div", "flow"), at = new Map();
  for (const column of columns) {
    const made = el("div", "column");
    if (column.title) made.append(el("h3", "", column.title));
    for (const box of column.boxes) { const node = box.make(); at.set(box.id, node); made.append(node); }
    flow.append(made);
  }
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.innerHTML = '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z" style="fill:#555;stroke:none"/></marker></defs>';
  flow.prepend(svg);
  host.replaceChildren(flow);
  const draw = () => {
    svg.querySelectorAll("path.link").forEach(path => path.remove());
    const frame = flow.getBoundingClientRect();
    for (const link of links) {
      const a = at.get(link.from)?.getBoundingClientRect(), b = at.get(link.to)?.getBoundingClientRect();
      if (!a || !b) continue;
      const x1 = a.right - frame.left, y1 = a.top + a.height / 2 - frame.top, y2 = b.top + b.height / 2 - frame.top;
      const back = b.left < a.right;  // within a column, or to an earlier one: out on the right and in again there
      const x2 = (back ? b.right : b.left) - frame.left, bend = back ? 46 : Math.max(30, (x2 - x1) / 2);
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", `M${x1} ${y1} C${x1 + bend} ${y1} ${back ? x2 + bend : x2 - bend} ${y2} ${x2} ${y2}`);
      path.setAttribute("class", "link " + (link.line || "solid"));
      path.setAttribute("marker-end", "url(#tip)");
      path.dataset.from = link.from; path.dataset.to = link.to;
      svg.append(path);
    }
  };
  draw();
  const light = id => {
    flow.classList.toggle("some", id !== null);
    svg.querySelectorAll("path.link").forEach(p => p.classList.toggle("lit", id !== null && (p.dataset.from === id || p.dataset.to === id)));
  };
  at.forEach((node, id) => {
    node.addEventListener("mouseenter", () => light(String(id)));
    node.addEventListener("mouseleave", () => light(null));
    node.addEventListener("focus", () => light(String(id)));
    node.addEventListener("blur", () => light(null));
  });
  host.redraw = draw;
}
window.addEventListener("resize", () => document.querySelectorAll(".drawing").forEach(host => host.redraw && host.redraw()));

// The overlap heat map: how much of the row stands in the column. A table, or a picture where it has many rows.

const MEASURES = {
  carried: ["Facts and wording", "share of the row's words in sentences that the column carries, in whatever words"],
  words: ["Word for word", "share of the row's words that stand in the column in runs of the same words"],
};
const ORDERS = { group: "By report", time: "By time", name: "By name", shared: "Most shared first" };
const TABLE_ROWS = 60;

function heatMap(model, articles) {
  const asked = { by: "article", measure: "carried", order: "group" }, box = h("div"), known = new Map();
  const several = new Set(articles.map((one) => one.name)).size < articles.length;
  const cells = () => {
    const key = `${asked.by} ${asked.measure}`;
    if (!known.has(key)) known.set(key, heatCells(model, heatRows(articles, asked.by), asked.measure));
    return ordered(known.get(key), asked.order);
  };
  const draw = (focus) => {
    const map = cells();
    box.replaceChildren(
      h("div", { class: "tools" },
        several ? switches("Rows", [["article", "Articles"], ["outlet", "Outlets"]], asked.by, (value) => { asked.by = value; draw(value); }) : null,
        switches("Measure", Object.entries(MEASURES).map(([name, [label]]) => [name, label]), asked.measure, (value) => { asked.measure = value; draw(value); }),
        choice("Order", Object.entries(ORDERS), asked.order, (value) => { asked.order = value; draw("order"); })),
      map.rows.length > TABLE_ROWS ? heatPicture(map) : scrolling("Overlap", heatTable(map)),
      h("p", { class: "note" }, `A cell is the ${MEASURES[asked.measure][1]}.`, map.quick && asked.measure === "carried"
        ? " In italics what was looked at more quickly. “About”: the share of its sentences that find a partner there. “At least”: its words in runs of the same words." : null,
      map.unknown ? " Empty cells: not compared." : null));
    if (focus) (focus === "order" ? box.querySelector("select") : box.querySelector("[aria-pressed=true]")).focus();
  };
  draw();
  return box;
}

// Rows are groups of articles: of one each, or all of an outlet.
function heatRows(articles, by) {
  const groups = by === "outlet" ? [...grouped(articles, (one) => one.name)].map(([, members]) => members) : articles.map((one) => [one]);
  return groups.map((members, place) => ({ name: members[0].name, members, place }));
}

// How a cell was come by, from the best to the least.
const EXACT = 0, ABOUT = 1, AT_LEAST = 2;
const HOW = ["", "about ", "at least "];

// Every cell once: {rows, share(row, column), how(row, column)}; null where nobody looked.
function heatCells(model, rows, measure) {
  const n = rows.length, shares = new Float32Array(n * n).fill(NaN), quick = new Uint8Array(n * n);
  for (const row of rows) for (const column of rows) if (row !== column) {
    let sum = 0, count = 0;
    for (const a of row.members) for (const b of column.members) {
      if (a === b) continue;
      const [share, how] = shareOf(model, a, b, measure);
      if (share === null) continue;
      quick[row.place * n + column.place] = Math.max(how, quick[row.place * n + column.place]);
      sum += share;
      count += 1;
    }
    if (count) shares[row.place * n + column.place] = sum / count;
  }
  const at = (row, column) => row.place * n + column.place;
  return {
    rows, quick: quick.some((how) => how !== EXACT), unknown: rows.some((row) => rows.some((column) => row !== column && Number.isNaN(shares[at(row, column)]))),
    share: (row, column) => (Number.isNaN(shares[at(row, column)]) ? null : shares[at(row, column)]),
    how: (row, column) => quick[at(row, column)],
    paired: (a, b) => model.pairOf(a, b) !== null,
  };
}

function shareOf(model, a, b, measure) {
  const two = model.pairOf(a, b), words = measure === "words";
  if (two) return [words ? (two.article === a ? two.inOther : two.inArticle) : carriedShare(two, a), EXACT];
  const sentences = words ? null : model.gridOf(a, b, "sentences");
  return sentences === null ? [model.gridOf(a, b, "words"), words ? EXACT : AT_LEAST] : [sentences, ABOUT];
}

function ordered(map, order) {
  const { rows, share } = map;
  const shared = order === "shared" ? new Map(rows.map((row) => [row, rows.reduce((sum, column) => sum + (column === row ? 0 : share(row, column) || 0), 0)])) : null;
  const rank = {
    group: () => 0,
    time: (x, y) => (x.members[0].hours ?? Infinity) - (y.members[0].hours ?? Infinity) || 0,
    name: (x, y) => x.name.localeCompare(y.name),
    shared: (x, y) => shared.get(y) - shared.get(x),
  };
  return { ...map, rows: [...rows].sort(rank[order]) };
}

// What a cell says in words.
function cellSaid(map, row, column) {
  if (row === column) return `${row.name}, itself`;
  const share = map.share(row, column);
  if (share === null) return `${row.name} and ${column.name}: not compared`;
  return `${HOW[map.how(row, column)]}${percentCell(share)}% of ${row.name} in ${column.name}`;
}

function heatTable(map) {
  const { rows } = map;
  const cell = (row, column) => {
    if (row === column) return h("td", { class: "self" }, h("span", { "aria-hidden": "true" }, "·"), unseen("itself"));
    const share = map.share(row, column);
    if (share === null) return h("td", { class: "unknown" }, unseen("not compared"));
    const [a, b] = [row.members[0], column.members[0]], said = cellSaid(map, row, column), alone = row.members.length + column.members.length === 2;
    return h("td", { class: `${share > 0.6 ? "deep" : ""} ${map.how(row, column) ? "about" : ""}`.trim(), vars: { share } },
      alone && map.paired(a, b) ? h("a", { href: pairRoute(a, b), title: said, "aria-label": said }, percentCell(share)) : h("span", { title: said }, percentCell(share)));
  };
  return h("table", { class: "heat", vars: { n: rows.length } },
    h("caption", { class: "unseen" }, "How much of the row stands in the column, in percent"),
    h("thead", null, h("tr", null, h("td", null, h("small", null, "of the row, in the column (%)")), rows.map((row) => h("th", { scope: "col", class: "turned" }, h("span", null, foreign(row.name)))))),
    h("tbody", null, rows.map((row) => h("tr", null, h("th", { scope: "row" }, foreign(row.name)), rows.map((column) => cell(row, column))))));
}

const percentCell = (share) => String(Math.round(share * 100));

// The same as a picture: a cell is a few dots; the pointer, or the arrow keys, say what it is.
function heatPicture(map) {
  const { rows } = map, n = rows.length, size = Math.max(2, Math.floor(720 / n));
  const told = h("output", { class: "told" }, "Point at a cell, or move with the arrow keys; Enter opens the two articles.");
  const canvas = h("canvas", { width: n * size, height: n * size, tabindex: "0", role: "application", "aria-label": `Heat map of ${n} rows and columns: the arrow keys move, Enter opens the two` });
  let at = [0, 0];
  const paint = () => {
    const context = canvas.getContext("2d"), style = getComputedStyle(canvas), colour = (name) => style.getPropertyValue(`--${name}`).trim();
    context.globalAlpha = 1;
    context.fillStyle = colour("panel");
    context.fillRect(0, 0, canvas.width, canvas.height);
    rows.forEach((row, y) => rows.forEach((column, x) => {
      const share = row === column ? null : map.share(row, column);
      context.fillStyle = row === column ? colour("rule") : share === null ? colour("paper") : colour("heat");
      context.globalAlpha = share === null ? 1 : share;
      context.fillRect(x * size, y * size, size, size);
    }));
  };
  const mark = () => {
    paint();
    const context = canvas.getContext("2d");
    context.globalAlpha = 1;
    context.strokeStyle = getComputedStyle(canvas).getPropertyValue("--ink");
    context.strokeRect(at[0] * size + 0.5, at[1] * size + 0.5, size - 1, size - 1);
    told.textContent = cellSaid(map, rows[at[1]], rows[at[0]]);
  };
  const cellAt = (event) => {
    const place = canvas.getBoundingClientRect(), cell = (from, to, whole) => Math.min(n - 1, Math.max(0, Math.floor(((from - to) / whole) * n)));
    return [cell(event.clientX, place.left, place.width), cell(event.clientY, place.top, place.height)];
  };
  const open = () => {
    const [row, column] = [rows[at[1]], rows[at[0]]], [a, b] = [row.members[0], column.members[0]];
    if (row !== column && map.paired(a, b)) location.hash = pairRoute(a, b);
    else told.textContent = `${cellSaid(map, row, column)}. These two were not laid side by side.`;
  };
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  canvas.addEventListener("pointermove", (event) => { at = cellAt(event); told.textContent = cellSaid(map, rows[at[1]], rows[at[0]]); });
  canvas.addEventListener("click", (event) => { at = cellAt(event); open(); });
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); open(); return; }
    if (!moves[event.key]) return;
    event.preventDefault();
    at = at.map((place, k) => Math.min(n - 1, Math.max(0, place + moves[event.key][k])));
    mark();
  });
  requestAnimationFrame(paint);
  repaintOnTheme(canvas, paint);
  return h("figure", { class: "picture" }, canvas, h("figcaption", null, told));
}

// Colours are read when they are painted: once the reader turns the light on or off they are others.
function repaintOnTheme(canvas, paint) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const again = () => { if (canvas.isConnected) paint(); else { watcher.disconnect(); system.removeEventListener("change", again); } };
  const watcher = new MutationObserver(again);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  system.addEventListener("change", again);
}

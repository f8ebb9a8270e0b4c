// The overlap heat map: how much of the row stands in the column.

const MEASURES = {
  carried: ["Facts and wording", "share of the row's words in sentences that the column carries, in whatever words"],
  words: ["Word for word", "share of the row's words that stand in the column in runs of the same words"],
};
const ORDERS = { group: "By report", time: "By time", name: "By name", shared: "Most shared first" };

function heatMap(model, articles) {
  const asked = { by: "article", measure: "carried", order: "group" }, box = h("div");
  const several = new Set(articles.map((one) => one.name)).size < articles.length;
  const draw = (focus) => {
    const rows = ordered(model, heatRows(articles, asked.by), asked);
    box.replaceChildren(
      h("div", { class: "tools" },
        several ? switches("Rows", [["article", "Articles"], ["outlet", "Outlets"]], asked.by, (value) => { asked.by = value; draw(value); }) : null,
        switches("Measure", Object.entries(MEASURES).map(([name, [label]]) => [name, label]), asked.measure, (value) => { asked.measure = value; draw(value); }),
        choice("Order", Object.entries(ORDERS), asked.order, (value) => { asked.order = value; draw("order"); })),
      scrolling("Overlap", heatTable(model, rows, asked.measure)),
      h("p", { class: "note" }, `A cell is the ${MEASURES[asked.measure][1]}.`));
    if (focus) (focus === "order" ? box.querySelector("select") : box.querySelector("[aria-pressed=true]")).focus();
  };
  draw();
  return box;
}

// Rows are groups of articles: of one each, or all of an outlet.
function heatRows(articles, by) {
  const groups = by === "outlet" ? [...grouped(articles, (one) => one.name)].map(([, members]) => members) : articles.map((one) => [one]);
  return groups.map((members) => ({ name: members[0].name, members }));
}

function overlapOf(model, row, column, measure) {
  const cells = row.members.flatMap((a) => column.members.filter((b) => a !== b).map((b) => {
    const two = model.pairOf(a, b);
    if (!two) return null;
    return measure === "words" ? (two.article === a ? two.inOther : two.inArticle) : carriedShare(two, a);
  })).filter((cell) => cell !== null);
  return cells.length ? cells.reduce((sum, cell) => sum + cell, 0) / cells.length : null;
}

function ordered(model, rows, { order, measure }) {
  const shared = new Map(rows.map((row) => [row, rows.reduce((sum, column) => sum + (column === row ? 0 : overlapOf(model, row, column, measure) || 0), 0)]));
  const rank = {
    group: () => 0,
    time: (x, y) => (x.members[0].hours ?? Infinity) - (y.members[0].hours ?? Infinity) || 0,
    name: (x, y) => x.name.localeCompare(y.name),
    shared: (x, y) => shared.get(y) - shared.get(x),
  };
  return [...rows].sort(rank[order]);
}

function heatTable(model, rows, measure) {
  const cell = (row, column) => {
    if (row === column) return h("td", { class: "self" }, h("span", { "aria-label": "itself" }, "·"));
    const share = overlapOf(model, row, column, measure);
    if (share === null) return h("td", { class: "unknown" }, h("span", { "aria-label": "not compared" }, ""));
    const [a, b] = [row.members[0], column.members[0]], said = `${percentCell(share)}% of ${row.name} in ${column.name}`;
    return h("td", { class: share > 0.5 ? "deep" : "", vars: { share } },
      row.members.length + column.members.length > 2 ? h("span", { title: said }, percentCell(share)) : h("a", { href: pairRoute(a, b), title: said, "aria-label": said }, percentCell(share)));
  };
  return h("table", { class: "heat", vars: { n: rows.length } },
    h("caption", { class: "unseen" }, "How much of the row stands in the column, in percent"),
    h("thead", null, h("tr", null, h("td", null, h("small", null, "of the row, in the column (%)")), rows.map((row) => h("th", { scope: "col", class: "turned" }, h("span", null, foreign(row.name)))))),
    h("tbody", null, rows.map((row) => h("tr", null, h("th", { scope: "row" }, foreign(row.name)), rows.map((column) => cell(row, column))))));
}

const percentCell = (share) => String(Math.round(share * 100));

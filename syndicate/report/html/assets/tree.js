// The derivation tree on a time axis: a row for each article, a line from each to whom it took from.

function tree(model, clusters) {
  const articles = clusters.flatMap((cluster) => cluster.articles), scale = timeScale(articles);
  const rows = treeRows(model, clusters), number = new Map(rows.map(({ article }, i) => [article, i]));
  const place = (article) => (article.hours === null ? 0 : scale.place(article.hours)) * 1000;
  const lines = rows.filter(({ parent }) => parent).map(({ article, parent }) =>
    s("path", { class: article.certainty !== null && article.certainty < 0.5 ? "unsure" : "",
      d: `M${place(parent)} ${number.get(parent) + 0.5} V${number.get(article) + 0.5} H${place(article)}` }));
  const ghosts = rows.filter(({ ghost }) => ghost);
  for (const { article } of rows.filter((row) => !row.parent && !row.ghost && row.article.role !== "single" && row.article.wire)) {
    const ghost = ghosts.find((row) => row.ghost.id === article.cluster);
    if (ghost) lines.push(s("path", { class: "unsure", d: `M0 ${rows.indexOf(ghost) + 0.5} V${number.get(article) + 0.5} H${place(article)}` }));
  }
  return h("figure", { class: "tree" },
    h("div", { class: "ticks", "aria-hidden": "true" }, h("span", { vars: { x: 0 } }, timeOf(articles.map((one) => one.published).filter(Boolean).sort()[0])),
      scale.ticks.map(({ x, label }) => h("span", { class: x < 0.36 ? "near" : "", vars: { x } }, label))),
    h("div", rows.length > TREE_ROWS ? { class: "rows long", role: "region", "aria-label": "Who took it from whom", tabindex: "0" } : { class: "rows" }, h("div", { class: "within" },
      h("div", { class: "overlay", "aria-hidden": "true" }, s("svg", { viewBox: `0 0 1000 ${rows.length}`, preserveAspectRatio: "none" },
        scale.ticks.map(({ x }) => s("line", { class: "grid", x1: x * 1000, x2: x * 1000, y1: 0, y2: rows.length })), lines)),
      h("ol", null, rows.map((row) => (row.ghost ? ghostRow(row.ghost) : treeRow(articles, scale, row)))))),
    h("figcaption", null, "Each line leads from an article to the one its text most likely came from; dashed where that is little more than a guess. ",
      scale.apart ? "The axis gives the first hours more room." : "No two hours are known to differ: who came first cannot be told."));
}

function treeRow(articles, scale, { article, parent, depth }) {
  const origin = article.role === "origin", single = article.role === "single";
  const to = parent || (origin || single ? null : article);
  const first = articles.reduce((x, y) => ((y.hours ?? Infinity) < (x.hours ?? Infinity) ? y : x));
  const what = origin ? (article.wire && article.outlet === article.wire ? "the wire" : "the earliest and fullest version") : single ? "independent" : article.relation;
  const told = [timeOf(article.published), article.evidence].filter(Boolean).join(" · ");
  return h("li", { vars: { depth }, title: told },
    h("span", { class: "label" },
      link(parent ? pairRoute(article, parent) : articleRoute(article), who(article)),
      h("small", null, what, parent ? [unseen(" from "), unseen(parent.name)] : null, to && !parent ? ", source not told" : null, unseen(`, ${told}`))),
    h("span", { class: "track", "aria-hidden": "true" },
      article.hours === null
        ? h("span", { class: "undated" }, "time not known")
        : h("span", { class: `point ${origin ? "origin" : single ? "single" : article.relation}`, vars: { x: scale.place(article.hours) } },
          h("i", null, article === first || !scale.apart ? "" : lagBehind(article, first)))));
}

// The report that all took from, where it is not among the articles.
const ghostRow = ({ agency }) => h("li", { class: "ghost", vars: { depth: 0 } },
  h("span", { class: "label" }, h("b", null, foreign(agency)), h("small", null, "the report itself is not among these articles")),
  h("span", { class: "track", "aria-hidden": "true" }, h("span", { class: "point ghost", vars: { x: 0 } })));

// Articles depth first, cluster by cluster; each below the one it took from.
function treeRows(model, clusters) {
  const rows = [];
  for (const cluster of clusters) {
    const { articles } = cluster;
    if (cluster.report.rebuilt && cluster.agency) rows.push({ ghost: cluster, article: cluster.report, parent: null, depth: 0 });
    const members = new Set(articles), parentOf = (article) => {
      const parent = model.byId.get(article.derived_from || "");
      return parent && members.has(parent) && parent !== article ? parent : null;
    };
    const children = grouped(articles, parentOf), seen = new Set();
    const add = (article, depth) => {
      if (seen.has(article)) return;
      seen.add(article);
      rows.push({ article, parent: parentOf(article), depth });
      [...(children.get(article) || [])].sort((x, y) => (x.hours ?? Infinity) - (y.hours ?? Infinity)).forEach((child) => add(child, depth + 1));
    };
    [...(children.get(null) || []), ...articles].forEach((article) => add(article, cluster.report.rebuilt && cluster.agency ? 1 : 0));
  }
  return rows;
}

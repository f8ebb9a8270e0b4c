// A story: who took what from whom, and what became of it.

const HEAT_ROWS = 400, TREE_ROWS = 30;

// `section` may end in the number of a report: "added-2". The first is the largest.
function viewStory(model, [id, section]) {
  const one = model.storyById.get(id);
  if (!one) return absent(model, "There is no such story in this report.");
  if (one.page) { location.replace(`${one.page}${storyRoute(id, section)}`); return []; }
  const reports = one.clusters.filter((cluster) => cluster.articles.length > 1), n = reportNumber(section);
  const sections = one.articles.length > 1 ? sectionsOf(model, one, reports[n - 1], n) : [];
  return [
    h("header", { class: "opening" },
      h("p", { class: "kicker" }, days(one)),
      h("h1", { tabindex: "-1" }, foreign(one.headline, one.language)),
      h("p", { class: "standfirst" }, summaryOf(one)),
      reports.length > 1 ? h("nav", { class: "reports", "aria-label": "Reports of this story" }, h("h2", null, "Reports"), h("ul", null, reports.map((cluster, i) =>
        h("li", null, h("a", { href: storyRoute(id, `measures-${i + 1}`), "aria-current": i + 1 === n ? "true" : null }, foreign(cluster.report.rebuilt ? cluster.agency || cluster.origin.name : cluster.origin.name)),
          h("small", null, ` ${plural(cluster.articles.length, "article")}`))))) : null,
      sections.length ? h("nav", { class: "contents", "aria-label": "In this story" }, sections.map(([name, title]) => link(storyRoute(id, name), title))) : null),
    sections.length ? legend(...factLegend()) : h("p", null, link(articleRoute(one.articles[0]), "Read the article")),
    sections.map(([name, title, body]) => h("section", { class: "section", id: `at-${name}` }, h("h2", { tabindex: "-1" }, title), body)),
  ];
}

const reportNumber = (section) => Number((/-(\d+)$/.exec(section || "") || ["", "1"])[1]);
const days = (one) => [dayOf(one.from), one.to && dayOf(one.to) !== dayOf(one.from) ? `to ${dayOf(one.to)}` : ""].filter(Boolean).join(" ") || "Undated";

function sectionsOf(model, one, cluster, n) {
  const at = n > 1 ? `-${n}` : "";
  const few = one.articles.length <= 12, together = few ? one.articles : cluster ? cluster.articles : [];
  return [
    [`derivation${at}`, "Who took it from whom", trees(model, one, cluster)],
    ...(cluster ? [
      [`measures${at}`, "Who kept, changed and added how much", [against(cluster), measureTable(model, cluster)]],
      [`added${at}`, "What each outlet added and left out", additions(model, cluster)],
      [`sentences${at}`, "The report, sentence by sentence", carriedTable(model, cluster)],
    ] : []),
    [`overlap${at}`, "How much they share", together.length > 1 ? heat(model, together) : null],
  ].filter(([, , body]) => body);
}

// Of a large story one report at a time; the independent ones by name.
function trees(model, one, cluster) {
  if (!cluster || one.articles.length <= TREE_ROWS) return tree(model, one.clusters);
  const alone = one.articles.filter((row) => row.role === "single");
  return [tree(model, [cluster]), alone.length ? h("p", { class: "note independent" }, h("span", { class: "point single" }), "Reported independently: ",
    alone.map((row, i) => [i ? ", " : "", link(articleRoute(row), who(row))]), ".") : null];
}

function heat(model, articles) {
  return [heatMap(model, articles.slice(0, HEAT_ROWS)), articles.length > HEAT_ROWS
    ? h("p", { class: "note" }, `The first ${HEAT_ROWS} of ${articles.length} articles, the report and then by time; syndicate overlap --cluster ${articles[0].cluster} writes them all.`) : null];
}

// What the articles of a cluster are measured against, where that is not an agency's own report.
function against({ report, origin, agency, articles }) {
  if (report.rebuilt) {
    return h("p", { class: "aside" }, agency ? ["The report of ", foreign(agency), " itself is not among these articles. "] : null,
      "They are measured against what at least two independent versions agree on, ", link(articleRoute(report), plural(report.sentences.length, "sentence")), ".");
  }
  if (agency && origin.outlet !== agency && origin.wire) {
    return h("p", { class: "aside" }, "The others are measured against ", who(origin), ", the earliest and fullest version among these articles.");
  }
  return null;
}

function summaryOf(one) {
  const derived = one.articles.filter((row) => row.role === "derived"), singles = one.articles.filter((row) => row.role === "single");
  const reports = one.clusters.length - singles.length;
  const uncredited = derived.filter((row) => row.credited === false).length;
  const parts = [`${plural(one.articles.length, "article")}${fromOutlets(one)}.`];
  if (derived.length) parts.push(`${derived.length} ${derived.length === 1 ? "derives" : "derive"} from ${plural(reports, "report")}${one.wireShare === null ? "" : `, which ${reports === 1 ? "makes" : "make"} up ${percent(one.wireShare)} of their words`}.`);
  if (singles.length && derived.length) parts.push(`${singles.length} ${singles.length === 1 ? "was" : "were"} reported independently.`);
  if (one.wires.length) parts.push(`Credited: ${listed(one.wires.map(({ wire, n }) => `${wire} by ${n}`))}.`);
  if (uncredited) parts.push(`${uncredited} of the derived ${uncredited === 1 ? "credits" : "credit"} no agency.`);
  return parts.join(" ");
}

function fromOutlets({ articles }) {
  const known = new Set(articles.map((row) => row.outlet).filter(Boolean)).size, unnamed = articles.filter((row) => !row.outlet).length;
  return (known ? ` from ${plural(known, unnamed ? "known outlet" : "outlet")}` : "") + (unnamed ? `; ${unnamed} ${unnamed === 1 ? "names" : "name"} no outlet` : "");
}

const absent = (model, text) => [h("h1", { tabindex: "-1" }, "Not here"), h("p", null, text), h("p", null, link(`${model.home || ""}#/stories`, "All stories"))];

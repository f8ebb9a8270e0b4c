// The report sentence by sentence, and what each outlet added and left out.

const CARDS_AT_ONCE = 24, OUTLETS_ACROSS = 30;

// A row for each sentence of the report, a column for each outlet: what became of it there.
function carriedTable(model, cluster) {
  const { report } = cluster;
  const found = cluster.articles.filter((one) => one !== report)
    .map((one) => ({ one, pair: model.pairOf(one, report) })).filter(({ pair }) => pair && pair.other === report)
    .map((row) => ({ ...row, fates: fates(row.pair) }));
  if (!found.length) return null;
  const cell = ({ one, fates: told }, j) => {
    const { status, sentence } = told[j];
    const said = [`${one.name}: ${status === "removed" ? "left out" : status}`, ...remarks(told[j])].join(", ");
    return h("td", { class: status }, h("a", { href: pairRoute(one, report, sentence === null ? `o${j}` : sentence), title: said, "aria-label": said },
      mark(status), signs(told[j]),
      h("span", { class: "name", "aria-hidden": "true" }, one.name)));
  };
  const kept = (j) => found.filter((row) => row.fates[j].status !== "removed").length;
  const table = (shown) => h("table", { class: "carried", vars: { n: shown.length } },
    h("caption", { class: "unseen" }, "Each sentence of the report, and what became of it"),
    h("thead", null, h("tr", null, h("th", { scope: "col" }, report.rebuilt ? "" : "The report of ", who(report)), h("th", { scope: "col", class: "number" }, unseen("carried "), "by"),
      shown.map(({ one }) => h("th", { scope: "col", class: "turned" }, h("span", null, who(one)))))),
    h("tbody", null, report.sentences.map((text, j) => h("tr", null,
      h("th", { scope: "row" }, foreign(text, report.language)), h("td", { class: "number" }, `${kept(j)}/${found.length}`), shown.map((row) => cell(row, j))))));
  const box = scrolling("The report, sentence by sentence", table(found.slice(0, OUTLETS_ACROSS)));
  if (found.length <= OUTLETS_ACROSS) return box;
  const more = h("button", { type: "button", class: "more", on: { click: () => {
    box.replaceChildren(table(found));
    more.remove();
    box.focus();
  } } }, `Show all ${found.length} articles, not ${OUTLETS_ACROSS}`);
  return [box, more];
}

function additions(model, cluster) {
  return foldingInto(h("div", { class: "cards" }), cluster.articles.map((one) => () => card(model, cluster.report, one)), CARDS_AT_ONCE, "outlets");
}

function card(model, report, one) {
  const compared = one === report ? null : model.pairOf(one, report), only = onlyHere(one);
  const head = h("header", null,
    h("h3", null, link(compared ? pairRoute(one, report) : articleRoute(one), who(one))),
    h("p", { class: "meta" }, timeOf(one.published), " · ", credit(one)), one === report ? null : stack(one, one.name));
  if (one === report) {
    return h("section", { class: "card origin" }, head, h("p", { class: "gist" }, "The version that the others are measured against."),
      piece("Only here", "added", [...only].map((i) => line("added", one, i, articleRoute(one))), "no sentence: others carry them all"));
  }
  if (!compared) return h("section", { class: "card" }, head, h("p", null, "Not compared sentence by sentence."));
  const added = compared.rows.filter((row) => row.status === "added");
  const altered = compared.rows.filter((row) => row.altered.length), rounded = compared.rows.filter((row) => row.rounded.length);
  return h("section", { class: "card" }, head,
    h("p", { class: "gist" }, gist(one)),
    altered.length ? piece("Facts altered", "altered", altered.map((row) => h("li", null, h("a", { href: pairRoute(one, report, row.sentence) }, change(row, one))))) : null,
    rounded.length ? piece("Figures rounded, not altered", "rounded", rounded.map((row) => h("li", null, h("a", { href: pairRoute(one, report, row.sentence) }, rounding(row, one))))) : null,
    piece("Added", "added", [...added].sort((x, y) => only.has(y.sentence) - only.has(x.sentence)).map((row) => line("added", one, row.sentence, pairRoute(one, report, row.sentence), only.has(row.sentence))), "nothing"),
    piece("Left out", "removed", [...compared.removed].map((j) => line("removed", report, j, pairRoute(one, report, `o${j}`))), "nothing"));
}

const change = (row, one) => sides(row.altered).map(({ before, after }, i) =>
  [i ? "; " : null, h("del", null, foreign(before)), " → ", h("ins", null, foreign(after, one.language))]);

// A rounding is no alteration: nothing is struck out.
const rounding = (row, one) => sides(row.rounded).map(({ before, after }, i) =>
  [i ? "; " : null, foreign(before), " → ", foreign(after, one.language)]);

// What became of the facts of a sentence, in words and as signs.
const remarks = ({ altered, rounded }) => [["altered", altered], ["rounded", rounded]]
  .filter(([, told]) => told.length).map(([what, told]) => `${what}: ${told.join("; ")}`);

const signs = ({ altered, rounded }) => [["alters", "△", altered], ["rounds", "○", rounded]]
  .map(([name, sign, told]) => (told.length ? h("span", { class: name, "aria-hidden": "true" }, sign) : null));

const FACT_SIGNS = [["alters", "△", " a fact was altered"], ["rounds", "○", " a number was rounded, which alters nothing"]];
const factLegend = () => FACT_SIGNS.map(([name, sign, said]) => [h("span", { class: name }, sign), said]);

function piece(title, status, items, none) {
  return h("div", { class: `piece ${status}` }, h("h4", null, title, " ", h("small", null, items.length || "")),
    items.length ? folding(items, 4, items.length - 4 === 1 ? "sentence" : "sentences") : h("p", { class: "none" }, none));
}

const line = (status, one, i, route, only) => h("li", null, h("a", { href: route }, mark(status), unseen(`${status}: `), foreign(one.sentences[i], one.language)),
  only ? h("span", { class: "badge" }, "only here") : null);

function gist(one) {
  if (one.own === null) return "";
  const reworded = one.edited + one.rewritten;
  const how = one.kept >= 0.8 ? "carried over almost word for word" : one.kept > reworded ? "mostly word for word" : reworded > 0 && one.kept < 0.05 ? "all of it reworded" : "mostly reworded";
  return `Carries ${percent(one.carried)} of the report, ${how}. ${one.own < 0.005 ? "Nothing is its own." : `${percent(one.own)} of its words are its own${whereOwn(one)}.`}`;
}

// Where its own words stand, if there are enough of them to say.
function whereOwn(one) {
  const shares = [one.own_lead, one.own_middle, one.own_end], most = Math.max(...shares);
  if (one.own < 0.05 || shares.includes(null)) return "";
  return most < 0.55 ? ", from beginning to end" : [", mostly at the beginning", ", mostly in the middle", ", mostly at the end"][shares.indexOf(most)];
}

// Outlets: who leans on whom, how fast, and how much is their own.

function viewOutlets(model) {
  const all = model.outlets.filter((row) => row.wire === "*");
  const named = model.outlets.filter((row) => row.wire !== "*" && row.derived > 0);
  const agencies = tally(named.map((row) => row.wire)).map(([wire]) => wire);
  const share = (row, wire) => {
    const one = named.find((two) => two.outlet === row.outlet && two.wire === wire);
    return one && row.derived ? one.derived / row.derived : 0;
  };
  const number = (name, label, show, title) => ({ name, label, title, of: (row) => row[name], show: (row) => show(row[name]) });
  const columns = [
    { name: "outlet", label: "Outlet", text: true, of: (row) => row.outlet, show: (row) => link(`#/stories?${new URLSearchParams({ outlet: row.outlet, alone: "1" })}`, foreign(row.outlet)) },
    number("articles", "Articles", (n) => n.toLocaleString("en")), number("derived", "Derived", (n) => n.toLocaleString("en"), "articles that derive from another's report"),
    { name: "own", label: "Made of (%)", title: "sort by own share", of: (row) => row.own, show: (row) => stack(row, row.outlet) },
    { name: "own_lead", label: "Own text at", title: "first, second and last third of its articles; sort by the first", of: (row) => row.own_lead, show: (row) => thirds(row, row.outlet) },
    number("carried", "Of the report", percent, "mean share of the report that is carried"),
    number("uncredited", "No credit", percent, "share of the derived that credit no agency"),
    number("altered", "Facts altered", (n) => (n === null ? "–" : n.toFixed(1)), "sentences with an altered fact, in the mean"),
    number("lag_hours", "Lag", lagOf, "median time after the report"),
  ];
  return [
    h("header", { class: "opening" }, h("h1", { tabindex: "-1" }, "Outlets"), h("p", { class: "standfirst" },
      "What each outlet took from others over all stories, and how much it made its own. Shares are means over its derived articles.")),
    all.length ? [legend(), scrolling("Outlets", sortable("Outlets over all stories", columns, all, "derived"))] : h("p", null, "No outlet is named in this material."),
    agencies.length ? h("section", { class: "section" }, h("h2", null, "Who leans on which agency"), scrolling("Agencies", leaning(all.filter((row) => row.derived), agencies, share)),
      h("p", { class: "note" }, "A cell is the share of the outlet's derived articles that come from this agency's reports.")) : null,
    whom(model),
  ];
}

function leaning(rows, agencies, share) {
  return h("table", { class: "heat", vars: { n: agencies.length } }, h("caption", { class: "unseen" }, "Share of derived articles by agency, in percent"),
    h("thead", null, h("tr", null, h("td", null, ""), agencies.map((wire) => h("th", { scope: "col", class: "turned" }, h("span", null, wire ? foreign(wire) : "no agency known"))))),
    h("tbody", null, rows.map((row) => h("tr", null, h("th", { scope: "row" }, foreign(row.outlet)), agencies.map((wire) => {
      const one = share(row, wire);
      return one ? h("td", { class: one > 0.6 ? "deep" : "", vars: { share: one } }, percentCell(one)) : h("td", null, "");
    })))));
}

// Which outlet's text became whose, as far as that can be told.
function whom(model) {
  const edges = grouped(model.articles.filter((one) => one.derived_from && model.byId.has(one.derived_from)),
    (one) => JSON.stringify([one.name, model.byId.get(one.derived_from).name]));
  const rows = [...edges].map(([key, members]) => ({ who: JSON.parse(key)[0], from: JSON.parse(key)[1], n: members.length })).filter((row) => row.who !== row.from);
  if (!rows.length) return null;
  return h("section", { class: "section" }, h("h2", null, "Who took from whom"), scrolling("Who took from whom", sortable("Outlet and source", [
    { name: "who", label: "Outlet", text: true, of: (row) => row.who, show: (row) => foreign(row.who) },
    { name: "from", label: "took from", text: true, of: (row) => row.from, show: (row) => foreign(row.from) },
    { name: "n", label: "Articles", of: (row) => row.n, show: (row) => row.n.toLocaleString("en") },
  ], rows.sort((x, y) => y.n - x.n).slice(0, 500), "n")));
}

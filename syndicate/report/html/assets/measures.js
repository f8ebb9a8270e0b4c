// The table of one cluster: who kept, rewrote, added and altered how much, and who credits whom.

function measureTable(model, cluster) {
  const { report, origin, articles: rows } = cluster;
  const other = (one) => (one === report ? null : report);
  const columns = [
    { name: "outlet", label: "Outlet", text: true, of: (one) => one.name, show: (one) => [
      link(other(one) && model.pairOf(one, other(one)) ? pairRoute(one, other(one)) : articleRoute(one), who(one)),
      h("small", { class: "headline" }, foreign(one.headline, one.language))] },
    { name: "lag", label: "Time", title: "after the report", down: false, of: (one) => one.hours, show: (one) =>
      one === origin ? h("small", null, timeOf(one.published)) : lagBehind(one, origin) },
    { name: "words", label: "Words", of: (one) => one.n_words, show: (one) => one.n_words.toLocaleString("en") },
    { name: "own", label: "Made of (%)", title: "sort by own share", of: (one) => one.own, show: (one) =>
      one === report ? h("small", null, "the report itself") : stack(one) },
    { name: "where", label: "Own text at", title: "first, second and last third of the article; sort by the first", of: (one) => (one === report ? null : one.own_lead), show: (one) =>
      one === report ? "" : thirds(one) },
    { name: "carried", label: "Of the report", title: "share of the report that it carries", of: (one) => one.carried, show: (one) => percent(one.carried) },
    { name: "altered", label: "Facts altered", of: (one) => one.altered, show: (one) =>
      one.altered ? h("span", { class: "alters" }, "△ ", one.altered) : one.altered === 0 ? "0" : "–" },
    { name: "credit", label: "Credit", text: true, of: (one) => one.wire || "~", show: credit },
  ];
  return scrolling("Measures", sortable("Who kept, changed and added how much", columns, rows, "lag",
    (one) => ({ class: one === report ? "origin" : "" })));
}

// How it was found, what was skipped, and what it can and cannot prove.

const PROOF = [
  ["“Derived” is a statement about texts.", "Two texts share more than two reporters would who never read each other: runs of words, rare details, their order, a credit, the time between them. A probability says how sure that is; it was fitted on labelled news and checked on stories left out."],
  ["It does not prove copying, nor that anybody lacked permission.", "Most syndicated text is licensed. An agency's client may print every word of it without a credit, and an outlet may share an owner, a stringer or a press release with another."],
  ["It does not prove who was first.", "Times are those of the pages. A page may be updated, dated in the wrong zone, or older than what we were given; the true original may not be among these articles."],
  ["“Independent” means that nothing was found.", "Two reports may rest on one press conference, or on a source that is not among these articles. A heavy rewrite, or a translation into another script, can pass for independent."],
  ["“Altered” means that two sentences that match do not name the same fact.", "Either may be right. Later figures often correct earlier ones."],
];

function viewMethods(model) {
  const skipped = model.problems.filter((row) => row.skipped), doubted = model.problems.filter((row) => !row.skipped);
  return [
    h("header", { class: "opening" }, h("h1", { tabindex: "-1" }, "Methods"), h("p", { class: "standfirst" },
      "Every article was cleaned of menus and teasers, compared with all that might match, and grouped by the report it derives from. Nothing in this page was fetched from anywhere, and nothing leaves it.")),
    h("section", { class: "section" }, h("h2", null, "What “derived” can and cannot prove"),
      h("dl", { class: "proof" }, PROOF.map(([claim, meaning]) => [h("dt", null, claim), h("dd", null, meaning)]))),
    h("section", { class: "section" }, h("h2", null, "How it is found"), h("ol", { class: "prose" },
      h("li", null, h("b", null, "Clean. "), "The body is told from menus, teasers, captions and banners; what was cut can be shown beside any text."),
      h("li", null, h("b", null, "Propose. "), "Articles that share word runs (MinHash over word shingles; Broder 1997) or rare words are compared; others are not."),
      h("li", null, h("b", null, "Verify. "), "Each pair is compared exactly: weighted terms, names, numbers, quotations, sentences and their order, word runs, time, credit. Two small logistic models make a probability of it."),
      h("li", null, h("b", null, "Group. "), "Average linkage on the probabilities gives the reports (one cluster each); stories gather the reports of one event."),
      h("li", null, h("b", null, "Compare. "), "Sentences are matched in the context of their neighbours: kept word for word, edited, rewritten, added, left out."))),
    model.thresholds.length ? h("section", { class: "section" }, h("h2", null, "Had the threshold been another"), thresholdChart(model)) : null,
    h("section", { class: "section" }, h("h2", null, "What was skipped, and what was read with a doubt"),
      problemList("Skipped", skipped), problemList("Read with a doubt", doubted),
      model.notes.length ? [h("h3", null, "Notes"), h("ul", null, model.notes.map((note) => h("li", null, foreign(note))))] : null),
    h("section", { class: "section" }, h("h2", null, "Settings"), scrolling("Settings", h("table", { class: "settings" },
      h("caption", { class: "unseen" }, "Settings of this run"), h("thead", null, h("tr", null, ["Setting", "Value", "What it turns, and why"].map((label) => h("th", { scope: "col" }, label)))),
      h("tbody", null, model.settings.map(([name, value, reason]) => h("tr", null, h("th", { scope: "row" }, h("code", null, name)), h("td", { class: "number" }, String(value)), h("td", null, reason)))))),
    h("p", { class: "note" }, `syndicate ${model.version}, settings ${model.fingerprint}`)),
  ];
}

function problemList(title, rows) {
  if (!rows.length) return title === "Skipped" ? h("p", null, "No input was skipped.") : null;
  return [h("h3", null, `${title} (${rows.length.toLocaleString("en")})`), folding(rows.map((row) =>
    h("li", null, h("code", null, foreign(row.place)), " ", foreign(row.problem), row.remedy ? [" – ", foreign(row.remedy)] : null)), 20, "inputs")];
}

// Two panels over the threshold: how many groups and how many articles in them, and the share expected to be chance.
function thresholdChart(model) {
  const rows = model.thresholds, now = Object.fromEntries(model.settings.map(([name, value]) => [name, value])).threshold;
  const x = (value) => 60 + 520 * value;
  const panel = (top, height, lines, most, format) => {
    const y = (value) => top + height - (height * value) / most;
    return [
      [0, 0.5, 1].map((part) => [s("line", { class: "grid", x1: 60, x2: 580, y1: y(most * part), y2: y(most * part) }), s("text", { class: "tick", x: 52, y: y(most * part) + 4, "text-anchor": "end" }, format(most * part))]),
      lines.map(([name, label, of]) => {
        const known = rows.filter((row) => row[of] !== null);
        if (!known.length) return null;
        return [s("polyline", { class: `curve ${name}`, points: known.map((row) => `${x(row.threshold)},${y(row[of])}`).join(" ") }),
          s("text", { class: `label ${name}`, x: x(known.at(-1).threshold) + 6, y: y(known.at(-1)[of]) + (name === "one" ? -2 : 10) }, label)];
      }),
    ];
  };
  const most = (...columns) => Math.max(1, ...columns.flatMap((column) => rows.map((row) => row[column] || 0)));
  const chance = rows.some((row) => row.false_share !== null), bottom = chance ? 360 : 240;
  const near = rows.reduce((best, row) => (Math.abs(row.threshold - now) < Math.abs(best.threshold - now) ? row : best));
  return h("figure", { class: "chart" },
    s("svg", { viewBox: `0 0 720 ${bottom + 34}`, role: "img", "aria-label": `At ${near.threshold.toFixed(2)}: ${plural(near.clusters, "report")} with ${plural(near.grouped, "article")}` },
      panel(20, 200, [["one", "articles grouped", "grouped"], ["two", "reports", "clusters"]], 2 * Math.ceil(most("grouped", "clusters") / 2), (value) => Math.round(value).toLocaleString("en")),
      chance ? panel(260, 90, [["three", "expected chance", "false_share"]], most("false_share") > 1 ? 1 : Math.max(0.01, ...rows.map((row) => row.false_share || 0)), (value) => `${(value * 100).toFixed(value < 0.1 ? 1 : 0)}%`) : null,
      s("line", { class: "now", x1: x(now), x2: x(now), y1: 14, y2: bottom }), s("text", { class: "label now", x: x(now) + 5, y: 14 }, `this report: ${now}`),
      [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => s("text", { class: "tick", x: x(value), y: bottom + 18, "text-anchor": "middle" }, value.toFixed(1)))),
    h("figcaption", null, "Articles that would be grouped, and reports they would be grouped by, at each threshold of the mean probability. ",
      chance ? "Below: the share of these pairs that would be expected by chance, from pairs too far apart in time to derive from each other." : ""),
    h("details", null, h("summary", null, "The figures"), scrolling("Thresholds", h("table", null, h("caption", { class: "unseen" }, "What each threshold would make"),
      h("thead", null, h("tr", null, ["Threshold", "Pairs", "Reports", "Articles in them", "Largest", "Stories", "Chance"].map((label) => h("th", { scope: "col", class: "number" }, label)))),
      h("tbody", null, rows.map((row) => h("tr", null, [row.threshold.toFixed(2), row.pairs, row.clusters, row.grouped, row.largest, row.stories, percent(row.false_share)].map((cell) => h("td", { class: "number" }, String(cell))))))))));
}

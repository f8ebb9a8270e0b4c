// The start page: every story, filtered at once.

const SORTS = {
  size: ["Most articles", (x, y) => y.articles.length - x.articles.length],
  newest: ["Newest first", (x, y) => y.to.localeCompare(x.to)],
  oldest: ["Oldest first", (x, y) => (x.from || "9").localeCompare(y.from || "9")],
  share: ["Most wire text", (x, y) => (y.wireShare ?? -1) - (x.wireShare ?? -1)],
  origins: ["Most independent origins", (x, y) => y.clusters.length - x.clusters.length],
};
const STORIES_AT_ONCE = 50;

function viewStories(model, parts, query) {
  const asked = Object.fromEntries(query);
  const list = h("ol", { class: "stories" }), count = h("p", { class: "count" });
  const more = h("button", { type: "button", class: "more" });
  let found = [], shown = 0;
  const showMore = () => {
    list.append(...found.slice(shown, shown + STORIES_AT_ONCE).map((one) => h("li", null, storyRow(one))));
    shown = Math.min(found.length, shown + STORIES_AT_ONCE);
    more.hidden = shown === found.length;
    more.textContent = `Show ${Math.min(STORIES_AT_ONCE, found.length - shown)} more stories`;
  };
  const draw = () => {
    const kept = model.stories.filter((one) => matches(one, asked));
    const alone = asked.alone ? 0 : kept.filter((one) => one.articles.length === 1).length;
    found = (asked.alone ? kept : kept.filter((one) => one.articles.length > 1)).sort((SORTS[asked.sort] || SORTS.size)[1]);
    shown = 0;
    list.replaceChildren();
    showMore();
    count.textContent = found.length
      ? `${plural(found.length, "story", "stories")}${alone ? `; ${plural(alone, "article")} that nobody else carries not shown` : ""}`
      : `No story matches${alone ? `; ${plural(alone, "article")} that nobody else carries would` : ""}.`;
  };
  const ask = (name, value) => {
    if (value) asked[name] = value; else delete asked[name];
    const text = new URLSearchParams(asked).toString();
    history.replaceState(history.state, "", `#/stories${text ? `?${text}` : ""}`);
    draw();
  };
  more.addEventListener("click", () => {
    const first = shown;
    showMore();
    list.children[first].querySelector("a").focus();
  });
  draw();
  return [lead(model), filters(model, asked, ask), h("div", { class: "above" }, count, signKey()), list, more];
}

// What the signs beside a story mean.
const signKey = () => h("ul", { class: "signs", "aria-label": "Signs" }, [
  [{ role: "origin" }, "the report"], [{ relation: "copy" }, "copy"], [{ relation: "edit" }, "edit"], [{ relation: "rewrite" }, "rewrite"], [{ role: "single" }, "independent"],
].map(([row, word]) => h("li", null, s("svg", { class: "pickups", viewBox: "0 0 12 22", "aria-hidden": "true" }, sign(row, 6, 18)), word)));

function lead(model) {
  const articles = model.articles, derived = articles.filter((one) => one.role === "derived");
  const reports = new Set(derived.map((one) => one.cluster)).size;
  const uncredited = derived.filter((one) => one.credited === false).length;
  const outlets = derived.every((one) => one.outlet) ? new Set(derived.map((one) => one.outlet)).size : 0;
  const days = articles.map((one) => one.published).filter(Boolean).sort();
  const stories = model.stories.length + (model.alone || 0);
  return h("section", { class: "lead" },
    h("p", { class: "kicker" }, days.length ? `${dayOf(days[0])}${dayOf(days[0]) === dayOf(days.at(-1)) ? "" : ` to ${dayOf(days.at(-1))}`}` : "Undated"),
    h("h1", { tabindex: "-1" }, `${plural(articles.length + (model.alone || 0), "article")}, ${plural(stories, "story", "stories")}`),
    h("p", { class: "standfirst" }, derived.length
      ? [`${derived.length.toLocaleString("en")} of the articles`, outlets ? `, from ${plural(outlets, "outlet")},` : "", ` ${derived.length === 1 ? "derives" : "derive"} from ${plural(reports, "report")} of someone else`,
        uncredited ? `; ${uncredited.toLocaleString("en")} of them ${uncredited === 1 ? "credits" : "credit"} no agency.` : "."]
      : "No two of these articles derive from one report."),
    model.alone ? h("p", null, `${plural(model.alone, "article")} that nobody else carries are not listed here; the tables of the command cluster have them.`) : null);
}

const tally = (values) =>
  [...values.reduce((counts, one) => counts.set(one, (counts.get(one) || 0) + 1), new Map())].sort((x, y) => x[0].localeCompare(y[0]));

function filters(model, asked, ask) {
  const options = (every, values) => [["", every], ...tally(values.filter(Boolean)).map(([value, n]) => [value, `${value} (${n})`])];
  const pick = (name, label, list) => choice(label, list, asked[name] || "", (value) => ask(name, value));
  const day = (name, label) => h("label", { class: "choice" }, h("span", null, label),
    h("input", { type: "date", value: asked[name] || "", on: { input: (event) => ask(name, event.target.value) } }));
  const box = h("details", { class: "filters", open: matchMedia("(min-width: 60rem)").matches || Object.keys(asked).some((name) => !["q", "sort"].includes(name)) },
    h("summary", null, "Filter and sort"),
    h("div", null,
      pick("outlet", "Outlet", options("All outlets", model.articles.map((one) => one.outlet))),
      pick("wire", "Agency credited", [...options("Any or none", model.articles.map((one) => one.wire)), ["-", "None credited"]]),
      pick("language", "Language", options("All languages", model.articles.map((one) => one.language))),
      pick("relation", "Relation", [["", "Any"], ["copy", "Copies"], ["edit", "Edits"], ["rewrite", "Rewrites"]]),
      day("from", "From"), day("to", "To"),
      pick("sort", "Order", Object.entries(SORTS).map(([name, [label]]) => [name, label])),
      model.pages ? null : h("label", { class: "tick" }, h("input", { type: "checkbox", checked: Boolean(asked.alone), on: { change: (event) => ask("alone", event.target.checked ? "1" : "") } }), " Also articles that nobody else carries")));
  return h("form", { class: "search", role: "search", on: { submit: (event) => event.preventDefault() } },
    h("label", { class: "find" }, h("span", { class: "unseen" }, "Search headlines and texts"),
      h("input", { type: "search", id: "search", placeholder: model.pages ? "Search headlines and outlets" : "Search headlines and texts", value: asked.q || "",
        on: { input: (event) => ask("q", event.target.value) } })),
    box);
}

function matches(one, asked) {
  const words = folded(asked.q || "").split(/\s+/).filter(Boolean);
  const fits = (row) => (!asked.outlet || row.outlet === asked.outlet)
    && (!asked.wire || (asked.wire === "-" ? !row.wire : row.wire === asked.wire))
    && (!asked.language || row.language === asked.language)
    && (!asked.relation || (row.relation === asked.relation && row.role === "derived"))
    && (!asked.from || (row.published && row.published.slice(0, 10) >= asked.from))
    && (!asked.to || (row.published && row.published.slice(0, 10) <= asked.to));
  return one.articles.some(fits) && (!words.length || words.every((word) => haystack(one).includes(word)));
}

function storyRow(one) {
  const alone = one.articles.length === 1;
  return h("article", { class: "story-row" },
    h("div", { class: "what" },
      h("p", { class: "kicker" }, days(one)),
      h("h2", null, link(`${one.page}${storyRoute(one.id)}`, foreign(one.headline, one.language))),
      h("p", { class: "outlets" }, names(one))),
    h("div", { class: "when" }, alone ? null : pickups(one)),
    h("dl", { class: "figures" },
      figure("articles", one.articles.length), figure(one.clusters.length === 1 ? "independent origin" : "independent origins", one.clusters.length),
      h("div", { class: "wide-figure" }, h("dt", null, "wire text"),
        h("dd", null, percent(one.wireShare), one.wireShare === null ? null : bar(one.wireShare, `${percent(one.wireShare)} of the words of the derived articles are the report's`)))));
}

const figure = (label, value) => h("div", null, h("dt", null, label), h("dd", null, value.toLocaleString("en")));

function names(one) {
  const first = one.clusters[0].origin.name, others = one.outlets.filter((name) => name !== first);
  const credits = one.wires.map(({ wire, n }) => `${wire} by ${n}`);
  return [h("b", null, foreign(first)), others.length ? ", " : null,
    others.slice(0, 4).map((name, i) => [i ? ", " : null, foreign(name)]), others.length > 4 ? ` and ${others.length - 4} more` : null,
    credits.length ? [h("span", { class: "sep" }, " · "), "credited to ", foreign(listed(credits, 3))] : null];
}

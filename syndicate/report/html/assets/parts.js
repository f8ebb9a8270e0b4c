// Pieces that several views use.

const LEGEND = [
  ["kept", "kept", "the same words"], ["edited", "edited", "some words changed"],
  ["rewritten", "rewritten", "the same facts in other words"], ["added", "added", "stands only in this article"],
  ["removed", "left out", "stands only in the report"],
];

const mark = (status) => h("span", { class: `mark ${status}`, "aria-hidden": "true" }, MARKS[status]);

const legend = (...more) => h("ul", { class: "legend", "aria-label": "Key" },
  LEGEND.map(([status, word, meaning]) => h("li", null, mark(status), h("b", null, word), ` ${meaning}`)),
  more.map((one) => h("li", null, one)));

// How the words of an article divide: kept, edited, rewritten, own.
function stack(one, label) {
  const shares = [["kept", one.kept], ["edited", one.edited], ["rewritten", one.rewritten], ["added", one.own]];
  if (one.own === null || one.own === undefined) return h("span", { class: "none" }, "–");
  const words = { kept: "kept", edited: "edited", rewritten: "rewritten", added: "own" };
  const said = shares.map(([status, share]) => `${percent(share)} ${words[status]}`).join(", ");
  return h("span", { class: "stack", role: "img", "aria-label": `${label || ""} ${said}`.trim(), title: said },
    shares.filter(([, share]) => share > 0.001).map(([status, share]) =>
      h("span", { class: status, vars: { share } }, share >= 0.12 ? h("i", null, String(Math.round(share * 100))) : null)));
}

// Where an article's own words stand: in its first, second and last third. Nothing where it has none.
const THIRDS = ["first third", "second third", "last third"];
function thirds(one, label) {
  const shares = [one.own_lead, one.own_middle, one.own_end];
  if (shares.some((share) => share === null || share === undefined)) return h("span", { class: "none" }, "–");
  const said = `own words: ${shares.map((share, i) => `${percent(share)} in the ${THIRDS[i]}`).join(", ")}`;
  return h("span", { class: "thirds", role: "img", "aria-label": `${label || ""} ${said}`.trim(), title: said }, shares.map((share) => h("span", { vars: { share } })));
}

const bar = (share, label) => h("span", { class: "bar", role: "img", "aria-label": label, title: label },
  h("span", { vars: { share: share || 0 } }));

const link = (route, ...children) => h("a", { href: route }, ...children);
const storyRoute = (id, section) => `#/story/${encodeURIComponent(id)}${section ? `/${section}` : ""}`;
const pairRoute = (a, b, sentence) =>
  `#/pair/${encodeURIComponent(a.article)}/${encodeURIComponent(b.article)}${sentence === undefined || sentence === null ? "" : `/${sentence}`}`;
const articleRoute = (a) => `#/article/${encodeURIComponent(a.article)}`;

const who = (one) => foreign(one.name, one.outlet ? one.language : "");

const ROLES = { origin: "the report", derived: "derived", single: "independent" };

const credit = (one) => one.wire
  ? h("span", { class: "credit" }, "credits ", foreign(one.wire))
  : h("span", { class: "credit none" }, "no credit");

// A list that shows its first rows, and the rest when asked.
const folding = (items, most, word) => foldingInto(h("ul", { class: "folding" }), items.map((item) => () => item), most, word);

// The same in another box; `makers` make the nodes, those that are asked for.
function foldingInto(box, makers, most, word) {
  box.append(...makers.slice(0, most).map((make) => make()));
  if (makers.length <= most) return box;
  const more = h("button", { type: "button", class: "more", on: { click: () => {
    const rest = makers.slice(most).map((make) => make());
    box.append(...rest);
    more.remove();
    rest[0].tabIndex = -1;
    rest[0].focus();
  } } }, `Show ${makers.length - most} more ${word}`);
  return [box, more];
}

// A table whose columns sort by a click; a column is {name, label, of, show, text}. Of many rows the first are shown.
const ROWS_AT_ONCE = 60;
function sortable(caption, columns, rows, start, attributes) {
  let shown = ROWS_AT_ONCE, by = start, down = columns.find((column) => column.name === start).down !== false;
  const body = h("tbody"), head = h("tr");
  const order = () => {
    const { of, text } = columns.find((column) => column.name === by);
    const rank = (x, y) => (text ? String(of(x)).localeCompare(String(of(y))) : of(x) - of(y));
    const known = (row) => of(row) !== null && of(row) !== undefined;
    return [...rows].sort((x, y) => (known(x) && known(y) ? (down ? rank(y, x) : rank(x, y)) : known(y) - known(x)));
  };
  const draw = () => {
    head.replaceChildren(...columns.map((column) => h("th", {
      scope: "col", class: column.text ? "" : "number",
      "aria-sort": column.name === by ? (down ? "descending" : "ascending") : null,
    }, column.of ? h("button", { type: "button", class: "sort", title: column.title, on: { click: () => {
      down = by === column.name ? !down : !column.text;
      by = column.name;
      draw();
      head.querySelector("[aria-sort] button").focus();
    } } }, column.label) : column.label)));
    body.replaceChildren(...order().slice(0, shown).map((row) => h("tr", attributes ? attributes(row) : null, columns.map((column, i) =>
      h(i ? "td" : "th", { scope: i ? null : "row", class: column.text ? "" : "number", "data-label": column.label }, column.show(row))))));
  };
  draw();
  const table = h("table", { class: "sortable" }, h("caption", { class: "unseen" }, caption), h("thead", null, head), body);
  if (rows.length <= shown) return table;
  const more = h("button", { type: "button", class: "more", on: { click: () => {
    const first = shown;
    shown = rows.length;
    draw();
    more.remove();
    body.children[first].querySelector("a, th").focus();
  } } }, `Show all ${rows.length.toLocaleString("en")} rows`);
  return [table, more];
}

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
function folding(items, most, word) {
  const list = h("ul", { class: "folding" }, items.slice(0, most));
  if (items.length <= most) return list;
  const more = h("button", { type: "button", class: "more", on: { click: () => {
    const first = items[most];
    list.append(...items.slice(most));
    more.remove();
    first.tabIndex = -1;
    first.focus();
  } } }, `Show ${items.length - most} more ${word}`);
  return [list, more];
}

// A table whose columns sort by a click; a column is {name, label, of, show, text}.
function sortable(caption, columns, rows, start, attributes) {
  let by = start, down = columns.find((column) => column.name === start).down !== false;
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
    body.replaceChildren(...order().map((row) => h("tr", attributes ? attributes(row) : null, columns.map((column, i) =>
      h(i ? "td" : "th", { scope: i ? null : "row", class: column.text ? "" : "number", "data-label": column.label }, column.show(row))))));
  };
  draw();
  return h("table", { class: "sortable" }, h("caption", { class: "unseen" }, caption), h("thead", null, head), body);
}

// The time axis: hours to places from 0 to 1. Early hours get more room, since that is when pickups come.

const TICKS = [0.25, 1, 3, 6, 12, 24, 48, 72, 96, 168, 336, 720, 2160, 8760];

function timeScale(articles) {
  const known = articles.map((one) => one.hours).filter((hours) => hours !== null);
  const from = known.reduce((x, y) => Math.min(x, y), Infinity), to = known.reduce((x, y) => Math.max(x, y), -Infinity);
  const span = Math.max(to - from, 0.5);
  const place = (hours) => (hours === null ? null : Math.sqrt(Math.max(0, hours - from) / span));
  const far = TICKS.filter((lag) => lag <= span);
  const ticks = [];
  for (const lag of far) {
    const x = place(from + lag);
    if (x - (ticks.length ? ticks.at(-1).x : 0.06) > 0.15 && x < 1.001) ticks.push({ x, label: lag < 1 ? `+${lag * 60} min` : lag < 48 ? `+${lag} h` : `+${lag / 24} d` });
  }
  return { apart: from < to, from, to, place, ticks: from < to ? ticks : [] };
}

// Pickups of a story as signs on a line; in rows, where no two hours are known to differ.
function pickups(one) {
  const scale = timeScale(one.articles), width = 200;
  const dated = one.articles.filter((row) => row.hours !== null);
  if (!scale.apart) return crowd(one.articles);
  const at = (row) => 6 + (width - 12) * scale.place(row.hours);
  const said = `${plural(dated.length, "article")} between ${timeOf(one.from)} and ${timeOf(one.to)}`;
  return s("svg", { class: "pickups", viewBox: `0 0 ${width} 26`, preserveAspectRatio: "xMinYMid meet", role: "img", "aria-label": said },
    s("line", { class: "axis", x1: 0, x2: width, y1: 20, y2: 20 }), dated.map((row) => sign(row, at(row), 20)));
}

const HEIGHTS = { copy: 14, edit: 11, rewrite: 8 };

function sign(row, x, y) {
  if (row.role === "single") return s("circle", { class: "dot single", cx: x, cy: y, r: 3.4 });
  if (row.role === "origin") return s("path", { class: "dot origin", d: `M${x} ${y - 17} l4 5 l-4 5 l-4 -5 z M${x} ${y - 7} V${y}` });
  return s("line", { class: `dot ${row.relation}`, x1: x, x2: x, y1: y - HEIGHTS[row.relation], y2: y });
}

const SIGNS_A_ROW = 28;

function crowd(articles) {
  const shown = articles.slice(0, 3 * SIGNS_A_ROW), rows = Math.ceil(shown.length / SIGNS_A_ROW);
  return s("svg", { class: "pickups", viewBox: `0 0 200 ${rows * 22 + 4}`, vars: { rows }, preserveAspectRatio: "xMinYMid meet", role: "img", "aria-label": "Their hours are not known" },
    shown.map((row, i) => sign(row, 6 + (i % SIGNS_A_ROW) * 7, 20 + 22 * Math.floor(i / SIGNS_A_ROW))));
}

// Two articles beside each other, sentence linked to sentence.

function viewPair(model, [first, second, at]) {
  const [a, b] = [model.byId.get(first), model.byId.get(second)];
  if (!a || !b) return absent(model, "There is no such pair of articles in this report.");
  const pair = model.pairOf(a, b);
  if (!pair) return [crumbs(model, a), h("h1", { tabindex: "-1" }, "Not compared"),
    h("p", null, "These two were not compared sentence by sentence: the command compare does that."),
    h("ul", null, [a, b].map((one) => h("li", null, link(articleRoute(one), who(one)))))];
  return new PairView(model, pair).show(pair.article === a ? at : mirrored(pair, at));
}

// A place named from the other side.
function mirrored(pair, at) {
  if (!at || at.startsWith("o")) return at ? at.slice(1) : at;
  return `o${at}`;
}

// Every sentence once, in the article's order; what was left out stands where the other had it.
function linesOf({ rows, removed }) {
  const lines = rows.map((row) => ({ ...row, own: row.sentence, theirs: row.status === "added" ? null : row.partner }));
  for (const j of [...removed].sort((x, y) => x - y)) {
    const before = lines.findLastIndex((line) => line.theirs !== null && line.theirs < j);
    lines.splice(before + 1, 0, { status: "removed", own: null, theirs: j, altered: [], rounded: [] });
  }
  return lines;
}

class PairView {
  constructor(model, pair) {
    Object.assign(this, { model, pair, a: pair.article, b: pair.other, lines: linesOf(pair), at: -1 });
    this.nodes = { a: [], b: [], lines: [] };
    this.layers = this.readLayers();
    this.differences = this.lines.map((_, n) => n).filter((n) => this.lines[n].status !== "kept");
  }

  show(at) {
    this.box = h("div", { class: "pair", "data-mode": matchMedia("(max-width: 50rem)").matches ? "lines" : "sides" });
    this.position = h("output", { class: "position" }, this.counted(0));
    this.box.append(this.heads(), this.tools(), this.sides(), this.byLine());
    this.listen();
    requestAnimationFrame(() => this.open(at));
    return [crumbs(this.model, this.a), h("h1", { class: "unseen", tabindex: "-1" }, `${this.a.name} beside ${this.b.name}`),
      this.box, legend([h("span", { class: "run" }, "underlined"), " stands in both in a run of five words or more"], ...factLegend())];
  }

  heads() {
    const swap = (label, one, other, turn) => {
      const others = other.compared.map((two) => (two.article === other ? two.other : two.article));
      return others.length < 2 ? null : choice(label, others.map((x) => [x.article, x.name]), one.article,
        (value) => { location.hash = pairRoute(...turn(this.model.byId.get(value), other)); });
    };
    return h("div", { class: "heads" },
      h("section", null, headOf(this.a, "h2"), swap("Article", this.a, this.b, (x, y) => [x, y])),
      h("section", null, headOf(this.b, "h2"), swap("Beside", this.b, this.a, (x, y) => [y, x])));
  }

  tools() {
    const counts = new Map();
    for (const { status } of this.lines) counts.set(status, (counts.get(status) || 0) + 1);
    const words = [["kept", "kept"], ["edited", "edited"], ["rewritten", "rewritten"], ["added", "added"], ["removed", "left out"]];
    const mode = h("div");
    const draw = (focus) => {
      mode.replaceChildren(switches("Layout", [["sides", "Side by side"], ["lines", "Line by line"]], this.box.dataset.mode, (value) => {
        this.box.dataset.mode = value;
        draw(true);
        this.reveal();
      }));
      if (focus) mode.querySelector("[aria-pressed=true]").focus();
    };
    draw();
    return h("div", { class: "tools sticky" },
      h("p", { class: "counts" }, words.filter(([status]) => counts.get(status)).map(([status, word]) => h("span", null, mark(status), `${counts.get(status)} ${word}`)),
        h("span", { class: "runs" }, this.pair.longestRun === null ? "" : this.pair.longestRun ? `${percent(this.pair.inOther)} word for word, longest run ${plural(this.pair.longestRun, "word")}` : "no run of words in common")),
      h("div", { class: "buttons" },
        this.differences.length ? h("div", { class: "steps", role: "group", "aria-label": "Differences" },
          h("button", { type: "button", title: "Previous difference (p)", on: { click: () => this.step(-1) } }, "‹ Previous"),
          this.position,
          h("button", { type: "button", title: "Next difference (n)", on: { click: () => this.step(1) } }, "Next ›")) : h("p", { class: "position" }, "No difference"),
        mode, cutButton(this.box, cutLines(this.a, this.b))));
  }

  // What is painted into each sentence: words that differ, copied runs, altered and rounded facts.
  readLayers() {
    const { a, b } = this, own = copiedRuns(a.sentences, b.sentences), theirs = copiedRuns(b.sentences, a.sentences);
    const layers = { a: a.sentences.map((_, i) => [["run", own[i]]]), b: b.sentences.map((_, j) => [["run", theirs[j]]]) };
    for (const { status, sentence: i, partner: j, altered, rounded } of this.pair.rows) {
      if (status === "added") continue;
      const [fresh, gone] = status === "edited" ? differing(a.sentences[i], b.sentences[j]) : [[], []];
      if (2 * fresh.length < wordsOf(a.sentences[i]).length) {
        layers.a[i].push(["new", fresh]);
        if (!layers.b[j].some(([name]) => name === "gone")) layers.b[j].push(["gone", gone]);
      }
      for (const [name, told] of [["altered", altered], ["rounded", rounded]]) {
        for (const { before, after } of sides(told)) {
          layers.a[i].push([name, placesOf(after, a.sentences[i])]);
          layers.b[j].push([name, placesOf(before, b.sentences[j])]);
        }
      }
      // Said by the colour of the whole sentence.
      if (status === "kept") layers.a[i] = layers.b[j] = [];
    }
    return layers;
  }

  statusOf(side, i) {
    if (side === "a") return this.pair.rows[i] ? this.pair.rows[i].status : "added";
    if (this.pair.removed.has(i)) return "removed";
    const row = this.pair.rows.find((one) => one.partner === i && one.status !== "added");
    return row ? row.status : "carried";
  }

  factsOf(side, i) {
    const rows = (side === "a" ? [this.pair.rows[i]] : this.pair.rows.filter((row) => row.partner === i)).filter(Boolean);
    return { altered: rows.flatMap((row) => row.altered), rounded: rows.flatMap((row) => row.rounded) };
  }

  sentence(side, i) {
    const status = this.statusOf(side, i), one = this[side], facts = this.factsOf(side, i), told = remarks(facts);
    const word = { removed: "left out", carried: "carried" }[status] || status;
    const node = h("span", { class: `sentence ${status}`, role: "button", tabindex: i ? "-1" : "0", "aria-pressed": "false", title: [word, ...told].join("; "), "data-side": side, "data-i": i },
      mark(status), unseen(`${word}: `), painted(one.sentences[i], this.layers[side][i]),
      told.length ? [unseen(` (${told.join("; ")})`), signs(facts)] : null);
    this.nodes[side][i] = node;
    return node;
  }

  sides() {
    const column = (side, label) => h("section", { class: "column", "aria-label": `${label}: ${this[side].name}` }, textOf(this[side], (i) => this.sentence(side, i)));
    this.columns = { a: column("a", "Article"), b: column("b", "Beside") };
    return h("div", { class: "sides" }, this.columns.a, this.minimap(), this.columns.b);
  }

  // Both texts as bars, a segment for each sentence; lines join those that carry the same.
  minimap() {
    const bars = (side, x) => {
      const lengths = this[side].sentences.map((text) => text.length + 1), total = lengths.reduce((sum, n) => sum + n, 0) || 1;
      let y = 0;
      return lengths.map((n, i) => {
        const one = { y: (y * 1000) / total, height: (n * 1000) / total };
        y += n;
        return { ...one, x, node: s("rect", { class: this.statusOf(side, i), x, width: 14, y: one.y + 1, height: Math.max(1, one.height - 2), "data-side": side, "data-i": i }) };
      });
    };
    const left = bars("a", 0), right = bars("b", 66);
    const middle = ({ y, height }) => y + height / 2;
    this.strings = this.pair.rows.map((row) => row.status === "added" ? null
      : s("path", { class: row.status, d: `M15 ${middle(left[row.sentence])} C40 ${middle(left[row.sentence])} 40 ${middle(right[row.partner])} 65 ${middle(right[row.partner])}` }));
    this.windows = { a: s("rect", { class: "window", x: -2, width: 18, rx: 2 }), b: s("rect", { class: "window", x: 64, width: 18, rx: 2 }) };
    return h("div", { class: "minimap", "aria-hidden": "true" },
      s("svg", { viewBox: "-2 0 84 1000", preserveAspectRatio: "none" }, this.strings.filter(Boolean), left.map(({ node }) => node), right.map(({ node }) => node), this.windows.a, this.windows.b));
  }

  byLine() {
    return h("ol", { class: "lines" }, this.lines.map((line, n) => {
      const side = (name, i, status) => i === null || i === undefined ? h("div", { class: "nothing" }, "")
        : h("div", { class: "said" }, h("span", { class: "name" }, who(this[name])), h("p", { dir: "auto", lang: tag(this[name].language) }, painted(this[name].sentences[i], this.layers[name][i])));
      const word = line.status === "removed" ? "left out" : line.status;
      const node = h("li", { class: line.status, tabindex: n ? "-1" : "0", "data-line": n }, h("div", { class: "status" }, mark(line.status), h("span", null, word),
        line.altered.length ? h("span", { class: "alters" }, "△ ", change(line, this.a)) : null,
        line.rounded.length ? h("span", { class: "rounds" }, "○ rounded: ", rounding(line, this.a)) : null),
      side("a", line.own), side("b", line.theirs));
      this.nodes.lines[n] = node;
      return node;
    }));
  }

  // The line that a sentence of either side stands in.
  lineOf(side, i) {
    return this.lines.findIndex((line) => (side === "a" ? line.own : line.theirs) === i);
  }

  linked(side, i) {
    const partner = side === "a" ? this.lines[this.lineOf("a", i)]?.theirs ?? null : i;
    if (partner === null) return [["a", i]];
    const own = this.pair.rows.filter((row) => row.status !== "added" && row.partner === partner).map((row) => ["a", row.sentence]);
    return [...own, ["b", partner]];
  }

  light(side, i, name) {
    for (const node of this.box.querySelectorAll(`.${name}`)) node.classList.remove(name);
    if (side === null) return;
    for (const [where, k] of this.linked(side, i)) {
      this.nodes[where][k]?.classList.add(name);
      this.box.querySelector(`rect[data-side="${where}"][data-i="${k}"]`)?.classList.add(name);
      if (where === "a") this.strings[k]?.classList.add(name);
    }
  }

  // Pin a sentence: both sides scroll to it, and the address names it.
  choose(side, i, { focus = false } = {}) {
    const n = this.lineOf(side, i);
    this.at = n >= 0 ? n : this.at;
    this.light(side, i, "chosen");
    for (const node of [...this.nodes.a, ...this.nodes.b]) node.setAttribute("aria-pressed", String(node.classList.contains("chosen")));
    for (const node of this.nodes.lines) node.classList.toggle("chosen", this.nodes.lines[n] === node);
    history.replaceState(history.state, "", pairRoute(this.a, this.b, side === "a" ? i : `o${i}`));
    this.position.textContent = this.counted(this.differences.indexOf(n) + 1);
    this.chosen = [side, i];
    this.reveal(side);
    if (focus) this.focus(side, i);
  }

  reveal(except) {
    if (!this.chosen) return;
    if (this.box.dataset.mode === "lines") { scrollTo(this.nodes.lines[this.at]); return; }
    const linked = this.linked(...this.chosen);
    for (const side of ["a", "b"]) {
      const first = linked.find(([where]) => where === side);
      if (first) within(this.columns[side], this.nodes[side][first[1]], side === except);
    }
  }

  focus(side, i) {
    if (this.box.dataset.mode === "lines") { this.nodes.lines[this.at]?.focus({ preventScroll: true }); return; }
    for (const node of this.nodes[side]) node.tabIndex = -1;
    this.nodes[side][i].tabIndex = 0;
    this.nodes[side][i].focus({ preventScroll: true });
  }

  step(by) {
    if (!this.differences.length) return;
    const after = this.differences.findIndex((n) => n > this.at);
    const here = this.differences.indexOf(this.at), last = this.differences.length;
    const next = here >= 0 ? (here + by + last) % last : by > 0 ? Math.max(after, 0) : ((after < 0 ? last : after) - 1 + last) % last;
    const line = this.lines[this.differences[next]];
    this.choose(...(line.own !== null ? ["a", line.own] : ["b", line.theirs]));
    say(`Difference ${next + 1} of ${last}: ${line.status === "removed" ? "left out" : line.status}. ${line.own !== null ? this.a.sentences[line.own] : this.b.sentences[line.theirs]}`);
  }

  counted(n) {
    return n ? `${n} of ${this.differences.length}` : plural(this.differences.length, "difference");
  }

  open(at) {
    const place = /^(o?)(\d+)$/.exec(at || "");
    const [side, i] = place ? [place[1] ? "b" : "a", Number(place[2])] : ["a", -1];
    if (this.nodes[side][i]) this.choose(side, i);
    this.follow();
  }

  follow() {
    for (const side of ["a", "b"]) {
      const { scrollTop, clientHeight, scrollHeight } = this.columns[side];
      if (!scrollHeight) continue; // not shown
      this.windows[side].setAttribute("y", (1000 * scrollTop) / scrollHeight);
      this.windows[side].setAttribute("height", (1000 * clientHeight) / scrollHeight);
    }
  }

  listen() {
    const found = (event) => event.target.closest?.("[data-side]");
    const of = (node) => [node.dataset.side, Number(node.dataset.i)];
    const hover = (event) => { const node = found(event); if (node) this.light(...of(node), "linked"); else this.light(null, 0, "linked"); };
    this.box.addEventListener("pointerover", hover);
    this.box.addEventListener("focusin", hover);
    this.box.addEventListener("pointerleave", () => this.light(null, 0, "linked"));
    this.box.addEventListener("click", (event) => {
      const node = found(event), line = event.target.closest?.("[data-line]");
      if (node) this.choose(...of(node), { focus: node.role === "button" });
      else if (line) this.chooseLine(Number(line.dataset.line));
    });
    this.box.addEventListener("keydown", (event) => this.press(event, found(event)));
    for (const column of Object.values(this.columns)) column.addEventListener("scroll", () => this.follow(), { passive: true });
  }

  chooseLine(n) {
    const line = this.lines[n];
    this.choose(...(line.own !== null ? ["a", line.own] : ["b", line.theirs]), { focus: true });
  }

  press(event, node) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select, input")) return;
    const { key } = event, act = (work) => { event.preventDefault(); work(); };
    if (key === "n" || key === "p") { act(() => this.step(key === "n" ? 1 : -1)); return; }
    const line = event.target.closest("[data-line]");
    if (line) {
      const to = Number(line.dataset.line) + { ArrowDown: 1, ArrowUp: -1 }[key];
      if (this.nodes.lines[to]) act(() => this.chooseLine(to));
      return;
    }
    if (!node || node.role !== "button") return;
    const [side, i] = [node.dataset.side, Number(node.dataset.i)];
    const to = { ArrowDown: [side, i + 1], ArrowUp: [side, i - 1], Home: [side, 0], End: [side, this.nodes[side].length - 1] }[key]
      || (["ArrowLeft", "ArrowRight"].includes(key) ? this.linked(side, i).find(([where]) => where === (key === "ArrowLeft" ? "a" : "b")) : null);
    if (key === "Enter" || key === " ") act(() => this.choose(side, i));
    else if (to && this.nodes[to[0]][to[1]]) act(() => this.choose(...to, { focus: true }));
  }
}

const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const scrollTo = (node) => node?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });

// Bring a node into the middle of the column that scrolls; `lazy` leaves it where it can be seen.
function within(column, node, lazy) {
  const outer = column.getBoundingClientRect(), inner = node.getBoundingClientRect();
  if (lazy && inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  column.scrollTo({ top: column.scrollTop + inner.top - outer.top - (outer.height - inner.height) / 2, behavior: calm() ? "auto" : "smooth" });
}

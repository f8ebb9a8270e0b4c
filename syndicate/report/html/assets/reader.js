// One text as its reader met it: paragraphs of sentences, what was cut shown on demand.

// `sentence(i)` gives the node of a sentence.
function textOf(one, sentence) {
  const cuts = grouped(one.cut, ([before]) => before), body = [];
  let paragraph = null;
  const cutAt = (i) => {
    if (!cuts.has(i)) return;
    body.push(h("p", { class: "cut", dir: "auto" }, unseen("Cut from the page: "), cuts.get(i).flatMap(([, text], n) => [n ? h("br") : null, text])));
    paragraph = null;
  };
  one.sentences.forEach((_, i) => {
    cutAt(i);
    if (!paragraph || one.opens[i]) body.push(paragraph = h("p", { dir: "auto" }));
    paragraph.append(sentence(i), " ");
  });
  cutAt(one.sentences.length);
  return h("div", { class: "text", lang: tag(one.language) }, body.length ? body : h("p", { class: "none" }, "No text."));
}

const cutLines = (...articles) => articles.reduce((sum, one) => sum + one.cut.length, 0);

// The button that shows what was cut, grey and in its place.
function cutButton(box, n) {
  if (!n) return null;
  const button = h("button", { type: "button", "aria-pressed": "false", on: { click: () => {
    const on = box.classList.toggle("with-cut");
    button.setAttribute("aria-pressed", String(on));
  } } }, `Show what was cut (${plural(n, "line")})`);
  return button;
}

function headOf(one, level) {
  return h("header", { class: "head" },
    h(level, { tabindex: level === "h1" ? "-1" : null }, level === "h1" ? foreign(one.headline, one.language) : who(one)),
    level === "h1" ? h("p", { class: "by" }, who(one)) : h("p", { class: "headline" }, foreign(one.headline, one.language)),
    one.rebuilt ? h("p", { class: "meta" }, plural(one.sentences.length, "sentence"), " that at least two independent versions carry") : h("p", { class: "meta" }, [timeOf(one.published), plural(one.n_words, "word"), one.language].filter(Boolean).join(" · "), " · ", credit(one),
      one.url ? [" · ", away(one.url, "the original page")] : null));
}

function viewArticle(model, [id]) {
  const one = model.byId.get(id);
  if (!one) return absent(model, "There is no such article in this report.");
  const box = h("div", { class: "alone" }), others = one.compared.map((two) => (two.article === one ? two.other : two.article));
  box.append(textOf(one, (i) => h("span", null, one.sentences[i])));
  return [crumbs(model, one), headOf(one, "h1"), h("div", { class: "tools" }, cutButton(box, cutLines(one))),
    h("div", { class: "reading" }, box, others.length
      ? h("aside", null, h("h2", null, "Beside each other"), h("ul", null, others.map((other) => h("li", null, link(pairRoute(one, other), who(other)), " ", h("small", null, timeOf(other.published))))))
      : null)];
}

const crumbs = (model, one) => h("p", { class: "crumbs" }, link(`${model.home || ""}#/stories`, "Stories"), " › ",
  link(storyRoute(one.story), foreign(model.storyById.get(one.story).headline, one.language)));

// The payload as objects that know each other: stories, clusters, articles, compared pairs.

const STATUSES = { k: "kept", e: "edited", r: "rewritten", a: "added" };
const MARKS = { kept: "=", edited: "~", rewritten: "≈", added: "+", removed: "−", carried: "≈" };

const records = (table) =>
  table ? table.rows.map((row) => Object.fromEntries(table.columns.map((name, i) => [name, row[i]]))) : [];

const grouped = (rows, key) => {
  const groups = new Map();
  for (const row of rows) {
    const name = key(row);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(row);
  }
  return groups;
};

// A large cluster's matrices, row by row: hundredths, or UNKNOWN where nobody looked.
const UNKNOWN = 255;
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function readModel(payload) {
  const articles = records(payload.articles).map((row, number) => article(row, number, payload));
  const rebuilt = (payload.rebuilt || []).map((row, k) => rebuiltReport(row, articles.length + k, articles));
  const texts = [...articles, ...rebuilt], byId = new Map(texts.map((one) => [one.article, one]));
  const pairs = new Map();
  for (const packed of payload.pairs || []) {
    const one = pair(packed, texts);
    pairs.set(`${packed[0]} ${packed[1]}`, one);
    one.article.compared.push(one);
    one.other.compared.push(one);
  }
  const grids = new Map();
  for (const [rows, words, sentences] of payload.grids || []) {
    const grid = { n: rows.length, words: bytesOf(words), sentences: bytesOf(sentences) };
    rows.forEach((row, place) => grids.set(row, { grid, place }));
  }
  const stories = [...grouped(articles, (one) => one.story)].map(([id, rows]) => story(id, rows, rebuilt, payload));
  return {
    ...payload, articles, byId, stories,
    storyById: new Map(stories.map((one) => [one.id, one])),
    pairOf: (a, b) => pairs.get(`${a.number} ${b.number}`) || pairs.get(`${b.number} ${a.number}`) || null,
    gridOf: (a, b, measure) => {
      const [one, other] = [grids.get(a.number), grids.get(b.number)];
      const cell = one && other && one.grid === other.grid ? one.grid[measure][one.place * one.grid.n + other.place] : UNKNOWN;
      return cell === UNKNOWN ? null : cell / 100;
    },
    outlets: records(payload.outlets), thresholds: records(payload.thresholds), problems: records(payload.problems),
    whole: !payload.pages && !payload.home,
  };
}

function article(row, number, payload) {
  const told = payload.texts ? payload.texts[number] : [];
  return {
    ...row, number, compared: [],
    name: row.outlet || row.article.replace(/\/+$/, "").split("/").at(-1) || row.article,
    hours: hoursOf(row.published),
    sentences: told.map((text) => (text.startsWith("\n") ? text.slice(1) : text)),
    opens: told.map((text, i) => i === 0 || text.startsWith("\n")),
    cut: (payload.cut || {})[number] || [],
    headline: row.title || (told[0] || row.article).trim().slice(0, 140),
  };
}

// A report that is not among the articles, as far as several of them carry it: a text like the others.
function rebuiltReport([cluster, sentences, witnesses], number, articles) {
  const members = articles.filter((one) => one.cluster === cluster), agency = members.map((one) => one.agency).find(Boolean);
  return {
    article: `rebuilt ${cluster}`, cluster, story: members[0].story, number, compared: [], rebuilt: true, witnesses,
    name: agency ? `${agency} report, rebuilt` : "The report, rebuilt", outlet: "", wire: "", url: "", published: "", hours: null,
    language: members[0].language, headline: `what ${members.length} articles agree on`,
    n_words: sentences.reduce((sum, text) => sum + wordsOf(text).length, 0),
    sentences, opens: sentences.map((_, i) => i === 0), cut: [],
  };
}

// A pair has one direction: what became of the article's sentences, against the other's.
// Its sentences are unpacked when somebody looks: there are thousands of pairs.
function pair(packed, texts) {
  const [a, b, inOther, inArticle, longestRun, letters, partners, similar, altered, rounded, removed] = packed;
  let rows = null, gone = null;
  return {
    article: texts[a], other: texts[b], inOther, inArticle, longestRun,
    get removed() { return gone ||= new Set(removed); },
    get rows() {
      return rows ||= [...letters].map((letter, i) => ({
        sentence: i, status: STATUSES[letter], partner: partners[i], similarity: similar[i] / 100,
        altered: facts(altered[i]), rounded: facts(rounded[i]),
      }));
    },
  };
}

const facts = (told) => (told || "").split("; ").filter(Boolean);

function story(id, articles, rebuilt, payload) {
  const clusters = [...grouped(articles, (one) => one.cluster)].map(([name, members]) => ({
    id: name, articles: members, origin: members.find((one) => one.role === "origin") || members[0],
  })).map((cluster) => ({ ...cluster, report: rebuilt.find((one) => one.cluster === cluster.id) || cluster.origin,
    agency: cluster.articles.map((one) => one.agency).find(Boolean) || "" }));
  const derived = articles.filter((one) => one.role === "derived" && one.own !== null);
  const words = derived.reduce((sum, one) => sum + one.n_words, 0);
  const times = articles.map((one) => one.published).filter(Boolean).sort();
  return {
    id, articles, clusters, from: times[0] || "", to: times.at(-1) || "",
    page: payload.pages ? payload.pages[id] || "" : "",
    headline: clusters[0].origin.headline, language: clusters[0].origin.language,
    outlets: [...new Set(articles.map((one) => one.name))],
    wires: [...grouped(articles.filter((one) => one.wire), (one) => one.wire)]
      .sort((one, other) => other[1].length - one[1].length).map(([wire, rows]) => ({ wire, n: rows.length })),
    wireShare: words ? derived.reduce((sum, one) => sum + (1 - one.own) * one.n_words, 0) / words : null,
  };
}

// What the search looks through; made when the browser has nothing else to do, or when it is first asked.
function prepareSearch(stories) {
  let next = 0;
  const some = (time) => {
    while (next < stories.length && time.timeRemaining() > 4) haystack(stories[next++]);
    if (next < stories.length) requestIdleCallback(some);
  };
  if (globalThis.requestIdleCallback) requestIdleCallback(some);
}

function haystack(one) {
  if (one.hay === undefined) {
    one.hay = folded(one.articles.map((row) =>
      [row.outlet, row.wire, row.title, row.article, ...row.sentences].join(" ")).join(" "));
  }
  return one.hay;
}

// The share of a row's words in sentences that a column carries: from the pair, whichever way it was compared.
function carriedShare(pairOfTwo, row) {
  row.lengths ||= row.sentences.map((text) => (text.match(/[\p{L}\p{N}]+/gu) || []).length || 1);
  const own = pairOfTwo.article === row;
  const found = row.lengths.map((words, i) =>
    [words, own ? pairOfTwo.rows[i] && pairOfTwo.rows[i].status !== "added" : !pairOfTwo.removed.has(i)]);
  const total = found.reduce((sum, [n]) => sum + n, 0);
  return total ? found.reduce((sum, [n, carried]) => sum + (carried ? n : 0), 0) / total : 0;
}

// What became of each sentence of the other in the article: {status, sentence}.
function fates(one) {
  const rank = ["kept", "edited", "rewritten"];
  return one.other.sentences.map((_, j) => {
    const best = one.rows.filter((row) => row.partner === j && row.status !== "added")
      .sort((x, y) => rank.indexOf(x.status) - rank.indexOf(y.status))[0];
    if (best) return { status: best.status, sentence: best.sentence, altered: best.altered, rounded: best.rounded };
    return { status: one.removed.has(j) ? "removed" : "rewritten", sentence: null, altered: [], rounded: [] };
  });
}

// Sentences of an article that stand in no other article it was compared with (null where there is none).
function onlyHere(one) {
  if (!one.compared.length) return new Set();
  return new Set(one.sentences.map((_, i) => i).filter((i) => one.compared.every((two) =>
    two.article === one ? two.rows[i] && two.rows[i].status === "added" : two.removed.has(i))));
}

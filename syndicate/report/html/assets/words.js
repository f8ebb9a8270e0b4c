// Words: which of two sentences differ, which stand in runs that both articles share; and painting them.

const GLYPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{L}\p{N}][\p{L}\p{N}\p{M}\u200c\u200d'’]*/gu;
const RUN = 5, GLYPHS = 8; // as in the measure of copied words

const wordsOf = (text) =>
  [...text.matchAll(WORDS)].map((found) => ({ text: found[0].normalize("NFC").toLowerCase(), start: found.index, end: found.index + found[0].length }));

// Places of the words that stand in only one of two texts: a longest common subsequence (Wagner and Fischer 1974).
function differing(one, other) {
  const a = wordsOf(one), b = wordsOf(other);
  if (a.length * b.length > 1000000) return [[], []];
  const length = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i][j] = a[i].text === b[j].text ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
  const own = [], theirs = [];
  let i = 0, j = 0;
  while (i < a.length && j < b.length) {
    if (a[i].text === b[j].text) { i++; j++; }
    else if (length[i + 1][j] >= length[i][j + 1]) own.push(a[i++]);
    else theirs.push(b[j++]);
  }
  return [[...own, ...a.slice(i)], [...theirs, ...b.slice(j)]];
}

// Windows of words of a whole text, for copied runs.
function windows(sentences) {
  const words = sentences.flatMap((text, sentence) => wordsOf(text).map((word) => ({ ...word, sentence })));
  const at = (i) => {
    const size = words[i] && GLYPH.test(words[i].text) ? GLYPHS : RUN;
    return i + size <= words.length ? [words.slice(i, i + size).map((word) => word.text).join(" "), size] : null;
  };
  return { words, at };
}

// By sentence, the places of words that stand in a run that the other text has too.
function copiedRuns(sentences, others) {
  const mine = windows(sentences), theirs = windows(others);
  const known = new Set(theirs.words.map((_, i) => theirs.at(i)).filter(Boolean).map(([key]) => key));
  const copied = new Set();
  mine.words.forEach((_, i) => {
    const window = mine.at(i);
    if (window && known.has(window[0])) for (let k = 0; k < window[1]; k++) copied.add(i + k);
  });
  const places = sentences.map(() => []);
  mine.words.forEach((word, i) => {
    if (!copied.has(i)) return;
    const own = places[word.sentence], last = own.at(-1);
    if (last && copied.has(i - 1)) last.end = word.end;
    else own.push({ start: word.start, end: word.end });
  });
  return places;
}

// Where a fact stands in a text: [] where it does not.
function placesOf(fact, text) {
  const at = fact ? text.indexOf(fact) : -1;
  return at < 0 ? [] : [{ start: at, end: at + fact.length }];
}

const sides = (altered) => altered.map((fact) => fact.split(" -> ")).map(([before, after]) => ({ before, after: after || "" }));

// The text in spans; `layers` are [class, places], and a place may lie in several.
function painted(text, layers) {
  const edges = new Set([0, text.length]);
  for (const [, places] of layers) for (const { start, end } of places) edges.add(start).add(end);
  const sorted = [...edges].sort((x, y) => x - y);
  return sorted.slice(0, -1).map((start, i) => {
    const end = sorted[i + 1];
    const classes = layers.filter(([, places]) => places.some((place) => place.start <= start && end <= place.end)).map(([name]) => name);
    const part = text.slice(start, end);
    return classes.length ? h("span", { class: classes.join(" ") }, part) : part;
  });
}

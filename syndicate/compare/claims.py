"""Names what an edited sentence changed besides numbers: names, negations, quotations, who said it.

Only sentences that are the same but for a few words are judged: between free retellings such differences are
style. Matches no sentences.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS: Final = _listed(
    "not no never nor neither without cannot nicht kein keine keinen keiner nie weder ohne "
    "ne pas jamais aucun aucune sans ni nunca jamás tampoco sin ningún ninguna "
    "не нет ни никогда без नहीं न बिना 不 没 未 无"
)
CONTRACTED: Final = ("n't", "n’t")
# Words that come and go with a negation
HELPERS: Final = _listed("do does did any some a an the ein eine einen de d un une algún")
ATTRIBUTION: Final = _listed(
    "said says say told according reported added sagte sagten zufolge laut teilte teilten erklärte "
    "dit déclaré indiqué selon dijo según señaló afirmó "
    "сообщил сообщила сообщили заявил заявила заявили словам कहा बताया अनुसार मुताबिक"
)
NOBODY: Final = "(nobody)"
NOTHING: Final = "(nothing)"
LEAST_QUOTED: Final = 4  # words of a quotation: fewer are a turn of phrase
SAME_QUOTATION: Final = 0.6  # of the words of two quotations, where they are one quotation
SAME_SENTENCE: Final = 0.8  # of the words of two sentences, where one differs in a name or a negation
LONGEST_NAME: Final = 3  # words
ROOT: Final = 4  # letters that two forms of a name have in common
SENTENCES: Final = 4096  # whose words are kept: of all versions of a large story

_WORD: Final = regex.compile(r"\p{Han}|[\p{L}\p{M}\d]+(?:['’.,][\p{L}\p{M}\d]+)*")
_QUOTATION: Final = regex.compile(r"[\"“„«]([^\"“”„«»]{8,600})[\"”“»]")
Block = tuple[list[str], list[str], bool]  # words before and after, and whether it stands inside the sentence


def altered_claims(
    after: str, before: str, known: Mapping[int, Set[str]], pair: tuple[int, int]
) -> Iterator[str]:
    """What the sentence `after` changed of the sentence(s) `before`: "old -> new" for each.

    `known` has the roots (`word_roots`) of all words of each article of the pair, and is asked for them where
    a name differs: one that both articles have is not changed but told elsewhere.
    """
    yield from _quotations(after, before)
    new = _words(after)
    blocks, same = _blocks(_words(before), new)
    if same < SAME_SENTENCE:
        return
    for was, now, _ in blocks:
        if (
            _is_name(was)
            and _is_name(now)
            and not (_roots(was) & known[pair[0]] or _roots(now) & known[pair[1]])
        ):
            yield f"{' '.join(was)} -> {' '.join(now)}"
    yield from _negation(blocks)
    yield from _attribution(new, blocks)


@lru_cache(SENTENCES)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


def word_roots(text: str) -> set[str]:
    """The roots of all words of a text: their first letters, in lower case."""
    return _roots(_WORD.findall(text))


def _roots(words: Iterable[str]) -> set[str]:
    return {word.lower()[:ROOT] for word in words}


def _blocks(old: Sequence[str], new: Sequence[str]) -> tuple[list[Block], float]:
    """(where two texts differ, in order; the share of the words of both that are the same)."""
    from rapidfuzz.distance import Indel

    blocks: list[Block] = []
    was: list[str] = []
    now: list[str] = []
    same, start = 0, True
    for code in Indel.opcodes([w.lower() for w in old], [w.lower() for w in new]):
        if code.tag == "equal":
            if was or now:
                blocks.append((was, now, not start))
            was, now, start = [], [], False
            same += 2 * (code.src_end - code.src_start)
        else:
            was = [*was, *old[code.src_start : code.src_end]]
            now = [*now, *new[code.dest_start : code.dest_end]]
    if was or now:
        blocks.append((was, now, False))
    return blocks, same / max(1, len(old) + len(new))


def _is_name(words: list[str]) -> bool:
    return 0 < len(words) <= LONGEST_NAME and all(w[0].isupper() and not w.isupper() for w in words)


def _negation(blocks: list[Block]) -> Iterator[str]:
    """A negation that was put in or left out, where little else differs."""
    changed = [w.lower() for was, now, _ in blocks for w in (*was, *now)]
    plain = [w for w in changed if not _negates(w)]
    others = [w for w in plain if w not in HELPERS]
    if (len(changed) - len(plain)) % 2 and len(others) <= 2:
        was, now = next((b[:2] for b in blocks if any(map(_negates, (*b[0], *b[1])))), ([], []))
        yield f"{' '.join(was) or NOTHING} -> {' '.join(now) or NOTHING}"


def _negates(word: str) -> bool:
    return word.lower() in NEGATIONS or word.lower().endswith(CONTRACTED)


def _attribution(new: Sequence[str], blocks: list[Block]) -> Iterator[str]:
    """Who said it, left out of a sentence that says the same."""
    left_out = [was for was, now, _ in blocks if not now and any(w.lower() in ATTRIBUTION for w in was)]
    if left_out and not any(w.lower() in ATTRIBUTION for w in new):
        for was in left_out:
            yield f"{' '.join(was)} -> {NOBODY}"


def _quotations(after: str, before: str) -> Iterator[str]:
    """Words changed inside the marks of one quotation; one that is cut short at its ends is not changed."""
    for now in _QUOTATION.findall(after):
        new = _words(now)
        for was in _QUOTATION.findall(before):
            blocks, same = _blocks(_words(was), new)
            if len(new) >= LEAST_QUOTED and same >= SAME_QUOTATION:
                for gone, put, inside in blocks:
                    if put or inside:
                        yield f'"{" ".join(gone)}" -> "{" ".join(put)}"'

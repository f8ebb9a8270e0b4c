"""What the scores of sentences must not match: articles of other stories, and paragraphs of theirs put in.

Makes such articles and pairs of a gold set; fits nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

COPIED = ("wire", "verbatim", "trimmed", "edited")
STRANGERS = 3  # articles of other stories, in the same language, that each article is set against


def with_insertions(stories: list[Any], number: int) -> list[dict[str, Any]]:
    """Articles of a story with a paragraph of another story put in: nothing else is added to them."""
    chance, story = np.random.default_rng(number), stories[number]
    others = [s["wire"] for s in stories if s is not story and s["language"] == story["language"]]
    found = []
    for whole in (story["wire"], *story["articles"]):
        if whole.get("kind", "wire") in COPIED and others:
            lines, stranger = whole["sentences"], others[chance.integers(len(others))]["sentences"]
            breaks = [k for k in range(1, len(lines)) if lines[k]["p"] != lines[k - 1]["p"]]
            at, of = chance.choice([0, *breaks, len(lines)]), stranger[chance.integers(len(stranger))]["p"]
            put = [{"s": x["s"], "p": "put in", "from": []} for x in stranger if x["p"] == of]
            own = [{**x, "from": [k] if whole is story["wire"] else x["from"]} for k, x in enumerate(lines)]
            found.append({
                **whole, "id": f"{whole['id']} and more", "kind": "inserted",
                "sentences": [*own[:at], *put, *own[at:]],
            })  # fmt: skip
    return found


def lay_out(sentences: list[dict[str, Any]], glue: str) -> tuple[str, list[tuple[int, int]]]:
    body, spans = "", []
    for before, sentence in zip([None, *sentences], sentences, strict=False):
        if before is not None:
            body += glue if before["p"] == sentence["p"] else "\n\n"
        spans.append((len(body), len(body) + len(sentence["s"])))
        body += sentence["s"]
    return body, spans


def strangers(labels: list[Any]) -> list[tuple[int, int]]:
    """Pairs of articles of different stories, the larger number first: STRANGERS for each, by chance."""
    chance, chosen = np.random.default_rng(0), set[tuple[int, int]]()
    for a, (story, _, language, *_) in enumerate(labels):
        others = [i for i, x in enumerate(labels) if x[0] != story and x[2] == language]
        for b in chance.permutation(others)[:STRANGERS].tolist():
            chosen.add((max(a, b), min(a, b)))
    return sorted(chosen)

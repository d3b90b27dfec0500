"""Fits the ranking of ``assistant.answering.ranking`` on the training questions and keeps it as data.

    python tests/benchmarks/fit_ranking.py [--write]

Prints, by five-fold cross-validation over instruments, how often the governing instrument comes
first, and at several thresholds how many answerable questions are answered and how many of the
others abstained from. With ``--write`` the model fitted on all training questions goes to
``knowledge/models/ask-ranking.yaml``. Only ``--split train`` is read. The rank is a conditional
logit (the probability that one of the right instruments is chosen among the candidates) with an L2
penalty; the confidence a logistic regression on figures of the best candidate, out of fold. Needs
SciPy and scikit-learn, which come with sentence-transformers.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.answering.outside import is_outside  # noqa: E402
from assistant.answering.question import Intent, Question, parse_question  # noqa: E402
from assistant.answering.ranking import (  # noqa: E402
    CONFIDENCE,
    FEATURES,
    Candidate,
    candidates,
    confidence_features,
    rescored,
)
from assistant.register import load_register  # noqa: E402
from eval.ask import AskCase, load_cases  # noqa: E402

MODEL = ROOT / "knowledge" / "models" / "ask-ranking.yaml"
PENALTY = 0.001
SEED = 7
_ELSEWHERE = (Intent.REPLACED_BY, Intent.REPLACES, Intent.AMENDS)


@dataclass(frozen=True)
class Row:
    case: AskCase
    asked: Question
    found: list[Candidate]

    @property
    def table(self) -> NDArray[np.float64]:
        return np.stack([candidate.features for candidate in self.found])

    @property
    def right(self) -> NDArray[np.bool_]:
        return np.array([c.instrument.number in self.case.answer for c in self.found])


def read_rows(split: str) -> list[Row]:
    register = load_register()
    rows = []
    for case in load_cases(split):
        asked = parse_question(case.text, as_of=case.as_of, law_names=register.law_names)
        named = asked.reference is not None and (asked.reference.number or asked.article_asked)
        if named or asked.intent in _ELSEWHERE:
            continue
        found = candidates(register, asked)
        if found:
            rows.append(Row(case, asked, found))
    return rows


def fit_rank(rows: list[Row], penalty: float = PENALTY) -> NDArray[np.float64]:
    """The weights under which the right candidates of ``rows`` are likeliest; each row has one."""
    table = np.concatenate([row.table for row in rows])
    right = np.concatenate([row.right for row in rows])
    starts = np.cumsum([0, *(len(row.found) for row in rows[:-1])])
    sizes = np.array([len(row.found) for row in rows])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = table @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, starts), sizes)
        raised = np.exp(scores)
        every = np.add.reduceat(raised, starts)
        good = np.maximum(np.add.reduceat(raised * right, starts), 1e-300)
        pull = raised / np.repeat(every, sizes) - raised * right / np.repeat(good, sizes)
        value = float(np.log(every / good).mean()) + penalty * float(weights @ weights) / 2
        return value, table.T @ pull / len(rows) + penalty * weights

    start = np.zeros(len(FEATURES))
    return np.asarray(
        minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    )


def groups_of(rows: list[Row]) -> list[str]:
    """The chain of the first right answer; a question without answer stands alone."""
    register = load_register()
    names = []
    for row in rows:
        chain = {
            one.number
            for number in row.case.answer[:1]
            for found in register.by_number(number)
            for one in (found, *register.successors(found), *register.predecessors(found))
        }
        names.append(min(chain) if chain else row.case.id)
    return names


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write {MODEL.name}")
    parser.add_argument("--list", action="store_true", help="list what is ranked wrongly")
    options = parser.parse_args()
    rows = read_rows("train")
    answerable = [row for row in rows if row.case.answerable]
    reachable = [row for row in answerable if row.right.any()]
    print(
        f"{len(rows)} questions by matter, {len(answerable)} answerable, "
        f"{len(reachable)} with a right instrument among the candidates"
    )
    groups = groups_of(rows)
    features, labels, firsts = [], [], []
    folds = GroupKFold(5, shuffle=True, random_state=SEED)
    for inside, outside in folds.split(rows, groups=groups):
        model = fit_rank([rows[i] for i in inside if rows[i].right.any()])
        for i in outside:
            every = rescored(rows[i].found, model)
            found = [c for c in every if not is_outside(c.instrument)]
            features.append(confidence_features(every, rows[i].asked))
            labels.append(rows[i].case.answerable)
            first = found[0].instrument.number in rows[i].case.answer
            firsts.append(first)
            if options.list and rows[i].case.answerable and not first:
                names = [c.instrument.number for c in found[:3]]
                print(
                    rows[i].case.id,
                    rows[i].case.text,
                    "|",
                    rows[i].asked.as_of,
                    rows[i].case.answer,
                    names,
                )
    table, label, first = np.array(features), np.array(labels), np.array(firsts)
    print(f"governing first, out of fold: {first[label].mean():.4f} of {label.sum()}")
    confidence = LogisticRegression(C=3, max_iter=1000)
    fold = GroupKFold(5, shuffle=True, random_state=SEED)
    chance = np.zeros(len(label))
    if not label.all():
        for inside, outside in fold.split(table, groups=range(len(label))):
            model = LogisticRegression(C=3, max_iter=1000).fit(table[inside], label[inside])
            chance[outside] = model.predict_proba(table[outside])[:, 1]
        for threshold in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97):
            print(
                f"threshold {threshold}: answered {(chance[label] >= threshold).mean():.4f}, "
                f"abstained {(chance[~label] < threshold).mean():.4f} of {(~label).sum()}"
            )
        confidence.fit(table, label)
    rank = fit_rank(reachable)
    for name, weight in sorted(zip(FEATURES, rank, strict=True), key=lambda p: -abs(p[1])):
        print(f"  {name:22} {weight:+.2f}")
    if options.write:
        fitted = {
            "rank": {n: round(float(w), 3) for n, w in zip(FEATURES, rank, strict=True)},
            "confidence": {
                n: round(float(w), 3) for n, w in zip(CONFIDENCE, confidence.coef_[0], strict=True)
            }
            if not label.all()
            else {},
            "intercept": round(float(confidence.intercept_[0]), 3) if not label.all() else 3.0,
        }
        text = yaml.safe_dump(fitted, sort_keys=False, allow_unicode=True)
        MODEL.parent.mkdir(exist_ok=True)
        MODEL.write_text(
            "# Fitted by tests/benchmarks/fit_ranking.py on eval/cases/questions_train.jsonl "
            f"({len(rows)} questions).\n" + text,
            "utf-8",
        )


if __name__ == "__main__":
    main()

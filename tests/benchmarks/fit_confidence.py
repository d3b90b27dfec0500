"""Fits again the confidence of ``assistant.answering.topics`` on the development questions.

    python tests/benchmarks/fit_confidence.py

Prints the weights (score, coverage, pairs, share; each as log(1 + x)), the intercept, and, by
five-fold cross-validation, how many answerable questions would be answered and how many of the
others abstained from at several thresholds. Only the dev part of ``eval/cases/questions.jsonl`` is
read. Needs scikit-learn, which comes with sentence-transformers.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.answering.question import parse_question
from assistant.answering.topics import topic_index
from assistant.register import load_register
from eval.ask import load_cases


def main() -> None:
    register = load_register()
    index = topic_index(register)
    rows, answerable = [], []
    for case in load_cases("dev"):
        asked = parse_question(case.text, as_of=case.as_of, law_names=register.law_names)
        hits = index.search(asked.matter) if asked.reference is None else []
        if hits:
            best = hits[0]
            rows.append([best.score, best.coverage, best.pairs, best.share])
            answerable.append(case.answerable)
    features, labels = np.log1p(np.array(rows)), np.array(answerable)
    model = LogisticRegression(class_weight="balanced", C=10)
    chance = cross_val_predict(model, features, labels, cv=5, method="predict_proba")[:, 1]
    model.fit(features, labels)
    print(f"{len(labels)} questions, {int((~labels).sum())} of them unanswerable")
    print("weights", np.round(model.coef_[0], 3), "intercept", round(float(model.intercept_[0]), 3))
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        answered = (chance[labels] >= threshold).mean()
        abstained = (chance[~labels] < threshold).mean()
        print(f"threshold {threshold}: answered {answered:.3f}, abstained {abstained:.3f}")


if __name__ == "__main__":
    main()

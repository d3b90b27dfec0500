"""Set-up: the embedding model, and the vectors of the shipped knowledge, both made once.

``python -m assistant prepare`` (part of ``make setup``) does nothing when both are there. The
vectors lie beside the model, so that in every new data folder the shipped knowledge is searchable
by meaning at once.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from assistant.library import shipped
from assistant.library.summary import Progress
from assistant.retrieval import weights
from assistant.settings import Settings
from assistant.workspace import Workspace

_BATCH = 32


def _file(settings: Settings) -> Path:
    return settings.models / f"shipped-{weights.MODEL_NAME}.npz"


def adopt_shipped_vectors(settings: Settings, workspace: Workspace) -> int:
    """Gives the workspace the vectors that the set-up made for its texts; returns how many.

    A file that is missing or damaged is no error: the vectors are then made like any others.
    """
    if settings.embedding_model != weights.MODEL_NAME:
        return 0
    pending = {text.key for text in workspace.vectors.pending(weights.MODEL_NAME)}
    try:
        with np.load(_file(settings), allow_pickle=False) as made:
            keys, rows = made["keys"].tolist(), made["vectors"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return 0
    found = {key: row for key, row in zip(keys, rows, strict=True) if key in pending}
    workspace.vectors.add(weights.MODEL_NAME, found)
    return len(found)


def prepare(settings: Settings, progress: Progress) -> None:
    """Makes what is missing of model and vectors.

    Raises:
        UserError: the weights cannot be had, or the folder cannot be written.
    """
    weights.prepare(settings.models, progress)
    wanted = shipped.shipped_hash()
    if _made_for(settings) == wanted:
        return
    from assistant.retrieval.embeddings import SentenceEmbeddings

    progress("Đang lập vectơ cho danh mục văn bản và báo cáo mẫu (một lần, dưới một phút)…")
    with tempfile.TemporaryDirectory() as home:
        workspace = Workspace.open(Path(home))
        try:
            shipped.sync(workspace)
            pending = workspace.vectors.pending(weights.MODEL_NAME)
            made = workspace.vectors.texts([text.key for text in pending])
        finally:
            workspace.close()
    texts = sorted(made.items(), key=lambda item: len(item[1]))
    model = SentenceEmbeddings(weights.MODEL_NAME, settings.models)
    rows = [
        model.passages([text for _, text in texts[start : start + _BATCH]])
        for start in range(0, len(texts), _BATCH)
    ]
    target = _file(settings)
    temporary = target.with_suffix(f".{os.getpid()}.npz")
    np.savez(
        temporary,
        keys=np.array([key for key, _ in texts]),
        vectors=np.concatenate(rows).astype(np.float32),
        made_for=np.array(wanted),
    )
    temporary.replace(target)


def _made_for(settings: Settings) -> str:
    try:
        with np.load(_file(settings), allow_pickle=False) as made:
            return str(made["made_for"])
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return ""

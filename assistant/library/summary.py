"""What the library says of itself and of what it has done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

#: Told what is being done, one Vietnamese line at a time.
Progress = Callable[[str], None]


def silent(_message: str) -> None:
    """The progress of someone who does not listen."""


@dataclass(frozen=True, slots=True)
class IngestedFile:
    path: str
    kind: str
    chunks: int
    title: str
    office: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class SkippedFile:
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """``unchanged`` files were in the library before, with the same content; ``unreached`` ones
    were not read, because the work was stopped."""

    read: tuple[IngestedFile, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    unreached: tuple[str, ...] = ()

    def message(self) -> str:
        """What was read, left alone and skipped, with the reasons; Vietnamese."""
        parts = [f"Đã nạp {len(self.read)} tệp ({sum(f.chunks for f in self.read)} đoạn)"]
        if self.unchanged:
            parts.append(f"{len(self.unchanged)} tệp đã có sẵn")
        if self.skipped:
            parts.append(f"bỏ qua {len(self.skipped)} tệp")
        if self.unreached:
            parts.append(f"đã dừng, còn {len(self.unreached)} tệp chưa đọc")
        lines = [", ".join(parts) + "."]
        lines += [f"- {skipped.path}: {skipped.reason}" for skipped in self.skipped]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """``embedded`` of ``chunks`` passages have a vector of ``model``.

    ``indexed`` says that the lexical index covers every passage; ``writer`` that this process
    holds the lock of the folder.
    """

    sources: int
    chunks: int
    embedded: int
    model: str
    model_ready: bool
    indexed: bool
    writer: bool

    def message(self) -> str:
        """The same in a few Vietnamese words."""
        words = "đã lập xong" if self.indexed else "chưa lập xong"
        model = self.model if self.model_ready else f"{self.model}, chưa chuẩn bị"
        return (
            f"Thư viện có {self.sources} tài liệu, {self.chunks} đoạn; chỉ mục từ ngữ {words}; "
            f"{self.embedded}/{self.chunks} đoạn có vectơ (mô hình {model})."
        )

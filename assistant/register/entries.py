"""Entries written in YAML → instruments, with one clear line for what is wrong in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.domain import Instrument, UserError

if TYPE_CHECKING:
    from pydantic import ValidationError

#: Far above any register; a longer file is a mistake or an attack.
_LONGEST = 40_000_000

_DEEPEST = 8

#: What pydantic found → how a person says it.
_REASONS = {
    "missing": "bị thiếu",
    "extra_forbidden": "là mục lạ",
    "string_type": "phải là chữ (đặt số trong dấu nháy)",
    "list_type": "phải là danh sách",
    "enum": "chỉ nhận high, medium hoặc low",
    "string_pattern_mismatch": "phải viết dạng “Điều 5”",
}
_NO_DATE = "phải là ngày có thật, viết dạng 2023-07-10 (năm-tháng-ngày)"


def parse_entries(name: str, text: str) -> list[Instrument]:
    """The entries of one file, in order.

    Args:
        name: the file, as messages name it.

    Raises:
        UserError: the file is no YAML, no list of entries, an entry is malformed, or an id occurs
            twice; says which file, which entry and what to do.
    """
    import yaml

    from assistant.register.schema import InstrumentEntry

    if len(text) > _LONGEST:
        raise UserError(f"Tệp {name} quá lớn: sổ văn bản chỉ nhận tệp dưới 40 triệu ký tự.")
    try:
        if not _is_flat(text):
            raise UserError(
                f"Tệp {name} lồng quá sâu hoặc dùng tham chiếu (&, *) của YAML: hãy viết mỗi văn "
                "bản như trong sổ đi kèm."
            )
        raw = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = f" ở dòng {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise UserError(f"Tệp {name} sai cú pháp YAML{line}: hãy sửa lại dòng đó.") from None
    except (yaml.YAMLError, ValueError):
        # A date that no calendar has raises a bare ValueError while YAML is read.
        raise UserError(
            f"Tệp {name} không đọc được như YAML (ký tự lạ hoặc ngày không có thật): hãy kiểm tra "
            "lại tệp."
        ) from None
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise UserError(
            f"Tệp {name} không phải sổ văn bản: tệp phải là danh sách, mỗi văn bản bắt đầu bằng "
            "“- id: …”."
        )
    from pydantic import ValidationError

    instruments: list[Instrument] = []
    seen: set[str] = set()
    for position, entry in enumerate(raw, 1):
        try:
            instrument = InstrumentEntry.model_validate(entry).instrument()
        except ValidationError as error:
            raise UserError(f"Tệp {name}, {_which(entry, position)}: {_reason(error)}.") from None
        if instrument.id in seen:
            raise UserError(
                f"Tệp {name}, {_which(entry, position)}: id đã dùng ở trên, hãy gộp hoặc đổi id."
            )
        seen.add(instrument.id)
        instruments.append(instrument)
    return instruments


def _is_flat(text: str) -> bool:
    """Whether nothing is nested deeper than entries are; the C loader crashes on deep nesting."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            return False
    return True


def _which(entry: Any, position: int) -> str:
    named = isinstance(entry, dict) and isinstance(entry.get("id"), str)
    return f"văn bản “{entry['id']}”" if named else f"văn bản thứ {position}"


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    if not place:
        return "phải là các dòng “tên mục: giá trị”"
    kind = first["type"]
    reason = _NO_DATE if kind.startswith("date") else _REASONS.get(kind, "không hợp lệ")
    return f"mục “{place}” {reason}"

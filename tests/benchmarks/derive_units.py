"""Derives ``knowledge/names/admin-units-*.tsv`` from the data set of ``vietnamadminunits`` (MIT).

The package itself would cost a query of SQLite and 11 MB; names and who belongs to whom are all
that NAM002 needs.

    pip install vietnamadminunits && python -m tests.benchmarks.derive_units
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_NAMES: Final = Path(__file__).parents[2] / "knowledge" / "names"
_SOURCE: Final = (
    "# Nguồn: vietnamadminunits {version} (giấy phép MIT, xem admin-units.LICENSE.txt); sinh bởi\n"
    "# tests/benchmarks/derive_units.py. Mỗi dòng, cách nhau bằng dấu tab: {columns}.\n"
)


def main() -> None:
    spec = find_spec("vietnamadminunits")
    assert spec is not None
    assert spec.origin is not None
    data = Path(spec.origin).parent / "data"
    with sqlite3.connect(data / "dataset.db") as database:
        before = database.execute(
            "select province, district, ward from admin_units_legacy order by rowid"
        ).fetchall()
        since = database.execute("select province, ward from admin_units order by rowid").fetchall()
        keys = dict(database.execute("select provinceKey, province from admin_units"))
        old_keys = dict(database.execute("select provinceKey, province from admin_units_legacy"))
    merged = json.loads((data / "converter_2025.json").read_text("utf-8"))["DICT_PROVINCE"]
    formed_of = {keys[new]: [old_keys[old] for old in olds] for new, olds in merged.items()}

    districts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for province, district, ward in before:
        districts[province, district].append(ward)
    communes: dict[str, list[str]] = defaultdict(list)
    for province, ward in since:
        communes[province].append(ward)
    _write(
        "admin-units-2025-06.tsv",
        "tỉnh, huyện, các xã (đến hết 30/6/2025)",
        ((province, district, wards) for (province, district), wards in districts.items()),
    )
    _write(
        "admin-units-2025-07.tsv",
        "tỉnh, các tỉnh cũ hợp thành, các xã (từ 01/7/2025)",
        ((new, ";".join(formed_of[new]), wards) for new, wards in communes.items()),
    )


def _write(name: str, columns: str, rows: Iterable[tuple[str, str, list[str]]]) -> None:
    head = _SOURCE.format(version=version("vietnamadminunits"), columns=columns)
    lines = [
        f"{first}\t{second}\t{';'.join(filter(None, wards))}\n" for first, second, wards in rows
    ]
    (_NAMES / name).write_text(head + "".join(lines), "utf-8")
    print(f"{name}: {len(lines)} dòng")


if __name__ == "__main__":
    main()

"""The office's profile: a TOML file with the names that a report carries.

Keys are the fields of :class:`assistant.domain.Profile`; ``[check] ignore`` lists rules to skip,
``[check.severity]`` holds rules or families with the severity that they have in this office
(``STY003 = "info"``), ``[office] log`` names the log of issued documents, relative to the
profile's folder.
"""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from assistant.domain import Profile, Severity, UserError

_LISTS = frozenset({"recipients", "ignore_rules"})


def load_profile(path: Path) -> Profile:
    """Reads a profile.

    Raises:
        UserError: the file is missing, is no TOML, or has a field that a profile does not have.
    """
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise UserError(
            f"Không tìm thấy tệp hồ sơ cơ quan {path}: hãy kiểm tra đường dẫn."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise UserError(
            f"Không đọc được tệp hồ sơ cơ quan {path}: tệp phải là văn bản TOML mã hóa UTF-8."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            f"Tệp hồ sơ cơ quan {path} sai cú pháp TOML ({error}): hãy sửa lại dòng đó."
        ) from None
    check = values.pop("check", {})
    if isinstance(check, dict) and "ignore" in check:
        values["ignore_rules"] = check["ignore"]
    if isinstance(check, dict) and "severity" in check:
        severities = _severities(path, check["severity"])
    else:
        severities = ()
    office = values.pop("office", {})
    if isinstance(office, dict) and "log" in office:
        values["office_log"] = office["log"]
    names = [field.name for field in fields(Profile) if field.name != "severities"]
    for name, value in values.items():
        if name not in names:
            raise UserError(
                f"Tệp hồ sơ cơ quan {path} có mục lạ “{name}”: các mục dùng được là "
                f"{', '.join(names)}."
            )
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise UserError(f"Tệp hồ sơ cơ quan {path}: mục “{name}” phải là danh sách chuỗi.")
            values[name] = tuple(value)
        elif not isinstance(value, str):
            raise UserError(f"Tệp hồ sơ cơ quan {path}: mục “{name}” phải là chuỗi trong dấu nháy.")
    profile = Profile(**values, severities=severities)
    if profile.office_log:
        return replace(profile, office_log=str(path.parent / profile.office_log))
    return profile


def _severities(path: Path, table: Any) -> tuple[tuple[str, Severity], ...]:
    words = [severity.value for severity in Severity]
    if not isinstance(table, dict) or not all(word in words for word in table.values()):
        raise UserError(
            f"Tệp hồ sơ cơ quan {path}: mục [check.severity] ghi mỗi quy tắc một trong các mức "
            f"{', '.join(words)}."
        )
    return tuple((code, Severity(word)) for code, word in table.items())

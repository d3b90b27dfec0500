from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def real_report() -> str:
    """The first half of a real report, errors and all; kept outside the project."""
    path = ROOT.parent / "shared" / "reports" / "bao-cao-dan-van-2023-phan-1.md"
    if not path.is_file():
        pytest.skip("the real report is not on this machine")
    return path.read_bytes().decode("utf-8")

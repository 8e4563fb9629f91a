"""The bill of materials names what the lock installs; an audit that did not run does not pass."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_the_bill_names_every_locked_package_with_its_hashes(tmp_path: Path) -> None:
    target = tmp_path / "bill.json"
    subprocess.run([ROOT / "scripts/sbom", target], check=True, capture_output=True)
    bill = json.loads(target.read_text("utf-8"))
    named = {f"{each['name']}=={each['version']}": each for each in bill["components"]}
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert set(named) == set(re.findall(r"^\S+==[^\s;]+", lock, re.MULTILINE))
    assert json.dumps(bill).count('"SHA-256"') == lock.count("--hash=sha256:")
    assert bill["metadata"]["component"]["name"] == "gazette-press"


def test_an_audit_without_answers_says_that_it_was_not_run(tmp_path: Path) -> None:
    """As where the list of faults cannot be reached: the auditor fails, or looks nothing up."""
    answers = {
        "raise SystemExit(1)": (3, "not run"),
        'print(\'{"dependencies": [{"name": "a", "skip_reason": "not found"}]}\')': (
            3,
            "not run",
        ),
        'print(\'{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}\')': (
            0,
            "0 known faults (1 of 1 packages looked up)",
        ),
        'print(\'{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X"}]}]}\')': (
            1,
            "a 1: X",
        ),
    }
    for code, (status, words) in answers.items():
        (tmp_path / "pip_audit.py").write_text(code)
        done = subprocess.run(
            [sys.executable, ROOT / "scripts/audit"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, words in done.stdout) == (status, True), done.stdout + done.stderr

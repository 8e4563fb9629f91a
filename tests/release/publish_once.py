"""Make a desk in a new folder from the seeds, release its issue, and print what came out.

    python publish_once.py CHECKOUT FOLDER ISSUE [--site]

Run by the tests and the drill in differing surroundings: the same sources must give the same bytes.
"""

import hashlib
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

CHECKOUT, FOLDER, ISSUE = (Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
sys.path.insert(0, str(CHECKOUT))

from gazette.workflow import publishing, releasing  # noqa: E402
from gazette.workflow.desk import init_desk, open_desk  # noqa: E402
from gazette.workflow.imports import Origin, import_file  # noqa: E402

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SHORT = (Path(__file__).resolve().parents[1] / "short_issue.toml").read_text("utf-8")


def main() -> None:
    FOLDER.mkdir(parents=True)
    shutil.copyfile(CHECKOUT / "gazette.toml", FOLDER / "gazette.toml")
    init_desk(FOLDER)
    shutil.copyfile(CHECKOUT / "issues/2023-21.toml", FOLDER / "issues/2023-21.toml")
    (FOLDER / "issues/2023-22.toml").write_text(SHORT, encoding="utf-8")
    whole = "--site" in sys.argv
    with open_desk(FOLDER) as desk:
        for pattern, carrier in (("001_*", "pdf"), ("000_*", "web"))[0 if whole else 1 :]:
            (path,) = (CHECKOUT / "seeds").glob(pattern)
            import_file(desk, path, WHEN, Origin("an edition", carrier))
        if whole:
            publishing.publish(desk, WHEN.date())
        releasing.release(desk, ISSUE, releasing.Request(override="drill"), WHEN)
        lines = [f"archive {desk.archive.head}"]
    for path in sorted((FOLDER / "public").rglob("*")):
        if path.is_file():
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{digest} {path.relative_to(FOLDER)}")
    sys.stdout.write("\n".join(lines) + "\n")


main()

"""What is built carries what the tool needs when there is no checkout, and nothing else."""

import os
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

import gazette

ROOT = Path(__file__).resolve().parent.parent


def _build(kind: str, folder: Path) -> Path:
    """Build in this environment, not in one of its own: the same builder, and no download."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("sdist", tmp_path_factory.mktemp("sdist"))


def _files(folder: str) -> set[str]:
    """Return the tracked and new files below `folder` that are no derived ones."""
    listed = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT).as_posix()
        for path in listed
        if "__pycache__" not in path.parts and path.suffix != ".pyc"
    }


def _in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_is_named_for_its_distribution(wheel: Path) -> None:
    assert wheel.name == f"gazette_press-{gazette.__version__}-py3-none-any.whl"


def test_the_wheel_carries_code_data_and_templates(wheel: Path) -> None:
    wanted = _files("gazette") | {f"gazette/{name}" for name in _files("templates")}
    inside = {name for name in _in_wheel(wheel) if ".dist-info/" not in name}
    assert inside == wanted
    assert any(name.startswith("gazette/templates/") for name in inside)
    assert "gazette/data/needs.toml" in inside


def test_the_wheel_has_the_command_and_the_licence(wheel: Path) -> None:
    info = f"gazette_press-{gazette.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        entry = archive.read(f"{info}/entry_points.txt").decode()
        meta = Parser().parsestr(archive.read(f"{info}/METADATA").decode())
        licence = archive.read(f"{info}/licenses/LICENSE").decode()
    assert "gazette = gazette.__main__:main" in entry
    assert meta["License-Expression"] == "Apache-2.0"
    assert meta["Requires-Python"] == ">=3.11"
    assert "Apache License" in licence


def test_the_source_archive_carries_what_a_wheel_is_made_from(sdist: Path) -> None:
    top = f"gazette_press-{gazette.__version__}/"
    with tarfile.open(sdist) as archive:
        inside = {name.removeprefix(top) for name in archive.getnames()}
    wanted = _files("gazette") | _files("templates")
    wanted |= {"pyproject.toml", "README.md", "README.zh.md", "CHANGELOG.md", "LICENSE"}
    assert wanted <= inside
    assert not {name for name in inside if name.startswith(("seeds/", "tests/"))}


def test_the_tool_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    """The wheel alone, away from the checkout, finds its data and its templates."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)  # noqa: S202 - the wheel built above
    script = (
        "import gazette.config, gazette.render.templates as templates;"
        "print(templates.shipped()); gazette.config.data_text('needs.toml')"
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=env, capture_output=True, check=True
    )
    assert Path(done.stdout.decode().strip()) == tmp_path / "gazette" / "templates"


def test_the_locks_name_versions_and_hashes_but_no_host() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.startswith((" ", "#"))]
        assert len(pins) > 30
        assert all("==" in line for line in pins)
        hashes = [line for line in lines if line.startswith("    --hash=sha256:")]
        assert len(pins) + len(hashes) + sum(line.startswith("#") for line in lines) == len(lines)

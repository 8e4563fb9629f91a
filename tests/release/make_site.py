"""A small published folder with two issues, one of them released twice; and ways to tamper with it."""

import hashlib
import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from gazette.release import log, record, signing, sums, verifier

DATES = ("2023-11-01T08:00:00Z", "2023-11-15T08:00:00Z", "2023-11-20T08:00:00Z")
PAGES = ("index.html", "policies/吉民发/2023/27.html", "search/index.json")


@dataclass(frozen=True)
class Keys:
    """Keys on disk, and the file that says whose they are."""

    folder: Path
    signers: Path

    def __getitem__(self, name: str) -> Path:
        return self.folder / name


def make_keys(folder: Path) -> Keys:
    """Make keys for two editors, one who has left, one who is to come, and a stranger."""
    options = {
        "wang": "",
        "li": "",
        "left": ',valid-before="20230101"',
        "coming": ',valid-after="20300101"',
    }
    lines = []
    for name in (*options, "stranger"):
        words = ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(["ssh-keygen", *words], check=True)
    for name, option in options.items():
        key = " ".join((folder / f"{name}.pub").read_text().split()[:2])
        lines.append(f'{name}@office namespaces="gazette-*"{option} {key}\n')
    signers = folder / "signers"
    signers.write_text("# who may sign\n\n" + "".join(lines))
    return Keys(folder, signers)


def release_of(folder: Path, issue: str, number: int, old: bytes | None) -> record.Release:
    """Return the record of a release whose page lies in the folder."""
    path = f"issues/{issue}/{issue}.html"
    data = (folder / path).read_bytes()
    return record.Release(
        issue=issue,
        release=number,
        released=DATES[0],
        gazette="吉林省人民政府公报",
        commit="0" * 40,
        policies=(record.Text("吉民发/2023/27", "通知", "1" * 64, "2" * 40),),
        sources=(record.Origin("3" * 64, "source.html", "html"),),
        files=(record.File(path, hashlib.sha256(data).hexdigest(), len(data)),),
        tools=(("gazette", "0"), ("weasyprint", None)),
        fonts=None,
        replaces=record.Replaced(hashlib.sha256(old).hexdigest(), "misprint") if old else None,
    )


def put(folder: Path, path: str, data: bytes) -> Path:
    """Write a file of the folder."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target


def release(folder: Path, issue: str, number: int, date: str, who: dict[str, Path]) -> None:
    """Release an issue as gazette does: record, log, signatures."""
    leaves = log.load(folder / verifier.LOG)
    earlier = [leaf for leaf in leaves if leaf.issue == issue]
    old = (folder / "releases" / earlier[-1].path).read_bytes() if earlier else None
    data = record.dump(replace(release_of(folder, issue, number, old), released=date))
    path = record.path(issue, number)
    manifest = put(folder, f"releases/{path}", data)
    for name, content in log.appended(leaves, path, data, date).items():
        put(folder, f"{verifier.LOG}/{name}", content)
    sign(manifest, verifier.ISSUE, who)
    sign(folder / verifier.LOG / "head", verifier.HEAD, who)


def sign(path: Path, purpose: str, who: dict[str, Path]) -> None:
    """Sign a file anew, by these people alone."""
    for stale in path.parent.glob(f"{path.name}.*.sig"):
        stale.unlink()
    for name, key in who.items():
        signing.sign(path, purpose, key, name)


def list_files(folder: Path) -> None:
    """List all files anew, as anyone can."""
    put(folder, verifier.SUMS, sums.listing(folder))
    card = folder / verifier.CARD
    if card.exists():
        card.write_bytes(sums.card(card.read_bytes(), (folder / verifier.SUMS).read_bytes()))


def seal(folder: Path, who: dict[str, Path], date: str = DATES[2]) -> None:
    """List all files and sign the list."""
    list_files(folder)
    sign(put(folder, verifier.SEAL, sums.seal(folder, date)), verifier.SITE, who)


def make_site(folder: Path, keys: Keys) -> Path:
    """Publish two issues, the second of them twice."""
    who = {f"{name}@office": keys[name] for name in ("wang", "li")}
    for page in PAGES:
        put(folder, page, page.encode() * 9)
    put(folder, verifier.CARD, b'{"files": 0, "sums_sha256": ""}')
    for number, (issue, again) in enumerate((("2023-20", 1), ("2023-21", 1), ("2023-21", 2))):
        put(folder, f"issues/{issue}/{issue}.html", f"{issue} {again}\n".encode() * 50)
        release(folder, issue, again, DATES[number], who)
    seal(folder, who)
    return folder


Tampering = Callable[[Path, Keys, random.Random], None]


def _pick(folder: Path, random: random.Random, pattern: str = "**/*") -> Path:
    return random.choice(sorted(p for p in folder.glob(pattern) if p.is_file()))


def flip(folder: Path, keys: Keys, random: random.Random) -> None:
    """Change one bit of one file."""
    path = _pick(folder, random)
    data = bytearray(path.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)


def flip_and_list(folder: Path, keys: Keys, random: random.Random) -> None:
    """Change a page and list all files anew, the seal as well."""
    path = _pick(folder, random, random.choice(("issues/**/*", "releases/**/*.json", "search/*")))
    data = bytearray(path.read_bytes())
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    path.write_bytes(data)
    list_files(folder)
    (folder / verifier.SEAL).write_bytes(sums.seal(folder, DATES[2]))


def drop(folder: Path, keys: Keys, random: random.Random) -> None:
    """Remove a file."""
    _pick(folder, random).unlink()


def add(folder: Path, keys: Keys, random: random.Random) -> None:
    """Put a file in, or a link to one."""
    place = _pick(folder, random).parent / f"new{random.randrange(99)}.html"
    if random.random() < 0.5:
        place.write_bytes(b"new")
    else:
        place.symlink_to(folder / PAGES[0])


def swap(folder: Path, keys: Keys, random: random.Random) -> None:
    """Exchange two files."""
    one, two = _pick(folder, random), _pick(folder, random)
    while one.read_bytes() == two.read_bytes():
        two = _pick(folder, random)
    data = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(data)


def resign(folder: Path, keys: Keys, random: random.Random) -> None:
    """Change an issue and sign everything by a stranger, under the editors' names or another."""
    name = random.choice(("wang@office", "stranger@office", "left@office", "coming@office"))
    key = name.split("@", maxsplit=1)[0]
    key = "stranger" if key == "wang" else key
    who = {name: keys[key], random.choice(("li@office", "chen@office")): keys["stranger"]}
    issue = random.choice(("2023-20", "2023-21"))
    put(folder, f"issues/{issue}/{issue}.html", b"forged")
    shutil.rmtree(folder / "releases")
    for number, each in enumerate(("2023-20", "2023-21")):
        release(folder, each, 1, DATES[number], who)
    seal(folder, who)


def replay(folder: Path, keys: Keys, random: random.Random) -> None:
    """Put the first release of an issue, with its signatures, in the place of the second."""
    releases = folder / "releases/2023-21"
    for name in ("wang@office", "li@office"):
        old = releases / f"manifest.json.{name}.sig"
        (releases / f"manifest-2.json.{name}.sig").write_bytes(old.read_bytes())
    (releases / "manifest-2.json").write_bytes((releases / "manifest.json").read_bytes())
    put(folder, "issues/2023-21/2023-21.html", b"2023-21 1\n" * 50)
    if random.random() < 0.5:
        list_files(folder)


def remove(folder: Path, keys: Keys, random: random.Random) -> None:
    """Remove an issue with its releases and its lines of the log, and make the rest agree."""
    issue = random.choice(("2023-20", "2023-21"))
    shutil.rmtree(folder / "releases" / issue)
    shutil.rmtree(folder / "issues" / issue)
    leaves = [leaf for leaf in log.load(folder / verifier.LOG) if leaf.issue != issue]
    last = leaves.pop()
    data = (folder / "releases" / last.path).read_bytes()
    for name, content in log.appended(leaves, last.path, data, DATES[2]).items():
        put(folder, f"{verifier.LOG}/{name}", content)
    list_files(folder)
    (folder / verifier.SEAL).write_bytes(sums.seal(folder, DATES[2]))


def move_signature(folder: Path, keys: Keys, random: random.Random) -> None:
    """Use a signature for something else than it was made for."""
    signatures = sorted(folder.rglob("*.sig"))
    one, two = random.sample(signatures, 2)
    one.write_bytes(two.read_bytes())


TAMPERINGS: dict[str, Tampering] = {
    each.__name__: each
    for each in (flip, flip_and_list, drop, add, swap, resign, replay, remove, move_signature)
}

#!/usr/bin/env python3
"""clang-tidy on what changed since its last clean look.

Sources are looked at in the batches in which they are compiled: what they include is read once for all of them,
which makes the whole house a matter of minutes. A batch is looked at again when one of its sources, a header of
ours that it includes, the rules (.clang-tidy) or the program changed. Clean looks are remembered by digest in a
folder like a compiler cache ($TIANPING_TIDY_CACHE, else ~/.cache/tianping-tidy).

With --since only changed files are looked at: a source in its batch, a header in the smallest batch that reaches it.
Where the rules changed, everything did.
With --minutes no look begins later than that. What is left out is named and is no clean look; only where the clone
does not hold the commit of --since, so that nobody knows what changed, as much as fits is enough.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import time

PROGRAM = "clang-tidy-19"
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)
LOOKED_AT = ("src/", "tests/", "bench/")
NOT_LOOKED_AT = ("tests/must_not_compile/",)


def cache_folder():
    default = pathlib.Path.home() / ".cache/tianping-tidy"
    return pathlib.Path(os.environ.get("TIANPING_TIDY_CACHE", default))


def is_house(path, root, begins=LOOKED_AT):
    if not path.is_relative_to(root):
        return False
    name = path.relative_to(root).as_posix()
    return name.startswith(tuple(begins)) and not name.startswith(NOT_LOOKED_AT)


def members_of(unit):
    """The sources that one compilation reads: those of a batch, or the file itself."""
    if unit.suffix != ".cxx":
        return [unit]
    return [pathlib.Path(name) for name in INCLUDE.findall(unit.read_text(encoding="utf-8"))]


def units_of(build, root, only):
    """What the build compiles of the house, largest first, so that the end finds no core idle."""
    named = {pathlib.Path(entry["file"])
             for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))}
    units = [unit for unit in named if any(is_house(path, root, only or LOOKED_AT) for path in members_of(unit))]
    return sorted(units, key=lambda unit: (-len(members_of(unit)), str(unit)))


def closure_of(path, root):
    """The file and every header of ours that it reaches."""
    seen, waiting = set(), [path]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        for name in INCLUDE.findall(here.read_text(encoding="utf-8")):
            for folder in (here.parent, root / "src", root / "tests"):
                if (folder / name).is_file():
                    waiting.append((folder / name).resolve())
                    break
    return sorted(seen)


def key_of(path, root, rules):
    digest = hashlib.sha256(rules)
    for part in closure_of(path, root):
        if part.suffix != ".cxx":  # a batch is no more than the absolute names of its sources
            digest.update(f"{part.relative_to(root)}\0".encode())
            digest.update(part.read_bytes())
    return digest.hexdigest()


def everything(root):
    return {path.resolve() for path in root.rglob("*.[ch]pp")}


def changed_since(root, commit):
    """What differs from that commit, everything where the rules do; None when the clone does not hold it."""
    done = subprocess.run(["git", "-C", str(root), "diff", "--name-only", commit], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        return None
    names = done.stdout.splitlines()
    return everything(root) if ".clang-tidy" in names else {(root / name).resolve() for name in names}


def reach_of_change(units, moved, root):
    """The units that hold what changed: of a header, the smallest that reaches it and is looked at anyway."""
    chosen = {unit for unit in units if moved.intersection(members_of(unit))}
    closures = {unit: set(closure_of(unit, root)) for unit in units}
    for header in sorted(path for path in moved if path.suffix == ".hpp"):
        reaching = [unit for unit in units if header in closures[unit]]
        if reaching and not any(unit in chosen for unit in reaching):
            chosen.add(min(reaching, key=lambda unit: (len(members_of(unit)), str(unit))))
    return [unit for unit in units if unit in chosen]


def look(path, build):
    """Its findings."""
    command = [PROGRAM, "-p", str(build), "--quiet", "--extra-arg=-Wno-unknown-warning-option", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    findings = [line for line in done.stdout.splitlines() if line.strip()]
    if done.returncode != 0 and not findings:
        findings = done.stderr.splitlines()[-20:]
    return findings if done.returncode != 0 else []


def looks_in_time(units, look_at, last, now=time.monotonic):
    """Each unit that was begun in time with its findings, as they come; the others with none at all."""
    def begin(unit):
        return look_at(unit) if last is None or now() < last else None

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        looks = {pool.submit(begin, unit): unit for unit in units}
        for done in concurrent.futures.as_completed(looks):
            yield looks[done], done.result()


def once_each(findings, seen):
    """A header's finding is told once, however many files include it."""
    out, telling = [], True
    for line in findings:
        if re.match(r"^\S+:\d+:\d+: (error|warning)", line):
            telling = line not in seen
            seen.add(line)
        if telling:
            out.append(line)
    return out


def closing(failed, left_out, unknown_base):
    """The last lines, and the exit code. `unknown_base`: the commit of --since when the clone does not hold it."""
    lines = [f"clang-tidy: not looked at in time: {name}" for name in sorted(left_out)]
    if unknown_base:
        lines.append(f"clang-tidy: WARNING: this clone does not hold {unknown_base}, so nobody knows what changed: "
                     f"{len(left_out)} sources were not looked at. Fetch the whole history.")
    elif left_out:
        lines.append(f"clang-tidy: FAILED: {len(left_out)} sources were not looked at. Run ./dev lint, which takes the "
                     "time it needs and remembers what is clean; once all is clean, name that commit in tools/tidy_base.txt.")
    lines.append(f"clang-tidy: {failed} batches with findings" if failed else "clang-tidy: no findings")
    return lines, 1 if failed or (left_out and not unknown_base) else 0


def main():
    args = argparse.ArgumentParser(description="clang-tidy on what changed since its last clean look")
    args.add_argument("--root", default=".", type=pathlib.Path)
    args.add_argument("--build", required=True, type=pathlib.Path)
    args.add_argument("--since", default="", help="a commit: only files that changed since it")
    args.add_argument("--minutes", type=float, help="begin no look later than this")
    args.add_argument("only", nargs="*", help="begin of the paths to look at, such as src/base")
    args = args.parse_args()
    root, build = args.root.resolve(), args.build.resolve()
    version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout
    rules = version.encode() + (root / ".clang-tidy").read_bytes()
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    units = units_of(build, root, args.only)
    unknown_base = ""
    if args.since:
        moved = changed_since(root, args.since)
        unknown_base = args.since if moved is None else ""
        units = reach_of_change(units, everything(root) if moved is None else moved, root)
    keys = {unit: key_of(unit, root, rules) for unit in units}
    changed = [unit for unit in units if not (cache / keys[unit]).exists()]
    files = sum(len(members_of(unit)) for unit in changed)
    print(f"clang-tidy: {len(changed)} of {len(units)} batches to look at ({files} sources)", flush=True)
    last = None if args.minutes is None else time.monotonic() + 60 * args.minutes
    failed, left_out, seen = 0, [], set()
    for unit, findings in looks_in_time(changed, lambda unit: look(unit, build), last):
        if findings is None:
            left_out += [path.relative_to(root).as_posix() for path in members_of(unit)]
        elif findings:
            failed += 1
            print("\n".join(once_each(findings, seen)), flush=True)
        else:
            (cache / keys[unit]).touch()
    lines, code = closing(failed, left_out, unknown_base)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())

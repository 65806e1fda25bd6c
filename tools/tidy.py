#!/usr/bin/env python3
"""clang-tidy on what changed since its last clean look.

A file is looked at again when it, a header of ours that it includes, the rules (.clang-tidy) or the
program changed. Clean looks are remembered by digest in a folder like a compiler cache
($TIANPING_TIDY_CACHE, else ~/.cache/tianping-tidy), so a fresh clone with a warm cache is quick.
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


def sources_of(build, root):
    """The translation units of the build that belong to the house, with their include folders."""
    units = {}
    for entry in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        path = pathlib.Path(entry["file"])
        if not path.is_relative_to(root):
            continue
        name = path.relative_to(root).as_posix()
        if name.startswith(LOOKED_AT) and not name.startswith(NOT_LOOKED_AT):
            units[path] = entry.get("command", "")
    return units


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
        digest.update(f"{part.relative_to(root)}\0".encode())
        digest.update(part.read_bytes())
    return digest.hexdigest()


def changed_since(root, commit):
    """What differs from that commit; everything when the clone does not know it."""
    done = subprocess.run(["git", "-C", str(root), "diff", "--name-only", commit], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        return set(root.rglob("*.[ch]pp"))
    return {(root / name).resolve() for name in done.stdout.split()}


def look(path, build, until):
    """Its findings; None when the time was over before the look began."""
    if until and time.monotonic() > until:
        return None
    command = [PROGRAM, "-p", str(build), "--quiet", "--extra-arg=-Wno-unknown-warning-option", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    findings = [line for line in done.stdout.splitlines() if line.strip()]
    if done.returncode != 0 and not findings:
        findings = done.stderr.splitlines()[-20:]
    return findings if done.returncode != 0 else []


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


def main():
    args = argparse.ArgumentParser(description="clang-tidy on what changed since its last clean look")
    args.add_argument("--root", default=".", type=pathlib.Path)
    args.add_argument("--build", required=True, type=pathlib.Path)
    args.add_argument("--minutes", type=float, default=0, help="begin no look after so long; 0: no bound")
    args.add_argument("--since", default="", help="a commit: only files that reach something changed since it")
    args.add_argument("only", nargs="*", help="begin of the paths to look at, such as src/base")
    args = args.parse_args()
    root, build = args.root.resolve(), args.build.resolve()
    version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout
    rules = version.encode() + (root / ".clang-tidy").read_bytes()
    cache = cache_folder()
    cache.mkdir(parents=True, exist_ok=True)
    units = [p for p in sources_of(build, root)
             if not args.only or p.relative_to(root).as_posix().startswith(tuple(args.only))]
    if args.since:
        moved = changed_since(root, args.since)
        units = [p for p in units if moved.intersection(closure_of(p, root))]
        units.sort(key=lambda path: path not in moved)  # what itself changed comes first
    keys = {path: key_of(path, root, rules) for path in units}
    changed = [path for path in units if not (cache / keys[path]).exists()]
    print(f"clang-tidy: {len(changed)} of {len(units)} files to look at", flush=True)
    failed, seen, passed_over = 0, set(), 0
    until = time.monotonic() + args.minutes * 60 if args.minutes else None
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        looks = {pool.submit(look, path, build, until): path for path in changed}
        for done in concurrent.futures.as_completed(looks):
            findings = done.result()
            if findings is None:
                passed_over += 1
            elif findings:
                failed += 1
                print("\n".join(once_each(findings, seen)), flush=True)
            else:
                (cache / keys[looks[done]]).touch()
    if passed_over:
        print(f"clang-tidy: NOT looked at within {args.minutes:g} minutes: {passed_over} files; "
              "the next run begins with them")
    print(f"clang-tidy: {failed} files with findings" if failed else "clang-tidy: clean")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Mistakes that the compiler must refuse, with the reason that it gives.

Each tests/must_not_compile/NAME.cpp begins with `// expect: REGEX`, once or more, each on one line. It is compiled twice
against the real headers: with TIANPING_RIGHT defined it must compile, so that a typing mistake is no proof;
without, it must not, and each REGEX must match one of the compiler's `error:` or `note:` lines. The headers are
read once for all cases, in a precompiled form that lives as long as the run.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

COMPILER = os.environ.get("CXX", "g++")
EXPECT = re.compile(r"^// expect: (.+)$", re.M)
# A regex that somebody wrapped would be read in part.
WRAPPED = re.compile(r"^// expect: .+\n//(?! expect: )", re.M)
INCLUDE = re.compile(r"^#include .+$", re.M)


def compile_once(path, root, *flags):
    command = [COMPILER, "-std=c++20", "-fdiagnostics-color=never", f"-I{root / 'src'}", *flags, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "C"})


def precompiled(cases, root, folder):
    """What all cases include, as the header that each of them is compiled after."""
    lines = sorted({line for path in cases for line in INCLUDE.findall(path.read_text(encoding="utf-8"))})
    header = folder / "headers.hpp"
    header.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = compile_once(header, root, "-x", "c++-header", "-o", f"{header}.gch")
    if done.returncode != 0:
        raise SystemExit("the headers do not compile:\n" + done.stderr[:2000])
    return header


def errors_of(text):
    # Why a template does not fit stands in the notes under the error.
    return [line for line in text.splitlines() if " error: " in line or " note: " in line]


def fault_of(path, root, header):
    """What is wrong with one case, or None."""
    after = ("-fsyntax-only", "-Winvalid-pch", "-include", str(header))
    text = path.read_text(encoding="utf-8")
    expected = EXPECT.findall(text)
    if not expected:
        return "the first line must be `// expect: REGEX`"
    if WRAPPED.search(text):
        return "an expectation is one line; no other comment follows it"
    right = compile_once(path, root, *after, "-DTIANPING_RIGHT")
    if right.returncode != 0:
        return "the right twin does not compile, so a refusal proves nothing:\n" + right.stderr[:2000]
    wrong = compile_once(path, root, *after)
    if wrong.returncode == 0:
        return "compiles, and must not"
    errors = errors_of(wrong.stderr)
    for regex in expected:
        if not any(re.search(regex, line) for line in errors):
            return f"is refused for another reason than /{regex}/:\n" + "\n".join(errors[:10])
    return None


def cases_of(root, names):
    folder = root / "tests/must_not_compile"
    return [folder / f"{name}.cpp" for name in names] if names else sorted(folder.glob("*.cpp"))


def main():
    args = argparse.ArgumentParser(description="mistakes that must not compile")
    args.add_argument("--root", default=".", type=pathlib.Path)
    args.add_argument("names", nargs="*", help="cases without .cpp; all when none is named")
    args = args.parse_args()
    cases = cases_of(args.root.resolve(), args.names)
    root = args.root.resolve()
    with (tempfile.TemporaryDirectory() as folder,
          concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool):
        header = precompiled(cases, root, pathlib.Path(folder))
        faults = list(pool.map(lambda path: fault_of(path, root, header), cases))
    for path, fault in zip(cases, faults):
        print(f"{'ok  ' if fault is None else 'FAIL'} {path.stem}" + (f": {fault}" if fault else ""))
    if not cases:
        print("no case was found")
    return 0 if cases and not any(faults) else 1


if __name__ == "__main__":
    sys.exit(main())

import pathlib
import re
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ANY_KIND = re.compile(r'^\s*static constexpr std::string_view kind = "([a-z_]+\.[a-z_]+)";', re.M)
KIND = re.compile(ANY_KIND.pattern + r"\s*static constexpr int version = (\d+);", re.M)


def without_golden(root):
    """Kinds of events under src/, each with every version up to its own, without exactly one golden file under tests/."""
    files = [path.name for path in (root / "tests").rglob("golden/*.json")]
    bad = []
    for path in sorted((root / "src").rglob("*.hpp")):
        text = path.read_text(encoding="utf-8")
        kinds = KIND.findall(text)
        if len(kinds) != len(ANY_KIND.findall(text)):
            bad.append(f"{path.name}: kind and version do not stand together")
        versions = [f"{kind}.{version}" for kind, newest in kinds for version in range(1, int(newest) + 1)]
        bad += [version for version in versions if files.count(f"{version}.json") != 1]
    return bad


class GoldenTest(unittest.TestCase):
    def test_every_kind_and_version_of_an_event_has_its_golden_file(self):
        self.assertGreater(len(list((ROOT / "tests").rglob("golden/*.json"))), 60)
        self.assertEqual(without_golden(ROOT), [])

    def test_a_kind_without_a_file_and_a_new_version_of_one_with_a_file_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "src").mkdir()
            (root / "tests/room/golden").mkdir(parents=True)
            (root / "tests/room/golden/room.made.1.json").write_text("{}\n")
            event = 'static constexpr std::string_view kind = "room.{}";\nstatic constexpr int version = {};\n'
            (root / "src/a.hpp").write_text(event.format("made", 1))
            self.assertEqual(without_golden(root), [])
            (root / "src/b.hpp").write_text(event.format("made", 2) + event.format("gone", 1))
            self.assertEqual(without_golden(root), ["room.made.2", "room.gone.1"])

    def test_an_older_version_without_its_file_is_found_though_the_newest_has_one(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "src").mkdir()
            (root / "tests/room/golden").mkdir(parents=True)
            (root / "tests/room/golden/room.made.1.json").write_text("{}\n")
            (root / "tests/room/golden/room.made.3.json").write_text("{}\n")
            event = 'static constexpr std::string_view kind = "room.made";\nstatic constexpr int version = 3;\n'
            (root / "src/a.hpp").write_text(event)
            self.assertEqual(without_golden(root), ["room.made.2"])


if __name__ == "__main__":
    unittest.main()

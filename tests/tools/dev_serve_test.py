import pathlib
import subprocess
import unittest

root = pathlib.Path(__file__).resolve().parents[2]
# Nothing is installed, built or served: what would run is printed.
without_house = """
root=$1; shift
. "$root/tools/dev/demo.sh"
setup() { :; }
build() { :; }
tianping() { echo "$*"; }
dev_serve "$@"
"""


def served(*options):
    ran = subprocess.run(["bash", "-euc", without_house, "dev", root, *options],
                         capture_output=True, text=True, check=True)
    return ran.stdout.strip()


class DevServeTest(unittest.TestCase):
    def test_what_nobody_calls_real_is_a_demonstration(self):
        self.assertEqual(served(), "serve")
        self.assertEqual(served("--listen", "127.0.0.1:9000"), "serve --purpose rehearsal --listen 127.0.0.1:9000")

    def test_whoever_names_purpose_installation_or_configuration_is_taken_at_his_word(self):
        for options in (["--purpose", "real", "--installation", "ggzy.example.cn"], ["--purpose=real"],
                        ["--data", "x", "--installation", "ggzy.example.cn"], ["--config", "tianping.toml"]):
            self.assertEqual(served(*options), " ".join(["serve", *options]))


if __name__ == "__main__":
    unittest.main()

"""The seeds are evidence: they stay as they were given."""

from hashlib import sha256
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
GIVEN = {
    "000_74fec9b388e13e65.txt": "723e2b989a47cb94c76afb8a44b16e648b9936392dbef211917a3a5aab331fdc",
    "001_96903b644adc0fa3.txt": "f76b2044014f9ecdc9b83d1eaf4a2bc4b46f87cda44d46577e098a661e74e007",
    "002_d54c1489808760b0.txt": "c8336af514a133f5764c27788e9db48d8aafc04f576875d5be88d7497c172af1",
    "003_c55b60ebb2b2dd3a.txt": "6b758fa8f3ba951538ce524d1adcffe8915e3e6edacfa149423723f5ee81ea20",
    "004_7adff150fc6e4d64.txt": "41aa3473fb8a06ddf1cb3cafc5ec14f3e3e6a18a330a8df3b70c0463210e8f9f",
}


def test_the_seeds_are_byte_for_byte_what_was_given() -> None:
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in SEEDS.glob("*.txt")}

    assert found == GIVEN


def test_the_seeds_say_whose_they_are() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")

    assert "not covered by the project's licence" in readme

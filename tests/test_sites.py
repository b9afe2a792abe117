"""Sites: phrases that say where something took place."""

import pytest

from extractor.candidates.sites import sites


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("met in Riga on Monday", ["Riga"]),
        ("met in March", []),
        ("met at a hotel in Riga", ["Riga"]),
        ("met at the ministry in Riga", ["ministry", "Riga"]),
        ("met at the Harbour Palace, in Riga", ["Harbour Palace", "Riga"]),
        ("met in the glass room behind the stage", ["glass room"]),
        ("met at the bank's headquarters on the quay", ["bank's headquarters"]),
        ("met in the latter’s office over the bakery", ["office"]),
        ("met at PORTCO headquarters", ["PORTCO headquarters"]),
        ("met in the same community centre", ["community centre"]),
        ("met in a hotel corridor", ["hotel corridor"]),
        ("met in room 6", ["room 6"]),
        (
            "met in the guest hall of the abbey of Saint Vaast",
            ["guest hall of the abbey of Saint Vaast"],
        ),
        ("who are in office or in opposition", []),
        ("spoke of faults in the school system", []),
        ("met at her request in the light of the hotel strike", []),
    ],
)
def test_sites_are_named_without_article_or_owner(text: str, names: list[str]) -> None:
    assert [text[first:last] for _, first, last in sites(text, 0, len(text))] == names

"""The embedded model itself: needs the [local] extra, and runs without any network."""

import asyncio
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import AuthenticationError, Extractor, LocalModelError, Settings, local
from extractor.client import Client

ROOT = Path(__file__).parent.parent
ARTICLE = (
    "Foreign Minister Lina Osei met her Danish counterpart Mads Krogh in Accra on Tuesday. "
    "Osei said the fishing treaty would be signed before winter.\n"
)


@pytest.mark.embedded
class TestWithTheExtra:
    @pytest.fixture(autouse=True)
    def _extra(self) -> None:
        pytest.importorskip("xllamacpp", reason="the [local] extra is not installed")

    def test_an_article_gives_its_meeting_and_the_same_one_again(self) -> None:
        extractor = Extractor("local")

        record = extractor.extract(ARTICLE)
        again = extractor.extract(ARTICLE)

        names = [one.name for one in record.actors]
        assert names[:2] == ["Lina Osei", "Mads Krogh"]
        assert record.meetings[0].place is not None
        assert record.meetings[0].place.name == "Accra"
        assert (record.meetings, record.statements) == (again.meetings, again.statements)

    def test_it_answers_an_event_loop_as_well(self) -> None:
        record = asyncio.run(Extractor("local").aextract(ARTICLE))

        assert record.meetings

    def test_its_server_listens_on_loopback_and_wants_the_key_of_this_process(self) -> None:
        server = local.start()
        host = re.sub(r"^http://|:\d+/v1$", "", server.base_url)

        assert host == "127.0.0.1"
        assert server.api_key not in repr(server)
        settings = Settings(base_url=server.base_url, api_key="guessed", max_retries=0)
        with Client(settings) as client, pytest.raises(AuthenticationError):
            client.probe_schema()

    def test_its_server_holds_the_model_to_a_schema(self) -> None:
        server = local.start()
        with Client(Settings(base_url=server.base_url, api_key=server.api_key)) as client:
            assert client.probe_schema()

    def test_the_readmes_library_example_runs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        monkeypatch.chdir(ROOT)

        (example,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)

        exec(compile(example, "README.md", "exec"), {})

    def test_weights_that_were_changed_are_refused(self, tmp_path: Path) -> None:
        changed = tmp_path / "weights.gguf"
        changed.write_bytes(b"GGUF, or so it says")

        with pytest.raises(LocalModelError, match="its SHA-256 differs"):
            local.check(changed, local.WEIGHTS_SHA256)

    def test_no_name_is_looked_up_and_no_other_address_called(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        called: list[object] = []
        real = socket.socket.connect

        def connect(self: socket.socket, address: object) -> None:
            called.append(address)
            real(self, address)  # type: ignore[arg-type]

        monkeypatch.setattr(socket.socket, "connect", connect)
        Extractor("local").extract(ARTICLE)

        assert called
        assert {str(one[0]) for one in called if isinstance(one, tuple)} == {"127.0.0.1"}


def test_without_the_extra_the_error_says_what_to_install() -> None:
    probe = (
        "import sys; sys.modules['xllamacpp'] = None\n"
        "from extractor import Extractor, LocalModelError\n"
        "try: Extractor('local').extract('The envoys met in Oslo.')\n"
        "except LocalModelError as error: print(error)"
    )

    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60
    )

    assert 'pip install "communique[local]"' in done.stdout

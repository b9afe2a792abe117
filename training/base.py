"""Base: the embedded model's weights as transformers loads them, from the package's GGUF file.

    python -m training.base --output build/base

They are taken out of their quantization, so that what is trained is what llama.cpp will run. A
check continues a few texts greedily with both and says where they part.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from extractor.local import WEIGHTS_SHA256, check, weights

TEXTS = (
    "The harbour board met on Monday to discuss the new crane. The chairwoman",
    "Asked about the delay, the engineer said that the bridge",
)
TOKENS = 24


def main() -> None:
    """Write the base model, then compare."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--output", type=Path, default=Path("build/base"))
    output: Path = parser.parse_args().output
    path = weights()
    check(path, WEIGHTS_SHA256)
    folder, name = str(path.parent), path.name
    AutoTokenizer.from_pretrained(folder, gguf_file=name).save_pretrained(output)
    model: Any = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
    _forget_quantization(model)
    model.to(torch.bfloat16).save_pretrained(output)
    for text in TEXTS:
        ours, theirs = _by_transformers(output, text), _by_llama(path, text)
        same = "the same" if ours == theirs else f"NOT the same: {ours!r} / {theirs!r}"
        print(f"{text[-30:]!r}: {TOKENS} tokens, {same}")  # noqa: T201


def _forget_quantization(model: Any) -> None:
    """Drop the marks that keep transformers from saving what it has already dequantized."""
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.hf_quantizer = None
    model.is_quantized = False
    if hasattr(model, "quantization_method"):
        model.quantization_method = None


def _by_transformers(folder: Path, text: str) -> str:
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    ids = tokenizer(text, return_tensors="pt", add_special_tokens=False).input_ids
    ids = torch.cat([torch.tensor([[tokenizer.bos_token_id]]), ids], dim=1)
    found = model.generate(ids, max_new_tokens=TOKENS, do_sample=False)
    return str(tokenizer.decode(found[0][ids.shape[1] :]))


def _by_llama(path: Path, text: str) -> str:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.port, params.verbosity = str(path), 512, 0, 0
    server = xllamacpp.Server(params)
    request = {"prompt": text, "max_tokens": TOKENS, "temperature": 0}
    answer = server.handle_completions(request)
    read = json.loads(answer) if isinstance(answer, str) else answer
    return str(read["choices"][0]["text"])


if __name__ == "__main__":
    main()

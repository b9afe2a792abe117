"""Export: a PEFT adapter as the GGUF file that llama.cpp loads.

python -m training.export build/adapter extractor/weights/adapter.gguf
"""

import argparse
import json
from hashlib import sha256
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import load_file

NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
"""The layers' names in transformers and in GGUF."""


def export(adapter: Path, output: Path, architecture: str = "gemma3") -> str:
    """Write the adapter in half precision; returns the file's SHA-256.

    Only for architectures whose weights GGUF keeps in transformers' order; llama's are not.
    """
    settings = json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))
    writer = gguf.GGUFWriter(output, architecture)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(settings["lora_alpha"]))
    for name, weights in sorted(load_file(adapter / "adapter_model.safetensors").items()):
        layer, rest = name.split(".layers.")[1].split(".", 1)
        module, side = rest.rsplit(".lora_", 1)
        half = np.ascontiguousarray(weights.astype(np.float16))
        writer.add_tensor(f"blk.{layer}.{NAMES[module]}.weight.lora_{side[0].lower()}", half)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return sha256(output.read_bytes()).hexdigest()


def main() -> None:
    """Export, and print the SHA-256 that `extractor/local.py` checks."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("adapter", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    print(export(options.adapter, options.output))  # noqa: T201


if __name__ == "__main__":
    main()

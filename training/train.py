"""Train: a LoRA adapter for the embedded model, on the processors or on one CUDA GPU.

    python -m training.train --data build/training --output build/adapter

Only what follows the prompt is learned. The head is computed for those places alone, and over the
words of the article, of all answers and some drawn at random, which is what an answer may choose
from: so a step costs little more than the layers' own arithmetic. On processors each core has a
process of its own, and their gradients are summed.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from peft import LoraConfig, PeftModel, get_peft_model
from torch.nn import functional
from transformers import AutoModelForCausalLM, AutoTokenizer

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
DRAWN_WORDS = 8_000
"""Of the vocabulary, beside the ones that occur, that an answer is told apart from."""
REPORT_EVERY, CHECK_EVERY = 20, 100
"""Steps."""


@dataclass(frozen=True)
class Options:
    """What a training run depends on."""

    data: Path
    base: Path
    output: Path
    start: Path | None
    """An adapter to go on from; None begins a new one."""
    rank: int
    rate: float
    batch: int
    epochs: float
    longest: int
    """Tokens; longer examples are left out."""
    examples: int | None
    seed: int
    minutes: float | None
    """After which it ends, whatever is left; the rate falls to that end."""


@dataclass(frozen=True)
class Encoded:
    """An example in tokens."""

    prompt: list[int]
    answer: list[int]

    @property
    def length(self) -> int:
        """Tokens in all."""
        return len(self.prompt) + len(self.answer)


def encoded(path: Path, tokenizer: Any, longest: int) -> list[Encoded]:
    """The examples of a file, each begun and ended as the model expects it."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        prompt = tokenizer(example["prompt"] + "\n", add_special_tokens=False).input_ids
        answer = tokenizer(example["completion"], add_special_tokens=False).input_ids
        one = Encoded([tokenizer.bos_token_id, *prompt], [*answer, tokenizer.eos_token_id])
        if one.length <= longest:
            found.append(one)
    return found


def batches(data: Sequence[Encoded], options: Options) -> Iterator[list[Encoded]]:
    """Batches of examples of about one length, in an order drawn anew each epoch; without end."""
    draw = random.Random(options.seed)  # noqa: S311 - no secret
    while True:
        order = draw.sample(list(data), k=len(data))
        for start in range(0, len(order) - options.batch + 1, options.batch):
            yield sorted(order[start : start + options.batch], key=lambda one: -one.length)


class Learner:
    """The base model with an adapter that learns."""

    def __init__(self, options: Options, device: str, words: Sequence[int]) -> None:
        torch.manual_seed(options.seed)
        model: Any = AutoModelForCausalLM.from_pretrained(
            options.base, dtype=torch.bfloat16, attn_implementation="eager"
        ).to(device)
        self.device = device
        config = LoraConfig(
            r=options.rank,
            lora_alpha=2 * options.rank,
            task_type="CAUSAL_LM",
            target_modules=TARGETS,
        )
        self.model: Any = (
            get_peft_model(model, config)
            if options.start is None
            else PeftModel.from_pretrained(model, options.start, is_trainable=True)
        )
        base = self.model.get_base_model()
        self.layers, self.head = base.model, base.lm_head.weight.detach()
        drawn = torch.randint(0, self.head.shape[0], (DRAWN_WORDS,))
        self.words = torch.unique(torch.cat([drawn, torch.tensor(sorted(set(words)))]))
        self.weights = [one for one in self.model.parameters() if one.requires_grad]

    def loss(self, example: Encoded) -> torch.Tensor:
        """Summed cross entropy of the answer's tokens."""
        ids = torch.tensor(example.prompt + example.answer)
        hidden = self.layers(input_ids=ids[None].to(self.device), use_cache=False)
        places = hidden.last_hidden_state[0, len(example.prompt) - 1 : -1]
        choice = torch.unique(torch.cat([self.words, ids]))
        right = torch.searchsorted(choice, torch.tensor(example.answer)).to(self.device)
        logits = functional.linear(places, self.head[choice.to(self.device)]).float()
        return functional.cross_entropy(logits, right, reduction="sum")


def train(rank: int, processes: int, device: str, options: Options) -> None:
    """One process's share of a run; the first writes the adapter and says how it goes."""
    if device == "cpu":
        torch.set_num_threads(1)
    if processes > 1:
        address = f"file://{options.output.resolve()}/{_MEETING_POINT}"
        dist.init_process_group("gloo", init_method=address, rank=rank, world_size=processes)
    tokenizer: Any = AutoTokenizer.from_pretrained(options.base)
    data = encoded(options.data / "train.jsonl", tokenizer, options.longest)[: options.examples]
    held_out = encoded(options.data / "held-out.jsonl", tokenizer, options.longest)
    learner = Learner(options, device, [word for one in data for word in one.answer])
    for step in _learn(learner, data, options, rank, processes):
        mean = _mean_loss(learner, held_out, rank, processes)
        if rank == 0:
            learner.model.save_pretrained(options.output)
            _say(f"held out {mean:.4f} a token after {step * options.batch} examples")
    if processes > 1:
        dist.destroy_process_group()


_MEETING_POINT = "meeting-point"


def _mean_loss(learner: Learner, examples: Sequence[Encoded], rank: int, processes: int) -> float:
    """Cross entropy of an answer's token, in nats."""
    with torch.no_grad():
        lost = sum(learner.loss(one).item() for one in examples[rank::processes])
    total = torch.tensor([lost])
    if processes > 1:
        dist.all_reduce(total)
    return float(total) / max(1, sum(len(one.answer) for one in examples))


def _learn(
    learner: Learner, data: Sequence[Encoded], options: Options, rank: int, processes: int
) -> Iterator[int]:
    """Step through the batches until the epochs or the minutes are over.

    Yields the number of steps now and then, and at the end.
    """
    optimizer = torch.optim.AdamW(learner.weights, lr=options.rate, weight_decay=0.0)
    steps = max(1, int(options.epochs * (len(data) // options.batch)))
    started, tokens, losses = time.monotonic(), 0, list[float]()
    if rank == 0:
        mean = sum(one.length for one in data) / max(1, len(data))
        _say(f"{len(data)} examples of {mean:.0f} tokens, {steps} steps")
    step = 0
    for step, batch in enumerate(batches(data, options)):
        done = max(step / steps, _spent(started, options.minutes, processes))
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(1.0, (step + 1) / 20) * max(0.03, 1 - done)
        answers = sum(len(one.answer) for one in batch)
        total = 0.0
        for example in batch[rank::processes]:
            loss = learner.loss(example) / answers
            loss.backward()
            total += loss.item()
        tokens += sum(one.length for one in batch)
        losses.append(_summed(learner.weights, total, processes))
        torch.nn.utils.clip_grad_norm_(learner.weights, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if rank == 0 and (step + 1) % REPORT_EVERY == 0:
            seconds = time.monotonic() - started
            mean = sum(losses[-REPORT_EVERY:]) / REPORT_EVERY
            speed = tokens / seconds
            _say(f"step {step + 1} loss {mean:.4f} {seconds:.0f} s, {speed:.0f} tokens/s")
        if (step + 1) % CHECK_EVERY == 0:
            yield step + 1
    yield step


def _spent(started: float, minutes: float | None, processes: int) -> float:
    """Which part of its minutes a run has had, by the first process's clock."""
    if minutes is None:
        return 0.0
    spent = torch.tensor([(time.monotonic() - started) / 60 / minutes])
    if processes > 1:
        dist.broadcast(spent, 0)
    return float(spent)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - how a run goes is what its log is for


def _summed(weights: Sequence[torch.nn.Parameter], loss: float, processes: int) -> float:
    """The batch's loss; every process has the batch's gradients then."""
    if processes == 1:
        return loss
    for one in weights:
        if one.grad is not None:
            dist.all_reduce(one.grad)
    total = torch.tensor([loss])
    dist.all_reduce(total)
    return float(total)


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=Path("build/training"))
    parser.add_argument("--base", type=Path, default=Path("build/base"))
    parser.add_argument("--output", type=Path, default=Path("build/adapter"))
    parser.add_argument("--start", type=Path, default=None)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--epochs", type=float, default=1.0)
    parser.add_argument("--longest", type=int, default=1400)
    parser.add_argument("--examples", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=None)
    parser.add_argument("--processes", type=int, default=torch.get_num_threads())
    given = vars(parser.parse_args())
    processes = given.pop("processes")
    options = Options(**given)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / _MEETING_POINT).unlink(missing_ok=True)
    if torch.cuda.is_available():
        train(0, 1, "cuda", options)
    else:
        mp.spawn(train, args=(processes, "cpu", options), nprocs=processes)


if __name__ == "__main__":
    main()

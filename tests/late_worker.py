"""A program for `test_ray`: a cluster with room for one worker, and for another one later on.

    python late_worker.py NEWS.parquet LEDGER_FOLDER OUT.parquet URL

What has ended in the ledger before is not read again.
"""

import os
import sys
import threading
import time
from pathlib import Path

from extractor import Settings
from extractor.distributed.cluster import QUIET
from extractor.running.run import LEDGER

FIRST = 18
"""Articles that end before the second machine joins."""


def lines(folder: Path) -> int:
    ledger = folder / LEDGER
    return len(ledger.read_bytes().splitlines()) if ledger.exists() else 0


def main(news: str, folder: Path, output: str, url: str) -> None:
    os.environ.update(QUIET)
    import ray
    from ray.cluster_utils import Cluster

    from extractor.ray import Sharing, extract_dataset

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 3})
    ray.init(address=cluster.address, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False

    settings = Settings(model="endpoint/m", base_url=url, probe=False, concurrency=4)

    articles = ray.data.read_parquet(news)
    found = extract_dataset(articles, settings, folder, sharing=Sharing(2, cores=2))
    reading = threading.Thread(target=lambda: found.write_parquet(output))
    reading.start()
    while lines(folder) < FIRST:
        time.sleep(0.05)
    cluster.add_node(num_cpus=2)
    reading.join()
    ray.shutdown()
    cluster.shutdown()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4])

"""Witnesses at hand, without a network: what a log asks of them, they are asked."""

from procflow.proof import keys
from procflow.proof.keys import State, Told
from procflow.proof.merkle import EMPTY
from procflow.proof.signer import Signer
from procflow.proof.witness.asked import PATH
from procflow.proof.witness.judging import Witness
from procflow.proof.witnesses import Witnesses

SECOND = 1_700_000_000


def witness(folder, name="w1.example", trusts=()):
    made = Witness(folder)
    made.make(name)
    for vkey in trusts:
        made.trust(vkey)
    return made


def known(*made, quorum=0):
    """These as an installation's settings name them."""
    return Witnesses.of("; ".join(f"https://{each.memory.name} {each.verifier}" for each in made), quorum)


def asked(*made, second=SECOND):
    """What stands for the network."""
    by_url = {f"https://{each.memory.name}{PATH}": each for each in made}

    def fetch(url, body):
        if url not in by_url:
            raise ConnectionRefusedError
        answer = by_url[url].judge(body, second)
        return answer.status, answer.text

    return fetch


def thief(signer, folder):
    """Whoever stole the log's key and has a signer of their own with it, which remembers nothing."""
    folder.mkdir(mode=0o700)
    keys.write(folder / "key-1.pem", (signer.folder / "key-1.pem").read_bytes(), 0o400)
    now = signer.state.now
    keys.save(folder, State(Told(now.origin, 0, EMPTY.hex(), now.vkeys), (1,)))
    return Signer(folder)

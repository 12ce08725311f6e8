"""The bundle of a case: the same bytes for the same checkpoint, whole as its log stated, checked by verify.py alone."""

import re
import subprocess
from pathlib import Path

import pytest

from procflow import desk
from procflow.canon import loads
from procflow.errors import NotFound
from procflow.models import AuditEvent
from procflow.proof import heads
from procflow.proof.bundle import brought_up, bundle, covered, handed
from procflow.proof.bundle.assembled import PARTS, verifier
from procflow.proof.bundle.offline.replayed import DESK_ACTS
from tests.proof.bundle import forging
from tests.proof.bundle.conftest import CLAIM, DAY, MOTION, OTHER

ROOT = Path(__file__).parents[3]


def test_it_is_checked_in_an_empty_folder_by_the_standard_library_alone(sealed, made, tmp_path):
    (tmp_path / "paper.txt").write_text(sealed.paper.split("\n\n")[0] + "\n", encoding="utf-8")
    key = sealed.signer.state.now.vkeys[-1]
    code, said = forging.verified(tmp_path, made.data, "--case", CLAIM, "--key", key, "--checkpoint", "paper.txt")
    assert code == 0, said
    for each in (
        "检查点由日志 test/log 的密钥签名：52 条", "9 条记录都在日志里，首尾相接", "办了 8 步，被拒 1 次，现在是“已记分”", "记分 1 笔，合计 8.00 分",
        "1 个附件和 3 段文字", "本事项的记录齐全", "与纸上的检查点（51 条）衔接；本事项有 9 条记录在它之前", "the case is whole",
        "记录写的是不是事实", "whether what was recorded is true", "没有发现不符", "nothing differs",
    ):  # fmt: skip
        assert each in said


def test_what_only_somebody_outside_can_vouch_for_is_left_open(made, tmp_path):
    code, said = forging.verified(tmp_path, made.data, "--lang", "zh")
    assert code == 3
    assert "公钥取自包内" in said
    assert "日志有没有整个重写过" in said
    assert "taken from the bundle" not in said
    assert not re.search("[一-鿿]", forging.verified(tmp_path, made.data, "--lang", "en")[1].replace("已记分", ""))


def test_a_refusal_names_its_reason_in_both_languages(made, tmp_path):
    code, said = forging.verified(tmp_path, forging.packed(forging.without(forging.unpacked(made.data), 8)))
    assert code == 1
    assert said.startswith("✖ 不予采信\n✖ REFUSED\nRECORDS_REMOVED: 少了记录：日志声明到第 9 条，包里只有 8 条\n")
    assert "the log states 9, the bundle holds 8" in said


def test_the_unpacked_folder_is_checked_like_the_archive(made, tmp_path):
    for path, data in forging.unpacked(made.data).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    done = subprocess.run(["python3", "-I", "-S", "verify.py"], cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode == 3


def test_a_bundle_without_statement_says_that_records_may_follow(made, tmp_path):
    files = forging.unpacked(made.data)
    bare = forging.listed({path: data for path, data in files.items() if not path.startswith("heads/")})
    code, said = forging.verified(tmp_path, forging.packed(bare), "--lang", "zh")
    assert code == 3
    assert "末尾可能还有记录" in said


def test_the_same_checkpoint_gives_the_same_bytes(sealed, made):
    assert bundle(sealed.session, "Y01", DAY, CLAIM, sealed.signer.state, at=52).data == made.data
    assert bundle(sealed.session, "M01", DAY, CLAIM, sealed.signer.state, at=52).data == made.data
    assert (made.name, made.records, made.size, made.whole, made.unit) == (f"{CLAIM}-52.zip", 9, 52, 51, "d1")


def test_before_the_statement_nothing_is_said_of_wholeness_and_before_a_record_there_is_no_bundle(sealed):
    assert bundle(sealed.session, "Y01", DAY, CLAIM, sealed.signer.state, at=51).whole == 0
    with pytest.raises(NotFound):
        bundle(sealed.session, "Y01", DAY, CLAIM, sealed.signer.state, at=7)


def test_who_does_not_see_the_case_gets_no_bundle(sealed):
    with pytest.raises(NotFound):
        bundle(sealed.session, "adm", DAY, CLAIM, sealed.signer.state)


@pytest.mark.parametrize("no", [MOTION, OTHER])
def test_other_cases_of_the_world_hold_too(sealed, tmp_path, no):
    code, said = forging.verified(tmp_path, bundle(sealed.session, "Y01", DAY, no, sealed.signer.state, at=52).data, "--case", no)
    assert code == 3, said


def test_it_can_be_checked_by_hand_with_openssl(made, tmp_path):
    """The blocks of README.md, run as they stand there."""
    for path, data in forging.unpacked(made.data).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    blocks = re.findall(r"```sh\n(.*?)```", (tmp_path / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    script = "\n".join(blocks).replace("/tmp/", f"{tmp_path}/")
    assert run(script, tmp_path) == (0, True)
    body = tmp_path / "events/00008.json"
    body.write_bytes(body.read_bytes().replace(b"800", b"900"))
    assert run(script, tmp_path) == (1, True)
    checkpoint = tmp_path / "checkpoint"
    checkpoint.write_bytes(checkpoint.read_bytes().replace(b"\n52\n", b"\n53\n", 1))
    assert run(script, tmp_path)[1] is False


def run(script, folder):
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, "Signature Verified Successfully" in done.stdout


def test_the_check_is_one_file_of_the_standard_library():
    source = verifier().decode()
    assert "procflow.proof" not in source
    assert (
        len(re.findall(r"^# -{20} (\w+)$", source, re.MULTILINE))
        == len(PARTS)
        == len(list((ROOT / "procflow/proof/bundle/offline").glob("*.py"))) - 1
    )
    names = re.findall(r"^(?:def|class) (\w+)|^([A-Z_]+)(?:: \w+)? = ", source, re.MULTILINE)
    flat = [one or other for one, other in names]
    assert len(flat) == len(set(flat)), "parts share one room: no name may stand there twice"


def test_desk_acts_are_those_of_the_product():
    assert tuple(sorted(step.name for step in desk.STEPS)) == DESK_ACTS


def test_who_took_it_is_on_record(session, tmp_path):
    from procflow.proof.signer import Signer

    signer = Signer(tmp_path / "signer")
    assert not covered(session, case_of(session))
    brought_up(session, signer)
    assert covered(session, case_of(session))
    made = bundle(session, "Y01", DAY, CLAIM, signer.state)
    digest = handed(session, "Y01", CLAIM, made)
    body = loads(bytes(session.query(AuditEvent.body).where(AuditEvent.type == "case.bundled").one().body))
    assert (body["actor"]["id"], body["unit"]) == ("Y01", "d1")
    assert body["form"] == {"case": CLAIM, "records": 9, "sha256": digest, "size": 52}


def case_of(session):
    return next(each.case_id for each in heads.heads(session.connection(), 10**6) if each.no == CLAIM) if heads.stated(session) else ""

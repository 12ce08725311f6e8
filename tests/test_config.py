"""Settings: what is read from the environment, what is refused and how, and a secret that only its owner can read."""

import ast
import os
import threading
from pathlib import Path

import pytest

from procflow import config
from procflow.config import Settings, secret
from procflow.errors import Misconfigured
from procflow.wording import missing, say


def test_without_any_variable_the_settings_are_usable():
    settings = Settings.load({})
    assert settings.home == Path.cwd() / "procflow-data"
    assert settings.database_url == f"sqlite:///{settings.home}/procflow.db"
    assert (settings.host, settings.port, settings.queue, settings.log_origin) == ("127.0.0.1", 8000, "sqlite", "procflow.local/log")
    assert (settings.idle_minutes, settings.max_file_bytes, settings.max_text) == (60, 10_485_760, 4000)


def test_every_setting_can_be_given(tmp_path):
    settings = Settings.load({
        "PROCFLOW_HOME": str(tmp_path),
        "PROCFLOW_LOG_ORIGIN": "points.example.cn/log-2",
        "PROCFLOW_HOST": "0.0.0.0",
        "PROCFLOW_PORT": "8080",
        "PROCFLOW_QUEUE": "redis",
        "PROCFLOW_REDIS_URL": "redis://localhost:6379/2",
        "PROCFLOW_IDLE_MINUTES": "15",
        "PROCFLOW_SESSION_HOURS": "8",
        "PROCFLOW_MAX_FILE_BYTES": "2048",
        "PROCFLOW_MAX_TEXT": "500",
    })  # fmt: skip
    assert settings == Settings(
        tmp_path, f"sqlite:///{tmp_path}/procflow.db", "points.example.cn/log-2", "0.0.0.0", 8080, "redis",
        "redis://localhost:6379/2", 15, 8, 2048, 500,
    )  # fmt: skip


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_postgresql_address_is_given_the_driver_that_is_installed(scheme):
    assert Settings.load({"PROCFLOW_DATABASE_URL": f"{scheme}://u:p@db/x"}).database_url == "postgresql+psycopg://u:p@db/x"


def test_an_empty_variable_counts_as_absent():
    assert Settings.load({"PROCFLOW_PORT": " ", "PROCFLOW_HOME": ""}) == Settings.load({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"), ("PORT", "0"), ("PORT", "65536"), ("PORT", "-1"), ("PORT", "８０"), ("PORT", "9" * 5000),
        ("IDLE_MINUTES", "0"), ("SESSION_HOURS", "169"), ("IDLE_MINUTES", "1.5"), ("MAX_FILE_BYTES", "10M"), ("MAX_TEXT", "99"),
        ("QUEUE", "rabbit"), ("QUEUE", "redis"), ("REDIS_URL", "localhost"),
        ("LOG_ORIGIN", "procflow.local"), ("LOG_ORIGIN", "a b/log"), ("LOG_ORIGIN", "a/log+1"),
        ("DATABASE_URL", "mysql://u@h/x"), ("DATABASE_URL", "procflow.db"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_variable_and_who_can_mend_it(name, value):
    with pytest.raises(Misconfigured) as caught:
        Settings.load({f"PROCFLOW_{name}": value})
    for lang, who in (("zh", "系统管理员"), ("en", "system administrator")):
        told = say(caught.value.sentence, lang, **caught.value.values)
        assert who in told
        assert f"PROCFLOW_{'REDIS_URL' if value == 'redis' else name}" in told
        assert "{" not in told


def test_no_password_is_shown_when_settings_or_their_errors_are_printed():
    settings = Settings.load({"PROCFLOW_DATABASE_URL": "postgres://u:hunter2@db/x", "PROCFLOW_REDIS_URL": "redis://:hunter2@r/0"})
    assert "hunter2" not in repr(settings)
    for name in ("DATABASE_URL", "REDIS_URL"):
        with pytest.raises(Misconfigured) as caught:
            Settings.load({f"PROCFLOW_{name}": "mysql://u:hunter2@db/x"})
        assert "hunter2" not in f"{caught.value} {caught.value.values} {caught.value!r}"


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path):
    settings = Settings.load({"PROCFLOW_HOME": str(tmp_path / "new" / "home")})
    first = secret(settings)
    assert len(first) >= 64
    assert secret(settings) == first
    assert settings.secret_file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in settings.home.iterdir()] == ["secret"]


def test_processes_that_start_together_share_one_secret(tmp_path):
    settings, found = Settings.load({"PROCFLOW_HOME": str(tmp_path)}), []
    threads = [threading.Thread(target=lambda: found.append(secret(settings))) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_a_secret_made_between_look_and_write_is_kept(tmp_path):
    (tmp_path / "secret").write_text("theirs")
    config._make(tmp_path / "secret")
    assert (tmp_path / "secret").read_text() == "theirs"


@pytest.mark.parametrize(
    ("content", "mode", "said"), [("x" * 64, 0o640, "chmod 600"), ("short", 0o600, "不足 32"), ("密" * 64, 0o600, "无法读写")]
)
def test_a_secret_that_is_open_short_or_unreadable_is_refused(tmp_path, content, mode, said):
    path = tmp_path / "secret"
    path.write_text(content, "utf-8")
    path.chmod(mode)
    with pytest.raises(Misconfigured, match=said) as caught:
        secret(Settings.load({"PROCFLOW_HOME": str(tmp_path)}))
    assert content not in str(caught.value)


def test_a_home_that_cannot_be_a_folder_is_told_in_plain_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Misconfigured, match="PROCFLOW_HOME"):
        secret(Settings.load({"PROCFLOW_HOME": str(tmp_path / "file" / "home")}))


def test_every_sentence_of_this_module_has_english():
    texts = [node.value for node in ast.walk(ast.parse(Path(config.__file__).read_text("utf-8"))) if isinstance(node, ast.Constant)]
    sentences = [text for text in texts if isinstance(text, str) and "系统管理员" in text]
    assert len(sentences) == 11
    assert missing(sentences) == []


def test_settings_are_read_from_what_is_passed_in_and_not_from_the_process(monkeypatch):
    monkeypatch.setitem(os.environ, "PROCFLOW_PORT", "1234")
    assert Settings.load({}).port == 8000


def test_an_own_sign_on_is_named_whole_or_not_at_all(tmp_path):
    secret = tmp_path / "oidc"
    secret.write_text("s3cret\n")
    secret.chmod(0o600)
    named = {
        "PROCFLOW_OIDC_ISSUER": "https://id.example.cn/",
        "PROCFLOW_OIDC_CLIENT_ID": "procflow",
        "PROCFLOW_OIDC_CLIENT_SECRET_FILE": str(secret),
    }
    found = Settings.load(named)
    assert (found.oidc.issuer, found.oidc.secret, found.oidc.login_claim) == ("https://id.example.cn", "s3cret", "")
    assert "s3cret" not in repr(found)
    assert Settings.load({}).oidc is None
    for name, value in (
        ("ISSUER", "http://id.example.cn"),
        ("ISSUER", "id"),
        ("CLIENT_ID", ""),
        ("CLIENT_SECRET_FILE", str(tmp_path / "none")),
    ):
        with pytest.raises(Misconfigured):
            Settings.load(named | {f"PROCFLOW_OIDC_{name}": value})
    secret.chmod(0o644)
    with pytest.raises(Misconfigured):
        Settings.load(named)

"""Settings of an installation, read from PROCFLOW_* variables; holds no state, opens no database and never shows a secret."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from procflow.errors import Misconfigured

MEBIBYTE = 1024 * 1024
_POSTGRES = re.compile(r"postgres(ql)?://")
_DATABASE = re.compile(r"(sqlite|postgresql\+psycopg)://.*")
_REDIS = re.compile(r"(rediss?|unix)://.+")
# A C2SP key name: it stands in the first line of every checkpoint, so no space and no plus sign.
_ISSUER = re.compile(r"https://[^\s#?]+|http://(localhost|127\.0\.0\.1)(:\d+)?(/[^\s#?]*)?")
_SENDER = re.compile(r"[^\s@<>]+@[A-Za-z0-9.-]+")
_ORIGIN = re.compile(r"[a-z0-9][a-z0-9.-]*(/[A-Za-z0-9._-]+)+")


@dataclass(frozen=True)
class Oidc:
    """An office's own sign-on: its provider, what this installation is called there, the claim that is a login here ("" for none)."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    login_claim: str = ""


@dataclass(frozen=True)
class Smtp:
    """The office's mail server, from whom mail comes, and the address of the site that its links lead to ("" for no links)."""

    host: str
    port: int
    sender: str
    tls: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    site: str = ""


@dataclass(frozen=True)
class Settings:
    """Where data lies, what is listened on and what the limits are. Passwords in URLs do not appear in `repr`."""

    home: Path
    database_url: str = field(repr=False)
    log_origin: str = "procflow.local/log"
    host: str = "127.0.0.1"
    port: int = 8000
    queue: Literal["sqlite", "redis"] = "sqlite"
    redis_url: str = field(default="", repr=False)
    idle_minutes: int = 60
    session_hours: int = 12
    max_file_bytes: int = 10 * MEBIBYTE
    max_text: int = 4000
    oidc: Oidc | None = None
    draft_days: int = 7
    smtp: Smtp | None = None
    sign_ins_a_minute: int = 600
    calls_a_minute: int = 60_000
    font_dir: str = ""
    signer_dir: str = ""
    witnesses: str = ""
    witness_quorum: int = 0
    checkpoint_dir: str = ""

    @classmethod
    def load(cls, environ: Mapping[str, str]) -> Settings:
        """Settings of an environment; Misconfigured for a value that cannot be used. An empty variable counts as absent."""
        home = Path(_text(environ, "HOME", "procflow-data")).expanduser().absolute()
        queue = _queue(environ)
        return cls(
            home=home,
            database_url=_database_url(environ, home),
            log_origin=_matching(environ, "LOG_ORIGIN", "procflow.local/log", _ORIGIN, "procflow.example.cn/log"),
            host=_text(environ, "HOST", "127.0.0.1"),
            port=_number(environ, "PORT", 8000, 1, 65_535),
            queue=queue,
            redis_url=_redis_url(environ, queue),
            idle_minutes=_number(environ, "IDLE_MINUTES", 60, 1, 1440),
            session_hours=_number(environ, "SESSION_HOURS", 12, 1, 168),
            max_file_bytes=_number(environ, "MAX_FILE_BYTES", 10 * MEBIBYTE, 1024, 1024 * MEBIBYTE),
            max_text=_number(environ, "MAX_TEXT", 4000, 100, 100_000),
            oidc=_oidc(environ),
            draft_days=_number(environ, "DRAFT_DAYS", 7, 1, 366),
            smtp=_smtp(environ),
            sign_ins_a_minute=_number(environ, "SIGN_INS_A_MINUTE", 600, 10, 1_000_000),
            calls_a_minute=_number(environ, "CALLS_A_MINUTE", 60_000, 60, 100_000_000),
            font_dir=_text(environ, "FONT_DIR", ""),
            signer_dir=_text(environ, "SIGNER_DIR", ""),
            witnesses=_text(environ, "WITNESSES", ""),
            witness_quorum=_number(environ, "WITNESS_QUORUM", 0, 0, 64),
            checkpoint_dir=_text(environ, "CHECKPOINT_DIR", ""),
        )

    @property
    def signer_folder(self) -> Path:
        """Where the key and the state of the log's signer lie: better not where the database's administrator can write."""
        return Path(self.signer_dir).expanduser().absolute() if self.signer_dir else self.home / "signer"

    @property
    def checkpoint_folder(self) -> Path:
        """Where a checkpoint is left each day: better a folder of another machine, or one that can be written only once."""
        return Path(self.checkpoint_dir).expanduser().absolute() if self.checkpoint_dir else self.home / "checkpoints"

    @property
    def secret_file(self) -> Path:
        return self.home / "secret"


def secret(settings: Settings) -> str:
    """The installation's signing secret; made on first use, readable by its owner alone. The caller must not log it."""
    path = settings.secret_file
    try:
        if not path.exists():
            _make(path)
        text, mode = path.read_text("ascii").strip(), path.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(
            "无法读写密钥文件 {path}（{reason}）。请系统管理员检查该文件夹的属主和权限，或用 PROCFLOW_HOME 另设数据文件夹",
            path=path,
            reason=type(error).__name__,
        ) from error
    if os.name == "posix" and mode & 0o077:
        raise Misconfigured("密钥文件 {path} 可被他人读取。请系统管理员执行：chmod 600 {path}", path=path)
    if len(text) < 32:
        raise Misconfigured(
            "密钥文件 {path} 内容不足 32 个字符。请系统管理员从备份恢复；没有备份时删除它，系统会重新生成，所有人需重新登录", path=path
        )
    return text


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".secret-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48) + "\n")
    try:
        with suppress(FileExistsError):  # two processes that start together: the first one's secret stands, whole
            os.link(draft, path)
    finally:
        draft.unlink()


def _database_url(environ: Mapping[str, str], home: Path) -> str:
    url = _text(environ, "DATABASE_URL", f"sqlite:///{home / 'procflow.db'}")
    url = _POSTGRES.sub("postgresql+psycopg://", url, count=1) if _POSTGRES.match(url) else url
    if not _DATABASE.fullmatch(url):
        raise Misconfigured(  # without the value: it may hold a password
            "PROCFLOW_DATABASE_URL 不是可用的数据库地址。请系统管理员改为 sqlite:///路径 或 postgresql://用户@主机/库名，或不设该变量"
        )
    return url


def _oidc(environ: Mapping[str, str]) -> Oidc | None:
    """None where no provider is named. The secret stands in a file, which only its owner may read."""
    issuer = _text(environ, "OIDC_ISSUER", "")
    if not issuer:
        return None
    if not _ISSUER.fullmatch(issuer):
        raise Misconfigured("PROCFLOW_OIDC_ISSUER 的值“{value}”无效。请系统管理员改为 https:// 开头的地址", value=issuer)
    client, path = _text(environ, "OIDC_CLIENT_ID", ""), Path(_text(environ, "OIDC_CLIENT_SECRET_FILE", ""))
    try:
        found, mode = path.read_text("utf-8").strip(), path.stat().st_mode
    except (OSError, UnicodeDecodeError):
        found, mode = "", 0
    if not client or not found:
        raise Misconfigured(
            "用单位账号登录，还要设置 PROCFLOW_OIDC_CLIENT_ID 和 PROCFLOW_OIDC_CLIENT_SECRET_FILE（一个读得到、内容不空的文件）"
        )
    if os.name == "posix" and mode & 0o077:
        raise Misconfigured("密钥文件 {path} 可被他人读取。请系统管理员执行：chmod 600 {path}", path=path)
    return Oidc(issuer.rstrip("/"), client, found, _text(environ, "OIDC_LOGIN_CLAIM", ""))


def _smtp(environ: Mapping[str, str]) -> Smtp | None:
    """None where no server is named. The password stands in a file."""
    host, user, kept = (_text(environ, f"SMTP_{name}", "") for name in ("HOST", "USER", "PASSWORD_FILE"))
    if not host:
        return None
    try:
        password = Path(kept).read_text("utf-8").strip() if user else ""
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured("读不到邮件服务器的密码文件，请系统管理员检查 PROCFLOW_SMTP_PASSWORD_FILE") from error
    sender = _matching(environ, "SMTP_FROM", "", _SENDER, "procflow@example.cn")
    tls = _matching(environ, "SMTP_TLS", "starttls", re.compile("starttls|tls|none"), "starttls")
    site = _matching(environ, "SITE", "", re.compile(r"(https?://[^\s#?]+)?"), "https://points.example.cn")
    port = _number(environ, "SMTP_PORT", 587, 1, 65_535)
    return Smtp(host, port, sender, tls, user, password, site.rstrip("/"))  # type: ignore[arg-type]  # one of the three


def _queue(environ: Mapping[str, str]) -> Literal["sqlite", "redis"]:
    match _text(environ, "QUEUE", "sqlite"):
        case "sqlite":
            return "sqlite"
        case "redis":
            return "redis"
        case other:
            raise Misconfigured("PROCFLOW_QUEUE 的值“{value}”无效。请系统管理员改为 sqlite 或 redis", value=other)


def _redis_url(environ: Mapping[str, str], queue: str) -> str:
    url = _text(environ, "REDIS_URL", "")
    if (url or queue == "redis") and not _REDIS.fullmatch(url):
        raise Misconfigured(
            "PROCFLOW_REDIS_URL 没有设置或不是可用的地址。请系统管理员改为 redis://主机:端口/库号，或把 PROCFLOW_QUEUE 改为 sqlite"
        )
    return url


def _matching(environ: Mapping[str, str], name: str, default: str, pattern: re.Pattern[str], example: str) -> str:
    value = _text(environ, name, default)
    if not pattern.fullmatch(value):
        raise Misconfigured(
            "{name} 的值“{value}”无效。请系统管理员改为类似 {example} 的写法", name=f"PROCFLOW_{name}", value=value, example=example
        )
    return value


def _number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = _text(environ, name, str(default))
    if not re.fullmatch(r"[0-9]{1,12}", value) or not least <= int(value) <= most:
        raise Misconfigured(
            "{name} 的值“{value}”无效。请系统管理员改为 {least} 到 {most} 之间的整数",
            name=f"PROCFLOW_{name}",
            value=value,
            least=least,
            most=most,
        )
    return int(value)


def _text(environ: Mapping[str, str], name: str, default: str) -> str:
    return environ.get(f"PROCFLOW_{name}", "").strip() or default

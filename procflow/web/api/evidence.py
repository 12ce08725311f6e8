"""Files for programs: sent first, named by their hash in a step afterwards, fetched by whoever may see their case."""

from __future__ import annotations

from flask import request, send_file

from procflow import evidence
from procflow.errors import NotFound
from procflow.evidence import StoredFile
from procflow.forms import Form, Words
from procflow.queries import attachment
from procflow.reports.viewed import viewed
from procflow.web.api.operations import Answer, Ask, Operation
from procflow.web.files import folder, keep


def operations() -> tuple[Operation, ...]:
    return (
        Operation("POST", "/evidence", "store", "上传附件：请求体就是文件；办理时用摘要指明", store, StoredFile, Named, 201, raw=True, part="evidence"),
        Operation("GET", "/cases/<no>/evidence/<sha256>", "fetch", "一件事的附件", fetch, bytes, part="evidence"),
    )  # fmt: skip


class Named(Form):
    name = Words("文件名", required=False)


def store(ask: Ask) -> StoredFile:
    """The same bytes sent twice are stored once: the hash is the key."""
    return keep(
        request.get_data(), ask.given["name"] or "", request.mimetype if request.mimetype != "application/octet-stream" else "", ask.actor
    )


def fetch(ask: Ask) -> Answer:
    found = attachment(ask.reading, ask.actor, ask.day, ask.path["sha256"], ask.path["no"])
    viewed(ask.reading, ask.actor, ask.day, ask.path["no"])
    path = evidence.path(folder(), found.sha256)
    if not path.is_file():
        raise NotFound
    return Answer(send_file(path, mimetype="application/octet-stream", as_attachment=True, download_name=found.name))

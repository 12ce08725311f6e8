"""Why a bundle is refused, in Chinese and English, by the code of the reason; it decides nothing."""

from __future__ import annotations

REASONS = {
    "ZIP_BROKEN": ("文件 {path} 不是完整的 ZIP，可能被截断", "{path} is no whole ZIP; it may have been cut short"),
    "NO_BUNDLE": ("这里没有证据包（缺 manifest.json）", "there is no bundle here (manifest.json is missing)"),
    "FORMAT_UNKNOWN": ("不认识的证据包格式：{found}", "unknown format of a bundle: {found}"),
    "FILE_MISSING": ("缺少文件 {path}", "the file {path} is missing"),
    "FILE_CHANGED": ("文件 {path} 与目录不符：被改过或被截断", "{path} is not what the list says: it was changed or cut short"),
    "FILE_ADDED": ("文件 {path} 不在目录里：是后来放进去的", "{path} is not on the list: it was put in later"),
    "FILE_TWICE": ("ZIP 里有同名的文件", "the ZIP holds two files of one name"),
    "SHAPE": ("文件的写法不对：{found}", "a file is not written as it should be: {found}"),
    "NOT_CANONICAL": ("{path} 不是规范写法：{found}", "{path} is not canonical: {found}"),
    "KEY_UNREADABLE": ("公钥读不出来：{found}", "a public key cannot be read: {found}"),
    "NOTE_UNREADABLE": ("检查点读不出来", "the checkpoint cannot be read"),
    "PROOF_UNREADABLE": ("证明读不出来", "a proof cannot be read"),
    "SIGNATURE_FALSE": ("{name} 的签名是假的，或检查点被改过", "the signature of {name} is false, or the checkpoint was changed"),
    "OTHER_KEY": (
        "检查点不是给定的公钥签的：这是另一本日志，或另一把密钥",
        "the given key did not sign the checkpoint: this is another log, or another key",
    ),
    "UNSIGNED": ("检查点没有日志 {origin} 自己的签名", "the checkpoint lacks the signature of its own log {origin}"),
    "OTHER_LOG": (
        "{path} 属于另一本日志：{found}，检查点是 {expected}",
        "{path} is of another log: {found}, the checkpoint is of {expected}",
    ),
    "OTHER_CASE": ("{path} 属于另一件事：{found}", "{path} is of another case: {found}"),
    "ASKED_CASE": ("这是 {found} 的证据包，不是 {expected} 的", "this is the bundle of {found}, not of {expected}"),
    "OUT_OF_ORDER": (
        "{path} 不在它的位置上：应是第 {expected} 条，写的是第 {found} 条",
        "{path} is out of its place: should be {expected}, says {found}",
    ),
    "CHAIN_BROKEN": (
        "{path} 与前一条对不上：前一条被改、被换或被抽走",
        "{path} does not name the record before it: that was changed, exchanged or taken out",
    ),
    "LOG_ORDER": ("{path} 在日志里排在前一条之前", "{path} stands in the log before the one that it follows"),
    "EMPTY": ("证据包里没有记录", "the bundle holds no record"),
    "RECORDS_SPARE": ("多出的记录：{path}", "records too many: {path}"),
    "OTHER_CHECKPOINT": ("{path} 用的是另一个检查点", "{path} is under another checkpoint"),
    "NOT_IN_LOG": (
        "{path} 不在这本日志里：证明通不到检查点的根摘要",
        "{path} is not in this log: its proof does not lead to the checkpoint's root",
    ),
    "ANOTHER_SUBJECT": ("{path} 的单位、对象或程序与前面的不同", "{path} is of another unit, subject or procedure than those before"),
    "OTHER_TABLE": ("{path} 所依据的程序表不是这一份", "{path} names another table than this one"),
    "ELSEWHERE": ("{path}：当时处于 {expected}，记录却写 {found}", "{path}: the case lay in {expected}, the record says {found}"),
    "REFUSAL_MOVED": ("{path}：被拒绝的步骤却改变了什么", "{path}: a refused step moved something"),
    "UNDECLARED": ("{path}：程序表里没有这样的一步（{found}）", "{path}: the table has no such step ({found})"),
    "OTHER_CONTENT": ("{path} 的内容不是记录所写的那一份", "{path} is not the content that a record names"),
    "ATTACHMENT_MISSING": (
        "记录所写的附件不在包里，也没有说明：{path}",
        "an attachment on record is neither here nor told to be missing: {path}",
    ),
    "OTHER_TEXT": ("文字与记录里的承诺不符（{path} 的 {found}）", "a text is not the one behind its commitment ({found} of {path})"),
    "NO_STATEMENT": ("案头声明不是这本日志的声明", "the statement of case heads is none of this log"),
    "HEAD_NOT_STATED": ("日志的案头声明里没有这一条", "the log's statement of case heads does not hold this one"),
    "RECORDS_REMOVED": (
        "少了记录：日志声明到第 {expected} 条，包里只有 {found} 条",
        "records were left out: the log states {expected}, the bundle holds {found}",
    ),
    "OTHER_LAST_RECORD": ("第 {expected} 条记录不是日志声明的那一条", "record {expected} is not the one that the log states"),
    "STATEMENT_FALSE": (
        "日志的案头声明与它自己的记录矛盾：这是作假的证据，请保存",
        "the log's statement contradicts its own records: keep this, it proves a falsehood",
    ),
    "PAPER_OTHER_LOG": ("纸上的检查点是另一本日志的：{found}", "the printed checkpoint is of another log: {found}"),
    "PAPER_DIFFERS": (
        "与纸上的检查点（{size} 条）对不上：日志在张贴以后被改写过",
        "does not go on from the printed checkpoint ({size}): the log was rewritten after it was posted",
    ),
    "NO_SEAL": ("这条记录不是期间封存", "this record is no seal of a period"),
    "LINE_NOT_SEALED": (
        "这一行得分不在封存的得分里：被改过，或是别的期间、单位的",
        "this line is not among the sealed scores: it was changed, or is of another period or unit",
    ),
    "LINE_DOES_NOT_ADD_UP": ("这一行得分的各项加起来不是它的合计", "the parts of this line do not add up to its sum"),
}

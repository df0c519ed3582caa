"""Every fixed word of the text reports, by language, and how wide they are set."""

from __future__ import annotations

import re
import textwrap

WORDS = {
    "en": {
        "judged": "judged on {day} under the {agreement}",
        "without": "left out of account: {clauses}",
        "breaches": "Breaches",
        "outstanding": "Still to be done",
        "powers": "Open powers",
        "effects": "Powers exercised",
        "liabilities": "Who answers to whom",
        "bearers": "Whom the losses fall on",
        "exemptions": "Who does not answer",
        "gaps": "Losses that no unit allocates",
        "standing": "Standing duties",
        "nothing": "Nothing follows from the agreement: no breach, no open power, no loss.",
        "general": "{count} powers are open at any time and {duties} duties stand all along (--all lists them)",
        "turns": "turns on: {facts}",
        "decided": "{verdict} if {facts}",
        "reading": "{unit} read as \"{reading}\"{mark}: {verdict}",
        "preferred": "preferred",
        "assumed": "Assumed",
        "aside": " ({text})",
        "subject": "{who}: {what}",
        "event": "{event}, {day}: {act}",
        "told": "{who}: {act}", "undone": "{who} leaves undone: {act}",
        "amount": "{amount:,} CNY",
        "verdicts": {"yes": "yes", "no": "no", "may": "may", "depends": "depends", "open": "open", "gap": "gap"},
        "meaning": {
            "no": "no unit makes it so", "gap": "the text does not say", "may": "if whoever may do so chooses to",
            "depends": "on facts that are not known", "open": "on how the text is read", "yes": "",
        },
        "no norm": "no norm: {why}",
        "note": "note: {note}",
        "words above": "(words of the clause: see {unit})",
        "other words": "(this copy's words of {clause} are not those that the rules were written for)",
        "not there": "(this copy has no {clause})",
        "comma": ", ", "semicolon": "; ",
    },
    "zh": {
        "judged": "依《{agreement}》，以{day}为判断之日",
        "without": "不予适用：{clauses}",
        "breaches": "违约",
        "outstanding": "尚待履行",
        "powers": "可行使的权力",
        "effects": "已行使的权力",
        "liabilities": "谁对谁负责",
        "bearers": "损失由谁承担",
        "exemptions": "谁不负责",
        "gaps": "没有条款分配的损失",
        "standing": "持续义务",
        "nothing": "依协议无任何后果：无违约，无可行使的权力，无损失。",
        "general": "另有{count}项随时可行使的权力，{duties}项持续义务（--all 可列出）",
        "turns": "取决于：{facts}",
        "decided": "若{facts}，则{verdict}",
        "reading": "{unit}采“{reading}”之解读{mark}：{verdict}",
        "preferred": "首选",
        "assumed": "推定",
        "aside": "（{text}）",
        "subject": "{who}：{what}",
        "event": "{event}，{day}：{act}",
        "told": "{who}：{act}", "undone": "{who}未做：{act}",
        "amount": "人民币{amount:,}元",
        "verdicts": {
            "yes": "是", "no": "否", "may": "可", "depends": "视事实而定", "open": "视解读而定", "gap": "未规定",
        },
        "meaning": {
            "no": "没有条款如此规定", "gap": "条款未作说明", "may": "须有权者选择行使",
            "depends": "取决于未知事实", "open": "取决于如何解读", "yes": "",
        },
        "no norm": "不设规范：{why}",
        "note": "注：{note}",
        "words above": "（本条原文见{unit}）",
        "other words": "（此副本中{clause}的文字与规则所依据者不同）",
        "not there": "（此副本无{clause}）",
        "comma": "、", "semicolon": "；",
    },
}  # fmt: skip
"""Every fixed word of the text reports, by language."""

WIDTH = 110
"""Columns."""

REASONS = {
    "en": {
        "if": "if {facts}:",
        "nothing to prove": "there is nothing to prove; `obligor whynot` tells what is missing",
        "it is so": "it is so in any case; `obligor why` proves it",
        "nearest": "nearest to it:",
        "nothing near": "no unit comes near it",
        "absent": "and not:", "kind": " ({})",
        "stated": "stated", "assumed": "taken to hold here", "presumed": "unless denied", "reading": "so read here",
        "given": "given",
        "lack fact": "not stated: ", "lack exception": "in the way: ", "lack not in force": "not in force: ",
        "lack person": "not the person: ", "lack time": "the days do not fit: ", "lack reading": "read otherwise: ",
        "same": "one cannot be one's own counterparty", "new event": "{who} did this: {what}",
        "more ways": "and {count} more",
        "since": ", since {facts}",
        "another event": "another event",
        "and": "; ", "colon": ": ",
    },
    "zh": {
        "if": "若{facts}：",
        "nothing to prove": "无可证明者；`obligor whynot` 说明所缺",
        "it is so": "无论如何均成立；`obligor why` 给出证明",
        "nearest": "最接近者：",
        "nothing near": "没有条款与之接近",
        "absent": "且未见：", "kind": "（{}）",
        "stated": "案情载明", "assumed": "此情形下设为成立", "presumed": "未被否认", "reading": "此处采此解读",
        "given": "既定",
        "lack fact": "未载明：", "lack exception": "受阻于：", "lack not in force": "不予适用：",
        "lack person": "并非所指之人：", "lack time": "日期不合：", "lack reading": "未采此解读：",
        "same": "不得以自己为相对人", "new event": "{who}：{what}",
        "more ways": "另有{count}种",
        "since": "，因{facts}",
        "another event": "另一事件",
        "and": "；", "colon": "：",
    },
}  # fmt: skip
"""Every fixed word of explanations, by language. A kind of step is its own key, one of lack after `lack`."""

CHANGES = {
    "en": {
        "colon": ": ", "no change": "nothing in the picture changes",
        "add": "if ", "drop": "if it were not so that ", "do": "if ", "omit": "without this: ",
        "event": "on {day}, {who}: {act}", "omission": "on {day}, {who} leaves undone: {act}",
        "to": ", towards {}", "object": ", about: {}", "form": ", form: {}",
        "now": "as it is: ", "no remedy": "nothing that lies in the parties' hands changes that",
        "cut off": "the search was cut off here; there may be others",
        "by": ", by {}", "clear": "nothing is still to be done, and nothing lies against this party",
        "chosen": "the choice: {}",
        "and": "; ",
        "best": "at best {amount:,} CNY", "worst": "at worst {amount:,} CNY", "if": ", if {facts}",
        "liability": "Answers to others", "loss": "Bears", "sanction": "Sanctions",
        "exercises": "{who} chooses to: {act}", "amount": " ({:,} CNY)", "turns": "turns on: {}",
    },
    "zh": {
        "colon": "：", "no change": "全貌无任何变化",
        "add": "若", "drop": "若非", "do": "若", "omit": "若无此事：",
        "event": "{day}，{who}：{act}", "omission": "{day}，{who}未做：{act}",
        "to": "，针对{}", "object": "，内容：{}", "form": "，形式：{}",
        "now": "现状：", "no remedy": "当事人所能为者均不足以改变",
        "cut off": "检索至此为止，或有其他",
        "by": "，至迟{}", "clear": "无尚待履行者，亦无不利于该方者",
        "chosen": "取决于其选择：{}",
        "and": "；",
        "best": "最好为人民币{amount:,}元", "worst": "最坏为人民币{amount:,}元", "if": "，若{facts}",
        "liability": "对他人负责", "loss": "自行承担", "sanction": "处罚",
        "exercises": "{who}选择：{act}", "amount": "（人民币{:,}元）", "turns": "取决于：{}",
    },
}  # fmt: skip
"""Every fixed word about changes, by language. What a change does (`add`, `drop`, `do`, `omit`) is its own key."""

_HANGING = re.compile(r"\n([，。；：、！？）》”]+)")
"""A mark that ends a phrase at the start of a line, where it must not stand."""


def wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines of a width in columns, of which a Chinese character takes two."""
    wide = sum(ord(c) > 0x2E7F for c in text) > len(text) / 3
    lines = textwrap.wrap(text, columns // 2 if wide else columns, break_long_words=wide, break_on_hyphens=False)
    return _HANGING.sub(r"\1\n", "\n".join(lines)).rstrip().split("\n")


KIND_WORDS = {
    "en": {
        "duty": "duty", "prohibition": "prohibition", "permission": "permission", "power": "power",
        "sanction": "sanction", "liability": "liability", "own risk": "own risk", "exemption": "exemption",
        "immunity": "immunity", "denial": "no right", "exception": "exception", "definition": "definition",
        "condition": "condition", "priority": "priority", "none": "no norm",
        "party": "party", "act": "act", "loss": "loss", "document": "document",
        "conclusion": "conclusion", "goal": "what is asked", "stated": "stated fact", "event": "event",
        "breach": "breach", "assumed": "taken to hold",
        "presumed": "presumed", "reading": "reading", "given": "given", "absent": "absent",
    },
    "zh": {
        "duty": "义务", "prohibition": "禁止", "permission": "许可", "power": "权力",
        "sanction": "处罚", "liability": "责任", "own risk": "自担风险", "exemption": "免责",
        "immunity": "豁免", "denial": "无权", "exception": "除外", "definition": "定义",
        "condition": "条件", "priority": "优先", "none": "不设规范",
        "party": "当事人", "act": "行为", "loss": "损失", "document": "文件",
        "conclusion": "结论", "goal": "所问", "stated": "案情载明", "event": "事件", "breach": "违约",
        "assumed": "设为成立",
        "presumed": "推定", "reading": "解读", "given": "既定", "absent": "未见",
    },
}  # fmt: skip
"""What kinds of nodes are called, by language."""

EDGE_WORDS = {
    "en": {
        kind: kind
        for kind in (
            "breach opens", "leads to liability", "exercise opens", "triggers", "exempts", "excepts", "prevails over",
            "defines", "refers to", "binds", "towards", "concerns", "supports", "absent",
        )
    },
    "zh": {
        "breach opens": "违反则启", "leads to liability": "致责", "exercise opens": "行使则启", "triggers": "引发",
        "exempts": "免除", "excepts": "除外", "prevails over": "优先于", "defines": "界定", "refers to": "援引",
        "binds": "约束", "towards": "相对", "concerns": "涉及", "supports": "支持", "absent": "未见",
    },
}  # fmt: skip
"""What kinds of edges are called, by language."""

GRAPHS = {
    "en": {
        "nodes": "{} nodes", "edges": "{} edges", "nothing": "none", "step": "step {}",
        "resting": " ({} units rest on it)",
        "slash": "before the slash: its own; after it: what others hold towards it",
    },
    "zh": {
        "nodes": "{}个节点", "edges": "{}条边", "nothing": "无", "step": "第{}步",
        "resting": "（{}个条款以之为据）", "slash": "斜线前为其自身所有，斜线后为他方对其所有",
    },
}  # fmt: skip
"""Every fixed word about graphs, by language."""

PAGES = {
    "en": {
        "noscript": "This page needs JavaScript; it loads nothing from anywhere.",
        "intro": "Every unit of the agreement. Choose one to see whom it binds, what its breach sets off and what leads"
        " to it. The glosses are ours; the agreement's own words are in Chinese.",
        "other language": "中文", "search": "Search by number or word", "clear": "Clear",
        "every chapter": "Every chapter", "every party": "Every party", "count": "{} of {} units",
        "no hit": "Nothing fits; clear the filters to see every unit.",
        "overview": "What breaches lead to", "focused": "{}: what leads to it, and what it sets off",
        "breaches of": "A breach in", "open": "opens a power or leads to liability", "exercise": "whose exercise opens",
        "leads here": "Leads here", "this unit": "This unit", "sets off": "It sets off", "then": "And then",
        "units": "{} units", "choose": "Choose a unit to read about it here.", "close": "Close",
        "binds": "Binds, or belongs to", "towards": "Towards", "acts": "Acts", "losses": "Kinds of loss",
        "triggers": "Triggered by", "readings": "Readings", "preferred": " (preferred)",
        "stands in its way": "What stands in its way", "stands in the way of": "What it stands in the way of",
        "rests on": "Definitions that it rests on", "carries": "Units that rest on it",
        "refers to": "Refers to", "referred to by": "Referred to by", "rules": "Rules",
        "lines": "Lines:", "line solid": "thin", "line bold": "thick", "line dashed": "dashed",
        "unit": "{} unit", "comma": ", ", "semicolon": "; ", "colon": ":",
        "report": "Report on a case", "at a glance": "At a glance", "bearing": "Who bears what", "loss": "Loss",
        "suffered": "Suffered by", "falls on": "Falls on", "not liable": "Does not answer for it",
        "timeline": "When", "day": "Day", "happened": "What happened, or is due", "breach": "Breach or duty",
        "findings": "What follows", "turns on": "What it turns on", "fact": "Fact or reading", "decides": "Decides",
        "assumed": "Assumed", "proofs": "Proofs", "absent": "and not:", "how": "How it hangs together",
        "nothing": "Nothing.",
        "not advice": "What a verdict says is a formalisation of the agreement and no legal advice.",
    },
    "zh": {
        "noscript": "本页需要JavaScript；不从任何地方加载内容。",
        "intro": "协议的全部条款单元。选择其一，可见其约束何人、违反后引发什么、由何而来。"
        "释义为本项目自拟，以协议中文原文为准。",
        "other language": "English", "search": "按编号或词语检索", "clear": "清除",
        "every chapter": "全部章节", "every party": "全部当事人", "count": "{} / {}个单元",
        "no hit": "无符合者；清除筛选可见全部。",
        "overview": "违约引发什么", "focused": "{}：由何而来，引发什么",
        "breaches of": "违反", "open": "启动权力或致责", "exercise": "其行使启动",
        "leads here": "由此而来", "this unit": "本单元", "sets off": "引发", "then": "进而",
        "units": "{}个单元", "choose": "选择一个单元，在此阅读。", "close": "关闭",
        "binds": "约束或归属", "towards": "相对方", "acts": "行为", "losses": "损失种类",
        "triggers": "触发者", "readings": "解读", "preferred": "（首选）",
        "stands in its way": "阻却本单元者", "stands in the way of": "本单元所阻却者",
        "rests on": "所依定义", "carries": "以之为据者",
        "refers to": "援引", "referred to by": "被援引于", "rules": "规则",
        "lines": "线型：", "line solid": "细线", "line bold": "粗线", "line dashed": "虚线",
        "unit": "{}个单元", "comma": "、", "semicolon": "；", "colon": "：",
        "report": "案件报告", "at a glance": "概览", "bearing": "谁承担什么", "loss": "损失",
        "suffered": "受损方", "falls on": "承担者", "not liable": "不负责者",
        "timeline": "时间", "day": "日期", "happened": "所发生或应履行之事", "breach": "违约或义务",
        "findings": "后果", "turns on": "取决于什么", "fact": "事实或解读", "decides": "决定",
        "assumed": "推定", "proofs": "论证", "absent": "且未见：", "how": "来龙去脉", "nothing": "无。",
        "not advice": "结论系对协议的形式化，不构成法律意见。",
    },
}  # fmt: skip
"""Every fixed word of the pages, by language; `{}` is filled in by the page."""

CASES = {
    "en": {
        "no breach": "Nobody is in breach", "in breach": "{who} is in breach of {units}",
        "may be in breach": "{who} may be in breach of {units}",
        "no loss": "No loss is stated", "falls": "{who} bears {losses}{total}",
        "may fall": "{who} may bear {losses}{total}", "nobody": "nobody is named to bear {losses}{total}",
        "amount": " ({:,} CNY)",
        "powers": "{who} may take up to {count} steps", "no powers": "What happened has opened no power",
        "turns": "what is open turns on {}", "on facts": "whether {}", "on readings": "how {} is read",
        "facts": "{} facts are so", "settled": "nothing is left open",
        "also": "; ", "and": ", and ", "comma": ", ", "stop": ".", "or": " or ",
        "no unit": "nobody is named", "mark": "{who}, {unit}: {verdict}", "judged": "day of judgement",
        "no day": "no day named",
    },
    "zh": {
        "no breach": "无人违约", "in breach": "{who}违反{units}", "may be in breach": "{who}或违反{units}",
        "no loss": "案情未载明损失", "falls": "{who}承担{losses}{total}",
        "may fall": "{who}或承担{losses}{total}", "nobody": "{losses}{total}未指明由何人承担",
        "amount": "（人民币{:,}元）",
        "powers": "{who}可采取至多{count}项措施", "no powers": "所发生之事未启动任何权力",
        "turns": "未定者取决于{}", "on facts": "是否{}", "on readings": "如何解读{}",
        "facts": "{}项事实成立", "settled": "别无未定者",
        "also": "；", "and": "，以及", "comma": "、", "stop": "。", "or": "或",
        "no unit": "未指明何人", "mark": "{who}，{unit}：{verdict}", "judged": "判断之日",
        "no day": "未定日期",
    },
}  # fmt: skip
"""Every fixed word of the report on a case, by language."""

"""The words around an explanation in both languages, and how its amounts are written."""

from goodstanding.engine.explain.phrases import Lang
from goodstanding.engine.scheme.scheme import Text, decimal_text

#: What is said in an explanation: English, Chinese.
WORDS: dict[str, tuple[str, str]] = {
    "member": ("Member", "成员"),
    "unit": ("Unit", "组织"),
    "total": ("Total", "总分"),
    "not_rated": ("not rated", "不评分"),
    "in": ("In", "所在组织"),
    "classes": ("Classes", "类别"),
    "was": ("Was", "历月类别"),
    "no_class": ("no class", "无类别"),
    "of": ("{earned} of {attainable}", "{earned}／应得{attainable}"),
    "source": ("Source: ", "依据："),
    "facts": ("Entries: ", "记录："),
    "value": ("{value} from {n}", "{value}（{n}条）"),
    "early": ("open, counts for itself only", "未到期，只计已得"),
    "voluntary": ("voluntary", "自愿"),
    "owed": (
        "owed: {owed} of {points}, {months} of {all} months",
        "应得{owed}（满分{points}，{all}个月中计{months}个月）",
    ),
    "months_excused": ("{n} excused", "请假{n}个月"),
    "months_voluntary": ("{n} voluntary", "自愿{n}个月"),
    "months_without": ("{n} without this rule", "不适用{n}个月"),
    "months_away": ("{n} not a member", "不在册{n}个月"),
    "months_ahead": ("{n} still to come", "尚余{n}个月"),
    "whole": ("what was done counts whole", "已做到的全部计入"),
    "shared": ("{gives} × {had} of {all} months", "{gives}×{had}/{all}个月"),
    "shared_missed": (
        "{gives} × {had} of {all} months; missed: {missed} × {owed} of {all}",
        "{gives}×{had}/{all}个月；未达到：{missed}×{owed}/{all}",
    ),
    "as_met": ("the months without it count as met", "未计的月份视为达到"),
    "excused": ("excused", "请假"),
    "not_latest": ("a later one counts", "以最近一次为准"),
    "not_largest": ("a larger one counts", "以最高一次为准"),
    "not_asked": ("not asked then, so it does not count", "当时不作要求，不计"),
    "not_there": ("not a member then", "当时不在册"),
    "not_applying": ("did not apply then", "当时不适用"),
    "given_up": ("owed by who has it at the end: no longer the case", "由期末仍适用者承担：当时已不适用"),
    "all_excused": ("left out: excused", "不计：已请假"),
    "nothing_held": ("left out: nothing was due or recorded", "不计：期内没有应参加的事项或记录"),
    "period_open": ("left out: the period is still open", "不计：期间尚未结束"),
    "only_if_done": ("left out: voluntary, and nothing was done", "不计：自愿事项，未参加"),
    "nothing_happened": ("nothing happened", "没有发生"),
    "gave_nothing": ("gives nothing", "不产生分值"),
    "spared": ("nothing is deducted: voluntary", "不扣分：自愿"),
    "too_small": ("left out: rounds to nothing", "不计：舍入后为零"),
    "yearly_cap": ("cap of the year: {limit}", "年度上限：{limit}"),
    "bonus_cap": ("cap on all bonuses: {limit}", "加分总上限：{limit}"),
    "deduction_cap": ("cap on all deductions: {limit}", "扣分总上限：{limit}"),
    "flags": ("What asks for attention (no points)", "需要关注（不计分）"),
    "raised": ("raised", "已触发"),
    "warned": ("warned", "预警"),
    "quiet": ("quiet", "未触发"),
    "no_flag": ("never raised: voluntary", "不触发：自愿"),
    "streak": ("{months} months in a row", "连续{months}个月"),
    "failing": ("failing", "未做到"),
    "passing": ("passing", "做到"),
    "neutral": ("nothing recorded", "无记录"),
    "away": ("What does not apply", "不适用的指标"),
    "idle": ("Entries that count nowhere", "未计入任何指标的记录"),
    "sums": ("How it adds up", "合计"),
    "category": ("category", "类别"),
    "earned": ("earned", "得分"),
    "attainable": ("attainable", "应得"),
    "bonus": ("bonus", "加分"),
    "deduction": ("deduction", "扣分"),
    "all": ("all together", "总计"),
    "share": ("100 × {earned} ÷ {attainable}", "100 × {earned} ÷ {attainable}"),
    "plus": ("plus the bonus", "加：加分"),
    "minus": ("minus the deductions", "减：扣分"),
    "bounded": ("kept between 0 and 120", "限定在0至120之间"),
    "nothing_at_stake": ("Not rated: nothing was attainable.", "不评分：没有应得分值。"),
    "too_little": (
        "Not rated: {attainable} was attainable; from {least} on a member is rated in this month.",
        "不评分：应得{attainable}，本月须达到{least}方可评分。",
    ),
    "own": ("own indicators", "组织自身指标"),
    "mean": ("mean of all units of this level and type: {sum} ÷ {n}", "同级同类组织均值：{sum} ÷ {n}"),
    "part": (
        "members' part: ({sum} of {n} rated members + {shrink} × {mean}) ÷ {all}",
        "成员部分：（{n}名已评分成员合计{sum} + {shrink} × {mean}）÷ {all}",
    ),
    "no_part": (
        "no members' part: {n} rated members, {least} are needed",
        "无成员部分：已评分成员{n}名，至少须有{least}名",
    ),
    "weighed": ("{weight} % × {part} + {rest} % × {own}", "{weight}% × {part} + {rest}% × {own}"),
    "ranks": ("Place among peers", "同类排名"),
    "rank": ("{rank} of {of}", "第{rank}名，共{of}"),
    "no_ranks": ("No place: too few peers, or not rated.", "无排名：同类人数不足，或未评分。"),
}


def say(key: str, lang: Lang, **amounts: object) -> str:
    """A wording in one language, with its amounts."""
    return WORDS[key][lang == "zh"].format(**amounts)


def text_in(text: Text | str, lang: Lang) -> str:
    """A scheme's text in one language; what is written in one language only is the same in both."""
    if isinstance(text, str):
        return text
    return text.zh if lang == "zh" else text.en


def amount(thousandths: int) -> str:
    """Thousandths as a decimal: -1500 is '-1.5'."""
    return ("-" if thousandths < 0 else "") + decimal_text(abs(thousandths))


def places(hundredths: int) -> str:
    """Hundredths with both places: 9600 is '96.00'."""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole}.{rest:02d}"

//! The words of the language as single words, for what must know one without reading a clause.

/// Every English word a clause or an expression may use.
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "KPI", "above", "acquisition", "adjust", "after", "all", "allow", "also", "and", "any", "as", "at", "average", "bands", "base",
    "baseline", "be", "because", "below", "better", "between", "billion", "by", "cn", "column", "conversion", "count", "counts",
    "currency", "data", "date", "dated", "day", "days", "decelerating", "default", "does", "down", "dropping", "due", "each",
    "effective", "else", "employed", "end", "error", "even", "everyone", "example", "expect", "first", "flag", "for", "from",
    "full", "gate", "given", "goal", "grade", "grid", "half", "high", "if", "in", "input", "is", "kpi", "last", "law", "least",
    "less", "let", "linear", "low", "lower", "marginal", "max", "may", "mean", "measure", "median", "million", "min", "minimum",
    "mirror", "missing", "money", "month", "monthly", "months", "most", "needs", "negative", "next", "no", "not", "number", "of",
    "on", "one", "onward", "optional", "or", "otherwise", "over", "owner", "param", "pay", "payout", "percent", "period", "person",
    "plus", "points", "policy", "pro", "probation", "process", "prorate", "qualitative", "quarter", "rata", "rated", "ratio",
    "refuse", "reports", "rest", "retention", "revenue", "reweight", "round", "rounded", "rounding", "rubric", "rule", "running",
    "score", "scorecard", "source", "stage", "start", "started", "starting", "strategy", "stretch", "sum", "supports", "table",
    "target", "team", "text", "that", "the", "then", "thousand", "tiers", "to", "trimmed", "undated", "until", "up", "use",
    "version", "veto", "wage", "weight", "when", "where", "whole", "year", "yes", "zero",
];

/// The Chinese words of expressions and steps.
#[rustfmt::skip]
const CHINESE: &[&str] = &[
    "的", "平均", "平均值", "合计", "总和", "之和", "计数", "笔数", "人数", "最小", "最大", "最小值", "最大值", "中位数", "不低于",
    "不少于", "不小于", "达到", "满", "超过", "高于", "多于", "大于", "大于等于", "大于或等于", "不超过", "不高于", "不多于", "不大于",
    "低于", "不满", "未满", "不足", "少于", "小于", "小于等于", "小于或等于", "以上", "及以上", "以下", "以内", "及以下", "且", "并且",
    "或", "或者", "非", "属于", "不属于", "如果", "若", "那么", "则", "否则", "无则", "若无则", "四舍五入到", "四舍六入五成双到",
    "进位到", "舍去到", "向下取整", "向上取整", "绝对值", "折成分", "折算成分", "按", "分档", "超额累进", "全额累进", "分段累计",
    "跳点", "累进", "递减", "取整数", "累计", "其中", "至", "到", "之后", "以后", "每高于", "每低于", "每超过", "每超出", "每高出",
    "每少于", "扣", "加", "减", "最高", "最多", "至多", "封顶", "保底", "最低", "最少", "至少", "扣完为止", "按比例计", "介于", "在",
    "与", "和", "之间", "等于", "不等于", "当", "时", "须", "计分", "计发", "权重", "折算", "适用于", "理由", "可空", "默认", "来源",
    "责任人", "列", "起点", "去掉", "最高分", "最低分", "后平均", "评分人按", "缺失时",
];

/// Chinese names that nobody has to declare.
const BUILT_IN: &[&str] = &[
    "完成率",
    "实际值",
    "目标值",
    "目标",
    "总分",
    "综合得分",
    "得分",
    "等级",
    "应发合计",
    "期初",
    "期末",
    "全员",
    "下属",
    "全部下属",
    "所有下属",
];

pub(super) fn is_english(word: &str) -> bool {
    ENGLISH.binary_search(&word).is_ok()
}

pub(super) fn chinese() -> &'static [&'static str] {
    CHINESE
}

pub(super) fn built_in() -> &'static [&'static str] {
    BUILT_IN
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_english_words_are_in_order() {
        assert!(super::ENGLISH.is_sorted());
    }
}

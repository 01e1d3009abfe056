//! The words of the language as single words, for what must know one without reading a clause.

/// Every English word a clause or an expression may use.
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "KPI", "above", "acquisition", "adjust", "after", "all", "allow", "also", "amend", "among", "and", "any", "approved", "as",
    "at", "average", "bands", "base", "baseline", "be", "because", "below", "best", "better", "between", "billion", "by",
    "calendar", "carry", "cn", "column", "conversion", "count", "counts", "covers", "currency", "data", "date", "dated", "day",
    "days", "decelerating", "default", "does", "down", "dropping", "due", "each", "earlier", "effective", "else", "employed", "end",
    "equally", "error", "even", "everyone", "exactly", "example", "exception", "excluded", "expect", "first", "flag", "for",
    "friday", "from", "full", "gate", "given", "goal", "grade", "grid", "groups", "half", "header", "heads", "high", "holiday",
    "if", "in", "included", "including", "input", "is", "jiandaoyun", "kpi", "last", "law", "least", "less", "let", "limit",
    "linear", "low", "lower", "lowest", "marginal", "max", "may", "mean", "measure", "median", "million", "min", "minimum",
    "mirror", "missing", "monday", "money", "month", "monthly", "months", "most", "needs", "negative", "never", "next", "no",
    "nobody", "none", "not", "number", "of", "on", "one", "onward", "optional", "or", "otherwise", "over", "owner", "paid", "param",
    "pay", "payout", "percent", "percentile", "period", "periods", "person", "plus", "points", "policy", "pro", "probation",
    "process", "prorate", "qualitative", "quarter", "rank", "rata", "rated", "ratio", "refuse", "reports", "rest",
    "retention", "revenue", "reweight", "rolling", "round", "rounded", "rounding", "row", "rows", "rubric", "rule", "running",
    "salesforce", "saturday", "score", "scorecard", "share", "sheet", "source", "stage", "start", "started", "starting", "strategy",
    "stretch", "sum", "sunday", "supports", "table", "target", "team", "text", "that", "the", "then", "this", "thousand",
    "thursday", "tiers", "ties", "to", "trimmed", "tuesday", "undated", "until", "up", "use", "version", "veto", "wage",
    "wednesday", "weekend", "weight", "when", "where", "whole", "within", "workday", "working", "worst", "year", "yes", "zero",
    "zoho", "zone",
];

/// The Chinese words of expressions and steps.
#[rustfmt::skip]
const CHINESE: &[&str] = &[
    "上期", "本年累计", "本年各期", "最近", "期", "含本期", "不含本期", "连续", "累计已付", "不得高于", "不得低于", "起始", "的",
    "平均", "平均值", "合计", "总和", "之和", "计数", "笔数", "人数", "最小", "最大", "最小值", "最大值", "中位数", "不低于", "不少于",
    "不小于", "达到", "满", "超过", "高于", "多于", "大于", "大于等于", "大于或等于", "不超过", "不高于", "不多于", "不大于", "低于",
    "不满", "未满", "不足", "少于", "小于", "小于等于", "小于或等于", "以上", "及以上", "以下", "以内", "及以下", "且", "并且", "或",
    "或者", "非", "属于", "不属于", "如果", "若", "那么", "则", "否则", "无则", "若无则", "四舍五入到", "四舍六入五成双到", "进位到",
    "舍去到", "向下取整", "向上取整", "绝对值", "折成分", "折算成分", "按", "分档", "超额累进", "全额累进", "分段累计", "跳点", "累进",
    "递减", "取整数", "累计", "其中", "至", "到", "之后", "以后", "每高于", "每低于", "每超过", "每超出", "每高出", "每少于", "扣",
    "加", "减", "最高", "最多", "至多", "封顶", "保底", "最低", "最少", "至少", "扣完为止", "按比例计", "介于", "在", "与", "和",
    "之间", "等于", "不等于", "当", "时", "须", "计分", "计发", "权重", "折算", "适用于", "理由", "可空", "默认", "来源", "责任人",
    "列", "起点", "将", "内", "排名", "排百分位", "并列取末位", "并列取首位", "并列取平均", "低者在前", "分配", "平均分配",
    "合计为零时平均分配", "合计为零时不分配", "去掉", "最高分", "最低分", "后平均", "评分人按", "缺失时", "批准", "以", "为准",
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

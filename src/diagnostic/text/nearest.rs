//! The known word somebody most likely meant.

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

/// Words longer than this are not measured, only compared.
const LONGEST: usize = 64;

/// How far a candidate is from what was written, nearest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Distance {
    /// So many letters wrong, missing, added or swapped.
    Letters(usize),
    /// One word holds the other and is so much longer.
    Longer(usize),
}

/// The candidate nearest to what was written, if one is near enough to be meant; of equals the first.
///
/// Upper case, lower case and full width are the same. A Chinese word may differ by one character of up to five, a Latin one
/// by a third of its letters; or one word may hold the other.
pub fn nearest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = fold(wanted);
    let best = candidates.filter_map(|candidate| Some((distance(&wanted, &fold(candidate))?, candidate)));
    best.min_by(|(one, _), (other, _)| one.cmp(other)).map(|(_, candidate)| candidate)
}

fn fold(word: &str) -> String {
    word.nfkc().flat_map(char::to_lowercase).collect()
}

fn distance(wanted: &str, candidate: &str) -> Option<Distance> {
    if wanted == candidate {
        return Some(Distance::Letters(0));
    }
    let (wanted_length, length) = (wanted.chars().count(), candidate.chars().count());
    if wanted_length > LONGEST || length > LONGEST {
        return None;
    }
    let chinese = mostly_wide(wanted, wanted_length);
    let limit = match (chinese, wanted_length) {
        (true, 0..=1) => 0,
        (true, 2..=4) => 1,
        (true, 5..) => wanted_length / 3,
        (false, 0..) => (wanted_length / 3).max(1),
    };
    if wanted_length.abs_diff(length) <= limit && wanted.chars().any(|c| candidate.contains(c)) {
        let letters = strsim::osa_distance(wanted, candidate);
        if letters <= limit {
            return Some(Distance::Letters(letters));
        }
    }
    let (shorter, longer) = if wanted_length <= length { (wanted, candidate) } else { (candidate, wanted) };
    let enough = if mostly_wide(shorter, wanted_length.min(length)) { 2 } else { 4 };
    (wanted_length.min(length) >= enough && longer.contains(shorter)).then(|| Distance::Longer(wanted_length.abs_diff(length)))
}

fn mostly_wide(word: &str, length: usize) -> bool {
    word.chars().filter(|c| c.width() == Some(2)).count() * 2 >= length.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn meant(wanted: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(wanted, candidates.iter().copied()), expected);
    }

    #[test]
    fn latin() {
        meant("salse", &["quota", "sales"], Some("sales"));
        meant("QUOTA", &["quoter", "quota"], Some("quota"));
        meant("abc", &["xyz"], None);
        meant("a", &["b"], None);
        meant("rate", &["gate", "rates"], Some("gate"));
        meant("attainment", &["attainment_ratio", "quota"], Some("attainment_ratio"));
        meant("pay", &["payment"], None);
        meant("", &["", "a"], Some(""));
        meant("", &["a"], None);
        meant("x", &[], None);
        meant("\u{FF31}uota", &["quota"], Some("quota"));
    }

    #[test]
    fn chinese() {
        meant("销售颜", &["销售额", "达成率"], Some("销售额"));
        meant("售销额", &["销售额"], Some("销售额"));
        meant("甲", &["乙"], None);
        meant("甲乙", &["丙丁", "甲丁"], Some("甲丁"));
        meant("甲乙", &["丙丁"], None);
        meant("季度销售额目标", &["季度销售总目标"], Some("季度销售总目标"));
        meant("销售", &["年度销售额", "销售额"], Some("销售额"));
        meant("个人达成率", &["达成率"], Some("达成率"));
        meant("额", &["销售额"], None);
    }

    #[test]
    fn long_words_are_cheap() {
        let long = "a".repeat(100_000);
        meant(&long, &["aaaa", &long], Some(&long));
    }
}

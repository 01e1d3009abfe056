//! L316 decelerating-unnamed: a rate that falls as what it is paid on rises, by bands that do not say so.

use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::consts::constant_number;
use crate::plan::ir::{BandLine, BandResult, Bands, Expr, Kind, Plan};
use crate::syntax::ast::Factor;
use crate::value::Number;

pub(super) const LINT: Lint = Lint { code: "L316", name: "decelerating-unnamed", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let mut seen = Vec::new();
    for expr in look::exprs(plan) {
        let Kind::Product(factors) = &expr.kind else { continue };
        let times: Vec<&Expr> = factors.iter().filter(|(factor, _)| *factor == Factor::Times).map(|(_, part)| part).collect();
        for bands in times.iter().filter_map(|part| bands_of(plan, part)) {
            let own = times.iter().any(|part| look::same(part, &bands.on));
            if let Some((higher, lower)) = falls(plan, bands).filter(|_| own)
                && look::first_time(&mut seen, lower.0.span)
            {
                report(subject, bands, higher, lower, found);
            }
        }
    }
}

/// The bands a factor is, by itself or through a name.
fn bands_of<'p>(plan: &'p Plan, part: &'p Expr) -> Option<&'p Bands> {
    match &part.kind {
        Kind::Bands(bands) => Some(bands),
        Kind::Ref(def) => match &look::body(plan, *def)?.kind {
            Kind::Bands(bands) => Some(bands),
            _ => None,
        },
        _ => None,
    }
}

type Rated<'p> = (&'p BandLine, Number);

/// The first two neighbours, from low to high, of which the higher one has the lower rate.
fn falls<'p>(plan: &Plan, bands: &'p Bands) -> Option<(Rated<'p>, Rated<'p>)> {
    let mut rated: Vec<Rated<'p>> = Vec::new();
    for line in &bands.lines {
        match &line.result {
            BandResult::Value(value) => rated.push((line, constant_number(plan, value, None)?)),
            BandResult::Refuse(_) => {}
            BandResult::Linear { .. } | BandResult::Onward { .. } => return None,
        }
    }
    let ends = |line: &BandLine| line.high.as_ref().and_then(|high| constant_number(plan, &high.value, None));
    // The line without an upper end is the last one, however the lines are written.
    rated.sort_by_key(|(line, _)| ends(line).map_or((1, Number::ZERO), |end| (0, end)));
    rated.windows(2).find_map(|pair| match pair {
        [one, two] if two.1 < one.1 => Some((one.clone(), two.clone())),
        _ => None,
    })
}

fn report(subject: &Subject<'_>, bands: &Bands, (high_line, high): Rated<'_>, (low_line, low): Rated<'_>, found: &mut Found) {
    let ty = |line: &BandLine| match &line.result {
        BandResult::Value(value) => value.ty,
        BandResult::Linear { .. } | BandResult::Onward { .. } | BandResult::Refuse(_) => crate::value::Type::Number,
    };
    let (plan, on) = (subject.plan, subject.sources.slice(bands.on.span));
    let (higher, lower) = (look::number(plan, &high, ty(high_line)), look::number(plan, &low, ty(low_line)));
    let message = Text::new(
        format!("the rate falls from {higher} to {lower} as `{on}` rises, and is paid on all of it"),
        format!("`{on}` 越大费率反而从 {higher} 降到 {lower}，而且按全额计算"),
    );
    found.report(
        warning(&LINT, message)
            .label(low_line.span, Text::new("here a little more earns less than before", "到了这一档，多一点反而少拿"))
            .label(high_line.span, Text::new(format!("below it {higher} is paid"), format!("低一档是 {higher}")))
            .help(Text::new(
                "write `tiers marginal decelerating on …`: each part keeps its own rate, and the word says that the falling rate is meant",
                "请改写为 `按 … 超额累进 递减 { … }`：各段按各自的费率计算，并写明费率是有意递减的",
            )),
    );
}

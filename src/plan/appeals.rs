//! Appeals, reviews, the rollout and contacts: what stands once, what must be said, and the conditions among them.

use super::context::Ctx;
use super::planner::{Node, Origin, Planner, text_of};
use super::problems::process as problems;
use super::process::within;
use super::scope::Fresh;
use super::types::{Ty, Typed};
use crate::plan::ir::{self, DefId, PEOPLE, Role};
use crate::source::Span;
use crate::syntax::ast::{self, LimitStart};
use crate::value::Type;

/// The clauses on their way into the plan.
#[derive(Default)]
pub(super) struct Procedure<'a> {
    appeals: Vec<(&'a ast::Appeal, ir::Open)>,
    reviews: Vec<(&'a ast::Review, Option<(DefId, Span)>)>,
    rollouts: Vec<&'a ast::Rollout>,
    supports: Vec<&'a ast::Support>,
}

impl<'a> Planner<'a> {
    pub(super) fn declare_appeal(&mut self, ast: &'a ast::Appeal) {
        let open = match &ast.open {
            Some(ast::OpenTo::Those(condition)) => ir::Open::Those(self.asked("appeal.open".to_string(), condition), condition.span),
            Some(ast::OpenTo::Everyone) | None => ir::Open::Everyone,
        };
        self.procedure.appeals.push((ast, open));
    }

    pub(super) fn declare_review(&mut self, ast: &'a ast::Review) {
        let name = format!("review.{}", self.procedure.reviews.len().saturating_add(1));
        let when = ast.when.as_ref().map(|condition| (self.asked(name, condition), condition.span));
        self.procedure.reviews.push((ast, when));
    }

    pub(super) fn declare_rollout(&mut self, ast: &'a ast::Rollout) {
        self.procedure.rollouts.push(ast);
    }

    pub(super) fn declare_support(&mut self, ast: &'a ast::Support) {
        self.procedure.supports.push(ast);
    }

    /// A condition that nobody is paid by, and that no other clause reads.
    fn asked(&mut self, name: String, condition: &'a ast::Expr) -> DefId {
        let place = condition.span;
        let origin = Origin::Asked(condition);
        self.fresh(Fresh { name, title: None, table: PEOPLE, role: Role::Told, because: None, span: place, place, origin })
    }

    pub(super) fn lower_asked(&mut self, condition: &'a ast::Expr, node: Node) -> Typed {
        let expr = self.condition(condition, &Ctx::people(node));
        // What is missing is an error where it decides.
        self.typed(ir::Kind::And(vec![expr]), Ty::Is(Type::Flag), condition.span)
    }

    /// One appeal, one rollout; a window says what becomes of what misses it; grounds have names of their own; working days a calendar.
    pub(super) fn check_procedure(&mut self) {
        let (mut found, mut working) = (Vec::new(), Vec::new());
        let procedure = std::mem::take(&mut self.procedure);
        if let [(first, _), (second, _), ..] = procedure.appeals.as_slice() {
            found.push(problems::two_appeals(first.span, second.span));
        }
        if let [first, second, ..] = procedure.rollouts.as_slice() {
            found.push(problems::two_rollouts(first.span, second.span));
        }
        for (appeal, _) in &procedure.appeals {
            if let (Some(file), None) = (&appeal.file, &appeal.late)
                && !self.lost(appeal.span)
            {
                found.push(problems::late_how(file.span));
            }
            if let (None, Some((_, late))) = (&appeal.file, &appeal.late)
                && !self.lost(appeal.span)
            {
                found.push(problems::late_for_what(*late));
            }
            for (at, ground) in appeal.grounds.iter().enumerate() {
                let before = appeal.grounds.iter().take(at).find(|other| other.name.text == ground.name.text);
                found.extend(before.map(|before| problems::ground_twice(&ground.name.text, before.name.span, ground.name.span)));
            }
            working.extend(limits(appeal));
        }
        let of_rollout =
            |rollout: &&'a ast::Rollout| [rollout.sign.as_ref(), rollout.questions.as_ref().map(|questions| &questions.within)];
        working.extend(procedure.rollouts.iter().flat_map(of_rollout).flatten());
        found.into_iter().for_each(|problem| self.report(problem));
        for limit in working.iter().filter(|limit| limit.length.unit == ast::LengthUnit::WorkingDays) {
            self.has_calendar(limit.length.count.span);
        }
        self.procedure = procedure;
    }

    pub(super) fn finish_procedure(&mut self, process: &mut ir::Process) {
        let procedure = std::mem::take(&mut self.procedure);
        process.appeal = procedure.appeals.into_iter().next().map(|(ast, open)| appeal(ast, open));
        process.reviews = procedure.reviews.into_iter().map(|(ast, when)| review(ast, when)).collect();
        process.rollout = procedure.rollouts.into_iter().next().map(rollout);
        process.support = procedure.supports.into_iter().map(|support| support.text.text.clone()).collect();
    }
}

fn limits(appeal: &ast::Appeal) -> impl Iterator<Item = &ast::TimeLimit> {
    let of_steps = [
        appeal.file.as_ref(),
        appeal.acknowledge.as_ref().map(|step| &step.within),
        appeal.complete.as_ref(),
        appeal.decide.as_ref(),
        appeal.notify.as_ref().map(|step| &step.within),
        appeal.escalate.as_ref().map(|step| &step.within),
    ];
    of_steps.into_iter().flatten()
}

/// The limit, counted from what is said, or from what its step counts from.
fn limit(ast: &ast::TimeLimit, own: LimitStart) -> ir::TimeLimit {
    ir::TimeLimit { within: within(&ast.length), start: ast.start.map_or(own, |(start, _)| start), span: ast.span }
}

fn appeal(ast: &ast::Appeal, open: ir::Open) -> ir::Appeal {
    let texts = |all: &[ast::Quoted]| all.iter().map(|text| text.text.clone()).collect();
    let escalate = ast.escalate.as_ref().map(|escalate| ir::Escalate {
        to: escalate.to.text.clone(),
        within: limit(&escalate.within, LimitStart::Notice),
        times: if escalate.once.is_some() { ir::Times::Once } else { ir::Times::Again },
        finality: if escalate.last.is_some() { ir::Finality::Final } else { ir::Finality::Open },
        span: escalate.span,
    });
    let ground = |ground: &ast::Ground| ir::Ground {
        name: ground.name.text.clone(),
        title: text_of(ground.title.as_ref()),
        needs: texts(&ground.needs),
        span: ground.span,
    };
    ir::Appeal {
        title: ast.title.text.clone(),
        open,
        file: ast.file.as_ref().map(|file| limit(file, LimitStart::Publication)),
        late: ast.late.map(|(late, _)| late),
        grounds: ast.grounds.iter().map(ground).collect(),
        acknowledge: ast.acknowledge.as_ref().map(|step| limit(&step.within, LimitStart::Receipt)),
        office: ast.acknowledge.as_ref().and_then(|step| text_of(step.by.as_ref())),
        complete: ast.complete.as_ref().map(|complete| limit(complete, LimitStart::Notice)),
        hear: ast.hear,
        panel: texts(&ast.panel),
        quorum: ast.quorum.map(|(quorum, _)| quorum),
        excluding: ast.excluding.iter().map(|(excluded, _)| *excluded).collect(),
        decide: ast.decide.as_ref().map(|decide| limit(decide, LimitStart::Acceptance)),
        notify: ast.notify.as_ref().map(|notify| limit(&notify.within, LimitStart::Decision)),
        through: ast.notify.iter().flat_map(|notify| &notify.through).map(|channel| channel.kind.clone()).collect(),
        escalate,
        support: texts(&ast.support),
        because: text_of(ast.because.as_ref()),
        span: ast.span,
        places: ir::AppealPlaces {
            late: ast.late.map(|(_, span)| span),
            panel: ast.panel.iter().map(|department| department.span).reduce(Span::join),
            quorum: ast.quorum.map(|(_, span)| span),
            excluding: ast.excluding.iter().map(|(_, span)| *span).reduce(Span::join),
        },
    }
}

fn review(ast: &ast::Review, when: Option<(DefId, Span)>) -> ir::Review {
    let months = match &ast.every.0 {
        ast::ReviewEvery::Month => 1,
        ast::ReviewEvery::Quarter => 3,
        ast::ReviewEvery::HalfYear => 6,
        ast::ReviewEvery::Year => 12,
        ast::ReviewEvery::After(length) => within(length).count,
    };
    ir::Review {
        months,
        by: text_of(ast.by.as_ref()),
        of: ast.of.iter().map(|(topic, _)| topic.clone()).collect(),
        when,
        because: text_of(ast.because.as_ref()),
        span: ast.span,
    }
}

fn rollout(ast: &ast::Rollout) -> ir::Rollout {
    let train = |train: &ast::Train| ir::Train { title: train.title.text.clone(), by: train.by, span: train.span };
    ir::Rollout {
        consult: ast.consult,
        publish: ast.publish,
        trainings: ast.trainings.iter().map(train).collect(),
        sign: ast.sign.as_ref().map(|sign| limit(sign, LimitStart::Publication)),
        questions: ast.questions.as_ref().map(|questions| ir::Questions {
            to: questions.to.text.clone(),
            within: limit(&questions.within, LimitStart::Receipt),
            span: questions.span,
        }),
        support: ast.support.iter().map(|text| text.text.clone()).collect(),
        because: text_of(ast.because.as_ref()),
        span: ast.span,
    }
}

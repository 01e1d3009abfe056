//! The timeline as people read it.

use super::{Event, Kind, Told, events};
use crate::diagnostic::Language;
use crate::diagnostic::text::{sanitise, wrap};
use crate::plan::ir::{Amendment, Exception, Plan, Replaced};
use crate::report::model::shown;
use crate::source::Span;

/// Places of a shown number.
const PLACES: u32 = 6;

/// What is told where nothing changes, in columns of at most `width`.
pub fn write(told: &Told<'_>, width: usize, language: Language) -> String {
    let writer = Writer { told, width, language };
    let mut out = writer.title();
    let events = events(told);
    if events.is_empty() {
        out.push_str(&writer.say("\nNothing changes while the policy is in force.\n", "\n制度有效期内没有任何变更。\n"));
    }
    for event in &events {
        out.push('\n');
        writer.event(event, &mut out);
    }
    out
}

struct Writer<'a> {
    told: &'a Told<'a>,
    width: usize,
    language: Language,
}

impl Writer<'_> {
    fn say(&self, en: &str, zh: &str) -> String {
        match self.language {
            Language::English => en.to_string(),
            Language::Chinese => zh.to_string(),
        }
    }

    fn title(&self) -> String {
        let plan = self.told.plan;
        let (title, version) = (sanitise(&plan.title), plan.version.as_deref().map(sanitise));
        let version = version.map_or(String::new(), |version| self.say(&format!(", version {version}"), &format!("，版本 {version}")));
        let effective = plan
            .effective
            .map_or(String::new(), |(from, to)| self.say(&format!(", effective {from} to {to}"), &format!("，有效期 {from} 至 {to}")));
        format!("{title}{version}{effective}\n")
    }

    fn event(&self, event: &Event<'_>, out: &mut String) {
        let on = event.on;
        match event.kind {
            Kind::Dated { param, before, now } => {
                let name = sanitise(&param.name);
                self.head(&self.say(&format!("{on}  param {name}"), &format!("{on}  参数 {name}")), event.place, out);
                if let Some(because) = &param.because {
                    self.line(&self.say("because ", "理由："), because, out);
                }
                self.both(before.span, now.span, out);
            }
            Kind::Begins(amendment) => self.begins(amendment, event, out),
            Kind::Ends(amendment) => {
                let title = sanitise(&amendment.title);
                let words = self.say(&format!("{on}  the amendment “{title}” has ended"), &format!("{on}  修订“{title}”到期"));
                self.head(&words, event.place, out);
                for replaced in &amendment.replaced {
                    self.name(replaced, out);
                    self.both(replaced.now, replaced.before, out);
                }
            }
            Kind::Excepted { exception, plan } => self.excepted(exception, plan, event, out),
        }
    }

    fn begins(&self, amendment: &Amendment, event: &Event<'_>, out: &mut String) {
        let (on, title) = (event.on, sanitise(&amendment.title));
        let (to_en, to_zh) = amendment.to.map_or((String::new(), String::new()), |to| (format!(", to {to}"), format!("，至 {to}")));
        self.head(&self.say(&format!("{on}  amendment “{title}”{to_en}"), &format!("{on}  修订“{title}”{to_zh}")), event.place, out);
        self.line(&self.say("because ", "理由："), &amendment.because, out);
        self.line(&self.say("approved by ", "批准："), &amendment.approved, out);
        for replaced in &amendment.replaced {
            self.name(replaced, out);
            self.both(replaced.before, replaced.now, out);
        }
    }

    fn excepted(&self, exception: &Exception, plan: &Plan, event: &Event<'_>, out: &mut String) {
        let (on, to, person) = (event.on, exception.to, sanitise(&exception.person));
        let words = self.say(&format!("{on}  exception for {person}, to {to}"), &format!("{on}  特批 {person}，至 {to}"));
        self.head(&words, event.place, out);
        self.line(&self.say("because ", "理由："), &exception.because, out);
        self.line(&self.say("approved ", "批准："), &exception.approved, out);
        for value in &exception.values {
            let Some(def) = plan.defs.get(value.def.0 as usize) else { continue };
            let now = shown(plan, &value.value, def.ty, PLACES, self.language);
            let name = sanitise(&def.spoken(self.language));
            let by_plan = self.say("by the plan", "按制度");
            out.push_str(&format!("    - {name} {by_plan}\n    + {name} = {now}\n"));
        }
    }

    fn head(&self, words: &str, place: Span, out: &mut String) {
        out.push_str(&wrap(&format!("{words}  [{}]", sanitise(&self.told.place(place))), self.width, "", "            "));
        out.push('\n');
    }

    fn line(&self, word: &str, text: &str, out: &mut String) {
        out.push_str(&wrap(&format!("{word}{}", sanitise(text)), self.width, "  ", "    "));
        out.push('\n');
    }

    fn name(&self, replaced: &Replaced, out: &mut String) {
        out.push_str(&format!("  {}\n", sanitise(replaced.name.get(self.language))));
    }

    /// What was said, and what is said then.
    fn both(&self, before: Span, now: Span, out: &mut String) {
        for (sign, span) in [('-', before), ('+', now)] {
            for line in self.told.clause(span).lines() {
                out.push_str(&format!("    {sign} {}\n", sanitise(line)));
            }
        }
    }
}

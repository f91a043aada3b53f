//! `tongbiao verify`: computes outcomes again from the documents that they name, and tells where they differ.

use crate::{
    arguments::{Manner, VerifyArguments},
    columns::visible,
    difference::{Difference, first_difference},
    documents,
    exit::{Status, Stop, complain},
    language::{Language, Said},
    ledger::{complain_unsound, earlier},
    output::{self, PLACE},
};
use std::{io::Write, path::PathBuf};
use tongbiao::{
    adjudication::{Adjudication, EARLIER_MAX},
    code::ReasonCode,
    eligibility::Circumstances,
    evaluate::{Case, Detail, Evaluation, Plan},
    explain::masked,
    programme::Programme,
    record::application::Application,
    value::Fingerprint,
};

/// Verifies every outcome that is named.
pub(crate) fn run(arguments: &VerifyArguments, manner: &Manner) -> Result<Status, Stop> {
    let language = manner.language();
    let mut status = Status::Accepted;
    let applications = arguments.application.iter().map(|path| documents::document::<Application>(path));
    let applications = applications.collect::<Result<Vec<_>, _>>().map_err(Stop::File)?;
    let programmes = documents::programmes(&arguments.programme, &mut status, language);
    if programmes.is_empty() && status < Status::Unreadable {
        return Err(Stop::Usage(documents::no_programme()));
    }
    let inputs = Inputs { applications, programmes, earlier: earlier(&arguments.earlier)? };
    let mut out = output::for_people(manner.color);
    for path in &arguments.outcomes {
        let outcomes = match documents::outcomes(path) {
            Ok(outcomes) => outcomes,
            Err(said) => {
                complain(&said, language);
                status = status.max(Status::Unreadable);
                continue;
            }
        };
        let many = outcomes.len() > 1;
        for (place, outcome) in outcomes.iter().enumerate() {
            let name = documents::name(path);
            let name = if many { format!("{name}:{}", place + 1) } else { name };
            let verdict = inputs.verify(outcome, language);
            status = status.max(verdict.status());
            writeln!(out, "{PLACE}{name}:{PLACE:#} {}", visible(&masked(verdict.said(outcome).line(language))))?;
            for note in verdict.notes() {
                for text in language.choose(note.zh, note.en) {
                    writeln!(out, "  {}", visible(&masked(text)))?;
                }
            }
        }
    }
    out.flush()?;
    Ok(status)
}

/// The documents from which outcomes were made, as far as they are given.
struct Inputs {
    applications: Vec<Application>,
    programmes: Vec<(PathBuf, Programme)>,
    earlier: Vec<Adjudication>,
}

/// What became of one outcome.
enum Verdict {
    /// Everything is the same.
    Same,
    /// The programme has errors; that was told.
    Unsound,
    /// Inputs are missing, or other documents than the outcome states.
    Inputs(Vec<Said>),
    /// It is not the same.
    Differs(Box<Difference>),
}

impl Inputs {
    fn verify(&self, outcome: &Adjudication, language: Language) -> Verdict {
        let mut wrong = Vec::new();
        let application = self.applications.iter().find(|one| one.id == outcome.application);
        let of_outcome =
            |one: &&(PathBuf, Programme)| one.1.id == outcome.programme && one.1.revision == outcome.revision;
        let programme = self.programmes.iter().find(of_outcome);
        if application.is_none() {
            wrong.push(not_given(
                &format!("application {}", outcome.application),
                &format!("申请 {}", outcome.application),
            ));
        }
        if programme.is_none() {
            let id = format!("{}@{}", outcome.programme, outcome.revision);
            wrong.push(not_given(&format!("programme {id}"), &format!("项目 {id}")));
        }
        let (Some(application), Some((path, programme))) = (application, programme) else {
            return Verdict::Inputs(wrong);
        };
        let plan = match Plan::of(programme) {
            Ok(plan) => plan,
            Err(error) => {
                complain_unsound(path, &error, language);
                return Verdict::Unsound;
            }
        };
        self.compare(outcome, &plan, &Case::of(application))
    }

    fn compare<'a>(&'a self, outcome: &Adjudication, plan: &Plan<'a>, case: &Case<'a>) -> Verdict {
        // An outcome states the digests of its inputs; those of the inputs at hand stand in outcomes that are made of them.
        let probe = |earlier| {
            let mut circumstances = Circumstances::on(outcome.as_of);
            circumstances.earlier = Some(earlier);
            Evaluation::default().adjudicate(plan, case, &circumstances, Detail::None).computed_from
        };
        let found = probe(&[]);
        let stated = &outcome.computed_from;
        let mut wrong = Vec::new();
        if is_other(&stated.application_digest, &found.application_digest) {
            wrong.push(other_document("application", "申请", &stated.application_digest, &found.application_digest));
        }
        if is_other(&stated.programme_digest, &found.programme_digest) {
            wrong.push(other_document("programme", "项目", &stated.programme_digest, &found.programme_digest));
        }
        let chunks = self.earlier.chunks(EARLIER_MAX).filter_map(|some| probe(some).earlier);
        let digests: Vec<Fingerprint> = chunks.flat_map(|some| some.into_vec()).collect();
        let earlier = self.ledger_of(outcome, &digests, &mut wrong);
        if !wrong.is_empty() {
            return Verdict::Inputs(wrong);
        }
        let mut circumstances = Circumstances::on(outcome.as_of);
        circumstances.quota_left = stated.quota_left.and_then(|quota| u32::try_from(quota.get()).ok());
        circumstances.fund_balance = stated.fund_balance;
        circumstances.earlier = earlier.as_deref();
        // An outcome does not say with how much detail it was asked for: it may be any of the three.
        let candidates = [Detail::Full, Detail::Reasons, Detail::None]
            .map(|detail| Evaluation::default().adjudicate(plan, case, &circumstances, detail));
        if candidates.iter().any(|made| first_difference(outcome, made).is_none()) {
            return Verdict::Same;
        }
        let [full, reasons, none] = candidates;
        // What is computed of another child's decisions is not worth comparing.
        let stranger = ReasonCode::EarlierOfAnotherChild;
        if full.reasons.iter().flat_map(|all| all.iter()).any(|reason| reason.code == stranger) {
            let label = stranger.label();
            return Verdict::Inputs(vec![Said::new(label.zh, label.en)]);
        }
        let made = match (outcome.trace.is_some(), outcome.units.is_some() || outcome.receipts.is_some()) {
            (true, _) => full,
            (false, true) => reasons,
            (false, false) => none,
        };
        first_difference(outcome, &made).map_or(Verdict::Same, |found| Verdict::Differs(Box::new(found)))
    }

    /// The earlier outcomes that an outcome states, in its order.
    fn ledger_of(
        &self,
        outcome: &Adjudication,
        digests: &[Fingerprint],
        wrong: &mut Vec<Said>,
    ) -> Option<Vec<Adjudication>> {
        let too_many = ReasonCode::EarlierTooMany;
        if outcome.reasons.iter().flat_map(|all| all.iter()).any(|reason| reason.code == too_many) {
            // There were more than it could state: whichever they were, it says nothing else.
            if self.earlier.len() <= EARLIER_MAX {
                wrong.push(not_given(
                    &format!("the more than {EARLIER_MAX} earlier outcomes"),
                    &format!("超过 {EARLIER_MAX} 份的此前核定"),
                ));
            }
            return Some(self.earlier.clone());
        }
        let stated = outcome.computed_from.earlier.as_deref()?;
        let mut ledger = Vec::new();
        for digest in stated {
            let place = digests.iter().position(|given| given == digest);
            match place.and_then(|place| self.earlier.get(place)) {
                Some(earlier) => ledger.push(earlier.clone()),
                None => wrong.push(not_given(&format!("earlier outcome {digest}"), &format!("此前核定 {digest}"))),
            }
        }
        Some(ledger)
    }
}

/// Whether two digests are of different documents. Digests of different kinds cannot be compared; the amounts still are.
fn is_other(stated: &Fingerprint, found: &Fingerprint) -> bool {
    let kind = |digest: &Fingerprint| digest.as_str().split(':').next().map(str::to_owned);
    kind(stated) == kind(found) && stated != found
}

fn not_given(en: &str, zh: &str) -> Said {
    Said::new(format!("没有给出{zh}"), format!("not given: {en}"))
}

fn other_document(en: &str, zh: &str, stated: &Fingerprint, found: &Fingerprint) -> Said {
    Said::new(
        format!("{zh}不是核定时的那份文件：结果写明 {stated}，所给文件为 {found}"),
        format!("the {en} is another document: the outcome states {stated}, the one given is {found}"),
    )
}

impl Verdict {
    const fn status(&self) -> Status {
        match self {
            Self::Same => Status::Accepted,
            Self::Unsound | Self::Inputs(_) | Self::Differs(_) => Status::Found,
        }
    }

    fn said(&self, outcome: &Adjudication) -> Said {
        match self {
            Self::Same => {
                let amount = outcome.amount.map_or_else(
                    || Said::new("没有金额", "no amount"),
                    |amount| Said::new(format!("{amount} 元"), format!("{amount} yuan")),
                );
                let (decision, of) = (outcome.decision.label(), format!("{}@{}", outcome.programme, outcome.revision));
                Said::new(
                    format!("核对无误（{of}：{}，{}）", decision.zh, amount.zh),
                    format!("verified ({of}: {}, {})", outcome.decision, amount.en),
                )
            }
            Self::Unsound => Said::new("不能核对：项目文件有错误", "not verified: the programme has errors"),
            Self::Inputs(_) => {
                Said::new("不能核对：依据的文件不符", "not verified: the inputs are not those of the outcome")
            }
            Self::Differs(_) => Said::new("与重新计算的结果不同", "not the same as what is computed"),
        }
    }

    fn notes(self) -> Vec<Said> {
        match self {
            Self::Same | Self::Unsound => Vec::new(),
            Self::Inputs(wrong) => wrong,
            Self::Differs(difference) => difference.notes(),
        }
    }
}

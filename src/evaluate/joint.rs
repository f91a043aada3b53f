//! What the programmes of a joint relief plan pay on an application together (norm, section 14).
//!
//! One pass, and no circle: each programme is evaluated as if it were alone ([`member`]); what remains of the family's share is
//! computed ([`gap`]); the stages divide it one after another ([`stage`], [`share`]), and each amount is placed on lines ([`award`], [`place`],
//! [`network`]); then each programme's adjudication, and the account of all, are written ([`outcome`](self::account)).

mod account;
mod award;
mod class;
mod gap;
mod member;
mod near;
mod network;
mod offer;
mod place;
mod share;
mod stage;

use self::{
    account::{Amounts, account},
    award::Account,
    gap::{Before, before},
    member::{Member, MemberInput},
    stage::Stages,
};
use super::{
    Case, Detail, Plan,
    column::{Column, LineIx},
    exact::FEN_MAX,
    input::UnderPlan,
    ledger::Ledger,
    missing::{Lacks, wanted},
    outcome,
};
use crate::{
    adjudication::{Adjudication, PlanOfAward, Reason},
    code::{AdjudicationDecision, FactSupplier, PayerClass, ReasonCode, WholeAwards},
    eligibility::Circumstances,
    finding::{At, Finding, Severity},
    joint::{JointAdjudication, JointInputs, JointMember, NewJointAdjudication, NewJointInputs},
    plan::{PlanStage, ReliefPlan, check_members},
    programme::Programme,
    record::application::Application,
    revision::applicable,
    value::{Date, Fnv, LocalId, Money, Pointer, Text},
    wire::List,
};
use std::{cell::OnceCell, fmt};

/// The circumstances of a joint decision.
///
/// # Example
/// ```
/// use tongbiao::{date, evaluate::JointCircumstances, money};
///
/// let mut circumstances = JointCircumstances::on(date!("2026-06-10"));
/// circumstances.earlier = Some(&[]); // no member has decided anything on this child before
/// circumstances.funds.push(("cn.example.emergency".parse()?, money!("100000.00")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct JointCircumstances<'a> {
    /// The day of the decision.
    pub as_of: Date,
    /// Earlier adjudications on the same child, of any programme: see [`Circumstances::earlier`].
    pub earlier: Option<&'a [Adjudication]>,
    /// The places that programmes have left.
    pub quotas: Vec<(LocalId, u32)>,
    /// The balances of the funds of programmes.
    pub funds: Vec<(LocalId, Money)>,
}

impl JointCircumstances<'_> {
    /// A decision on that day, with all other circumstances unknown.
    pub const fn on(as_of: Date) -> Self {
        Self { as_of, earlier: None, quotas: Vec::new(), funds: Vec::new() }
    }
}

impl<'a> JointCircumstances<'a> {
    fn of(&self, programme: &Programme) -> Circumstances<'a> {
        let mut of = Circumstances::on(self.as_of);
        of.earlier = self.earlier;
        of.quota_left = self.quotas.iter().find(|(id, _)| *id == programme.id).map(|(_, quota)| *quota);
        of.fund_balance = self.funds.iter().find(|(id, _)| *id == programme.id).map(|(_, fund)| *fund);
        of
    }
}

/// A plan cannot be applied: it, or a programme of a member, has errors.
#[derive(Debug, Clone)]
pub struct UnsoundPlan {
    /// The errors of the plan.
    pub findings: Vec<Finding>,
    /// The programmes that have errors of their own.
    pub programmes: Vec<LocalId>,
}

impl fmt::Display for UnsoundPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the plan cannot be applied:")?;
        for finding in &self.findings {
            write!(f, " {} at {};", finding.rule.code, finding.pointer)?;
        }
        for programme in &self.programmes {
            write!(f, " the programme {programme} has errors;")?;
        }
        Ok(())
    }
}

impl std::error::Error for UnsoundPlan {}

/// The outcome of a plan on an application.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct JointOutcome {
    /// The account of all members and the family.
    pub joint: JointAdjudication,
    /// The adjudication of each member, in the order of the plan. Empty if the plan is not in force.
    pub members: Vec<Adjudication>,
}

impl JointOutcome {
    /// An outcome that was read, for its [verification](crate::verify::verify_joint).
    pub const fn new(joint: JointAdjudication, members: Vec<Adjudication>) -> Self {
        Self { joint, members }
    }
}

/// Adjudicates an application under a joint relief plan.
///
/// Each programme is evaluated as if it were alone, and pays at most that. All together never pay more for a line, nor in total, than
/// the family's share. The amount of each member is decided in the order of the plan.
///
/// # Errors
/// The plan or one of the programmes has a finding of severity error, a programme is not given, or members wait for each other.
///
/// # Example
/// ```
/// use std::fs;
/// use tongbiao::{
///     check::read,
///     date,
///     evaluate::{Detail, JointCircumstances, adjudicate_jointly},
///     plan::ReliefPlan,
///     programme::Programme,
///     record::application::Application,
/// };
///
/// let plan = read::<ReliefPlan>(&fs::read("cases/plans/heart-hospital-and-charities.json")?)?.body;
/// let mut programmes = Vec::new();
/// for name in ["heart-negotiated-price", "angel-sunshine-heart", "remainder-after-insurers", "crowdfunding-emergency"] {
///     programmes.push(read::<Programme>(&fs::read(format!("cases/programmes/{name}.json"))?)?.body);
/// }
/// let application = read::<Application>(&fs::read("cases/a-heart-surgery/application.json")?)?.body;
/// let programmes: Vec<&Programme> = programmes.iter().collect();
/// let on = JointCircumstances::on(date!("2024-12-20"));
/// let outcome = adjudicate_jointly(&plan, &programmes, &application, &on, Detail::Reasons)?;
/// assert_eq!(outcome.members.len(), 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn adjudicate_jointly(
    plan: &ReliefPlan,
    programmes: &[&Programme],
    application: &Application,
    circumstances: &JointCircumstances<'_>,
    detail: Detail,
) -> Result<JointOutcome, UnsoundPlan> {
    let chosen = chosen(plan, programmes, application, circumstances)?;
    let case = Case::of(application);
    let plans: Vec<Plan<'_>> = chosen.iter().filter_map(|programme| Plan::of(programme).ok()).collect();
    let joint = Joint { plan, case: &case, circumstances, detail };
    if !is_in_force(plan, circumstances.as_of) {
        let mut outcome = joint.opened(AdjudicationDecision::Refused, Vec::new());
        let mut reason = Reason::new(ReasonCode::RuleNotInForce);
        reason.at = Some(Pointer::cleaned("/effective"));
        outcome.reasons = List::new(vec![reason]).ok();
        return Ok(JointOutcome { joint: outcome, members: Vec::new() });
    }
    Ok(joint.evaluated(&plans))
}

fn is_in_force(plan: &ReliefPlan, day: Date) -> bool {
    plan.effective.start.is_none_or(|start| start <= day) && plan.effective.end.is_none_or(|end| day <= end)
}

/// The programme of each member, in the order of the plan.
fn chosen<'p>(
    plan: &ReliefPlan,
    programmes: &[&'p Programme],
    application: &Application,
    circumstances: &JointCircumstances<'_>,
) -> Result<Vec<&'p Programme>, UnsoundPlan> {
    let mut findings = At::errors(|at| crate::finding::Check::check(plan, at));
    let across = check_members(plan, programmes);
    findings.extend(across.into_iter().filter(|finding| finding.rule.severity >= Severity::Error));
    let (mut all, mut unsound) = (Vec::new(), Vec::new());
    for (_, _, member) in plan.members() {
        let own: Vec<&'p Programme> = programmes
            .iter()
            .copied()
            .filter(|programme| {
                programme.id == member.programme
                    && member.revision.is_none_or(|revision| revision == programme.revision)
            })
            .collect();
        let on = Circumstances::on(circumstances.as_of);
        let choice = applicable(&own, application, &on);
        match choice.chosen.first().and_then(|place| own.get(*place)) {
            Some(programme) if Plan::of(programme).is_ok() => all.push(*programme),
            _ if own.is_empty() => {}
            _ => unsound.push(member.programme.clone()),
        }
    }
    if findings.is_empty() && unsound.is_empty() { Ok(all) } else { Err(UnsoundPlan { findings, programmes: unsound }) }
}

/// The most pairs of a unit and a line on which it can be paid. With more, a plan is not divided.
const PAIRS_MAX: usize = 10_000;

/// The inputs of a joint evaluation.
struct Joint<'j> {
    plan: &'j ReliefPlan,
    case: &'j Case<'j>,
    circumstances: &'j JointCircumstances<'j>,
    detail: Detail,
}

impl Joint<'_> {
    fn evaluated(&self, plans: &[Plan<'_>]) -> JointOutcome {
        let circumstances: Vec<Circumstances<'_>> =
            plans.iter().map(|plan| self.circumstances.of(plan.programme())).collect();
        let ledgers: Vec<Ledger<'_>> =
            plans.iter().zip(&circumstances).map(|(plan, on)| Ledger::of(plan, self.case, on)).collect();
        let members = self.plan.members().zip(plans.iter().zip(&circumstances).zip(&ledgers));
        let mut inputs = Vec::new();
        let mut of = Vec::new();
        for ((stage, _, member), ((plan, circumstances), ledger)) in members {
            inputs.push(MemberInput { member, plan, case: self.case, circumstances, ledger });
            of.push(stage);
        }
        let settled: Vec<Vec<PayerClass>> = of
            .iter()
            .map(|stage| {
                inputs
                    .iter()
                    .zip(&of)
                    .filter(|(_, other)| *other < stage)
                    .map(|(input, _)| input.plan.programme().payer)
                    .collect()
            })
            .collect();
        let deducted: Vec<OnceCell<Column<LineIx, i64>>> = inputs.iter().map(|_| OnceCell::new()).collect();
        let others: Vec<OnceCell<Column<LineIx, i64>>> = inputs.iter().map(|_| OnceCell::new()).collect();
        if let Some(reason) = outcome::unreadable(self.circumstances.earlier) {
            return self.without_reading(&inputs, reason);
        }
        let evaluated = inputs
            .iter()
            .zip(&settled)
            .map(|(input, settled)| Member::of(*input, UnderPlan { settled, ..UnderPlan::default() }));
        let mut stages = Stages {
            stages: &self.plan.stages,
            inputs: &inputs,
            deducted: &deducted,
            members: evaluated.collect(),
            of,
            account: Account::default(),
        };
        let (before, lacks) = self.before(&mut stages, &inputs);
        let pairs: usize = stages.members.iter().flat_map(|member| &member.offers).map(|offer| offer.lines.len()).sum();
        let waits = if pairs > PAIRS_MAX { 0 } else { self.decided(&mut stages, before.as_ref(), &lacks) };
        let mut outcome = self.told(stages, before.as_ref(), (&lacks, waits), &others);
        if pairs > PAIRS_MAX {
            let reasons = outcome.joint.reasons.take().map(List::into_vec).unwrap_or_default();
            let reasons = [Reason::new(ReasonCode::PlanTooLarge)].into_iter().chain(reasons).collect();
            outcome.joint.reasons = List::new(reasons).ok();
        }
        outcome
    }

    /// What remains before the members pay, and what is missing to know it.
    fn before(&self, stages: &mut Stages<'_>, inputs: &[MemberInput<'_>]) -> (Option<Before>, Lacks) {
        let mut lacks = Lacks::default();
        let admitted: Vec<_> = stages.members.iter().flat_map(Member::admitted).collect();
        let payers: Vec<_> =
            inputs.iter().map(|input| (input.plan.programme(), input.ledger, input.circumstances)).collect();
        let has_within = stages
            .members
            .iter()
            .any(|member| member.offers.iter().any(|offer| offer.lines.is_empty() && member.takes_part(offer)));
        if has_within && self.case.application.receipts.is_none() {
            lacks.add(wanted("receipts", "/receipts".to_owned(), FactSupplier::Hospital));
        }
        let open = || stages.members.iter().filter(|member| !member.lacks.is_none());
        let is_open = open().next().is_some();
        let before =
            lacks.value(before(self.plan, self.case, (&admitted, is_open), (&payers, self.circumstances.as_of)));
        if let Some(before) = &before {
            lacks.is_out_of_range |= before.may_be_borne > FEN_MAX;
            // An undetermined member may offer awards as a whole.
            let may_within = has_within || open().any(|member| member.whole_awards() == WholeAwards::Within);
            if is_open && (may_within || before.has_unnamed) {
                // The remaining total depends on the receipts that an undetermined member admits.
                lacks.is_waiting = true;
            }
            stages.account.gap = before.gap.clone();
            stages.account.on_lines = vec![0; before.gap.lines.len()];
            if let Some(most) = self.plan.at_most {
                stages.account.gap.total = stages.account.gap.total.min(most.fen());
            }
        }
        (before, lacks)
    }

    /// Decides the stages, until one has an undetermined member, or depends on what an undetermined member of a later stage admits or
    /// offers. Returns that stage.
    fn decided(&self, stages: &mut Stages<'_>, before: Option<&Before>, lacks: &Lacks) -> usize {
        if !lacks.is_none() || lacks.is_waiting {
            return 0;
        }
        // If the plan bounds the remaining total, further receipts do not raise it.
        let is_bound_by_plan =
            self.plan.at_most.zip(before).is_some_and(|(most, before)| most.fen() <= before.gap.total);
        let is_open = stages.members.iter().any(|member| !member.lacks.is_none());
        for stage in 0..self.plan.stages.len() {
            let open = stages
                .places(stage)
                .iter()
                .any(|place| stages.members.get(*place).is_some_and(|member| !member.lacks.is_none()));
            let depends =
                is_open && (stages.depends_on_lines(stage) || !is_bound_by_plan && stages.depends_on_total(stage));
            if open || depends || stages.decide(stage).is_err() {
                return stage;
            }
        }
        self.plan.stages.len()
    }

    /// The documents.
    fn told<'r>(
        &self,
        stages: Stages<'r>,
        before: Option<&Before>,
        (lacks, waits): (&Lacks, usize),
        others: &'r [OnceCell<Column<LineIx, i64>>],
    ) -> JointOutcome {
        let Stages { members, of, account: last, .. } = stages;
        let accounts = account(self.case, &members, before, &last);
        let digest = Fnv::of_record(self.plan);
        let (mut documents, mut amounts) = (Vec::new(), Vec::new());
        for ((member, stage), cell) in members.into_iter().zip(of).zip(others) {
            let id = self.plan.stages.get(stage).map_or(&self.plan.id, PlanStage::id);
            let mut under = PlanOfAward::new(self.plan.id.clone(), self.plan.revision, id.clone());
            let own = Amounts::of(&member);
            under.plan_digest = Some(digest.clone());
            let document = if stage < waits {
                let own = member.on_lines(last.on_lines.len());
                let others = cell.get_or_init(|| last.on_lines.iter().zip(own).map(|(all, own)| all - own).collect());
                member.adjudicated(others, &under, self.detail)
            } else {
                member.undetermined(Lacks { is_waiting: true, ..lacks.clone() }, &under, self.detail)
            };
            amounts.push((own, under, stage < waits));
            documents.push(document);
        }
        let rows = documents.iter().zip(Fnv::of_records(&documents)).zip(amounts);
        let rows = rows
            .map(|((document, digest), (own, under, is_decided))| own.outcome((document, digest), &under, is_decided));
        let rows: Vec<JointMember> = rows.collect();
        // A refused member depends on no other. If all are refused, the plan is decided, also if what remains is unknown.
        let is_decided = documents.iter().all(|one| one.decision != AdjudicationDecision::Undetermined);
        let mut joint = self.opened(decision(&documents, is_decided), rows);
        let missing = documents.iter().flat_map(|one| one.missing.iter().flat_map(|missing| missing.iter()));
        let mut missing: Vec<_> = missing.cloned().collect();
        missing.sort_by(|one, other| {
            (one.fact.as_str(), one.pointer.as_ref().map(Pointer::as_str))
                .cmp(&(other.fact.as_str(), other.pointer.as_ref().map(Pointer::as_str)))
        });
        missing.dedup();
        joint.missing = List::new(missing).ok().filter(|missing| !missing.is_empty());
        joint.reasons = reasons(&documents, is_decided);
        if joint.decision != AdjudicationDecision::Undetermined && joint.decision != AdjudicationDecision::Refused {
            let (receipts, totals) = accounts;
            joint.receipts = List::new(receipts).ok().filter(|receipts| !receipts.is_empty());
            joint.totals = totals;
        }
        if !joint.balances() {
            // A wrong amount is worse than no amount.
            joint.decision = AdjudicationDecision::Undetermined;
            (joint.receipts, joint.totals) = (None, None);
            joint.reasons = List::new(vec![Reason::new(ReasonCode::Unbalanced)]).ok();
        }
        JointOutcome { joint, members: documents }
    }

    /// The earlier adjudications cannot be read.
    fn without_reading(&self, inputs: &[MemberInput<'_>], reason: ReasonCode) -> JointOutcome {
        let documents: Vec<Adjudication> = inputs
            .iter()
            .map(|input| outcome::without_reading(input.plan, self.case, input.circumstances, reason))
            .collect();
        let mut joint = self.opened(AdjudicationDecision::Undetermined, Vec::new());
        (joint.missing, joint.reasons) = outcome::unread(reason);
        JointOutcome { joint, members: documents }
    }

    fn opened(&self, decision: AdjudicationDecision, members: Vec<JointMember>) -> JointAdjudication {
        JointAdjudication::new(NewJointAdjudication {
            application: self.case.application.id.clone(),
            plan: self.plan.id.clone(),
            revision: self.plan.revision,
            as_of: self.circumstances.as_of,
            decision,
            computed_from: self.inputs(),
            members: List::new(members).unwrap_or_default(),
        })
    }

    fn inputs(&self) -> JointInputs {
        JointInputs::new(NewJointInputs {
            evaluator: Text::cleaned("tongbiao"),
            evaluator_version: Text::cleaned(env!("CARGO_PKG_VERSION")),
            plan_digest: Fnv::of_record(self.plan),
            application_digest: self.case.digest(),
        })
    }
}

/// The decision of all members together.
fn decision(documents: &[Adjudication], is_decided: bool) -> AdjudicationDecision {
    let any = |decision| documents.iter().any(|one| one.decision == decision);
    if !is_decided {
        AdjudicationDecision::Undetermined
    } else if any(AdjudicationDecision::AwaitingPapers) {
        AdjudicationDecision::AwaitingPapers
    } else if any(AdjudicationDecision::Awarded) {
        AdjudicationDecision::Awarded
    } else if any(AdjudicationDecision::NothingPayable) {
        AdjudicationDecision::NothingPayable
    } else {
        AdjudicationDecision::Refused
    }
}

/// The reasons of an undetermined outcome: those of its members, each once.
fn reasons(documents: &[Adjudication], is_decided: bool) -> Option<List<Reason, 0, 200>> {
    if is_decided {
        return None;
    }
    let undetermined = documents.iter().filter(|one| one.decision == AdjudicationDecision::Undetermined);
    let all = undetermined.flat_map(|one| one.reasons.iter().flat_map(|reasons| reasons.iter()));
    let mut codes: Vec<ReasonCode> = Vec::new();
    for reason in all.filter(|reason| reason.code != ReasonCode::MemberUndetermined) {
        if !codes.contains(&reason.code) {
            codes.push(reason.code);
        }
    }
    List::new(codes.into_iter().map(Reason::new).collect()).ok()
}

//! Aid that a child received before: aid listed in the application, with its sum, and aid decided in earlier adjudications.

use super::{
    reading::{Reading, missing},
    truth::{Answer, Known, Missing, Truth},
};
use crate::{
    adjudication::{Adjudication, marks},
    code::{AdjudicationDecision, FactSupplier, MoneyFact, PayerClass},
    programme::EarlierAidTest,
    record::{
        aid::Aid,
        same_aid::{doubts, kept},
    },
    value::{Date, LocalId, Money},
};

impl Reading<'_> {
    /// The amount given or committed, with everything that is missing to compute it. Aid in kind without an amount
    /// counts as zero. If earlier adjudications are given, they state the awards of this programme, and the programme's
    /// own entries are skipped.
    pub(super) fn aid_received(&self) -> Known<Money> {
        let wanted = || missing(MoneyFact::AidReceived.fact());
        let listed = self.application.aid.as_ref().ok_or_else(|| vec![wanted()])?;
        let is_told = self.circumstances.earlier.is_some();
        let (mut amounts, mut lacks, mut summed) = (Vec::new(), Vec::new(), Vec::new());
        let listed = kept(listed);
        for (place, aid) in listed.iter().filter(|(_, aid)| aid.is_granted()) {
            match (aid.is_of(&self.programme.id, self.programme.payer), aid.amount) {
                // Aid in kind without an amount counts as zero, whatever its source.
                _ if aid.is_without_money() => {}
                (Some(true), _) if is_told => {}
                (None, _) if is_told => {
                    let pointer = Some(format!("/aid/{place}/{}", aid.doubtful_member()));
                    lacks.push(Missing { pointer, ..wanted() });
                }
                (_, Some(amount)) => {
                    amounts.push(amount);
                    summed.extend((amount > Money::ZERO).then_some(*place));
                }
                (_, None) if lacks.contains(&wanted()) => {}
                (_, None) => lacks.push(wanted()),
            }
        }
        for doubt in doubts(&listed) {
            let both = summed.contains(&doubt.one) && summed.contains(&doubt.other);
            lacks.extend(doubt.wants.into_iter().filter(|_| both).map(|(place, member)| {
                let pointer = Some(format!("/aid/{place}/{member}"));
                Missing { pointer, ..wanted() }
            }));
        }
        if !lacks.is_empty() {
            return Err(lacks);
        }
        Money::checked_sum(amounts).ok_or_else(|| vec![wanted()])
    }

    /// Counts the aid that certainly matches the test, and the aid that may match it.
    pub(super) fn earlier_aid(&self, test: &EarlierAidTest) -> Answer {
        let Some(aid) = &self.application.aid else { return Answer::wants(wants("/aid")) };
        let since = test.months.and_then(|months| self.months_back(u32::try_from(months.get()).ok()?));
        let decided = Decided::of(self, aid, test, since);
        let listed = listed(aid, |aid| decided.beside(aid, told_as(aid, test, since), test));
        let (mut certain, mut possible, mut open) = (0_i64, 0_i64, Vec::new());
        for counted in listed.into_iter().chain(decided.cases.iter().map(|case| case.answer.clone())) {
            match counted.truth {
                Truth::Yes => certain += 1,
                Truth::No => {}
                Truth::Unknown => {
                    possible += 1;
                    open.push(counted);
                }
            }
        }
        if certain > test.at_most.get() {
            Answer::decided(Truth::No)
        } else if certain + possible <= test.at_most.get() {
            Answer::decided(Truth::Yes)
        } else {
            Answer::all(open)
        }
    }
}

/// Whether each entry of aid counts. An entry that repeats another one does not; one that may be the same as an earlier
/// one may not.
fn listed(aid: &[Aid], counts: impl Fn(&Aid) -> Answer) -> Vec<Answer> {
    let kept = kept(aid);
    let mut answers: Vec<(usize, Answer)> = kept.iter().map(|(place, aid)| (*place, counts(aid))).collect();
    for doubt in doubts(&kept) {
        let may_count = |place: usize| answers.iter().any(|(of, answer)| *of == place && answer.truth != Truth::No);
        if !may_count(doubt.one) || !may_count(doubt.other) {
            continue;
        }
        let wanted = doubt.wants.iter().map(|(place, member)| Answer::wants(wants(&format!("/aid/{place}/{member}"))));
        let open = Answer::all(wanted);
        if let Some((_, answer)) = answers.iter_mut().find(|(place, _)| *place == doubt.other) {
            *answer = Answer::all([answer.clone(), open]);
        }
    }
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Earlier aid from adjudications.
struct Decided<'a> {
    own: (&'a LocalId, PayerClass),
    /// All aid entries that name their programme. They show the payer class of that programme.
    named: Vec<(&'a LocalId, PayerClass)>,
    /// Programmes with earlier adjudications. Their awards are counted from the adjudications, not from the list.
    told: Vec<&'a LocalId>,
    /// Several decisions on one application under one programme count as one aid.
    cases: Vec<DecidedCase<'a>>,
}

struct DecidedCase<'a> {
    programme: &'a LocalId,
    application: &'a LocalId,
    /// Whether the aid matches the test, first without regard to the class of its payer, then whether it counts.
    answer: Answer,
}

impl<'a> Decided<'a> {
    fn of(reading: &Reading<'a>, aid: &'a [Aid], test: &EarlierAidTest, since: Option<Date>) -> Self {
        let own = (&reading.programme.id, reading.programme.payer);
        let named = aid.iter().filter_map(|aid| Some((aid.programme_id.as_ref()?, aid.payer))).collect();
        let mut decided = Self { own, named, told: Vec::new(), cases: Vec::new() };
        let Some(ledger) = reading.circumstances.earlier else { return decided };
        // If earlier adjudications are known, they state all awards of this programme.
        decided.told.push(own.0);
        let marks = if ledger.is_empty() { Vec::new() } else { marks(reading.application) };
        // Decisions on this application are not earlier aid.
        for earlier in ledger.iter().filter(|earlier| earlier.application != reading.application.id) {
            let awarded = earlier.decision == AdjudicationDecision::Awarded;
            let recent = since.is_none_or(|since| earlier.as_of > since);
            let programme = test.programme.as_ref().is_none_or(|wanted| *wanted == earlier.programme);
            let is_sealed = earlier.is_sealed();
            let is_anothers = earlier.is_of_another_child(&marks);
            if awarded && !is_anothers && !is_sealed && !decided.told.contains(&&earlier.programme) {
                decided.told.push(&earlier.programme);
            }
            let child = if is_anothers || is_sealed {
                Answer::wants(Missing::earlier_adjudications())
            } else {
                Answer::decided(Truth::Yes)
            };
            decided.add(earlier, Answer::all([decided_as(awarded && recent && programme), child]));
        }
        for place in 0..decided.cases.len() {
            decided.judge_class(place, test);
        }
        decided
    }

    fn add(&mut self, earlier: &'a Adjudication, answer: Answer) {
        let (programme, application) = (&earlier.programme, &earlier.application);
        let mut known = self.cases.iter_mut();
        match known.find(|case| (case.programme, case.application) == (programme, application)) {
            Some(case) => case.answer = Answer::any([case.answer.clone(), answer]),
            None => self.cases.push(DecidedCase { programme, application, answer }),
        }
    }

    /// An adjudication does not state the class of its programme. The application may list the same aid.
    fn judge_class(&mut self, place: usize, test: &EarlierAidTest) {
        let Some(payers) = &test.payers else { return };
        let Some(programme) = self.cases.get(place).map(|case| case.programme) else { return };
        let fits: Vec<bool> = self.classes(programme).map(|class| payers.contains(&class)).collect();
        let class = match fits.first() {
            Some(first) if fits.iter().all(|fits| fits == first) => decided_as(*first),
            _ => Answer::wants(wants("/aid/*/programmeId")),
        };
        if let Some(case) = self.cases.get_mut(place) {
            case.answer = Answer::all([case.answer.clone(), class]);
        }
    }

    /// The payer classes of a programme: stated by the programme itself, or by the aid entries that name it.
    fn classes(&self, programme: &LocalId) -> impl Iterator<Item = PayerClass> {
        let own = (self.own.0 == programme).then_some(self.own.1);
        let named = self.named.iter().filter(move |(id, _)| own.is_none() && *id == programme);
        own.into_iter().chain(named.map(|(_, class)| *class))
    }

    /// The programmes with adjudications that may have given an entry without a programme.
    fn may_be_of(&self, payer: PayerClass) -> impl Iterator<Item = &'a LocalId> {
        let fits = move |programme: &LocalId| {
            let mut classes = self.classes(programme).peekable();
            classes.peek().is_none() || classes.any(|class| class == payer)
        };
        self.told.iter().copied().filter(move |programme| fits(programme))
    }

    /// Whether an aid entry counts in addition to the adjudicated aid. It does not count if it is the same aid.
    fn beside(&self, aid: &Aid, told: Answer, test: &EarlierAidTest) -> Answer {
        let is_told = |programme: &LocalId| self.told.contains(&programme);
        match (&aid.programme_id, &test.programme) {
            // Its programme or its payer is wrong.
            (Some(programme), _) if is_told(programme) && programme == self.own.0 && aid.payer != self.own.1 => {
                Answer::all([told, Answer::wants(wants("/aid/*/payer"))])
            }
            (Some(programme), _) | (None, Some(programme)) if is_told(programme) => decided_as(false),
            (None, None) if self.may_be_of(aid.payer).next().is_some() => {
                Answer::all([told, Answer::wants(wants("/aid/*/programmeId"))])
            }
            _ => told,
        }
    }
}

const fn decided_as(holds: bool) -> Answer {
    Answer::decided(if holds { Truth::Yes } else { Truth::No })
}

/// Whether an aid entry matches the test: its status, payer, programme and day.
fn told_as(aid: &Aid, test: &EarlierAidTest, since: Option<Date>) -> Answer {
    let status = aid.is_in(&test.counted);
    let payer = test.payers.as_ref().is_none_or(|payers| payers.contains(&aid.payer));
    let programme = match (&test.programme, &aid.programme_id) {
        (None, _) => Answer::decided(Truth::Yes),
        (Some(_), None) => Answer::wants(wants("/aid/*/programmeId")),
        (Some(wanted), Some(id)) => Answer::decided(Truth::of(Some(id == wanted))),
    };
    let recent = match (since, aid.received_on.or(aid.decided_on)) {
        (None, _) => Answer::decided(Truth::Yes),
        (Some(_), None) => Answer::wants(wants("/aid/*/receivedOn")),
        (Some(since), Some(day)) => Answer::decided(Truth::of(Some(day > since))),
    };
    Answer::all([Answer::decided(Truth::of(Some(status && payer))), programme, recent])
}

fn wants(place: &str) -> Missing {
    Missing::new("aid", Some(place.to_owned()), FactSupplier::Family)
}

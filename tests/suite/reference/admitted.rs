//! Admitted receipts (docs/evaluation.md, section 3, admitted).

use super::{
    Case,
    document::text,
    hospital::{differ, hospital_codes, one_identified_code, told_apart_by, without_code},
    judge::{Answer, Subject, day_of, inside},
};
use serde_json::Value;
use std::collections::BTreeSet;
use tongbiao::{
    code::{DiagnosisMatch, ReasonCode, ReceiptKind, ReceiptStatus},
    eligibility::Truth,
    programme::{DiseaseTest, ProgrammeItem, ReceiptRule},
    record::{
        guardian::Guardian,
        receipt::{Receipt, ReceiptKey, ReceiptNumber},
    },
    value::{LocalId, NameMatch},
};

/// The result of the tests of an item for a receipt.
#[derive(Debug, Clone)]
pub struct Admission {
    pub answer: Answer,
    /// The reasons for exclusion, in the order of the tests.
    pub reasons: Vec<ReasonCode>,
}

/// Whether two receipts have a common number.
pub fn share_a_key(a: &[ReceiptKey], b: &[ReceiptKey]) -> bool {
    a.iter().any(|key| b.contains(key))
}

/// What a comparison of names says: another notation is the same name.
fn truth(found: NameMatch) -> Truth {
    match found {
        NameMatch::Same | NameMatch::Variant => Truth::Yes,
        NameMatch::Unknown(_) => Truth::Unknown,
        NameMatch::Other => Truth::No,
    }
}

impl Case<'_> {
    pub fn receipts(&self) -> &[Receipt] {
        self.application.receipts.as_deref().unwrap_or_default()
    }

    /// The receipts by day of visit (those without one last), then by their first key, then by their index.
    pub fn canonical_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.receipts().len()).collect();
        order.sort_by_key(|index| {
            let receipt = &self.receipts()[*index];
            let day = receipt.visited_on();
            (day.is_none(), day, receipt.keys().into_iter().next(), *index)
        });
        order
    }

    /// Whether a receipt states that it is valid, and that it is neither reversed nor a reversal.
    pub fn is_good(&self, index: usize) -> bool {
        let receipt = &self.receipts()[index];
        let valid = matches!(receipt.status, None | Some(ReceiptStatus::Valid));
        valid && receipt.reverses.is_none() && receipt.reversed_by.is_none()
    }

    pub fn are_one(&self, a: usize, b: usize) -> bool {
        share_a_key(&self.receipts()[a].keys(), &self.receipts()[b].keys())
    }

    fn others(&self, index: usize) -> impl Iterator<Item = usize> {
        (0..self.receipts().len()).filter(move |other| *other != index)
    }

    /// The keys of the number of another receipt of the same hospital. Older numbers are assigned by each hospital.
    fn keys_of(&self, index: usize, named: Option<&ReceiptNumber>) -> Vec<ReceiptKey> {
        let Some(named) = named else { return Vec::new() };
        let receipt = &self.receipts()[index];
        let mut other = Receipt::new(receipt.receipt_kind, named.clone(), receipt.total_amount);
        other.issuer = receipt.issuer.clone();
        other.keys()
    }

    pub fn is_void(&self, index: usize) -> bool {
        let originals: Vec<usize> = if self.is_part(index) { self.originals(index) } else { Vec::new() };
        let of_void = !originals.is_empty() && originals.iter().all(|original| self.is_void_itself(*original));
        self.is_void_itself(index) || of_void
    }

    /// Whether it is void, without regard to its original.
    fn is_void_itself(&self, index: usize) -> bool {
        let receipt = &self.receipts()[index];
        let reversed = (0..self.receipts().len()).any(|other| {
            let red = &self.receipts()[other];
            let valid = matches!(red.status, None | Some(ReceiptStatus::Valid));
            let keys = self.keys_of(other, red.reverses.as_ref());
            valid && red.total_amount.fen() < 0 && share_a_key(&keys, &receipt.keys())
        });
        !self.is_good(index) || reversed || receipt.total_amount.fen() < 0
    }

    /// A valid receipt is not a duplicate of an invalid one.
    pub fn is_duplicate(&self, index: usize) -> bool {
        let before = (0..index).filter(|other| self.are_one(*other, index));
        before.into_iter().any(|other| !self.is_good(index) || self.is_good(other))
    }

    /// Whether another receipt with the number is void.
    fn is_contradicted(&self, index: usize) -> bool {
        let mut others = self.others(index);
        !self.is_void(index) && others.any(|other| self.are_one(other, index) && !self.is_good(other))
    }

    /// Whether it is a refund of a receipt that is not in the application.
    pub fn is_unmatched(&self, index: usize) -> bool {
        let receipt = &self.receipts()[index];
        let valid = matches!(receipt.status, None | Some(ReceiptStatus::Valid)) && receipt.reversed_by.is_none();
        let refunded = self.keys_of(index, receipt.reverses.as_ref());
        let there = self.others(index).any(|other| share_a_key(&refunded, &self.receipts()[other].keys()));
        valid && receipt.total_amount.fen() < 0 && !there
    }

    pub fn is_part(&self, index: usize) -> bool {
        let receipt = &self.receipts()[index];
        receipt.receipt_kind == ReceiptKind::SplitSheet && receipt.original.is_some()
    }

    /// A split sheet that does not name its original.
    fn is_unnamed(&self, index: usize) -> bool {
        let receipt = &self.receipts()[index];
        receipt.receipt_kind == ReceiptKind::SplitSheet && receipt.original.is_none()
    }

    pub fn original(&self, part: usize) -> Vec<ReceiptKey> {
        self.keys_of(part, self.receipts()[part].original.as_ref())
    }

    /// The receipts of the application that are the original of a split sheet.
    fn originals(&self, part: usize) -> Vec<usize> {
        let keys = self.original(part);
        let part_of_it = |other: &usize| self.is_part(*other) && share_a_key(&keys, &self.original(*other));
        let all = self.others(part).filter(|other| !part_of_it(other) && !self.is_unnamed(*other));
        all.filter(|other| share_a_key(&keys, &self.receipts()[*other].keys())).collect()
    }

    /// Whether the split sheets of its original exceed the original, or the original is in the application.
    fn exceeds(&self, index: usize) -> bool {
        let here = if self.is_part(index) { self.parts_here(&self.original(index)) } else { Vec::new() };
        if !here.contains(&index) {
            return false;
        }
        let parts: Vec<&Receipt> = here.into_iter().map(|part| &self.receipts()[part]).collect();
        let sum: i64 = parts.iter().map(|part| part.total_amount.fen()).sum();
        let too_much = parts.iter().filter_map(|part| part.original_total).any(|total| sum > total.fen());
        too_much || !self.originals(index).is_empty()
    }

    /// The split sheets that do not name their original and may have the same original: the admitted ones, and those
    /// with the number of its original.
    fn open_parts(&self, index: usize) -> Vec<usize> {
        let counts = |index: usize| !self.is_duplicate(index) && !self.is_void(index);
        if self.receipts()[index].receipt_kind != ReceiptKind::SplitSheet || !counts(index) {
            return Vec::new();
        }
        let original = self.original(index);
        let is_of_it = |other: usize| share_a_key(&original, &self.receipts()[other].keys());
        let unnamed = (0..self.receipts().len()).filter(|other| self.is_unnamed(*other));
        unnamed.filter(|other| counts(*other) || is_of_it(*other)).collect()
    }

    /// The facts that are missing to distinguish a receipt from others that may be the same.
    fn alike(&self, index: usize) -> BTreeSet<String> {
        let receipt = &self.receipts()[index];
        let mut places = self.possible(index);
        for other in self.others(index) {
            let theirs = &self.receipts()[other];
            let day = receipt.visited_on().is_none() || theirs.visited_on().is_none();
            let same_day = day || receipt.visited_on() == theirs.visited_on();
            // Of two that differ by a missing code, one may be void.
            let is_open = !self.is_void(other) || one_identified_code(receipt, theirs);
            let counts = !self.is_void(index) && is_open && !self.are_one(index, other);
            let counts = counts && !super::alike::are_told_apart(receipt, theirs);
            let counts = counts && [index, other].iter().all(|one| self.is_childs(*one) != Some(Truth::No));
            if same_day && receipt.total_amount == theirs.total_amount && counts {
                places.extend(told_apart_by([(index, receipt), (other, theirs)]));
            }
        }
        places
    }

    /// The admitted split sheets of an original in this application.
    pub fn parts_here(&self, original: &[ReceiptKey]) -> Vec<usize> {
        let counts = |part: &usize| self.is_part(*part) && !self.is_duplicate(*part) && !self.is_void(*part);
        let all = (0..self.receipts().len()).filter(counts);
        all.filter(|part| share_a_key(original, &self.original(*part))).collect()
    }

    /// Whether it is admitted for every programme, without regard to use elsewhere and to the patient.
    pub fn counts_for_all(&self, index: usize) -> Answer {
        let asked = self.asked_of_any(index).into_iter();
        let here = asked.filter(|(reason, _)| {
            !matches!(reason, ReasonCode::ReceiptUsedElsewhere | ReasonCode::ReceiptPartsExceedOriginal)
        });
        Answer::all(here.map(|(_, answer)| answer).chain([self.within_original(index, self.exceeds(index))]))
    }

    /// Whether it is not a split sheet beyond its original. Otherwise sheets that do not name their original may
    /// decide.
    fn within_original(&self, index: usize, exceeds: bool) -> Answer {
        let open =
            self.open_parts(index).into_iter().map(|other| Answer::unknown(format!("/receipts/{other}/original")));
        let lacking = self.lacking_codes(index).into_iter().map(Answer::unknown);
        if exceeds { Answer::of(false) } else { Answer::all(open.chain(lacking)) }
    }

    /// The places that lack the code of a number, so that the original of a split sheet is not known (3.46).
    fn lacking_codes(&self, part: usize) -> BTreeSet<String> {
        let counts = |index: usize| self.is_part(index) && !self.is_duplicate(index) && !self.is_void(index);
        let mut places = BTreeSet::new();
        let Some(original) = self.receipts()[part].original.as_ref().filter(|_| counts(part)) else { return places };
        for other in self.others(part) {
            let theirs = &self.receipts()[other];
            if differ(&hospital_codes(&self.receipts()[part]), &hospital_codes(theirs)) {
                continue;
            }
            if let Some(second) = theirs.original.as_ref().filter(|_| counts(other)) {
                match without_code(original, second) {
                    Some(true) => places.insert(format!("/receipts/{part}/original")),
                    Some(false) => places.insert(format!("/receipts/{other}/original")),
                    None => false,
                };
            }
            let of_one = self.is_part(other) && share_a_key(&self.original(part), &self.original(other));
            if of_one || self.is_unnamed(other) {
                continue;
            }
            match without_code(original, &theirs.number) {
                Some(true) => places.insert(format!("/receipts/{part}/original")),
                Some(false) => places.insert(format!("/receipts/{other}/number/code")),
                None => false,
            };
        }
        places
    }

    /// The tests of a receipt that every programme has.
    fn asked_of_any(&self, index: usize) -> Vec<(ReasonCode, Answer)> {
        let alike = self.alike(index).into_iter().map(Answer::unknown);
        let exceeds = self.exceeds(index) || self.exceeds_with_others(index);
        let valid = if self.is_unmatched(index) {
            Answer::unknown(format!("/receipts/{index}/reverses"))
        } else if self.is_contradicted(index) {
            Answer::unknown(format!("/receipts/{index}/status"))
        } else {
            Answer::of(!self.is_void(index))
        };
        let mut asked = vec![
            (ReasonCode::ReceiptDuplicate, Answer::of(!self.is_duplicate(index))),
            (ReasonCode::ReceiptPossibleDuplicate, Answer::all(alike)),
            (ReasonCode::ReceiptVoided, valid),
            (ReasonCode::ReceiptPartsExceedOriginal, self.within_original(index, exceeds)),
            (ReasonCode::ReceiptUsedElsewhere, self.unused_elsewhere(index)),
        ];
        if !self.is_unmatched(index) {
            asked.extend(self.asked_of_days_and_payers(index));
        }
        asked
    }

    /// Admission to an item. Without an item, admission to the programme.
    pub fn admission(&self, index: usize, item: Option<&ProgrammeItem>) -> Admission {
        let mut questions = self.asked_of_any(index);
        let everything = ReceiptRule::new();
        // A refund of a receipt that is not in the application is tested only for its patient.
        let unmatched = self.is_unmatched(index);
        let rule = self.programme.receipts.as_ref().filter(|_| !unmatched);
        questions.extend(self.asked_by(rule.unwrap_or(&everything), index));
        let item = item.filter(|_| !unmatched);
        questions.extend(self.asked_by_item(item, index));
        let mut reasons = Vec::new();
        for (reason, answer) in &questions {
            if answer.truth == Truth::No && !reasons.contains(reason) {
                reasons.push(*reason);
            }
        }
        Admission { answer: Answer::all(questions.into_iter().map(|(_, answer)| answer)), reasons }
    }

    /// If receipts are required, the programme's own tests must be decided for each.
    pub fn require_admission(&self) {
        if self.application.receipts.is_none() {
            self.want("/receipts");
        }
        for index in self.canonical_order() {
            let answer = self.admission(index, None).answer;
            if answer.truth == Truth::Unknown && !self.is_for_no_item(index) {
                self.missing.borrow_mut().extend(answer.missing);
            }
        }
    }

    /// The receipts that pass the programme's own tests, if an item that applies requires receipts.
    pub fn admitted_by_programme(&self) -> Vec<usize> {
        let asks = self.programme.items.iter().any(|item| self.may_apply(item) && self.asks_for_receipts(item));
        let admitted =
            |index: &usize| self.admission(*index, None).answer.truth == Truth::Yes && !self.is_for_no_item(*index);
        self.canonical_order().into_iter().filter(|index| asks && admitted(index)).collect()
    }

    /// Whether the conditions of an item hold, or may hold.
    pub fn may_apply(&self, item: &ProgrammeItem) -> bool {
        self.judge_all(item.when.as_deref(), item.when_any_of.as_deref(), &Subject::Application).truth != Truth::No
    }

    /// The tests from `receipt-kind` on.
    pub fn asked_by(&self, rule: &ReceiptRule, index: usize) -> Vec<(ReasonCode, Answer)> {
        let receipt = &self.receipts()[index];
        let place = |member: &str| Answer::unknown(format!("/receipts/{index}/{member}"));
        let mut asked = Vec::new();
        if let Some(kinds) = &rule.kinds {
            asked.push((ReasonCode::ReceiptKind, Answer::of(kinds.contains(&receipt.receipt_kind))));
        }
        if let Some(forms) = &rule.forms {
            let answer = receipt.form.map_or_else(|| place("form"), |form| Answer::of(forms.contains(&form)));
            asked.push((ReasonCode::ReceiptForm, answer));
        }
        if let Some(kinds) = &rule.visit_kinds {
            let answer =
                receipt.visit_kind.map_or_else(|| place("visitKind"), |kind| Answer::of(kinds.contains(&kind)));
            asked.push((ReasonCode::ReceiptVisitKind, answer));
        }
        let child = match self.is_childs(index) {
            None | Some(Truth::Unknown) => place("patientName"),
            Some(known) => Answer::of(known == Truth::Yes),
        };
        asked.push((ReasonCode::ReceiptNotChild, child));
        if let Some(set) = &rule.diseases {
            asked.push((ReasonCode::ReceiptDisease, self.is_for(index, set)));
        }
        if let Some(set) = &rule.except_diseases {
            asked.push((ReasonCode::ReceiptDisease, self.is_for(index, set).negated_if(Some(true))));
        }
        if let Some(set) = &rule.hospitals {
            let issuer = receipt.issuer.as_ref();
            let listed = self.listed(set, issuer, receipt.visited_on(), &format!("/receipts/{index}/issuer"));
            asked.push((ReasonCode::ReceiptHospital, listed));
        }
        if let Some(window) = &rule.window {
            let answer = match day_of(receipt, window.by) {
                Some(day) => Answer::of(inside(&window.period, day)),
                None => Answer::unknown(self.day_place(index, window.by)),
            };
            asked.push((ReasonCode::ReceiptWindow, answer));
        }
        if let Some(deadline) = &rule.submit_within {
            let answer = match (day_of(receipt, deadline.by), self.application.submitted_on) {
                (Some(day), Some(submitted)) => Answer::of(day.days_until(submitted) <= deadline.days.get()),
                (day, submitted) => Answer::all([
                    day.map_or_else(|| Answer::unknown(self.day_place(index, deadline.by)), |_| Answer::of(true)),
                    submitted.map_or_else(|| Answer::unknown("/submittedOn"), |_| Answer::of(true)),
                ]),
            };
            asked.push((ReasonCode::ReceiptLate, answer));
        }
        let subject = Subject::Receipts(vec![index]);
        let requirements = rule.requirements.as_deref().unwrap_or_default().iter();
        let met = requirements.map(|one| Answer::any(one.any_of.iter().map(|any| self.judge(any, &subject))));
        asked.push((ReasonCode::ReceiptRequirement, Answer::all(met)));
        asked
    }

    /// Whether the name on a receipt is the child's (3.29, 3.30). `None` if it states no name.
    pub fn is_childs(&self, index: usize) -> Option<Truth> {
        let receipt = &self.receipts()[index];
        let name = receipt.patient_name.as_ref()?;
        let child = &self.application.child;
        let mut found = BTreeSet::from([truth(child.name.compare(name))]);
        for former in child.former_names.iter().flat_map(|all| all.iter()) {
            match truth(former.compare(name)) {
                // A former name that is itself in doubt identifies its own text only.
                Truth::Unknown if former.doubt().is_some() => {}
                other => {
                    found.insert(other);
                }
            }
        }
        if found.contains(&Truth::Yes) {
            return Some(Truth::Yes);
        }
        if found.contains(&Truth::Unknown) {
            return Some(Truth::Unknown);
        }
        let near = match (self.application.child_born(), receipt.visited_on()) {
            (Some(born), Some(day)) => (-28..=28).contains(&born.days_until(day)),
            _ => true,
        };
        let parent = match &self.application.guardians {
            None => true,
            Some(guardians) => guardians.iter().any(|guardian| match guardian {
                Guardian::Person(person) => truth(person.name.compare(name)) != Truth::No,
                _ => false,
            }),
        };
        Some(if near && parent { Truth::Unknown } else { Truth::No })
    }

    /// Whether one of the diagnoses that a receipt names is in a set. A receipt that names none is for any diagnosis of
    /// the application. If some of these are in the set and others are not, the answer is unknown.
    fn is_for(&self, index: usize, set: &LocalId) -> Answer {
        let named = self.receipts()[index].diagnoses.as_deref().unwrap_or_default();
        let test = DiseaseTest::new(set.clone(), DiagnosisMatch::Any);
        let Some(all) = self.diagnoses() else { return Answer::unknown("/diagnoses") };
        if !named.is_empty() {
            let is_named = |one: &&Value| named.iter().any(|id| text(one, "id") == Some(id.as_str()));
            return self.judge_diseases(&all.iter().filter(is_named).collect::<Vec<_>>(), &test);
        }
        let answers: Vec<Answer> = all.iter().map(|one| self.judge_diseases(&[one], &test)).collect();
        match answers.first() {
            None => Answer::of(false),
            Some(first) if answers.iter().all(|answer| answer.truth == first.truth) => Answer::any(answers),
            _ => Answer::unknown(format!("/receipts/{index}/diagnoses")),
        }
    }

    /// The place of the day of a receipt.
    pub fn day_place(&self, index: usize, by: tongbiao::code::ReceiptDate) -> String {
        use tongbiao::code::ReceiptDate;
        let member = match by {
            ReceiptDate::VisitedOn => "visitDate",
            ReceiptDate::DischargedOn => "stay/end",
            ReceiptDate::IssuedOn => "issuedOn",
            _ => "settlement/settledOn",
        };
        format!("/receipts/{index}/{member}")
    }
}

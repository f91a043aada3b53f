//! The application of one family: entered once, used by every programme.
//!
//! # Example
//!
//! The program `examples/build_application.rs` builds a complete application, checks it, adjudicates it and prints the letter to the
//! family:
//!
//! ```ignore
#![doc = include_str!("../../examples/build_application.rs")]
//! ```

mod part;

use crate::{
    code::{AidStatus, InsuranceKind, MaterialKind, PayerClass},
    extension::check_extensions,
    finding::{At, Check, rules},
    record::{
        aid::{self, Aid},
        assessment::Assessment,
        consent::{self, Consent, Disclosure},
        diagnosis::Diagnosis,
        guardian::{self, Guardian},
        household::Household,
        identity::{Child, IdentityDocument},
        insurance::{self, Coverage},
        material::{self, Material},
        organisation::Organisation,
        payee::{self, Payee, PersonPayee},
        place,
        receipt::Receipt,
        register, same_aid,
        treatment::Treatment,
    },
    value::{Date, Extensions, Fingerprint, Fnv, LocalId, Money, NameMatch, Note, RecordNumber, SignedMoney, Text},
    wire::{List, MemberName, Privacy, record},
};
use part::record_of_parts;
use std::collections::HashSet;

record! {
    /// 申请的项目 · Programme applied for.
    pub struct ProgrammeRequest {
        required {
            /// 项目名称 · Programme name.
            public name: Text<1, 200>,
        }
        optional {
            /// 项目标识 · Programme identifier.
            public programme: LocalId,
            /// 项目系统首次录入日期 · Date of first entry into the programme's system.
            ///
            /// 有的项目按此日期计算年龄。
            /// Some programmes determine the child's age on this date.
            public entered_on: Date,
            /// 项目受理编号 · Case number at the programme.
            personal number: RecordNumber,
        }
    }
}

record_of_parts! {
    /// 救助申请 · Application for relief.
    ///
    /// 每个家庭填写一次，各项目共用。未填写的视为未知；确实没有的，填空列表、"0.00" 或相应代码。
    /// Completed once by the family and used by every programme. An omitted member means unknown. If there is nothing
    /// to report, say so: with an empty list, "0.00" or a code.
    pub struct Application {
        required {
            /// 申请编号 · Application identifier.
            ///
            /// 由受理机构编制，不得含个人信息。
            /// Assigned by the receiving organisation. Must not contain personal data.
            pseudonymous id: LocalId,
            /// 患儿 · The child.
            personal child: Child,
        }
        optional {
            /// 首次录入日期 · Date of first entry.
            ///
            /// 许多项目按首次录入系统的日期计算年龄。
            /// Many programmes determine the child's age on this date.
            public entered_on: Date,
            /// 提交日期 · Date of submission.
            public submitted_on: Date,
            /// 受理机构 · Receiving organisation.
            public received_by: Organisation,
            /// 申请的项目 · Programmes applied for.
            public programmes: List<ProgrammeRequest, 0, 50>,
            /// 监护人 · Guardians.
            personal guardians: List<Guardian, 0, 10>,
            /// 家庭情况 · Household.
            personal household: Household,
            /// 参保情况 · Insurance coverage.
            personal insurance: List<Coverage, 0, 20>,
            /// 诊断 · Diagnoses.
            health diagnoses: List<Diagnosis, 0, 50>,
            /// 治疗 · Treatments, planned and performed.
            health treatments: List<Treatment, 0, 100>,
            /// 票据 · Receipts.
            financial receipts: List<Receipt, 0, 500>,
            /// 其他救助 · Other aid, requested or received.
            financial aid: List<Aid, 0, 50>,
            /// 评估意见 · Assessments.
            financial assessments: List<Assessment, 0, 50>,
            /// 单独同意 · Consents.
            ///
            /// 信息提供记录所列的每个接收方，须有提供之前取得且未失效的同意。
            /// Each receiver that a disclosure names requires a consent given before the disclosure and still in force.
            public consents: List<Consent, 0, 50>,
            /// 信息提供记录 · Disclosures.
            public disclosures: List<Disclosure, 0, 500>,
            /// 材料 · Supporting documents.
            personal materials: List<Material, 0, 300>,
            /// 收款方 · Payee.
            ///
            /// 家庭提供的收款信息，用于校验和付款，不影响核定：付给哪一类收款方，由项目规定。
            /// The account details that the family supplies, for checks and payment. They do not affect an adjudication: the
            /// programme states which payees it pays.
            financial payee: Payee,
            /// 申请说明 · Remarks on the application.
            personal note: Note<8000>,
            /// 扩展 · Extensions.
            personal extensions: Extensions,
        }
    }
}

rules! { Application;
    /// 首次录入或提交早于患儿出生 · First entry or submission before the birth.
    BEFORE_BIRTH = "application.before-birth" Error Reference {
        zh: "首次录入日期（未填写的，提交日期）早于患儿出生日期", en: "the date of first entry, or of submission if that is omitted, is before the child's birth date",
        hint_zh: "请核对两个日期", hint_en: "check both dates",
        source: "plain fact",
    }
    /// 患儿在首次录入日期已满十九周岁 · Child aged nineteen or over on the date of first entry.
    ///
    /// 多数项目资助 0—18 周岁的儿童，已知项目均不资助年满十九周岁的。
    /// Most programmes assist children aged 0 to 18. No known programme assists a child aged nineteen or over.
    NOT_A_CHILD = "application.not-a-child" Warning Rule {
        zh: "患儿在首次录入日期（未填写的，提交日期）已满十九周岁", en: "the child is nineteen or older on the date of first entry, or of submission if that is omitted",
        hint_zh: "请核对出生日期和首次录入日期；各项目的年龄算法不同", hint_en: "check the birth date and the date of first entry; programmes determine the age differently",
        source: "小天使基金 notices: over age from the day after the nineteenth birthday",
    }
    /// 提交早于首次录入 · Submission before first entry.
    DATE_ORDER = "application.date-order" Error Value {
        zh: "提交日期早于首次录入日期", en: "the date of submission is before the date of first entry",
        hint_zh: "请核对两个日期", hint_en: "check both dates",
        source: "plain fact",
    }
    /// 引用的标识不存在 · Reference to an unknown identifier.
    REFERENCE_UNKNOWN = "application.reference-unknown" Error Reference {
        zh: "引用的文内标识在本文件中不存在", en: "no part of the document has this identifier",
        hint_zh: "请核对标识，或补充所引用的部分", hint_en: "check the identifier, or add the part to which it refers",
        source: "identifiers inside one document",
    }
    /// 文内标识重复 · Duplicate identifier.
    ID_DUPLICATE = "application.id-duplicate" Error Duplicate {
        zh: "文内标识重复使用", en: "the identifier is used more than once",
        hint_zh: "请给每个部分编制不同的标识", hint_en: "give each part its own identifier",
        source: "identifiers inside one document",
    }
}

impl Application {
    /// The date of first entry, or else of submission.
    pub fn day(&self) -> Option<Date> {
        self.entered_on.or(self.submitted_on)
    }

    /// The date on which supporting documents must be valid: the date of submission, or else of first entry.
    pub fn papers_day(&self) -> Option<Date> {
        self.submitted_on.or(self.entered_on)
    }

    /// The stated birth date, or else the one in an identity number.
    pub fn child_born(&self) -> Option<Date> {
        let numbers =
            || self.child.identity.iter().flat_map(|all| all.iter()).filter(|document| document.is_of_a_child());
        self.child.birth_date.or_else(|| numbers().find_map(IdentityDocument::birth_date))
    }

    /// One digest per current or former name of the child, combined with the birth date: a newborn that has been named since is
    /// recognised by its former name. Empty if the birth date is unknown. Outcomes state the same digests as `child`.
    pub fn child_marks(&self) -> Vec<Fingerprint> {
        let Some(born) = self.child_born().map(|born| born.to_string()) else { return Vec::new() };
        let child = &self.child;
        let names = std::iter::once(&child.name).chain(child.former_names.iter().flat_map(|names| names.iter()));
        names.map(|name| Fnv::of(["child", &born, &name.comparison_form()])).collect()
    }

    /// The identity numbers of the child, each with the kind of the document. A number of an adult among them is omitted: it may be that of
    /// a guardian.
    pub fn child_numbers(&self) -> Vec<String> {
        let documents = self.child.identity.iter().flat_map(|all| all.iter()).filter(|own| own.is_of_a_child());
        documents.map(IdentityDocument::identifying_text).collect()
    }

    /// Compares the name on a receipt of the application with the names of the child. `None` if the receipt states no name.
    ///
    /// On the receipt of a newborn the name of a guardian is in doubt, and not another name.
    pub fn patient_of(&self, receipt: &Receipt) -> Option<NameMatch> {
        receipt.is_of(&self.child, || self.child_born(), self.guardians.as_deref())
    }

    fn guardians(&self) -> &[Guardian] {
        self.guardians.as_deref().unwrap_or_default()
    }

    fn receipts(&self) -> &[Receipt] {
        self.receipts.as_deref().unwrap_or_default()
    }

    fn materials(&self) -> &[Material] {
        self.materials.as_deref().unwrap_or_default()
    }

    /// Whether the supporting documents include a fee list for the receipt: one that names this receipt, or one that
    /// names nothing.
    fn has_fee_list(&self, receipt: &Receipt) -> bool {
        self.materials().iter().filter(|m| m.kind == MaterialKind::FeeList).any(|material| {
            let proves = material.proves.as_deref().unwrap_or_default();
            proves.is_empty() || receipt.id.as_ref().is_some_and(|id| proves.contains(id))
        })
    }

    fn check_dates(&self, at: &mut At) {
        let (born, day) = (self.child_born(), self.day());
        let place = if self.entered_on.is_some() { Self::MEMBERS.entered_on } else { Self::MEMBERS.submitted_on };
        at.judge_member(&BEFORE_BIRTH, place, born.zip(day).map(|(born, day)| born <= day), |f| {
            f.related("birth-date", MemberName::pointer([Self::MEMBERS.child, Child::MEMBERS.birth_date]));
        });
        let age = born.zip(day).and_then(|(born, day)| born.years_until(day));
        at.judge_member(&NOT_A_CHILD, place, age.map(|age| age < 19), |f| {
            f.related("birth-date", MemberName::pointer([Self::MEMBERS.child, Child::MEMBERS.birth_date]));
        });
        let ordered = self.entered_on.zip(self.submitted_on).map(|(entered, submitted)| entered <= submitted);
        at.judge_member(&DATE_ORDER, Self::MEMBERS.submitted_on, ordered, |_| {});
    }

    fn check_references(&self, at: &mut At) {
        let diagnoses = self.diagnoses.as_deref().unwrap_or_default();
        let treatments = self.treatments.as_deref().unwrap_or_default();
        let aid = self.aid.as_deref().unwrap_or_default();
        let diagnosis_ids = declare(Self::MEMBERS.diagnoses, diagnoses.iter().map(|d| d.id.as_ref()).collect(), at);
        let receipt_ids = declare(Self::MEMBERS.receipts, self.receipts().iter().map(|r| r.id.as_ref()).collect(), at);
        let guardian_ids =
            declare(Self::MEMBERS.guardians, self.guardians().iter().map(|g| Some(g.id())).collect(), at);
        let treatment_ids = declare(Self::MEMBERS.treatments, treatments.iter().map(|t| t.id.as_ref()).collect(), at);
        let aid_ids = declare(Self::MEMBERS.aid, aid.iter().map(|a| a.id.as_ref()).collect(), at);

        at.each(Self::MEMBERS.treatments, treatments, |at, treatment| {
            refer(Treatment::MEMBERS.diagnoses, treatment.diagnoses.as_deref(), &diagnosis_ids, at);
        });
        at.each(Self::MEMBERS.aid, aid, |at, aid| {
            refer(Aid::MEMBERS.receipts, aid.receipts.as_deref(), &receipt_ids, at)
        });
        if let Some(Payee::Person(person)) = &self.payee {
            let known = person.guardian.as_ref().map(|id| guardian_ids.contains(id));
            at.within(Self::MEMBERS.payee, |at| {
                at.judge_member(&REFERENCE_UNKNOWN, PersonPayee::MEMBERS.guardian, known, |_| {})
            });
        }
        at.each(Self::MEMBERS.receipts, self.receipts(), |at, receipt| {
            refer(Receipt::MEMBERS.diagnoses, receipt.diagnoses.as_deref(), &diagnosis_ids, at);
            refer(Receipt::MEMBERS.treatments, receipt.treatments.as_deref(), &treatment_ids, at);
            let lines = receipt.lines.as_deref().unwrap_or_default();
            declare(Receipt::MEMBERS.lines, lines.iter().map(|line| line.id.as_ref()).collect(), at);
        });
        let coverage = self.insurance.as_deref().unwrap_or_default();
        let coverage_ids = declare(Self::MEMBERS.insurance, coverage.iter().map(|c| c.id.as_ref()).collect(), at);
        let certificates = self.household.as_ref().and_then(|h| h.certificates.as_deref()).unwrap_or_default();
        let certificate_ids = at.within(Self::MEMBERS.household, |at| {
            declare(Household::MEMBERS.certificates, certificates.iter().map(|c| c.id.as_ref()).collect(), at)
        });
        declare(Self::MEMBERS.materials, self.materials().iter().map(|m| m.id.as_ref()).collect(), at);
        let parts = [diagnosis_ids, receipt_ids, guardian_ids, treatment_ids, aid_ids, coverage_ids, certificate_ids];
        at.each(Self::MEMBERS.materials, self.materials(), |at, material| {
            at.each(Material::MEMBERS.proves, material.proves.as_deref().unwrap_or_default(), |at, id| {
                let whole = matches!(id.as_str(), "child" | "household" | "payee");
                let known = whole || parts.iter().any(|ids| ids.contains(id));
                at.judge(&REFERENCE_UNKNOWN, Some(known), |_| {});
            });
        });
    }

    fn check_receipts(&self, at: &mut At) {
        let (born, coverage) = (self.child_born(), self.insurance.as_deref());
        at.each(Self::MEMBERS.receipts, self.receipts(), |at, receipt| {
            receipt.check_face(at);
            receipt.check_fee_list(self.has_fee_list(receipt), at);
            receipt.check_child(&self.child, born, self.guardians.as_deref(), at);
            check_coverage(receipt, coverage, at);
        });
        let is_of_other = |receipt: &Receipt| self.patient_of(receipt) == Some(NameMatch::Other);
        register::check_within(self.receipts(), is_of_other, at);
        register::check_stays(self.receipts(), is_of_other, at);
    }

    fn check_aid(&self, at: &mut At) {
        let aid = self.aid.as_deref().unwrap_or_default();
        let repeated = same_aid::repeated(aid);
        let shown = self.shown_aid(aid);
        let mut index = 0_usize;
        at.each(Self::MEMBERS.aid, aid, |at, item| {
            item.check(at);
            let first = repeated.get(index).copied().flatten();
            at.judge(&aid::REPEATED, (aid.len() > 1).then_some(first.is_none()), |f| {
                f.related("first", format!("/{}/{}", Self::MEMBERS.aid, first.unwrap_or_default()));
            });
            let received = item.status == AidStatus::Received && first.is_none();
            let shown = received.then(|| shown.get(index).copied() != Some(Some(false)));
            at.judge_member(&aid::COUNTED_TWICE, Aid::MEMBERS.payer, shown.map(|shown| !shown), |_| {});
            index += 1;
        });
        let brings =
            |place: usize| repeated.get(place) == Some(&None) && shown.get(place).copied().flatten() == Some(false);
        let brought: Vec<&Aid> =
            aid.iter().enumerate().filter(|(place, _)| brings(*place)).map(|(_, aid)| aid).collect();
        self.check_burden(&brought, at);
    }

    /// Whether each entry of aid is a payment that a receipt shows.
    fn shown_aid(&self, aid: &[Aid]) -> Vec<Option<bool>> {
        let receipts = self.receipts();
        let is_of_other = |receipt: &Receipt| self.patient_of(receipt) == Some(NameMatch::Other);
        let standings = register::standings(receipts, is_of_other);
        let counting = receipts.iter().zip(&standings).map(|(receipt, standing)| {
            Some(receipt).filter(|receipt| !standing.void && !standing.duplicate && !is_of_other(receipt))
        });
        let named = |aid: &Aid| {
            let ids = aid.receipts.as_deref().filter(|ids| !ids.is_empty())?;
            let is_named = |receipt: &Receipt| receipt.id.as_ref().is_some_and(|id| ids.contains(id));
            Some((0..receipts.len()).filter(|place| receipts.get(*place).is_some_and(is_named)).collect())
        };
        let repeated = same_aid::repeated(aid);
        let kept = aid.iter().zip(&repeated).map(|(aid, repeated)| (aid, named(aid), repeated.is_none()));
        let (places, entries): (Vec<usize>, Vec<_>) = kept
            .enumerate()
            .filter(|(_, (.., is_kept))| *is_kept)
            .map(|(place, (aid, named, _))| (place, (aid, named)))
            .unzip();
        let mut all = vec![Some(false); aid.len()];
        let shown = same_aid::are_shown(&entries, &counting.collect::<Vec<_>>());
        for (place, shown) in places.into_iter().zip(shown) {
            all.iter_mut().skip(place).take(1).for_each(|one| *one = shown);
        }
        all
    }

    /// Compares the aid received with the family's share of the receipts that it covers. Personal appeals are not
    /// included, and neither are repetitions and payments that a receipt shows.
    fn check_burden(&self, aid: &[&Aid], at: &mut At) {
        let received = |a: &&&Aid| a.status == AidStatus::Received && a.payer != PayerClass::Crowdfunding;
        let borne = |ids: &dyn Fn(&LocalId) -> bool| {
            let named = self.receipts().iter().filter(|r| !r.denies_itself() && r.id.as_ref().is_some_and(ids));
            named.map(|r| r.amounts().family_borne.ok().map(Money::fen)).sum::<Option<i64>>()
        };
        let judge = |sums: Option<(i64, i64)>, at: &mut At| {
            at.judge(&aid::EXCEEDS_BURDEN, sums.map(|(received, borne)| received <= borne), |f| {
                let show = |fen: i64| SignedMoney::from_fen(fen).unwrap_or_default();
                let (received, borne) = sums.unwrap_or_default();
                f.expected(Privacy::Financial, show(borne)).actual(Privacy::Financial, show(received));
            });
        };
        let names = |a: &Aid, id: &LocalId| a.receipts.as_ref().is_some_and(|ids| ids.contains(id));
        let amounts = |of: &dyn Fn(&Aid) -> bool| -> i64 {
            aid.iter().filter(received).filter(|a| of(a)).filter_map(|a| a.amount).map(|a| a.fen()).sum()
        };
        at.each(Self::MEMBERS.receipts, self.receipts(), |at, receipt| {
            let Some(id) = receipt.id.as_ref() else { return };
            let only = amounts(&|a| a.receipts.as_ref().is_some_and(|ids| matches!(&**ids, [one] if one == id)));
            judge((only > 0).then(|| Some((only, borne(&|other| other == id)?))).flatten(), at);
        });
        // Aid for several receipts is compared with the family's share of all receipts that any aid covers.
        let together = aid.iter().filter(received).any(|a| a.receipts.as_ref().is_some_and(|ids| ids.len() > 1));
        let all = || {
            let named = |id: &LocalId| aid.iter().filter(received).any(|a| names(a, id));
            Some((amounts(&|a| a.receipts.as_ref().is_some_and(|ids| !ids.is_empty())), borne(&named)?))
        };
        at.within(Self::MEMBERS.aid, |at| judge(together.then(all).flatten(), at));
    }
}

/// Collects the identifiers of a list's items. Reports each duplicate. The current place must be the holder of the
/// list.
fn declare<'a>(name: MemberName, ids: Vec<Option<&'a LocalId>>, at: &mut At) -> HashSet<&'a LocalId> {
    let mut known = HashSet::new();
    for (index, id) in ids.into_iter().enumerate() {
        let fresh = id.map(|id| known.insert(id));
        at.within(name, |at| at.item(index, |at| at.judge_member(&ID_DUPLICATE, Receipt::MEMBERS.id, fresh, |_| {})));
    }
    known
}

/// Checks that every identifier of a list is declared.
fn refer(name: MemberName, ids: Option<&[LocalId]>, known: &HashSet<&LocalId>, at: &mut At) {
    at.each(name, ids.unwrap_or_default(), |at, id| {
        at.judge(&REFERENCE_UNKNOWN, Some(known.contains(id)), |_| {});
    });
}

/// Checks the receipt's kind of insurance against the child's coverage. The current place must be the receipt.
fn check_coverage(receipt: &Receipt, coverage: Option<&[Coverage]>, at: &mut At) {
    let insured = receipt.insurance_kind.filter(|kind| *kind != InsuranceKind::SelfPay);
    let Some((kind, coverage)) = insured.zip(coverage) else { return };
    let same = |c: &&Coverage| c.kind.current() == kind.current();
    let of_kind: Vec<_> = coverage.iter().filter(same).collect();
    at.judge_member(&insurance::KIND_MISMATCH, Receipt::MEMBERS.insurance_kind, Some(!of_kind.is_empty()), |f| {
        f.related("insurance", MemberName::pointer([Application::MEMBERS.insurance]));
    });
    let day = receipt.visited_on();
    let answers: Vec<_> =
        of_kind.iter().map(|c| c.period.as_ref().zip(day).and_then(|(p, day)| p.contains(day))).collect();
    // In force if any period contains the day. Not judged while a period that may contain the day is incomplete.
    let in_force = if answers.contains(&Some(true)) {
        Some(true)
    } else if answers.is_empty() || answers.contains(&None) {
        None
    } else {
        Some(false)
    };
    at.judge_member(&insurance::NOT_IN_FORCE, Receipt::MEMBERS.insurance_kind, in_force, |f| {
        f.related("insurance", MemberName::pointer([Application::MEMBERS.insurance]));
    });
}

// The rules of the parts name members of the application before it is declared.
const _: () = {
    let own = Application::MEMBERS;
    assert!(place::CHILD.is(own.child) && place::CONSENTS.is(own.consents) && place::DISCLOSURES.is(own.disclosures));
    assert!(
        place::GUARDIANS.is(own.guardians) && place::MATERIALS.is(own.materials) && place::RECEIPTS.is(own.receipts)
    );
    assert!(place::SUBMITTED_ON.is(own.submitted_on));
};

impl Check for Application {
    fn check(&self, at: &mut At) {
        let (born, day, papers_day) = (self.child_born(), self.day(), self.papers_day());
        self.check_dates(at);
        at.within(Self::MEMBERS.child, |at| self.child.check(at));
        at.items(Self::MEMBERS.guardians, self.guardians.as_deref());
        guardian::check_guardians(self.guardians(), born, day, at);
        if let Some(household) = &self.household {
            at.within(Self::MEMBERS.household, |at| {
                household.check(at);
                household.check_at(papers_day, at);
            });
        }
        at.items(Self::MEMBERS.insurance, self.insurance.as_deref());
        at.each(Self::MEMBERS.diagnoses, self.diagnoses.as_deref().unwrap_or_default(), |at, diagnosis| {
            diagnosis.check_certificate(at);
            diagnosis.check_child(&self.child, born, at);
        });
        at.each(Self::MEMBERS.treatments, self.treatments.as_deref().unwrap_or_default(), |at, treatment| {
            treatment.check(at);
            treatment.check_child(born, papers_day, at);
        });
        self.check_receipts(at);
        self.check_aid(at);
        at.items(Self::MEMBERS.consents, self.consents.as_deref());
        let consents = self.consents.as_deref().unwrap_or_default();
        consent::check_givers(consents, self.guardians(), born, at);
        consent::check_disclosures(self.disclosures.as_deref().unwrap_or_default(), consents, at);
        material::check_materials(self.materials(), self.receipts(), papers_day, at);
        if let Some(payee) = &self.payee {
            at.within(Self::MEMBERS.payee, |at| {
                payee.check(at);
                payee::check_family(payee, &self.child, self.guardians(), at);
            });
        }
        at.member(Self::MEMBERS.received_by, self.received_by.as_ref());
        at.items(Self::MEMBERS.assessments, self.assessments.as_deref());
        self.check_references(at);
        check_extensions(Self::MEMBERS.extensions, self.extensions.as_ref(), at);
    }
}

//! Treatments, planned and performed.

use crate::{
    code::{OperationScheme, TreatmentKind, TreatmentStatus, VisitKind},
    finding::{At, Check, rules},
    period::check_period,
    record::organisation::Hospital,
    value::{Date, LocalId, Money, Note, OperationCode, Period, RecordNumber, Text},
    wire::{Integer, List, Privacy, record},
};

record! {
    /// 手术操作 · Operation.
    pub struct Operation {
        required {
            /// 手术名称 · Operation name.
            health name: Text<1, 255>,
        }
        optional {
            /// 编码体系 · Coding scheme.
            health scheme: OperationScheme,
            /// 手术代码 · Operation code.
            health code: OperationCode,
            /// 计划日期 · Planned date.
            health planned_on: Date,
            /// 手术日期 · Date of the operation.
            health performed_on: Date,
        }
    }
}

record! {
    /// 治疗 · Treatment.
    pub struct Treatment {
        required {
            /// 治疗种类 · Kind of treatment.
            health kind: TreatmentKind,
            /// 治疗状态 · Treatment status.
            health status: TreatmentStatus,
        }
        optional {
            /// 文内标识 · Identifier within the document.
            pseudonymous id: LocalId,
            /// 治疗名称 · Treatment name.
            health name: Text<1, 255>,
            /// 所针对的诊断 · Diagnoses treated.
            pseudonymous diagnoses: List<LocalId, 0, 50>,
            /// 就诊类别 · Kind of visit.
            health visit_kind: VisitKind,
            /// 医疗机构 · Hospital.
            health hospital: Hospital,
            /// 科室 · Department.
            health department: Text<1, 100>,
            /// 住院号 · Inpatient number.
            personal inpatient_number: RecordNumber,
            /// 起止日期 · First and last day; admission and discharge for a stay.
            health period: Period,
            /// 手术操作 · Operations.
            health operations: List<Operation, 0, 50>,
            /// 次数或天数 · Number of sessions or days.
            ///
            /// 治疗计划尚未开始的，为计划次数；计划次数不计入已进行的次数。
            /// If the treatment is planned, the planned number. Planned sessions are not counted as held.
            health sessions: Integer<0, 10000>,
            /// 预计费用 · Estimated cost.
            financial estimated_cost: Money,
            /// 转归与说明 · Result of the treatment and remarks.
            health note: Note<4000>,
        }
    }
}

rules! { Treatment;
    /// 手术日期在住院期间之外 · Operation outside the stay.
    OPERATION_OUTSIDE_STAY = "treatment.operation-outside-stay" Error Reference {
        zh: "手术日期不在住院期间之内", en: "the date of the operation is outside the stay",
        hint_zh: "请核对手术日期和入出院日期", hint_en: "check the date of the operation and the dates of admission and discharge",
        source: "住院病案首页: 手术及操作日期",
    }
    /// 已完成的治疗没有日期 · Completed treatment without a date.
    DATE_MISSING = "treatment.date-missing" Warning Evidence {
        zh: "已完成的治疗没有日期", en: "the completed treatment has no date",
        hint_zh: "请填写起止日期", hint_en: "enter its first and last day",
        source: "programme notices: aid by the date of the operation",
    }
    /// 治疗早于出生 · Treatment before the birth.
    BEFORE_BIRTH = "treatment.before-birth" Error Reference {
        zh: "治疗日期早于患儿出生日期", en: "the treatment is dated before the child's birth date",
        hint_zh: "请核对两个日期", hint_en: "check both dates",
        source: "plain fact",
    }
    /// 计划中的治疗已有手术日期 · Planned treatment with a performed operation.
    PLANNED_PERFORMED = "treatment.planned-but-performed" Warning Reference {
        zh: "治疗状态为计划中，但手术日期早于提交日期（未填写的，首次录入日期）", en: "the treatment is planned, but an operation is dated before the date of submission, or of first entry if that is omitted",
        hint_zh: "请核对治疗状态；有的项目不资助已完成的手术", hint_en: "check the treatment status; some programmes do not pay for an operation already performed",
        source: "天使阳光基金 notices: 已完成手术不予申请",
    }
}

impl Treatment {
    /// Checks the treatment against the child and the date of submission, or else of first entry.
    pub(crate) fn check_child(&self, born: Option<Date>, day: Option<Date>, at: &mut At) {
        let start = self.period.as_ref().and_then(|period| period.start);
        let after_birth = born.zip(start).map(|(born, start)| born <= start);
        at.judge_member(&BEFORE_BIRTH, Self::MEMBERS.period, after_birth, |f| {
            f.actual(Privacy::Health, start.map_or_else(String::new, |d| d.to_string()));
        });
        if self.status == TreatmentStatus::Planned {
            at.each(Self::MEMBERS.operations, self.operations.as_deref().unwrap_or_default(), |at, operation| {
                let ahead = operation.performed_on.zip(day).map(|(performed, day)| performed >= day);
                at.judge_member(&PLANNED_PERFORMED, Operation::MEMBERS.performed_on, ahead, |_| {});
            });
        }
    }
}

impl Check for Treatment {
    fn check(&self, at: &mut At) {
        check_period(Self::MEMBERS.period, self.period.as_ref(), at);
        at.each(Self::MEMBERS.operations, self.operations.as_deref().unwrap_or_default(), |at, operation| {
            let within = operation.performed_on.zip(self.period.as_ref()).and_then(|(day, stay)| stay.contains(day));
            at.judge_member(&OPERATION_OUTSIDE_STAY, Operation::MEMBERS.performed_on, within, |f| {
                f.actual(Privacy::Health, operation.performed_on.map_or_else(String::new, |d| d.to_string()));
            });
        });
        let dated = self.period.as_ref().is_some_and(|p| p.start.is_some() || p.end.is_some());
        let completed = self.status == TreatmentStatus::Completed;
        at.judge(&DATE_MISSING, completed.then_some(dated), |_| {});
        at.member(Self::MEMBERS.hospital, self.hospital.as_ref());
    }
}
